"""Induction by single pairs of spikes: Bi & Poo."""

import numpy as np

from figures.induction import conditions, draw_induction, draw_pulses, spikes_of
from protocols import stdp
from protocols.experiments.catalogue import find
from synplast.plotting import DATA, RULE_1, say

CHAPTER, ORDER = "induction", 2.5
COMMAND = "python -m protocols.stdp --pairs 60 --engine exact\npython -m protocols bi_poo_1998"
RULES = ("pair:bi_wang_2002",)
CAPTION = {
    "en": "Pairs of spikes, Bi & Poo 1998 (cultured hippocampal neurons of the rat): 60 pairs at 1 "
    "Hz at one lag a cell, to scale. Dots: single cells, Fig. 7. Line: pair rule as Bi & Wang 2002 "
    "fitted it.",
    "fr": "Paires de potentiels d'action, Bi & Poo 1998 (neurones d'hippocampe de rat en "
    "culture) : 60 paires à 1 Hz, à un décalage par cellule, à l'échelle. Points : cellules, Fig. "
    "7. Ligne : règle de paires ajustée par Bi & Wang 2002.",
}
CLAIM = {
    "en": "a minute of pairs changes the synapse, up or down as their order is",
    "fr": "une minute de paires change la synapse, vers le haut ou le bas selon leur ordre",
}


def data() -> stdp.Window:
    return stdp.stdp(lag="-100:100:1", engine="exact")


def draw(figure, result: stdp.Window) -> None:
    c = conditions("bi_poo_1998")[0].condition
    told = say(en="Spike timing (STDP)", fr="Temps des potentiels (STDP)")
    canvas, axes = draw_induction(figure, told, fibres=False)
    target = min(conditions("bi_poo_1998"), key=lambda t: abs(t.condition["lag"] - 0.01))
    sides = spikes_of(find("bi_poo_1998"), target)
    rate = 1 / c["period"]
    told = say(
        en=f"{c['sweeps']} pairs at {float(rate):g} Hz:",
        fr=f"{c['sweeps']} paires à {float(rate):g} Hz :",
    )
    draw_pulses(canvas, sides, told, 3.3, 4.5, 1)
    ms = float(1000 * target.condition["lag"])
    told = say(en=f"one of them, Δt = {ms:.0f} ms:", fr=f"l'une d'elles, Δt = {ms:.0f} ms :")
    later = {color: [time + 0.02 for time in times] for color, times in sides.items()}
    draw_pulses(canvas, later, told, 0.8, 0.1, 0.02)
    cells = stdp.bi_poo_1998()
    axes.plot(cells[:, 0], 100 * cells[:, 1], "o", color=DATA, alpha=0.7, label="Bi & Poo 1998")
    for side in (result.lag < 0, result.lag >= 0):
        axes.plot(result.lag[side], 100 * result.change[side], color=RULE_1, linewidth=4)
    axes.plot([], [], color=RULE_1, label=say(en="pair rule", fr="règle de paires"))
    axes.axhline(0, color="0.7", linewidth=1)
    axes.set_xlabel("Δt (ms)")
    axes.set_ylabel(say(en="change (%)", fr="variation (%)"))
    axes.legend(loc="lower right")


def claim(result) -> bool:
    cells, near = stdp.bi_poo_1998(), 20
    c = conditions("bi_poo_1998")[0].condition
    before = cells[(cells[:, 0] > 0) & (cells[:, 0] < near), 1]
    after = cells[(cells[:, 0] < 0) & (cells[:, 0] > -near), 1]
    signs = np.sign(result.change) == np.where(result.lag >= 0, 1, -1)
    return bool(
        c["sweeps"] * c["period"] == 60 and before.mean() > 0 > after.mean() and signs.all()
    )
