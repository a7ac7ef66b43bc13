"""The traces that a rule of timing reads: the later spike reads what the earlier one left."""

from typing import NamedTuple

import numpy as np

from models.catalogue import find
from protocols.stdp import stdp
from synplast.option_types import Number, Text, ms
from synplast.plotting import DEPRESSION, POST, POTENTIATION, PRE, say

CHAPTER, ORDER = "timing", 1.5
COMMAND = "python -m protocols.stdp --pairs 1 --lag -10 10"
RULES = ("pair:bi_wang_2002",)
CAPTION = {
    "en": "One pair of spikes, presynaptic first (causal, left) and postsynaptic first (acausal, "
    "right), 10 ms apart. Each spike leaves a trace that decays (x presynaptic, y postsynaptic); "
    "the later spike reads the earlier one's trace, and the weight steps by what it reads.",
    "fr": "Une paire de potentiels d'action, présynaptique d'abord (causale, à gauche) et "
    "postsynaptique d'abord (acausale, à droite), à 10 ms d'écart. Chacun laisse une trace qui "
    "décroît (x présynaptique, y postsynaptique) ; le second lit la trace du premier, et le poids "
    "change d'autant.",
}
CLAIM = {
    "en": "the causal pair potentiates and the acausal pair depresses",
    "fr": "la paire causale potentialise et la paire acausale déprime",
}
LAG, FIRST, TIMES = 10, 20, np.arange(0, 80, 0.5)  # ms
NAMES = {LAG: "causal", -LAG: "acausal"}


class Traces(NamedTuple):
    """Both pairs over time: the two traces and the weight."""

    pair: Text
    time: ms
    x: Number
    y: Number
    weight: Number


def data() -> Traces:
    card, rows = find(RULES[0]), []
    for lag in (LAG, -LAG):
        pre, post = times(lag)
        x = after(pre) * np.exp(-(TIMES - pre) / (1e3 * card["tau_plus"]))
        y = after(post) * np.exp(-(TIMES - post) / (1e3 * card["tau_minus"]))
        step = stdp(card, pairs=1, lag=[lag], engine="exact").change[0]
        weight = 1 + step * after(max(pre, post))
        rows += zip([NAMES[lag]] * len(TIMES), TIMES, x, y, weight, strict=True)
    return Traces(*map(np.array, zip(*rows, strict=True)))


def times(lag: int) -> tuple[int, int]:
    """When the pre- and the postsynaptic spike come (ms)."""
    return FIRST + max(0, -lag), FIRST + max(0, lag)


def draw(figure, result: Traces) -> None:
    panels = figure.subplots(3, 2, sharex=True, sharey="row", height_ratios=[1, 2, 1])
    for (spikes, traces, weights), lag in zip(panels.T, (LAG, -LAG), strict=True):
        (pre, post), here = times(lag), result.pair == NAMES[lag]
        color = POTENTIATION if lag > 0 else DEPRESSION
        spikes.eventplot([[post], [pre]], colors=[POST, PRE], linelengths=0.7, linewidths=5)
        spikes.set_yticks([0, 1], [say(en="post", fr="post"), say(en="pre", fr="pré")])
        sign = ">" if lag > 0 else "<"
        title = say(en=NAMES[lag], fr="causale" if lag > 0 else "acausale")
        spikes.set_title(rf"{title}, $\Delta t {sign} 0$")
        traces.plot(TIMES, result.x[here], color=PRE, label="x")
        traces.plot(TIMES, result.y[here], color=POST, label="y")
        read = (result.x if lag > 0 else result.y)[here]
        at = np.searchsorted(TIMES, max(pre, post))
        traces.plot(TIMES[at], read[at], "o", color=color, ms=14)
        weights.plot(TIMES, result.weight[here], color=color, linewidth=4)
        weights.set_xlabel(say(en="time (ms)", fr="temps (ms)"))
    panels[1, 0].legend()
    panels[1, 0].set_ylabel(say(en="traces", fr="traces"))
    panels[2, 0].set_ylabel(say(en="weight", fr="poids"))


def after(time: float) -> np.ndarray:
    return np.where(time <= TIMES, 1.0, 0.0)


def claim(result) -> bool:
    last = [result.weight[result.pair == name][-1] for name in ("causal", "acausal")]
    return bool(last[0] > 1 > last[1])
