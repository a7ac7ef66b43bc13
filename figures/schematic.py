"""What schemes are drawn with: cells, synapses, arrows, words, on a canvas of 16 by 9."""

import numpy as np

from synplast.plotting import PRE, SMALLEST

LARGE, TEXT, SMALL = 22, 17, SMALLEST
FIRING, SILENT = 1.0, 0.15


def open_canvas(figure, place=(0, 0, 1, 1), width: float = 16, height: float = 9):
    """Axes without ticks, of ``width`` by ``height``, at ``place`` of the figure."""
    figure.set_layout_engine("none")  # every axes has its place
    axes = figure.add_axes(place)
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.axis("off")
    return axes


def write(axes, x: float, y: float, text: str, size: float = TEXT, **style) -> None:
    axes.text(x, y, text, fontsize=size, **{"ha": "center", "va": "center"} | style)


def draw_cell(axes, x: float, y: float, name: str = "", color=PRE, fires=True, radius=0.55):
    """A neuron, filled where it fires."""
    from matplotlib.patches import Circle

    axes.add_patch(Circle((x, y), radius, fc=color if fires else "white", ec=color, lw=3, zorder=3))
    write(axes, x, y, name, color="white" if fires else color, fontweight="bold", zorder=4)


def draw_arrow(axes, start, end, color="0.2", width: float = 2.5, **style) -> None:
    arrow = {"arrowstyle": "-|>", "color": color, "lw": width, "mutation_scale": 20} | style
    arrow |= {"shrinkA": 0, "shrinkB": 0}
    axes.annotate("", end, start, arrowprops=arrow)


def draw_synapse(axes, start, end, weight: float = 1, color="0.2") -> None:
    """An axon from ``start`` to its ending at ``end``, as wide as its weight."""
    axes.plot(*zip(start, end, strict=True), color=color, linewidth=3 * weight, zorder=1)
    axes.plot(*end, "o", color=color, markersize=9 + 5 * weight, zorder=2)


def potential(times: np.ndarray, card, spikes, rest: float) -> np.ndarray:
    """Membrane potential (mV) with the action potentials of Shouval et al. 2002 at ``spikes``."""
    height = np.full_like(times, rest)
    for spike in spikes:
        since = np.maximum(times - spike, 0)
        parts = [card[i] * np.exp(-since / (1e3 * card[t])) for i, t in
                 (("I_bf", "tau_bf"), ("I_bs", "tau_bs"))]  # fmt: skip
        height += np.where(times >= spike, 1e3 * card["B"] * sum(parts), 0)
    return height
