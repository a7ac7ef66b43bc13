"""Stimulus A, then B: which neurons fire, what is left; and without plasticity."""

from itertools import takewhile
from typing import NamedTuple

import numpy as np

from figures.kept import data_of
from protocols import assemblies
from protocols.stimulation.stimulus import Stimulation
from synplast.option_types import Hz, Number, Text
from synplast.plotting import A, B, say

CHAPTER, ORDER = "hebb", 0.5
COMMAND = "python -m protocols.assemblies\npython -m protocols.assemblies --learning off"
RULES = ("heterosynaptic:zenke_2015", "inhibitory:vogels_2011_network")
CAPTION = {
    "en": "Twelve of the 800 excitatory neurons of a recurrent network (Brunel & Wang 2001) with "
    "the pair, triplet and heterosynaptic terms of Zenke, Agnes & Gerstner 2015, normalisation "
    "and inhibitory plasticity: four of stimulus A, four of B, four others. Filled: fires above "
    "10 Hz. Lines: weights above 1.2. A stimulus leaves a trace; half of A recalls the rest and "
    "keeps it active. Below, the same without plasticity, each stage for a second at most: no "
    "trace, no memory. Seed 0.",
    "fr": "Douze des 800 neurones excitateurs d'un réseau récurrent (Brunel & Wang 2001) avec "
    "les termes de paires, de triplets et hétérosynaptique de Zenke, Agnes & Gerstner 2015, "
    "normalisation et plasticité inhibitrice : quatre du stimulus A, quatre de B, quatre autres. "
    "Plein : décharge à plus de 10 Hz. Lignes : poids au-dessus de 1,2. Un stimulus laisse une "
    "trace ; la moitié de A rappelle le reste et le garde actif. En bas, la même chose sans "
    "plasticité, chaque étape durant une seconde au plus : ni trace ni souvenir. Graine 0.",
}
CLAIM = {
    "en": "with plasticity half of A recalls its other half, which stays active; without, it "
    "does not, though stimulus A fires the same neurons",
    "fr": "avec plasticité la moitié de A rappelle son autre moitié, qui reste active ; sans, "
    "non, bien que le stimulus A fasse décharger les mêmes neurones",
}
ACTIVE, GROWN = 10, 1.2  # Hz, and in units of the first weight
#: Each moment with the period whose rates are shown, the how manieth of its name, and the weights.
MOMENTS = {
    "before": ("background", 0, "first"),
    "A": ("A", 0, "first"),
    "after A": ("rest", 0, "after_first"),
    "B": ("B", 0, "after_first"),
    "after B": ("rest", 1, "after_both"),
    "half of A": ("cue A", 0, "after_both"),
    "delay": ("delay A", 0, "after_both"),
}


class Moments(NamedTuple):
    """The rate of each neuron shown, at each moment, with plasticity on and off; the weights."""

    learning: Text
    moment: Text
    neuron: Number
    rate: Hz
    weights: dict


def data() -> Moments:
    rows, weights = [], {}
    size, how = 800, (assemblies.STIMULUS, assemblies.W_MAX, 0)
    periods = takewhile(lambda p: p.name != "cue B", assemblies.plan_stimulation(size).periods)
    # Where nothing is learned, a second of each tells as much.
    short = Stimulation(tuple(p._replace(duration=min(p.duration, 1.0)) for p in periods))
    without = assemblies.simulate_network(short, size, "off", *how)
    for learning, run in {"on": data_of("assemblies").first, "off": without}.items():
        neurons = chosen(run.spikes.count)
        for moment, (period, n, stage) in MOMENTS.items():
            rates = run.spikes.rates(run.stimulation.spans(period)[n])[neurons]
            rows += [(learning, moment, k, rate) for k, rate in enumerate(rates)]
            matrix = None if stage == "first" else getattr(run, stage)[np.ix_(neurons, neurons)]
            weights[learning, moment] = np.ones((12, 12)) if matrix is None else matrix
    return Moments(*map(np.array, zip(*rows, strict=True)), weights)


def chosen(size: int) -> np.ndarray:
    """Two neurons of each half of A and of B, and four of neither."""
    groups = assemblies.members(size)
    halves = [half[:2] for name in "AB" for half in np.array_split(groups[name], 2)]
    return np.concatenate([*halves, groups["rest"][:4]])


def draw(figure, result: Moments) -> None:
    titles = say(
        en=("before", "A", "trace of A", "B", "two traces", "half of A", "delay"),
        fr=("avant", "A", "trace de A", "B", "deux traces", "moitié de A", "délai"),
    )
    rows = say(en=("plasticity", "without"), fr=("plasticité", "sans"))
    panels = figure.subplots(2, len(MOMENTS))
    for learning, line, name in zip(("on", "off"), panels, rows, strict=True):
        for axes, moment in zip(line, MOMENTS, strict=True):
            here = (result.learning == learning) & (result.moment == moment)
            draw_ring(axes, result.rate[here], result.weights[learning, moment])
        line[0].set_ylabel(name, fontsize=20)
    for axes, title in zip(panels[0], titles, strict=True):
        axes.set_title(title, fontsize=15)


def draw_ring(axes, rates: np.ndarray, weights: np.ndarray) -> None:
    """The neurons in a ring, those that fire filled, and the connections that have grown."""
    colors = [A] * 4 + [B] * 4 + ["0.6"] * 4
    angles = np.pi / 2 - 2 * np.pi * (np.arange(12) + 0.5) / 12
    places = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    for i in range(12):
        for j in range(i):
            weight = (weights[i, j] + weights[j, i]) / 2
            if weight > GROWN:
                axes.plot(*places[[i, j]].T, color=colors[i], linewidth=1.5 * weight, zorder=1)
    for place, rate, color in zip(places, rates, colors, strict=True):
        inside = color if rate > ACTIVE else "white"
        axes.plot(*place, "o", color=color, mfc=inside, ms=15, mew=2.5, zorder=2)
    axes.set(xlim=(-1.3, 1.3), ylim=(-1.3, 1.3), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)


def claim(result: Moments) -> bool:
    def rates(learning, moment):
        return result.rate[(result.learning == learning) & (result.moment == moment)]

    shown = all((rates(learning, "A")[:4] > ACTIVE).all() for learning in ("on", "off"))
    recalled = [rates(learning, "delay")[2:4] for learning in ("on", "off")]
    return bool(shown and (recalled[0] > ACTIVE).all() and (recalled[1] < ACTIVE).all())
