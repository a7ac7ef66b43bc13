"""What decides: rate, timing, and both together."""

from typing import NamedTuple

import numpy as np

from figures.induction import conditions
from figures.induction_lfs import PLACES
from protocols import frequency, stdp
from synplast.option_types import Hz, Number, Text, ms
from synplast.plotting import ACAUSAL, CAUSAL, DATA, RULE_1, decimal, say

CHAPTER, ORDER = "timing", 2.5
COMMAND = (
    "python -m protocols dudek_bear_1992\npython -m protocols.stdp --engine exact\n"
    "python -m protocols.frequency --rate 0.1,1:50:1 --engine exact"
)
RULES = ("pair:bi_wang_2002", "triplet:visual_cortex_all_to_all_full")
CAPTION = {
    "en": "Left: the rate alone, 900 pulses (Dudek & Bear 1992, signs). Middle: the timing alone, "
    "60 pairs at 1 Hz (Bi & Poo 1998, cells; pair rule). Right: both, 60 pairs at a rate (Sjöström "
    "et al. 2001 as Pfister & Gerstner 2006 have it, mean and standard error; triplet rule).",
    "fr": "À gauche : la fréquence seule, 900 impulsions (Dudek & Bear 1992, signes). Au milieu : "
    "le temps seul, 60 paires à 1 Hz (Bi & Poo 1998, cellules ; règle de paires). À droite : les "
    "deux, 60 paires à une fréquence (Sjöström et al. 2001 selon Pfister & Gerstner 2006, moyenne "
    "et erreur type ; règle de triplets).",
}
CLAIM = {
    "en": "the rate decides the sign, the timing decides the sign, and at a high rate the timing "
    "no longer does",
    "fr": "la fréquence décide du signe, le temps décide du signe, et à haute fréquence le temps "
    "n'en décide plus",
}


class Both(NamedTuple):
    """The changes by timing and by rate and timing, with the experiment's where there is one."""

    panel: Text
    lag: ms
    rate: Hz
    change: Number
    experiment: Number
    sem: Number


def data() -> Both:
    window = stdp.stdp(lag="-100:100:1", engine="exact")
    both = frequency.frequency(RULES[1], rate="0.1,1:50:1", engine="exact")
    nothing = np.full(len(window.lag), np.nan)
    first = ["timing"] * len(window.lag), window.lag, np.ones(len(window.lag)), window.change
    second = ["both"] * len(both.lag), *both[1:]
    pairs = zip((*first, nothing, nothing), second, strict=True)
    return Both(*(np.concatenate(pair) for pair in pairs))


def draw(figure, result: Both) -> None:
    left, middle, right = figure.subplots(1, 3)
    draw_rate(left)
    draw_timing(middle, result)
    draw_both(right, result)
    titles = say(en=("rate", "timing", "both"), fr=("fréquence", "temps", "les deux"))
    for axes, title in zip((left, middle, right), titles, strict=True):
        axes.axhline(0, color="0.7", linewidth=1)
        axes.set_title(title, fontsize=22)


def draw_rate(axes) -> None:
    for target in conditions("dudek_bear_1992", drug=""):
        marker = {"-": "v", "0": "_", "+": "^"}[target.sign]
        rate = float(target.condition["rate"])
        axes.plot(rate, PLACES[target.sign], marker, color=DATA, ms=16, mew=4)
    axes.set_xscale("log")
    axes.set_xticks([1, 10, 50], ["1", "10", "50"])
    axes.minorticks_off()
    axes.set_yticks([-1, 0, 1], ["LTD", "0", "LTP"])
    axes.set_ylim(-1.5, 1.5)
    axes.set_xlabel(say(en="rate (Hz)", fr="fréquence (Hz)"))


def draw_timing(axes, result: Both) -> None:
    cells = stdp.bi_poo_1998()
    axes.plot(cells[:, 0], 100 * cells[:, 1], "o", color=DATA, alpha=0.6)
    for side in (result.lag < 0, result.lag >= 0):
        here = side & (result.panel == "timing")
        axes.plot(result.lag[here], 100 * result.change[here], color=RULE_1, linewidth=4)
    axes.set_xlabel("Δt (ms)")
    axes.set_ylabel(say(en="change (%)", fr="variation (%)"))


def draw_both(axes, result: Both) -> None:
    for lag, color in ((10, CAUSAL), (-10, ACAUSAL)):
        here = (result.panel == "both") & (result.lag == lag)
        order = np.argsort(result.rate[here])
        rate, change, data, sem = (
            column[here][order]
            for column in (result.rate, result.change, result.experiment, result.sem)
        )
        axes.plot(rate, 100 * change, color=color, linewidth=4, label=decimal(f"{lag:+d} ms"))
        axes.errorbar(rate, 100 * data, 100 * sem, fmt="o", ms=9, color=color, capsize=4)
    axes.set_xlabel(say(en="rate (Hz)", fr="fréquence (Hz)"))
    axes.legend()


def claim(result: Both) -> bool:
    signs = {float(t.condition["rate"]): t.sign for t in conditions("dudek_bear_1992", drug="")}
    timing = result.panel == "timing"
    order = (np.sign(result.change[timing]) == np.where(result.lag[timing] >= 0, 1, -1)).all()
    fast = ~timing & (result.rate == 50) & (abs(result.lag) == 10)
    slow = ~timing & (result.rate == 0.1) & (result.lag == -10)
    together = result.change[fast].min() > 0 and result.experiment[fast].min() > 0
    return bool(
        signs[1] == "-" and signs[50] == "+" and order and together and result.change[slow] < 0
    )
