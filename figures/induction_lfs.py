"""Induction by many slow pulses: low-frequency stimulation of fibres."""

import numpy as np

from figures.induction import conditions, draw_induction, draw_pulses
from protocols import lfs
from synplast.plotting import AP5, DATA, PRE, RULE_1, decimal, say

CHAPTER, ORDER = "induction", 2
RULES = ("calcium:hippocampal_slices",)
COMMAND = "python -m protocols.lfs --engine exact --rule calcium:hippocampal_slices"
CAPTION = {
    "en": "Low-frequency stimulation, Dudek & Bear 1992 (CA1 of the rat): 900 pulses, LTD at 0.5 "
    "to 3 Hz, nothing at 10 Hz, LTP at 50 Hz, and nothing at 1 Hz with AP5 (signs alone). Pulses "
    "to scale. Line: calcium rule of Graupner & Brunel 2012 as fitted to slices; it turns at a "
    "higher rate than the experiment.",
    "fr": "Stimulation à basse fréquence, Dudek & Bear 1992 (CA1 du rat) : 900 impulsions, LTD de "
    "0,5 à 3 Hz, rien à 10 Hz, LTP à 50 Hz, et rien à 1 Hz sous AP5 (signes seulement). "
    "Impulsions à l'échelle. Ligne : règle de calcium de Graupner & Brunel 2012 ajustée à des "
    "tranches ; elle bascule à une fréquence plus haute que l'expérience.",
}
CLAIM = {
    "en": "slow pulses depress and fast ones potentiate, in the experiment and by the rule, but "
    "not at the same rates",
    "fr": "les impulsions lentes dépriment et les rapides potentialisent, dans l'expérience et "
    "par la règle, mais pas aux mêmes fréquences",
}
RATES = "0.5,1,2,3,5,7,10,15,20,30,50"
PLACES = {"-": -1, "0": 0, "+": 1}


def data() -> lfs.Lfs:
    return lfs.lfs(RULES[0], rate=RATES, engine="exact")


def draw(figure, result: lfs.Lfs) -> None:
    title = say(en="Low-frequency stimulation (LFS)", fr="Stimulation à basse fréquence (LFS)")
    canvas, axes = draw_induction(figure, title, fibres=True)
    pulses = conditions("dudek_bear_1992")[0].condition["pulses"]
    for rate, bottom in ((1, 3.4), (50, 1.1)):
        told = say(en=f"{pulses} pulses, {rate} Hz:", fr=f"{pulses} impulsions, {rate} Hz :")
        draw_pulses(canvas, {PRE: [n / rate for n in range(pulses)]}, told, bottom, 5, 1)
    draw_signs(axes, conditions("dudek_bear_1992"))
    largest = np.abs(result.change).max()
    axes.plot(result.rate, result.change / largest, color=RULE_1, linewidth=4)
    axes.set_xscale("log")
    axes.set_xticks([0.5, 1, 3, 10, 50], [decimal(f"{r:g}") for r in (0.5, 1, 3, 10, 50)])
    axes.minorticks_off()
    axes.set_yticks([-1, 0, 1], ["LTD", "0", "LTP"])
    axes.set_ylim(-1.4, 1.6)
    axes.axhline(0, color="0.7", linewidth=1)
    axes.set_xlabel(say(en="rate (Hz)", fr="fréquence (Hz)"))
    axes.plot([], [], color=RULE_1, label=say(en="calcium rule", fr="règle de calcium"))
    axes.legend(loc="upper left")


def draw_signs(axes, targets) -> None:
    """The sign at each rate, as an arrow or a dash; with AP5 in its colour."""
    for target in targets:
        color = AP5 if target.drug else DATA
        marker = {"-": "v", "0": "_", "+": "^"}[target.sign]
        rate = float(target.condition["rate"])
        axes.plot(rate, PLACES[target.sign], marker, color=color, ms=16, mew=4, zorder=4)
    axes.plot([], [], "^", color=DATA, ms=12, label="Dudek & Bear 1992")
    axes.plot([], [], "_", color=AP5, ms=16, mew=4, label=say(en="with AP5", fr="sous AP5"))


def claim(result) -> bool:
    order = np.argsort(result.rate)
    change = result.change[order]
    signs = {float(t.condition["rate"]): t.sign for t in conditions("dudek_bear_1992", drug="")}
    experiment = signs[1] == "-" and signs[50] == "+"
    missed = abs(change[result.rate[order] == 1][0]) < 0.01
    return bool(experiment and missed and change.min() < -0.1 and change[-1] > 0.1)
