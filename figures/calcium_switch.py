"""The calcium switch: the windows of two fits at three concentrations of extracellular calcium."""

from typing import NamedTuple

import numpy as np

from protocols.experiments.catalogue import find
from protocols.stdp import stdp
from synplast.option_types import Number, Text, ms
from synplast.plotting import DATA, RULE_1, RULE_2, decimal, say

CHAPTER, ORDER = "biophysics", 2.4
COMMAND = (
    "python -m protocols.stdp --rule calcium:hippocampal_slices --rule calcium:cortical_slices "
    "--calcium 1.3 1.8 3 --pairs 100 --rate 0.3 --lag -60:60:1 --engine exact"
)
RULES = ("calcium:hippocampal_slices", "calcium:cortical_slices")
CAPTION = {
    "en": "With more extracellular calcium pairs change nothing, then depress, then potentiate. "
    "Signs: CA3 to CA1 synapses, single pairs at 0.3 Hz, 100 at +10 ms and 150 at −25 ms "
    "(Inglebert et al. 2020). Lines: 100 pairs at every lag, by two fits of Graupner & "
    "Brunel 2012: to CA3–CA1 synapses, bursts of two spikes at 5 Hz in 2 mM, and to cortex "
    "in 2.5 mM (from memory). What spikes bring goes with the calcium outside: our reading; "
    "nothing is fitted anew. Of the six signs the first fit has four, the second five: at "
    "1.8 mM neither depresses at −25 ms and both only by 4 % at +10 ms; at 3 mM the first "
    "potentiates at −25 ms.",
    "fr": "Avec plus de calcium extracellulaire, les paires ne changent rien, puis dépriment, puis "
    "potentialisent. Signes : synapses de CA3 à CA1, paires seules à 0,3 Hz, 100 à +10 ms et "
    "150 à −25 ms (Inglebert et coll. 2020). Lignes : 100 paires à chaque décalage, selon "
    "deux ajustements de Graupner & Brunel 2012 : aux synapses CA3–CA1, bouffées de deux "
    "potentiels d'action à 5 Hz à 2 mM, et au cortex à 2,5 mM (de mémoire). Ce qu'apportent "
    "les potentiels d'action suit le calcium extérieur : c'est notre lecture ; rien n'est "
    "réajusté. Des six signes, le premier ajustement en a quatre, le second cinq : à 1,8 mM "
    "aucun ne déprime à −25 ms et tous deux de 4 % seulement à +10 ms ; à 3 mM le premier "
    "potentialise à −25 ms.",
}
CLAIM = {
    "en": "by both, at +10 ms nothing changes at 1.3 mM, the weight falls at 1.8 mM and rises at "
    "3 mM, as found; at 1.8 mM no lag potentiates",
    "fr": "selon les deux, à +10 ms rien ne change à 1,3 mM, le poids baisse à 1,8 mM et monte à "
    "3 mM, comme trouvé ; à 1,8 mM aucun décalage ne potentialise",
}
CALCIUM = (1.3, 1.8, 3)


class Windows(NamedTuple):
    """The change by each rule at each concentration (mM) and lag; the sign found (-1, 0, 1)."""

    rule: Text
    calcium: Number
    lag: ms
    change: Number
    sign: Number


def data() -> Windows:
    window = stdp(RULES, pairs=100, rate="0.3", lag="-60:60:1", calcium=CALCIUM, engine="exact")
    lags = len(window.lag) // (len(RULES) * len(CALCIUM))
    calcium = np.tile(np.repeat(CALCIUM, lags), len(RULES))
    sign = np.full(len(calcium), np.nan)
    for target in find("inglebert_2020").targets:
        c = target.condition
        if c["post_spikes"] == 1:
            here = np.isclose(calcium, float(c["calcium"])) & (window.lag == float(1000 * c["lag"]))
            sign[here] = {"+": 1, "0": 0, "-": -1}[target.sign]
    rule = np.repeat(RULES, lags * len(CALCIUM))
    return Windows(rule, calcium, window.lag, window.change, sign)


def draw(figure, result: Windows) -> None:
    panels = figure.subplots(1, 3, sharex=True, sharey=True)
    labels = say(
        en=("fitted to CA3–CA1", "fitted to cortex"), fr=("ajustée à CA3–CA1", "ajustée au cortex")
    )
    for axes, calcium in zip(panels, CALCIUM, strict=True):
        axes.axhline(0, color="0.7", linewidth=1)
        for rule, color, label in zip(RULES, (RULE_1, RULE_2), labels, strict=True):
            here = (result.rule == rule) & (result.calcium == calcium)
            axes.plot(result.lag[here], 100 * result.change[here], color=color, lw=4, label=label)
        for at in np.flatnonzero(here & np.isfinite(result.sign)):
            told = {1: "+", 0: "0", -1: "−"}[int(result.sign[at])]
            axes.text(result.lag[at], 145, told, size=34, color=DATA, ha="center", va="center")
        axes.set_title(decimal(f"{calcium:g} mM"))
        axes.set_xlabel("Δt (ms)")
        axes.set_ylim(-70, 165)
    panels[0].set_ylabel(say(en="change (%)", fr="variation (%)"))
    panels[0].text(22, 145, say(en="found", fr="trouvé"), color=DATA, ha="left", va="center")
    panels[0].legend(loc="center")


def claim(result: Windows) -> bool:
    at_10 = result.lag == 10
    for rule in RULES:
        here = result.rule == rule
        low, middle, high = (result.change[here & at_10 & (result.calcium == c)] for c in CALCIUM)
        if not (abs(low) < 1e-4 and middle < -0.02 and high > 0.2):
            return False
    no_potentiation = result.change[result.calcium == CALCIUM[1]].max() < 0.001
    return bool(no_potentiation and result.sign[at_10].tolist() == [0, -1, 1] * len(RULES))
