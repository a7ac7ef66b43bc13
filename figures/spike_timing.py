"""The words of spike timing: two cells, their potentials, and the lag between their spikes."""

from typing import NamedTuple

import numpy as np

from figures.schematic import (
    LARGE,
    draw_cell,
    draw_synapse,
    open_canvas,
    potential,
    write,
)
from models.catalogue import find
from protocols.stdp import stdp
from protocols.stimulation.fibres import EPSP, decay
from synplast.option_types import Number, ms
from synplast.plotting import ACAUSAL, CAUSAL, POST, PRE, decimal, say

CHAPTER, ORDER = "timing", 1
COMMAND = "python -m protocols.stdp --pairs 60 --lag -10 10 --engine exact"
RULES = ("pair:bi_wang_2002",)
CAPTION = {
    "en": "Two cells and their membrane potentials. The lag is Δt = t_post − t_pre: above 0 where "
    "the presynaptic cell fires first (causal), below 0 where it fires last (acausal). Spikes: the "
    "shape of Shouval et al. 2002; the EPSP is drawn ten times as large. Below: change after 60 "
    "pairs at 1 Hz by the pair rule.",
    "fr": "Deux cellules et leurs potentiels de membrane. Le décalage est Δt = t_post − t_pré : "
    "positif quand la cellule présynaptique décharge d'abord (causal), négatif quand elle "
    "décharge ensuite (acausal). Potentiels d'action : la forme de Shouval et al. 2002 ; le PPSE "
    "est dessiné dix fois plus grand. En bas : variation après 60 paires à 1 Hz par la règle de "
    "paires.",
}
CLAIM = {
    "en": "the lag read off the two potentials is +10 and −10 ms; the first potentiates, the "
    "second depresses",
    "fr": "le décalage lu sur les deux potentiels est +10 et −10 ms ; le premier potentialise, le "
    "second déprime",
}
LAG, FIRST, TIMES = 10, 20, np.arange(0, 80, 0.25)  # ms
LARGER = 10  # the EPSP is drawn so many times


class Potentials(NamedTuple):
    """Both potentials (mV) over time at each lag, and the change after 60 pairs."""

    lag: ms
    time: ms
    pre: Number
    post: Number
    change: dict


def data() -> Potentials:
    card, rows = find("nmda"), []
    rest = 1e3 * card["V_rest"]
    for lag in (LAG, -LAG):
        first, second = FIRST + max(0, -lag), FIRST + max(0, lag)
        epsp = [decay(0, 4 * EPSP, max(t - first, 0) / 1000)[0] for t in TIMES]
        post = potential(TIMES, card, [second], rest) + LARGER * np.array(epsp)
        pre = potential(TIMES, card, [first], rest)
        rows += zip([lag] * len(TIMES), TIMES, pre, post, strict=True)
    found = stdp(RULES[0], lag=[LAG, -LAG], engine="exact")
    changes = dict(zip(found.lag.tolist(), found.change.tolist(), strict=True))
    return Potentials(*map(np.array, zip(*rows, strict=True)), changes)


def draw(figure, result: Potentials) -> None:
    canvas = open_canvas(figure)
    pre, post = say(en=("pre", "post"), fr=("pré", "post"))
    draw_synapse(canvas, (1.5, 6.2), (1.5, 4.0), 1.5)
    draw_cell(canvas, 1.5, 6.6, pre, PRE, radius=0.85)
    draw_cell(canvas, 1.5, 2.9, post, POST, radius=0.85)
    words = say(en=("causal", "acausal"), fr=("causal", "acausal"))
    colors = CAUSAL, ACAUSAL
    for left, lag, name, color in zip((3.4, 10.0), (LAG, -LAG), words, colors, strict=True):
        here = result.lag == lag
        axes = figure.add_axes((left / 16, 0.12, 5.6 / 16, 0.74))
        # The postsynaptic potential stands below, 130 mV lower.
        axes.plot(TIMES, result.pre[here], color=PRE, linewidth=3.5)
        axes.plot(TIMES, result.post[here] - 130, color=POST, linewidth=3.5)
        draw_lag(axes, lag, color)
        sign = ">" if lag > 0 else "<"
        write(canvas, left + 2.8, 8.2, f"{name}, Δt {sign} 0", LARGE, color=color)
        change = decimal(f"{100 * result.change[lag]:+.0f} %")
        told = say(en=f"weight after 60 pairs: {change}", fr=f"poids après 60 paires : {change}")
        write(canvas, left + 2.8, 0.55, told)
    write(canvas, 1.6, 8.2, "Δt = t$_{post}$ − t$_{%s}$" % pre)  # noqa: UP031


def draw_lag(axes, lag: int, color: str) -> None:
    """The lag between the two spikes, and a scale bar in place of axes."""
    pre, post = FIRST + max(0, -lag), FIRST + max(0, lag)
    for time in (pre, post):
        axes.axvline(time, color="0.6", linestyle=":", linewidth=1.5, zorder=0)
    axes.annotate(
        "", (post, 52), (pre, 52), arrowprops={"arrowstyle": "-|>", "color": color, "lw": 4}
    )
    axes.text((pre + post) / 2, 62, decimal(f"Δt = {lag:+d} ms"), ha="center", color=color)
    axes.plot([55, 75], [-215, -215], color="0.2", linewidth=4)
    axes.text(65, -228, "20 ms", ha="center", va="top")
    axes.set(xlim=(TIMES[0], TIMES[-1]), ylim=(-250, 80))
    axes.axis("off")


def claim(result: Potentials) -> bool:
    for lag in (LAG, -LAG):
        here = result.lag == lag
        # The action potential is the steepest rise of either.
        spikes = [np.diff(side[here]).argmax() for side in (result.post, result.pre)]
        if not np.isclose(TIMES[spikes[0]] - TIMES[spikes[1]], lag):
            return False
    return result.change[LAG] > 0 > result.change[-LAG]
