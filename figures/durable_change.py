"""LTP and LTD in time: they last for hours, but for what a weak stimulation induced."""

from typing import NamedTuple

import numpy as np

from protocols.tagging import tagging
from synplast.option_types import Number, Text
from synplast.plotting import AP5, DEPRESSION, POTENTIATION, say

CHAPTER, ORDER = "induction", 3
HOW = "python -m protocols.tagging --second none"
COMMAND = f"{HOW}; {HOW} --first weak; {HOW} --first strong-lfs; {HOW} --ap5 1"
RULES = ("tag_trigger:clopath_2008",)
CAPTION = {
    "en": "Slope of the EPSP for five hours, by the model of Clopath et al. 2008 with their own "
    "stimulations: for LTP 21 pulses at 100 Hz (weak), or three times 100 pulses, 10 min apart "
    "(strong); for LTD 900 pulses at 1 Hz (weak), or 900 times three at 20 Hz (strong). Weak ones "
    "set tags, which go within hours; strong ones start the synthesis of proteins besides, and "
    "last. AP5 blocks both (that all tags need NMDA receptors is our reading). 10 neurons.",
    "fr": "Pente du PPSE pendant cinq heures, selon le modèle de Clopath et coll. 2008 et leurs "
    "stimulations : pour la LTP 21 impulsions à 100 Hz (faible), ou trois fois 100, à 10 min "
    "d'intervalle (forte) ; pour la LTD 900 impulsions à 1 Hz (faible), ou 900 fois trois à 20 Hz "
    "(forte). Les faibles posent des étiquettes, perdues en quelques heures ; les fortes lancent "
    "aussi la synthèse de protéines, et durent. L'AP5 bloque tout (que toute étiquette exige les "
    "récepteurs NMDA est notre lecture). 10 neurones.",
}
CLAIM = {
    "en": "LTP and LTD last for more than an hour, those of strong stimulations for all of the "
    "five hours simulated, and with AP5 there is neither (built in)",
    "fr": "LTP et LTD durent plus d'une heure, celles des stimulations fortes pendant les cinq "
    "heures simulées, et l'AP5 empêche l'une comme l'autre (par construction)",
}
INDUCTIONS = {
    "strong tetanus": {"first": "strong"},
    "weak tetanus": {"first": "weak"},
    "strong lfs": {"first": "strong-lfs"},
    "weak lfs": {"first": "weak-lfs"},
    "blocked tetanus": {"first": "strong", "ap5": 1},
    "blocked lfs": {"first": "strong-lfs", "ap5": 1},
}


class Courses(NamedTuple):
    """The stimulated input after each induction: time (min) and slope (% of baseline)."""

    induction: Text
    time: Number
    slope: Number


def data() -> Courses:
    rows = []
    for name, how in INDUCTIONS.items():
        result = tagging(second="none", **how)
        here = result.pathway == "first"
        times, slopes = result.time[here], result.slope[here]
        rows += zip([name] * len(times), times, slopes, strict=True)
    return Courses(*map(np.array, zip(*rows, strict=True)))


def draw(figure, result: Courses) -> None:
    axes = figure.add_subplot()
    axes.axhline(100, color="0.7", linewidth=1)
    axes.axvline(0, color="0.7", linewidth=1, linestyle=":")
    lines = {
        "strong tetanus": (POTENTIATION, "-", say(en="LTP, strong", fr="LTP, forte")),
        "weak tetanus": (POTENTIATION, "--", say(en="LTP, weak", fr="LTP, faible")),
        "blocked tetanus": (AP5, "-", "AP5"),
        "weak lfs": (DEPRESSION, "--", say(en="LTD, weak", fr="LTD, faible")),
        "strong lfs": (DEPRESSION, "-", say(en="LTD, strong", fr="LTD, forte")),
        "blocked lfs": (AP5, "-", None),
    }
    for name, (color, style, label) in lines.items():
        here = result.induction == name
        time, slope = result.time[here] / 60, result.slope[here]
        axes.plot(time, slope, style, color=color, label=label, linewidth=4)
    axes.set_xlabel(say(en="time since the induction (h)", fr="temps depuis l'induction (h)"))
    axes.set_ylabel(
        say(en="slope of the EPSP (% of baseline)", fr="pente du PPSE (% de la ligne de base)")
    )
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))


def claim(result) -> bool:
    def change(name: str, minutes: float) -> float:
        here = (result.induction == name) & (result.time == minutes)
        return result.slope[here].item() - 100

    hour = change("weak tetanus", 60) > 3 and change("weak lfs", 60) < -3
    late = change("strong tetanus", 300) > 12 and change("strong lfs", 300) < -12
    gone = abs(change("weak tetanus", 300)) < 3 and abs(change("weak lfs", 300)) < 3
    blocked = result.slope[np.char.startswith(result.induction, "blocked")]
    return bool(hour and late and gone and (abs(blocked - 100) < 2).all())
