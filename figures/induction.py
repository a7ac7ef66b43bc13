"""How an induction is drawn: where one stimulates and records, the pulses to scale."""

import numpy as np

from figures.schematic import LARGE, draw_cell, draw_synapse, open_canvas, write
from protocols.experiments.catalogue import find
from protocols.experiments.experiment import Experiment, Target
from synplast.plotting import POST, PRE, decimal, say


def draw_induction(figure, title: str, fibres: bool):
    """The scheme on the left; returns the canvas and the axes of the result, on the right."""
    canvas = open_canvas(figure)
    write(canvas, 8, 8.5, title, LARGE)
    (draw_fibres if fibres else draw_pair)(canvas)
    return canvas, figure.add_axes((0.6, 0.14, 0.38, 0.7))


def draw_fibres(canvas) -> None:
    """An electrode on fibres, and one in the field or cell that they end on."""
    for y in (6.0, 6.5, 7.0):
        draw_synapse(canvas, (1.2, y), (5.3, 6 + (y - 6) * 1.2), color=PRE)
    draw_cell(canvas, 6.3, 6.5, "", POST, radius=0.75)
    draw_electrode(canvas, 2.4, 7.1, PRE, say(en="stimulate", fr="stimuler"))
    draw_electrode(canvas, 6.3, 7.1, POST, say(en="record", fr="enregistrer"))


def draw_pair(canvas) -> None:
    """Two cells, each with an electrode that makes it fire and records it."""
    draw_synapse(canvas, (2.4, 6.3), (5.3, 6.3), 2)
    draw_cell(canvas, 2.0, 6.3, say(en="pre", fr="pré"), PRE, radius=0.75)
    draw_cell(canvas, 6.3, 6.3, "post", POST, radius=0.75)
    for x, color in ((2.0, PRE), (6.3, POST)):
        draw_electrode(canvas, x, 6.9, color, "")
    both = say(en="stimulate and\nrecord both", fr="stimuler et\nenregistrer")
    write(canvas, 4.6, 7.5, both, color="0.35")


def draw_electrode(canvas, x: float, y: float, color: str, text: str) -> None:
    canvas.fill([x, x + 0.5, x + 0.8], [y, y + 0.95, y + 0.75], color="0.35", zorder=5)
    write(canvas, x + 1.0, y + 0.65, text, color=color, ha="left")


def draw_pulses(canvas, sides: dict, title: str, bottom: float, span: float, scale: float) -> None:
    """Pulses (s) to scale, ``span`` (s) across; ``scale`` (s) is the bar's length."""
    across = 6.2 / span
    for n, (color, times) in enumerate(sides.items()):
        x = 1.4 + across * np.array([float(time) for time in times if time <= span])
        canvas.vlines(x, bottom + 0.5 * n, bottom + 0.5 * n + 0.4, color=color, linewidth=3)
    canvas.plot([1.4, 1.4 + across * scale], [bottom - 0.3] * 2, color="0.2", linewidth=4)
    unit = f"{1000 * scale:g} ms" if scale < 1 else f"{scale:g} s"
    write(canvas, 1.4 + across * scale + 0.2, bottom - 0.3, decimal(unit), ha="left")
    write(canvas, 1.4, bottom + 0.55 + 0.5 * len(sides), title, ha="left")


def spikes_of(experiment: Experiment, target: Target) -> dict:
    """The times (s) of each side's spikes in a condition, under the side's colour."""
    trains, _ = experiment.trains([target])
    sides = {"pre": PRE, "post": POST}
    return {
        color: [float(step * trains.tick) for step in trains.spikes[side][1]]
        for side, color in sides.items()
    }


def conditions(name: str, **fields) -> list[Target]:
    """The targets of an experiment in which these fields have these values."""
    wanted = fields.items()
    found = find(name).targets
    return [one for one in found if all(one.condition[field] == value for field, value in wanted)]
