"""Calcium over two thresholds: the regions of the rule, and its fits."""

from typing import NamedTuple

import numpy as np

from models.catalogue import find
from protocols.frequency import frequency, plot_experiment
from protocols.stdp import stdp
from synplast.option_types import Number, Text
from synplast.plotting import CYCLE, DEPRESSION, POTENTIATION, decimal, say

CHAPTER, ORDER = "biophysics", 2
COMMAND = "python -m protocols.stdp --rule calcium:DP --engine exact --figure calcium.svg"
RULES = ("calcium:DP", "calcium:hippocampal_cultures", "calcium:cortical_slices")
CAPTION = {
    "en": "The rule of Graupner & Brunel 2012. First column: calcium of one pair of either "
    "order over the thresholds of depression (blue) and potentiation (orange). Middle: "
    "change after 60 pairs at 1 Hz against their lag in the six regions of Fig. 2. Last "
    "column: two fits; dots are the visual cortex of Sjöström et al. 2001 (filled +10 ms, "
    "open −10 ms), mean and standard error.",
    "fr": "La règle de Graupner & Brunel 2012. Première colonne : le calcium d'une paire de "
    "chaque ordre et les seuils de dépression (bleu) et de potentialisation (orange). "
    "Milieu : variation après 60 paires à 1 Hz selon le décalage dans les six régions de "
    "la Fig. 2. Dernière colonne : deux ajustements ; points : cortex visuel de Sjöström "
    "et al. 2001 (pleins +10 ms, vides −10 ms), moyenne et erreur type.",
}
CLAIM = {
    "en": "region P only potentiates and D only depresses; DP and DPD do both",
    "fr": "la région P ne fait que potentialiser et D que déprimer ; DP et DPD font les deux",
}


REGIONS = ("DP", "DPD", "DPDprime", "P", "D", "Dprime")
LAGS, RATES = "-100:100:2", "1:60:1"


class Curves(NamedTuple):
    """Rows of the panels: the set, the lag (ms) or the rate (Hz), and the change."""

    panel: Text
    abscissa: Number
    change: Number


def draw(figure) -> Curves:
    figure.set_size_inches(13, 6)
    panels, rows = figure.subplots(2, 5), []
    for axes, lag in zip(panels[:, 0], (20, -20), strict=True):
        transient(axes, find("calcium:DP"), lag)
    for axes, region in zip(panels[:, 1:4].T.flat, REGIONS, strict=True):
        curve(axes, f"calcium:{region}", rows)
        axes.set_title(region.replace("prime", "′"), fontsize="medium")
    curve(panels[0, 4], "calcium:hippocampal_cultures", rows)
    panels[0, 4].set_title(say(en="culture", fr="culture"), fontsize="medium")
    cortex(panels[1, 4], rows)
    panels[1, 4].set_title(say(en="cortex", fr="cortex"), fontsize="medium")
    return Curves(*map(np.array, zip(*rows, strict=True)))


def transient(axes, card, lag: int) -> None:
    """Calcium of one pair, from the closed form of its two jumps."""
    time = np.linspace(-40, 120, 641)
    calcium = np.zeros_like(time)
    for at, size in ((1e3 * card["D"], card["Cpre"]), (lag, card["Cpost"])):
        since = np.maximum(time - at, 0)
        calcium += np.where(time >= at, size * np.exp(-since / (1e3 * card["tau_Ca"])), 0)
    axes.plot(time, calcium, color="black", linewidth=1.5)
    axes.axhline(card["theta_p"], color=POTENTIATION, linestyle="--")
    axes.axhline(card["theta_d"], color=DEPRESSION, linestyle="--")
    axes.set_title(decimal(f"{lag:+d} ms"), fontsize="medium")
    axes.set_xlabel(say(en="time (ms)", fr="temps (ms)"), fontsize="small")
    axes.set_ylabel(say(en="calcium (arb. units)", fr="calcium (u. arb.)"), fontsize="small")


def curve(axes, name: str, rows: list) -> None:
    window = stdp(name, lag=LAGS, engine="exact")
    rows += zip([name] * len(window.lag), window.lag, window.change, strict=True)
    axes.plot(window.lag, 100 * window.change, color=CYCLE[0])
    axes.axhline(0, color="0.7", linewidth=1)
    label_change(axes, say(en="lag (ms)", fr="décalage (ms)"))


def cortex(axes, rows: list) -> None:
    for lag, color in zip((-10, 10), CYCLE, strict=False):
        line = frequency("calcium:cortical_slices", lag=[lag], rate=RATES, pairs=75, engine="exact")
        axes.plot(line.rate, 100 * line.change, color=color, label=decimal(f"{lag:+d} ms"))
        name = f"cortical_slices {lag:+d} ms"
        rows += zip([name] * len(line.rate), line.rate, line.change, strict=True)
        data = frequency("calcium:cortical_slices", lag=[lag], engine="exact")
        plot_experiment(axes, data, lag, capsize=2, ms=4, label=None)
    axes.axhline(0, color="0.7", linewidth=1)
    label_change(axes, say(en="rate (Hz)", fr="fréquence (Hz)"))
    axes.legend(fontsize="x-small")


def label_change(axes, abscissa: str) -> None:
    axes.set_xlabel(abscissa, fontsize="small")
    axes.set_ylabel(say(en="change (%)", fr="variation (%)"), fontsize="small")


def claim(result) -> bool:
    def of(region):
        return result.change[result.panel == f"calcium:{region}"]

    one_sign = of("P").min() > -0.02 and of("D").max() < 0.02
    both = all(of(region).min() < -0.1 < 0.1 < of(region).max() for region in ("DP", "DPD"))
    return bool(one_sign and both)
