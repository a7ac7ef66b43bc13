"""The calcium rule as a scheme: how long calcium stays above each of two thresholds."""

from fractions import Fraction
from typing import NamedTuple

import numpy as np

from models.catalogue import find
from protocols.engine.calcium_transients import transients
from protocols.engine.spike_trains import pairings
from synplast.option_types import Number, ms
from synplast.plotting import ACAUSAL, CAUSAL, DEPRESSION, POTENTIATION, decimal, say

CHAPTER, ORDER = "biophysics", 1.8
COMMAND = "python -m protocols.stdp --rule calcium:DP --engine exact"
RULES = ("calcium:DP",)
CAPTION = {
    "en": "Calcium of one pair by the rule of Graupner & Brunel 2012, set DP: it depresses for as "
    "long as calcium is above θ_d, and potentiates for as long as it is above θ_p.",
    "fr": "Le calcium d'une paire par la règle de Graupner & Brunel 2012, jeu DP : elle déprime "
    "tant que le calcium est au-dessus de θ_d, et potentialise tant qu'il est au-dessus de θ_p.",
}
CLAIM = {
    "en": "pre before post is longer above the threshold of potentiation, and the times read off "
    "the curves are those of the rule's engine",
    "fr": "pré avant post reste plus longtemps au-dessus du seuil de potentialisation, et les "
    "durées lues sur les courbes sont celles du moteur de la règle",
}
LAG, STEP = 20, 0.05
TIMES = np.arange(-40, 140, STEP)  # ms


class Transients(NamedTuple):
    """Calcium over time at each lag; the engine's times above theta_d and theta_p (ms)."""

    lag: ms
    time: ms
    calcium: Number
    above: dict


def data() -> Transients:
    card, rows, above = find(RULES[0]), [], {}
    constants = {one.symbol: [one.value] for one in card.constants}
    for lag in (LAG, -LAG):
        calcium = np.zeros_like(TIMES)
        for at, size in ((1e3 * card["D"], card["Cpre"]), (lag, card["Cpost"])):
            since = np.maximum(TIMES - at, 0)
            calcium += np.where(at <= TIMES, size * np.exp(-since / (1e3 * card["tau_Ca"])), 0)
        rows += zip([lag] * len(TIMES), TIMES, calcium, strict=True)
        found = transients(constants, pairings([Fraction(lag, 1000)], 1, Fraction(1)))
        above[lag] = [1e3 * float(side.sum()) for side in (found.above_d, found.above_p)]
    return Transients(*map(np.array, zip(*rows, strict=True)), above)


def draw(figure, result: Transients) -> None:
    card = find(RULES[0])
    thresholds = (card["theta_d"], DEPRESSION, "d"), (card["theta_p"], POTENTIATION, "p")
    panels = figure.subplots(1, 2, sharey=True)
    for axes, lag, color in zip(panels, (LAG, -LAG), (CAUSAL, ACAUSAL), strict=True):
        calcium = result.calcium[result.lag == lag]
        axes.plot(TIMES, calcium, color="black", linewidth=4)
        for n, (theta, shade, name) in enumerate(thresholds):
            axes.axhline(theta, color=shade, linestyle="--")
            axes.text(138, theta + 0.02, rf"$\theta_{name}$", color=shade, ha="right", va="bottom")
            axes.fill_between(TIMES, theta, calcium, where=calcium > theta, color=shade, alpha=0.5)
            lasts = result.above[lag][n]
            below = -0.28 - 0.26 * n
            spans = TIMES[calcium > theta]
            axes.plot(spans, [below] * len(spans), "s", color=shade, ms=7, mew=0)
            axes.text(spans.max() + 4, below, f"{lasts:.0f} ms", color=shade, va="center")
        sign = ">" if lag > 0 else "<"
        axes.set_title(decimal(f"Δt = {lag:+d} ms {sign} 0"), color=color)
        axes.set_xlabel(say(en="time (ms)", fr="temps (ms)"))
        axes.set_ylim(-0.7, None)
        axes.set_yticks([0, 1, 2])
    panels[0].set_ylabel(say(en="calcium (arb. units)", fr="calcium (u. arb.)"))


def claim(result: Transients) -> bool:
    card = find(RULES[0])
    for lag, times in result.above.items():
        calcium = result.calcium[result.lag == lag]
        read = [STEP * (calcium > card[theta]).sum() for theta in ("theta_d", "theta_p")]
        if not np.allclose(read, times, atol=4 * STEP):  # a step at each crossing
            return False
    return result.above[LAG][1] > result.above[-LAG][1]
