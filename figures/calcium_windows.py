"""The calcium rule's regions: six windows of spike timing from one rule."""

from typing import NamedTuple

import numpy as np

from protocols.stdp import stdp
from synplast.option_types import Number, Text, ms
from synplast.plotting import DEPRESSION, POTENTIATION, say

CHAPTER, ORDER = "biophysics", 2
COMMAND = "python -m protocols.stdp --rule calcium:DP --engine exact --figure calcium.svg"
RULES = ("calcium:DP",)
CAPTION = {
    "en": "Change after 60 pairs at 1 Hz against their lag in the six regions of Fig. 2 of "
    "Graupner & Brunel 2012: what a pair does depends on how far its calcium is above the "
    "two thresholds.",
    "fr": "Variation après 60 paires à 1 Hz selon leur décalage dans les six régions de la Fig. 2 "
    "de Graupner & Brunel 2012 : l'effet d'une paire tient à ce dont son calcium dépasse les deux "
    "seuils.",
}
CLAIM = {
    "en": "region P only potentiates and D only depresses; DP and DPD do both",
    "fr": "la région P ne fait que potentialiser et D que déprimer ; DP et DPD font les deux",
}
REGIONS = ("DP", "DPD", "DPDprime", "P", "D", "Dprime")


class Windows(NamedTuple):
    """The region, the lag, and the change."""

    region: Text
    lag: ms
    change: Number


def data() -> Windows:
    found = stdp([f"calcium:{one}" for one in REGIONS], lag="-100:100:2", engine="exact")
    return Windows(np.repeat(REGIONS, len(found.lag) // len(REGIONS)), found.lag, found.change)


def draw(figure, result: Windows) -> None:
    panels = figure.subplots(2, 3, sharex=True)
    for axes, region in zip(panels.flat, REGIONS, strict=True):
        here = result.region == region
        lag, change = result.lag[here], 100 * result.change[here]
        axes.plot(lag, change, color="0.2")
        axes.fill_between(lag, change, where=change > 0, color=POTENTIATION, alpha=0.5)
        axes.fill_between(lag, change, where=change < 0, color=DEPRESSION, alpha=0.5)
        axes.axhline(0, color="0.7", linewidth=1)
        axes.set_title(region.replace("prime", "′"))
    for axes in panels[1]:
        axes.set_xlabel("Δt (ms)")
    for axes in panels[:, 0]:
        axes.set_ylabel(say(en="change (%)", fr="variation (%)"))


def claim(result: Windows) -> bool:
    def of(region):
        return result.change[result.region == region]

    one_sign = of("P").min() > -0.02 and of("D").max() < 0.02
    both = all(of(region).min() < -0.1 < 0.1 < of(region).max() for region in ("DP", "DPD"))
    return bool(one_sign and both)
