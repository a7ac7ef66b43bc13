"""The calcium rule's fits: hippocampal culture and visual cortex."""

from typing import NamedTuple

import numpy as np

from protocols.experiments.catalogue import find
from protocols.frequency import frequency
from protocols.stdp import stdp
from synplast.option_types import Number, Text
from synplast.plotting import ACAUSAL, CAUSAL, DATA, RULE_1, decimal, say

CHAPTER, ORDER = "biophysics", 2.2
COMMAND = (
    "python -m protocols.stdp --rule calcium:hippocampal_cultures --engine exact\n"
    "python -m protocols.frequency --rule calcium:cortical_slices --pairs 75 --engine exact"
)
RULES = ("calcium:hippocampal_cultures", "calcium:cortical_slices")
CAPTION = {
    "en": "Two fits of the calcium rule of Graupner & Brunel 2012. Left: 60 pairs at 1 Hz; dots: "
    "mean and standard error in hippocampal culture (Wang et al. 2005). Right: 75 pairs at a rate; "
    "dots: visual cortex (Sjöström et al. 2001 as Pfister & Gerstner 2006 have it).",
    "fr": "Deux ajustements de la règle de calcium de Graupner & Brunel 2012. À gauche : 60 paires "
    "à 1 Hz ; points : moyenne et erreur type en culture d'hippocampe (Wang et al. 2005). À "
    "droite : 75 paires à une fréquence ; points : cortex visuel (Sjöström et al. 2001 selon "
    "Pfister & Gerstner 2006).",
}
CLAIM = {
    "en": "the fit to cortex depresses post before pre at 10 Hz and potentiates it at 50 Hz, as "
    "the cells do",
    "fr": "l'ajustement au cortex déprime post avant pré à 10 Hz et le potentialise à 50 Hz, comme "
    "les cellules",
}


class Fits(NamedTuple):
    """The panel, the lag (ms) or rate (Hz), the change, and the experiment's."""

    panel: Text
    abscissa: Number
    change: Number
    experiment: Number
    sem: Number


def data() -> Fits:
    window = stdp(RULES[0], lag="-100:100:2", engine="exact")
    nothing = [np.nan] * len(window.lag)
    parts = [(["culture"] * len(window.lag), window.lag, window.change, nothing, nothing)]
    pairs = [t for t in find("pfister_gerstner_2006_culture").targets if pair(t)]
    lags = [float(1000 * t.condition["dt1"]) for t in pairs]
    means = [(np.nan, t.change, t.sem) for t in pairs]
    parts.append((["culture"] * len(lags), lags, *zip(*means, strict=True)))
    for lag in (-10, 10):
        line = frequency(RULES[1], lag=[lag], rate="1:60:1", pairs=75, engine="exact")
        dots = frequency(RULES[1], lag=[lag], engine="exact")
        name = f"{lag:+d} ms"
        nothing = [np.nan] * len(line.rate)
        parts.append(([name] * len(line.rate), line.rate, line.change, nothing, nothing))
        nothing = [np.nan] * len(dots.rate)
        parts.append(([name] * len(dots.rate), dots.rate, nothing, dots.experiment, dots.sem))
    return Fits(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def pair(target) -> bool:
    return target.condition["order"] == "pair"


def draw(figure, result: Fits) -> None:
    left, right = figure.subplots(1, 2)
    draw_panel(left, result, "culture", RULE_1, DATA)
    for lag, color in ((10, CAUSAL), (-10, ACAUSAL)):
        draw_panel(right, result, f"{lag:+d} ms", color, color)
    left.set_title(say(en="hippocampal culture", fr="culture d'hippocampe"))
    right.set_title(say(en="visual cortex", fr="cortex visuel"))
    left.set_xlabel("Δt (ms)")
    right.set_xlabel(say(en="rate (Hz)", fr="fréquence (Hz)"))
    left.set_ylabel(say(en="change (%)", fr="variation (%)"))
    right.legend()


def draw_panel(axes, result: Fits, panel: str, color: str, dots: str) -> None:
    here = result.panel == panel
    line, points = here & np.isfinite(result.change), here & np.isfinite(result.experiment)
    label = None if panel == "culture" else f"Δt = {decimal(panel)}"
    axes.plot(result.abscissa[line], 100 * result.change[line], color=color, lw=4, label=label)
    found = result.abscissa[points], 100 * result.experiment[points], 100 * result.sem[points]
    axes.errorbar(*found, fmt="o", color=dots, ms=9, capsize=4)
    axes.axhline(0, color="0.7", linewidth=1)


def claim(result: Fits) -> bool:
    here = result.panel == "-10 ms"
    for column in (result.change, result.experiment):
        found = {
            rate: column[here & (result.abscissa == rate) & np.isfinite(column)][0]
            for rate in (10, 50)
        }
        if not found[10] < 0 < found[50]:
            return False
    return True
