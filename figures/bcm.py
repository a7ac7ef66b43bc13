"""BCM: the function of the postsynaptic rate, its threshold that moves, and when that is stable."""

from typing import NamedTuple

import numpy as np

from models.rate import BCM
from protocols import metaplasticity
from synplast.option_types import Number
from synplast.plotting import DEPRESSION, POST, POTENTIATION, RULE_1, decimal, say

CHAPTER, ORDER = "rate", 2
COMMAND = "python -m protocols.metaplasticity --tau_theta 20 240"
RULES = ("bcm:intrator_cooper_1992",)
CAPTION = {
    "en": "BCM (Bienenstock, Cooper & Munro 1982; Intrator & Cooper 1992): φ(r) = r (r − θ), for "
    "two thresholds; θ follows r². After the input is halved, the rate falls, θ slides below it, "
    "and the weight grows until both are 1 again: stable if θ is fast, else they chase each other. "
    "Rates in units of the target; η and τ_θ are free.",
    "fr": "BCM (Bienenstock, Cooper & Munro 1982 ; Intrator & Cooper 1992) : φ(r) = r (r − θ), "
    "pour deux seuils ; θ suit r². Quand l'entrée est divisée par deux, la fréquence tombe, θ "
    "glisse au-dessous, et le poids croît jusqu'à ce que les deux soient de nouveau à 1 : stable "
    "si θ est rapide, sinon ils se poursuivent. Fréquences en unités de la cible ; η et τ_θ sont "
    "libres.",
}
CLAIM = {
    "en": "φ changes sign at θ; a fast threshold brings rate and θ back to 1, a slow one never",
    "fr": "φ change de signe à θ ; un seuil rapide ramène la fréquence et θ à 1, un lent jamais",
}
TAUS, THETAS, RATES = (20, 240), (0.5, 1.0), np.linspace(0, 1.5, 151)


class Threshold(NamedTuple):
    """phi at each rate for two thresholds; rate and threshold over time as of the protocol."""

    theta: Number
    rate: Number
    phi: Number
    sliding: metaplasticity.Sliding


def data() -> Threshold:
    rule = BCM(eta=1.0)
    phi = [rule.change(1.0, 1.0, RATES, theta) for theta in THETAS]
    sliding = metaplasticity.metaplasticity(tau_theta=TAUS, presentations=3000)
    theta = np.repeat(THETAS, len(RATES))
    return Threshold(theta, np.tile(RATES, len(THETAS)), np.concatenate(phi), sliding)


def draw(figure, result: Threshold) -> None:
    grid = figure.add_gridspec(2, 2, width_ratios=[1, 1.25])
    draw_phi(figure.add_subplot(grid[:, 0]), result)
    for row, tau in enumerate(TAUS):
        axes = figure.add_subplot(grid[row, 1])
        here = result.sliding.tau_theta == tau
        time = result.sliding.presentation[here] / 1000
        axes.axhline(1, color="0.7", linewidth=1)
        axes.plot(time, result.sliding.rate[here], color=POST, label="r")
        axes.plot(time, result.sliding.threshold[here], color=RULE_1, label="θ")
        stable = result.sliding.stability[here][0] < 1
        verdict = say(en="stable", fr="stable") if stable else say(en="unstable", fr="instable")
        axes.set_title(rf"$\tau_\theta$ = {tau} : {verdict}", loc="left")
        axes.legend(loc="upper right", ncols=2)
    axes.set_xlabel(say(en="presentations (thousands)", fr="présentations (milliers)"))


def draw_phi(axes, result: Threshold) -> None:
    axes.axhline(0, color="0.7", linewidth=1)
    for theta, style in zip(THETAS, ("--", "-"), strict=True):
        here = result.theta == theta
        rate, phi = result.rate[here], result.phi[here]
        axes.plot(rate, phi, style, color=RULE_1, linewidth=4, label=decimal(f"θ = {theta:g}"))
        axes.plot(theta, 0, "o", color=RULE_1, ms=12)
    axes.fill_between(rate, phi, where=phi > 0, color=POTENTIATION, alpha=0.4)
    axes.fill_between(rate, phi, where=phi < 0, color=DEPRESSION, alpha=0.4)
    axes.annotate("", (0.62, -0.34), (0.98, -0.34), arrowprops={"arrowstyle": "<->", "lw": 3})
    axes.text(0.8, -0.4, say(en="θ moves", fr="θ bouge"), ha="center", va="top")
    axes.set_ylim(-0.55, 1.6)
    axes.set_xlabel(say(en="postsynaptic rate r", fr="fréquence postsynaptique r"))
    axes.set_ylabel("φ(r)")
    axes.legend(loc="upper left")


def claim(result: Threshold) -> bool:
    above = np.round(result.rate - result.theta, 12)
    alive = result.rate > 0
    signs = (np.sign(np.round(result.phi, 12)) == np.sign(above))[alive].all()
    s = result.sliding
    ends = [abs(s.rate[s.tau_theta == tau][-500:] - 1).max() for tau in TAUS]
    verdicts = [s.stability[s.tau_theta == tau][0] < 1 for tau in TAUS]
    return bool(signs and ends[0] < 0.01 < 0.1 < ends[1] and verdicts == [True, False])
