"""Hebbian assemblies in one picture: every spike of the stimulation, and the weights it left."""

import numpy as np

from synplast.plotting import A, B, say

COLORS = {"A": A, "B": B, "rest": "0.6"}


def draw(figure, result) -> None:
    """Draw `protocols.assemblies.Recall`."""
    run = result.first
    above, below = figure.subfigures(2, 1, height_ratios=[0.5, 0.5])
    raster(above.subplots(), run)
    panels = below.subplots(1, 2)
    titles = say(en=("after A", "after A and B"), fr=("après A", "après A et B"))
    for axes, title, weights in zip(panels, titles, (run.after_first, run.after_both), strict=True):
        image = matrix(axes, weights, np.nanmax(run.after_both))
        axes.set_title(title, fontsize="small")
    label = say(en="weight (before: 1)", fr="poids (avant : 1)")
    bar(below, image, panels, label)


def raster(axes, run) -> None:
    """Spikes of both assemblies and of as many others, with what was done above them."""
    size = run.spikes.count // 10
    for place, name in enumerate(COLORS):
        here = (place * size <= run.spikes.index) & (run.spikes.index < (place + 1) * size)
        times, index = run.spikes.time[here], run.spikes.index[here]
        axes.plot(times, index, ",", color=COLORS[name], rasterized=True)
    start = 0.0
    for period in run.stimulation.periods:
        if len(period.neurons):
            name = period.name[-1]
            axes.axvspan(start, start + period.duration, color=COLORS[name], alpha=0.15)
            part = say(en=f"half of {name}", fr=f"moitié de {name}")
            text = part if "cue" in period.name else name
            axes.text(start, -0.05 * size, text, va="bottom", fontsize="small")
        elif period.name == "reset":
            axes.axvspan(start, start + period.duration, color="0.85")  # a burst of inhibition
        start += period.duration
    axes.set_xlim(0, start)
    axes.set_ylim(3 * size, 0)  # A above, as in the matrix of weights
    names = say(en=("A", "B", "others"), fr=("A", "B", "autres"))
    axes.set_yticks([(place + 0.5) * size for place in range(3)], names)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(say(en="time (s)", fr="temps (s)"))


def matrix(axes, weights: np.ndarray, most: float):
    """Weights among both assemblies and as many others, white where they were before."""
    count = 3 * len(weights) // 10
    image = axes.imshow(weights[:count, :count], cmap="PuOr_r", vmin=2 - most, vmax=most)
    names = say(en=("A", "B", "others"), fr=("A", "B", "autres"))
    middle = [(place + 0.5) * count / 3 for place in range(3)]
    axes.set_xticks(middle, names)
    axes.set_yticks(middle, names)
    axes.tick_params(length=0)
    axes.set_xlabel(say(en="to", fr="vers"))
    axes.set_ylabel(say(en="from", fr="de"))
    return image


def bar(figure, image, panels, label: str) -> None:
    """The colours of the weights, from 0: below it there is none."""
    figure.colorbar(image, ax=panels, label=label).ax.set_ylim(0)
