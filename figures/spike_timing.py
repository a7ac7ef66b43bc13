"""The words of spike timing: lag, causal and acausal pairs, and the traces that rules read."""

from typing import NamedTuple

import numpy as np

from models.catalogue import find
from protocols.stdp import stdp
from synplast.option_types import Number, Text, ms
from synplast.plotting import DEPRESSION, POST, POTENTIATION, PRE, say

CHAPTER, ORDER = "timing", 1
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


class Traces(NamedTuple):
    """Both pairs over time: the two traces and the weight."""

    pair: Text
    time: ms
    x: Number
    y: Number
    weight: Number


def draw(figure) -> Traces:
    card, rows = find(RULES[0]), []
    panels = figure.subplots(
        3, 2, sharex=True, sharey="row", gridspec_kw={"height_ratios": [1, 2, 1]}
    )
    for column, lag in zip(panels.T, (LAG, -LAG), strict=True):
        pre, post = FIRST + max(0, -lag), FIRST + max(0, lag)
        x = after(pre) * np.exp(-(TIMES - pre) / (1e3 * card["tau_plus"]))
        y = after(post) * np.exp(-(TIMES - post) / (1e3 * card["tau_minus"]))
        step = stdp(card, pairs=1, lag=[lag], engine="exact").change[0]
        weight = 1 + step * after(max(pre, post))
        name = "causal" if lag > 0 else "acausal"
        rows += zip([name] * len(TIMES), TIMES, x, y, weight, strict=True)
        spikes, traces, weights = column
        spikes.eventplot([[post], [pre]], colors=[POST, PRE], linelengths=0.7, linewidths=3)
        spikes.set_yticks([0, 1], [say(en="post", fr="post"), say(en="pre", fr="pré")])
        spikes.annotate("", (post, 0.5), (pre, 0.5), arrowprops={"arrowstyle": "->"})
        sign = ">" if lag > 0 else "<"
        spikes.set_title(
            say(en=f"{name}:", fr="causale :" if lag > 0 else "acausale :")
            + rf" $t_\mathrm{{post}} - t_\mathrm{{{say(en='pre', fr='pré')}}} {sign} 0$",
            fontsize="medium",
        )
        traces.plot(TIMES, x, color=PRE, label="x")
        traces.plot(TIMES, y, color=POST, label="y")
        read = x if lag > 0 else y
        at = np.searchsorted(TIMES, max(pre, post))
        traces.plot(TIMES[at], read[at], "o", color=POTENTIATION if lag > 0 else DEPRESSION, ms=10)
        weights.plot(TIMES, weight, color=POTENTIATION if lag > 0 else DEPRESSION, linewidth=3)
        weights.set_xlabel(say(en="time (ms)", fr="temps (ms)"))
    panels[1, 0].legend()
    panels[1, 0].set_ylabel(say(en="traces", fr="traces"))
    panels[2, 0].set_ylabel(say(en="weight", fr="poids"))
    return Traces(*map(np.array, zip(*rows, strict=True)))


def after(time: float) -> np.ndarray:
    return np.where(time <= TIMES, 1.0, 0.0)


def claim(result) -> bool:
    last = [result.weight[result.pair == name][-1] for name in ("causal", "acausal")]
    return bool(last[0] > 1 > last[1])
