"""Induction by bursts of pairs: Sjöström and colleagues."""

import numpy as np

from figures.induction import conditions, draw_induction, draw_pulses, spikes_of
from protocols import frequency
from protocols.experiments.catalogue import find
from synplast.plotting import ACAUSAL, CAUSAL, decimal, say

CHAPTER, ORDER = "induction", 2.7
COMMAND = "python -m protocols.frequency --timing bursts --lag=-10,10 --rate 10:50:1 --engine exact"
RULES = ("triplet:visual_cortex_all_to_all_full",)
CAPTION = {
    "en": "Bursts of five pairs, 15 times at 0.1 Hz, at several rates within the burst: Sjöström, "
    "Turrigiano & Nelson 2001 (layer 5 of visual cortex of the rat). Pulses to scale. Dots: mean "
    "and standard error. Lines: triplet rule of Pfister & Gerstner 2006, played these bursts, to "
    "which it was not fitted.",
    "fr": "Salves de cinq paires, 15 fois à 0,1 Hz, à plusieurs fréquences dans la salve : "
    "Sjöström, Turrigiano & Nelson 2001 (couche 5 du cortex visuel du rat). Impulsions à "
    "l'échelle. Points : moyenne et erreur type. Lignes : règle de triplets de Pfister & Gerstner "
    "2006, jouée avec ces salves, auxquelles elle n'a pas été ajustée.",
}
CLAIM = {
    "en": "at 50 Hz either order potentiates in the experiment; played its bursts, the rule misses "
    "that of −10 ms",
    "fr": "à 50 Hz chaque ordre potentialise dans l'expérience ; jouée avec ses salves, la règle "
    "manque celui de −10 ms",
}
RATE, LAG = 20, 10  # Hz and ms, of the burst that is drawn


def data() -> frequency.Frequency:
    return frequency.frequency(RULES[0], "bursts", lag="-10,10", rate="10:50:1", engine="exact")


def draw(figure, result: frequency.Frequency) -> None:
    title = say(en="Bursts of pairs (rate and timing)", fr="Salves de paires (fréquence et temps)")
    canvas, axes = draw_induction(figure, title, fibres=False)
    target = next(
        t for t in conditions("sjostrom_2001", rate=RATE) if t.condition["lag"] * 1000 == LAG
    )
    c = target.condition
    sides = spikes_of(find("sjostrom_2001"), target)
    every, pairs, bursts = float(c["period"]), c["spikes"], c["sweeps"]
    told = say(
        en=f"{bursts} bursts of {pairs}, every {every:g} s:",
        fr=f"{bursts} salves de {pairs}, toutes les {every:g} s :",
    )
    draw_pulses(canvas, sides, told, 3.3, 25, 5)
    told = say(
        en=f"one burst, {RATE} Hz, Δt = {LAG} ms:", fr=f"une salve, {RATE} Hz, Δt = {LAG} ms :"
    )
    draw_pulses(canvas, sides, told, 0.8, 0.3, 0.05)
    for lag, color in ((10, CAUSAL), (-10, ACAUSAL)):
        here = result.lag == lag
        order = np.argsort(result.rate[here])
        line = result.rate[here][order], 100 * result.change[here][order]
        axes.plot(*line, color=color, linewidth=4, label=decimal(f"Δt = {lag:+d} ms"))
        frequency.plot_experiment(axes, result, lag, label=None, ms=9, color=color)
    axes.axhline(0, color="0.7", linewidth=1)
    axes.set_xlabel(say(en="rate in the burst (Hz)", fr="fréquence dans la salve (Hz)"))
    axes.set_ylabel(say(en="change (%)", fr="variation (%)"))
    axes.legend(loc="upper left")


def claim(result) -> bool:
    fast = result.rate == 50
    measured = result.experiment[fast & np.isfinite(result.experiment)]
    missed = result.change[fast & (result.lag == -10)].max() < 0
    return bool(len(set(result.lag[fast])) == 2 and measured.min() > 0 and missed)
