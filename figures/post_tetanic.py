"""After a tetanus: facilitation, augmentation, post-tetanic potentiation, one after the other."""

import numpy as np

from protocols.short_term import ShortTerm, short_term
from synplast.plotting import CYCLE, say

CHAPTER, ORDER = "memory", 3.5
RULE = "enhancing:magleby_1979"
RULES = (RULE,)
CAPTION = {
    "en": "End-plate potential of one pulse at a time after a tetanus of 200 pulses at 20 Hz, by a "
    "simplification of the model of Magleby & Zengel 1982 (each pulse adds the same) for the "
    "frog's neuromuscular junction in little calcium: facilitation goes in tenths of a "
    "second, augmentation in seconds, and potentiation in a minute or two. The time "
    "constants are published, that of potentiation as 30 s to minutes, of which this is the "
    "least; how much a pulse adds to the two slow ones, and that the three multiply, is from "
    "memory. A band is what one adds to those below.",
    "fr": "Potentiel de plaque motrice évoqué par une impulsion isolée, selon le temps écoulé "
    "depuis un tétanos de 200 impulsions à 20 Hz, d'après une simplification du modèle de "
    "Magleby & Zengel 1982 (chaque impulsion ajoute autant) pour la jonction neuromusculaire "
    "de grenouille en faible calcium : la facilitation passe en dixièmes de seconde, "
    "l'augmentation en secondes et la potentialisation en une minute ou deux. Les constantes "
    "de temps sont publiées, celle de la potentialisation comme 30 s à quelques minutes, "
    "dont voici la plus courte ; ce qu'une impulsion ajoute aux deux lentes, et que les "
    "trois se multiplient, est cité de mémoire. Chaque bande est ce qu'une forme ajoute à "
    "celles du dessous.",
}
CLAIM = {
    "en": "three seconds after the tetanus facilitation is gone, and a minute after it all that is "
    "left is potentiation",
    "fr": "trois secondes après le tétanos, la facilitation est passée, et une minute après, il ne "
    "reste que la potentialisation",
}
#: With all, without facilitation, and potentiation alone.
FADING = (RULE, f"{RULE} f1=0 f2=0", f"{RULE} f1=0 f2=0 a=0")
TETANUS = {"pulses": 200, "rate": 20}
RESTS = np.round(np.geomspace(10, 300_000, 60)).astype(int).tolist()  # ms
HOW = f"python -m protocols.short_term --pulses {TETANUS['pulses']} --rate {TETANUS['rate']}"
COMMAND = f"{HOW} --rest 1e2,1e3,1e4,6e4 --rule enhancing --rule '{FADING[1]}' --rule '{FADING[2]}'"


def data() -> ShortTerm:
    return short_term(FADING, rest=RESTS, **TETANUS)


def after_tetanus(result: ShortTerm, rule: str) -> tuple[np.ndarray, np.ndarray]:
    """When one pulse comes after the tetanus (s), and its EPP, for one of the rules."""
    here = (result.rule == rule) & (result.pulse > TETANUS["pulses"])
    end = 1000 * (TETANUS["pulses"] - 1) / TETANUS["rate"]
    return (result.time[here] - end) / 1000, result.amplitude[here]


def draw(figure, result: ShortTerm) -> None:
    axes = figure.add_subplot()
    names = say(
        en=("facilitation", "augmentation", "post-tetanic potentiation"),
        fr=("facilitation", "augmentation", "potentialisation post-tétanique"),
    )
    curves = [after_tetanus(result, rule) for rule in FADING]
    floors = [*(amplitude for _, amplitude in curves[1:]), 1]
    for (time, amplitude), floor, name, color in zip(
        curves, floors, names, (CYCLE[4], CYCLE[2], CYCLE[0]), strict=True
    ):
        axes.fill_between(time, floor, amplitude, color=color, alpha=0.6, label=name, lw=0)
    axes.plot(*curves[0], color="black")
    axes.axhline(1, color="0.7", linewidth=1)
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    ticks = {0.01: "10 ms", 0.1: "100 ms", 1: "1 s", 10: "10 s", 60: "1 min", 300: "5 min"}
    axes.set_xticks(list(ticks), list(ticks.values()))
    axes.minorticks_off()
    axes.set_xlabel(say(en="time after the tetanus", fr="temps après le tétanos"))
    axes.set_ylabel(say(en="EPP (× that before)", fr="PPM (× celui d'avant)"))
    axes.legend()


def claim(result) -> bool:
    (time, whole), (_, slow), (_, potentiation) = (after_tetanus(result, rule) for rule in FADING)
    soon, later = time > 3, time > 60
    facilitation = (whole[soon] < 1.001 * slow[soon]).all()
    alone = (potentiation[later] - 1 > 0.99 * (whole[later] - 1)).all()
    return bool(facilitation and alone and whole[later][0] > 1.2)
