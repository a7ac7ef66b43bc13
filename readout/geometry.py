"""The hyperplane: w is perpendicular to it, b shifts it, and w · x + b measures the distance."""

from typing import Annotated, NamedTuple

import numpy as np

from readout.perceptron.course_examples import CLASSES, POINTS
from readout.plotting import plane
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import Number, Text
from synplast.plotting import decimal, say
from synplast.values import Kind, number, several

numbers = several(number("a number"), "numbers")


def read_weights(value) -> tuple[float, ...]:
    weights = tuple(map(float, numbers.read(value)))
    if len(weights) != 3 or not any(weights[1:]) or max(map(abs, weights)) > 1e6:
        raise ValueError
    return weights


Weights = Annotated[
    tuple[float, ...],
    Kind(read_weights, "three numbers b w1 w2, not both w 0, up to 1e6", many=True, metavar="W"),
]


class Geometry(NamedTuple):
    """Where the course's six points lie.

    Attributes
    ----------
    x1, x2 : arrays (points,)
    target : array (points,)
        The class, +1 or -1.
    activation : array (points,)
        w · x + b.
    distance : array (points,)
        From the line, (w · x + b) / |w|, above 0 on the side that w points to.
    side : array of str (points,)
        right, or wrong where the target has the other sign.
    weights : tuple
        (b, w1, w2).
    """

    x1: Number
    x2: Number
    target: Number
    activation: Number
    distance: Number
    side: Text
    weights: tuple


@reads_its_arguments
def geometry(weights: Weights = (0.2, 0.5, 1.0)) -> Geometry:
    """The line w · x + b = 0 among the points of the worked example, and their distances from it.

    Parameters
    ----------
    weights : three numbers
        b, w1 and w2.
    """
    b, *w = weights
    activation = POINTS @ w + b
    side = np.where(CLASSES * activation > 0, "right", "wrong")
    return Geometry(*POINTS.T, CLASSES, activation, activation / np.hypot(*w), side, weights)


def draw(figure, result: Geometry) -> None:
    """The line, w standing on it, and each point's distance."""
    axes = figure.subplots()
    plane.draw_plane(axes, -3, 3)
    b, *w = result.weights
    plane.draw_side(axes, lambda points: points @ w + b > 0)
    plane.draw_line(axes, result.weights, color="0.2")
    inputs = np.stack([result.x1, result.x2], axis=1)
    unit = np.array(w) / np.hypot(*w)
    feet = inputs - result.distance[:, None] * unit
    for point, foot, distance in zip(inputs, feet, result.distance, strict=True):
        axes.plot(*np.stack([point, foot]).T, ":", color="0.4", linewidth=1.5)
        # Beyond the point, away from the line, where nothing else is drawn.
        at = point + np.copysign(0.38, distance) * unit
        axes.text(*at, decimal(f"{distance:.2f}"), ha="center", va="center", fontsize="small")
    plane.draw_points(axes, inputs, result.target == 1)
    foot = -b * unit / np.hypot(*w)
    axes.annotate("", foot + unit, foot, arrowprops={"arrowstyle": "-|>", "lw": 2, "color": "k"})
    axes.text(*(foot + 1.2 * unit), r"$w/|w|$", ha="center", va="center")
    axes.set_title(
        say(
            en="Distance from the line: $(w·x + b)/|w|$",
            fr="Distance à la droite : $(w·x + b)/|w|$",
        ),
        fontsize="small",
    )


command(geometry, draw)
