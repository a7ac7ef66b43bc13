"""Homeostatic scaling beside STDP: the neuron's rate is held, and its inputs compete."""

from typing import NamedTuple

import numpy as np

from protocols import drift
from synplast.option_types import Number, Seconds
from synplast.plotting import CONTROL, CYCLE, POST, say

CHAPTER, ORDER = "rules", 6.5
COMMAND = (
    "python -m protocols.drift --rule pair:van_rossum_2000 --inputs 200 --conductance 0.025 "
    "--rate 20 --correlated 100 --goal 20 --faster 10 --duration 300 --figure drift.svg"
)
RULES = ("pair:van_rossum_2000", "scaling:van_rossum_2000")
CAPTION = {
    "en": "STDP of van Rossum, Bi & Turrigiano 2000 without the paper's noise, on an "
    "integrate-and-fire neuron with 200 Poisson inputs, alone (dashed) and with the homeostatic "
    "scaling of the same paper, ten times as fast as published; the goal, 20 Hz, is ours. Left: "
    "the neuron's rate for inputs at 10 and at 20 Hz. Right: mean weights after 300 s, inputs at "
    "20 Hz, when half of them share half of the variance of their rate, against when none do "
    "(bars: SEM of the inputs). At the published speed the neuron that STDP alone has fire at "
    "74 Hz falls silent (2700 to 8300 s, the longest that was run), at twice that it swings "
    "between silence and 76 Hz: the integral winds up. Seed 0.",
    "fr": "STDP de van Rossum, Bi & Turrigiano 2000 sans le bruit de l'article, sur un neurone "
    "intègre-et-tire à 200 entrées de Poisson, seule (tirets) et avec la mise à l'échelle "
    "homéostatique du même article, dix fois plus rapide que publiée ; la cible, 20 Hz, est de "
    "nous. À gauche : la fréquence du neurone pour des entrées à 10 et à 20 Hz. À droite : poids "
    "moyens après 300 s, entrées à 20 Hz, quand une moitié d'entre elles partage la moitié de la "
    "variance de sa fréquence, par rapport à aucune (barres : erreur type des entrées). À la "
    "vitesse publiée, le neurone que la STDP seule fait décharger à 74 Hz se tait (de 2700 à "
    "8300 s, la plus longue simulation faite) ; au double, il oscille entre le silence et 76 Hz : "
    "l'intégrale s'emballe. Graine 0.",
}
CLAIM = {
    "en": "with scaling the rate comes to its goal for either rate of the inputs, by STDP alone "
    "for neither; correlated inputs push the others' weights down with scaling only",
    "fr": "avec la mise à l'échelle la fréquence arrive à sa cible pour l'une et l'autre fréquence "
    "des entrées, par la STDP seule pour aucune ; des entrées corrélées font baisser les poids des "
    "autres avec elle seulement",
}
GOAL, INPUTS = 20, 200
RATES = (10, 20)  # Hz, of the inputs; that at which half of them are correlated is the last.
DURATION = 300  # s


class Held(NamedTuple):
    """The neuron's rate over time, run after run, and the weights in the end.

    Attributes
    ----------
    goal : array (rows,)
        Of the scaling (Hz); 0 for STDP alone.
    inputs : array (rows,)
        Rate of each input (Hz).
    correlated : array (rows,)
        How many inputs are correlated, the first.
    time, rate : array (rows,)
        Middle of a part of the run (s), and the neuron's rate in it (Hz).
    weights : array (runs, inputs)
    """

    goal: Number
    inputs: Number
    correlated: Number
    time: Seconds
    rate: Number
    weights: np.ndarray

    def of(self, goal: int, inputs: int, correlated: int = 0) -> np.ndarray:
        """The rows of a run."""
        told = (self.goal == goal, self.inputs == inputs, self.correlated == correlated)
        return np.logical_and.reduce(told)

    def changes(self, goal: int) -> np.ndarray:
        """Weights of the uncorrelated and the correlated inputs (2, inputs / 2).

        Relative to their mean where none are correlated.
        """
        none, half = (
            self.weights[np.flatnonzero(self.of(goal, RATES[-1], n))[0] // drift.PARTS]
            for n in (0, INPUTS // 2)
        )
        return half.reshape(2, -1)[::-1] / none.mean() - 1


def data() -> Held:
    rows, weights = [], []
    told = {"inputs": INPUTS, "conductance": "0.025", "duration": DURATION}
    time = (np.arange(drift.PARTS) + 0.5) * DURATION / drift.PARTS
    for goal in (0, GOAL):
        scaled = {"goal": goal, "faster": 10} if goal else {}
        for inputs, correlated in [*((rate, 0) for rate in RATES), (RATES[-1], INPUTS // 2)]:
            run = drift.drift(RULES[0], rate=inputs, correlated=correlated, **told, **scaled)
            weights.append(run.weights[0])
            parts = zip(time, *run.rates, strict=True)
            rows += [(goal, inputs, correlated, *part) for part in parts]
    return Held(*np.array(rows).T, np.array(weights))


def draw(figure, result: Held) -> None:
    rate, change = figure.subplots(1, 2, width_ratios=[3, 2])
    rate.axhline(GOAL, color="0.7", linewidth=1, linestyle=":")
    labels = say(en=("STDP alone", "with scaling"), fr=("STDP seule", "avec mise à l'échelle"))
    styles = {0: (CONTROL, "--"), GOAL: (POST, "-")}
    for (goal, (color, style)), label in zip(styles.items(), labels, strict=True):
        for inputs in RATES:
            here = result.of(goal, inputs)
            rate.plot(result.time[here], result.rate[here], style, color=color,
                      label=label if inputs == RATES[0] else "")  # fmt: skip
            if not goal:
                said = say(en=f"inputs at {inputs} Hz", fr=f"entrées à {inputs} Hz")
                beside = result.rate[here].mean() + (2 if inputs == RATES[0] else -9)
                rate.text(DURATION, beside, said, ha="right", color=color)
    rate.set_ylim(bottom=-2)
    rate.set_xlabel(say(en="time (s)", fr="temps (s)"))
    rate.set_ylabel(say(en="the neuron's rate (Hz)", fr="fréquence du neurone (Hz)"))
    rate.legend()
    kinds = say(en=("uncorrelated", "correlated"), fr=("non corrélées", "corrélées"))
    for n, (kind, color) in enumerate(zip(kinds, CYCLE, strict=False)):
        parts = [100 * result.changes(goal)[n] for goal in styles]
        means = [part.mean() for part in parts]
        errors = [part.std(ddof=1) / len(part) ** 0.5 for part in parts]
        change.bar(np.arange(2) + 0.4 * n - 0.2, means, 0.36, yerr=errors, color=color, label=kind)
    change.axhline(0, color="black", linewidth=1)
    change.set_xticks(range(2), [label.replace(" ", "\n", 1) for label in labels])
    said = say(
        en="change of weights by correlation (%)", fr="effet de la corrélation sur le poids (%)"
    )
    change.set_ylabel(said)
    change.legend(loc="lower center", bbox_to_anchor=(0.45, 1), ncols=2, handlelength=1)


def claim(result) -> bool:
    late = result.time > 0.8 * result.time.max()
    ends = {goal: [result.rate[result.of(goal, inputs) & late].mean() for inputs in RATES]
            for goal in (0, GOAL)}  # fmt: skip
    held = np.allclose(ends[GOAL], GOAL, rtol=0.1) and ends[0][0] < 2 and ends[0][-1] > 3 * GOAL
    (alone, _), (pushed, winners) = (result.changes(goal).mean(axis=1) for goal in (0, GOAL))
    return bool(held and abs(alone) < 0.02 and pushed < -0.05 and winners > -0.02)
