"""Homeostatic scaling beside STDP: the rate is held, and correlated inputs win by more."""

from typing import NamedTuple

import numpy as np

from protocols import drift
from synplast.option_types import Number, Seconds, Text
from synplast.plotting import CONTROL, CYCLE, POST, say

CHAPTER, ORDER = "rules", 6.5
COMMAND = (
    "python -m protocols.drift --rule pair:van_rossum_2000 --inputs 200 --conductance 0.025 "
    "--rate 20 --correlated 100 --goal 20 --faster 10 --duration 300 --seed 2 --figure drift.svg"
)
RULES = ("pair:van_rossum_2000", "scaling:van_rossum_2000")
CAPTION = {
    "en": "STDP of van Rossum, Bi & Turrigiano 2000 without the paper's noise, on an "
    "integrate-and-fire neuron with 200 Poisson inputs, alone (dashed) and with the homeostatic "
    "scaling of the same paper, ten times as fast as published; the goal, 20 Hz, is our choice. "
    "Left: the neuron's rate for inputs at 10 (thin) and at 20 Hz (thick). Right: mean weights "
    "after 300 s, inputs at 20 Hz, when half of them share half of the variance of their rates, "
    "against constant rates; STDP alone, alone on a neuron with weaker synapses, and with "
    "scaling, with the neuron's rate at constant rates. Bars: SEM of the inputs of one run; "
    "seeds differ by more (uncorrelated with scaling, seeds 0 to 3: -5 to -10 %). At the "
    "published speed the neuron that STDP alone has fire at 74 Hz falls silent (2700 to 8300 s, "
    "the longest run); at twice that it swings between silence and 79 Hz: the integral winds up. "
    "Seed 2; of the seeds 0 to 13, 0 swings the most, from 10.5 to 31 Hz.",
    "fr": "STDP de van Rossum, Bi & Turrigiano 2000 sans le bruit de l'article, sur un neurone "
    "intègre-et-tire à 200 entrées de Poisson, seule (tirets) et avec la mise à l'échelle "
    "homéostatique du même article, dix fois plus rapide que publiée ; la cible, 20 Hz, est "
    "notre choix. À gauche : la fréquence du neurone pour des entrées à 10 (trait fin) et à 20 "
    "Hz (épais). À droite : poids moyens après 300 s, entrées à 20 Hz, quand une moitié d'entre "
    "elles partage la moitié de la variance de leur fréquence, par rapport à des fréquences "
    "constantes ; STDP seule, seule sur un neurone aux synapses plus faibles, et avec mise à "
    "l'échelle, avec la fréquence du neurone à fréquences constantes. Barres : erreur type des "
    "entrées d'une simulation ; d'une graine à l'autre on varie davantage (non corrélées avec "
    "mise à l'échelle, graines 0 à 3 : -5 à -10 %). À la vitesse publiée, le neurone que la STDP "
    "seule fait décharger à 74 Hz se tait (de 2700 à 8300 s, la plus longue simulation) ; au "
    "double, il oscille entre le silence et 79 Hz : l'intégrale s'emballe. "
    "Graine 2 ; des graines 0 à 13, la 0 oscille le plus, de 10,5 à 31 Hz.",
}
CLAIM = {
    "en": "with scaling the rate comes to its goal for either rate of the inputs, by STDP alone "
    "for neither; correlated inputs push the others' weights down further with scaling than by "
    "STDP alone, at its own rate or near the goal",
    "fr": "avec la mise à l'échelle la fréquence arrive à sa cible pour l'une et l'autre "
    "fréquence des entrées, par la STDP seule pour aucune ; des entrées corrélées font baisser "
    "les poids des autres davantage avec la mise à l'échelle que par la STDP seule, à sa "
    "fréquence ou près de la cible",
}
GOAL, INPUTS = 20, 200
RATES = (10, 20)  # Hz, of the inputs; that at which half of them are correlated is the last.
DURATION, SEED = 300, 2  # s
#: STDP alone; on a neuron that it has fire near the goal, for its synapses are weaker; and scaled.
RUNS = {
    "alone": {"conductance": "0.025"},
    "weaker": {"conductance": "0.019"},
    "scaled": {"conductance": "0.025", "goal": GOAL, "faster": 10},
}


class Held(NamedTuple):
    """The neuron's rate over time, run after run, and the weights in the end.

    Attributes
    ----------
    run : array of str (rows,)
        Of `RUNS`.
    inputs : array (rows,)
        Rate of each input (Hz).
    correlated : array (rows,)
        How many inputs are correlated, the first.
    time, rate : array (rows,)
        Middle of a part of the run (s), and the neuron's rate in it (Hz).
    weights : array (runs, inputs)
    """

    run: Text
    inputs: Number
    correlated: Number
    time: Seconds
    rate: Number
    weights: np.ndarray

    def of(self, run: str, inputs: int, correlated: int = 0) -> np.ndarray:
        """The rows of a run."""
        told = (self.run == run, self.inputs == inputs, self.correlated == correlated)
        return np.logical_and.reduce(told)

    def changes(self, run: str) -> np.ndarray:
        """Weights of the uncorrelated and the correlated inputs (2, inputs / 2).

        Relative to their mean where none are correlated.
        """
        none, half = (
            self.weights[np.flatnonzero(self.of(run, RATES[-1], n))[0] // drift.PARTS]
            for n in (0, INPUTS // 2)
        )
        return half.reshape(2, -1)[::-1] / none.mean() - 1


def data() -> Held:
    rows, weights = [], []
    time = (np.arange(drift.PARTS) + 0.5) * DURATION / drift.PARTS
    for name, told in RUNS.items():
        slower = [] if name == "weaker" else [(RATES[0], 0)]
        for inputs, correlated in [*slower, (RATES[-1], 0), (RATES[-1], INPUTS // 2)]:
            run = drift.drift(
                RULES[0], INPUTS, correlated, inputs, duration=DURATION, seed=SEED, **told
            )
            weights.append(run.weights[0])
            parts = zip(time, *run.rates, strict=True)
            rows += [(name, inputs, correlated, *part) for part in parts]
    return Held(*map(np.array, zip(*rows, strict=True)), np.array(weights))


def draw(figure, result: Held) -> None:
    rate, change = figure.subplots(1, 2, width_ratios=[3, 2])
    rate.axhline(GOAL, color="0.5", linewidth=1.5, linestyle=":")
    rate.text(0, GOAL + 1, say(en="goal", fr="cible"), color="0.4")
    labels = say(en=("STDP alone", "with scaling"), fr=("STDP seule", "avec mise à l'échelle"))
    looks = {"alone": (CONTROL, "--"), "scaled": (POST, "-")}
    for (name, (color, style)), label in zip(looks.items(), labels, strict=True):
        for inputs, width in zip(RATES, (2, 4), strict=True):
            here = result.of(name, inputs)
            rate.plot(result.time[here], result.rate[here], style, color=color, linewidth=width,
                      label=label if inputs == RATES[-1] else "")  # fmt: skip
            if name == "alone":
                said = say(en=f"inputs at {inputs} Hz", fr=f"entrées à {inputs} Hz")
                beside = result.rate[here].mean() + (2 if inputs == RATES[0] else -9)
                rate.text(DURATION, beside, said, ha="right", color=color)
    rate.set_ylim(bottom=-2)
    rate.set_xlabel(say(en="time (s)", fr="temps (s)"))
    rate.set_ylabel(say(en="the neuron's rate (Hz)", fr="fréquence du neurone (Hz)"))
    rate.legend()
    draw_changes(change, result)


def draw_changes(axes, result: Held) -> None:
    kinds = say(en=("uncorrelated", "correlated"), fr=("non corrélées", "corrélées"))
    for n, (kind, color) in enumerate(zip(kinds, CYCLE, strict=False)):
        parts = [100 * result.changes(name)[n] for name in RUNS]
        means = [part.mean() for part in parts]
        errors = [part.std(ddof=1) / len(part) ** 0.5 for part in parts]
        x = np.arange(len(RUNS)) + 0.4 * n - 0.2
        axes.bar(x, means, 0.36, yerr=errors, color=color, label=kind)
    axes.axhline(0, color="black", linewidth=1)
    late = result.time > DURATION / 2
    rates = [result.rate[result.of(name, RATES[-1]) & late].mean() for name in RUNS]
    words = say(en=("STDP", "STDP", "scaled"), fr=("STDP", "STDP", "échelle"))
    ticks = [f"{word}\n{rate:.0f} Hz" for word, rate in zip(words, rates, strict=True)]
    axes.set_xticks(range(len(RUNS)), ticks)
    said = say(
        en="change of weights by correlation (%)", fr="effet de la corrélation sur le poids (%)"
    )
    axes.set_ylabel(said)
    axes.legend(loc="lower center", bbox_to_anchor=(0.45, 1), ncols=2, handlelength=1)


def claim(result) -> bool:
    late = result.time > DURATION / 2
    ends = {name: [result.rate[result.of(name, inputs) & late].mean() for inputs in RATES]
            for name in ("alone", "scaled")}  # fmt: skip
    held = np.allclose(ends["scaled"], GOAL, rtol=0.1)
    apart = ends["alone"][0] < 2 and ends["alone"][-1] > 3 * GOAL
    errors = {name: result.changes(name)[0].std() / (INPUTS // 2) ** 0.5 for name in RUNS}
    pushed = {name: result.changes(name)[0].mean() for name in RUNS}
    more = all(
        pushed["scaled"] < pushed[name] - 3 * np.hypot(errors["scaled"], errors[name])
        for name in ("alone", "weaker")
    )
    return bool(held and apart and more)
