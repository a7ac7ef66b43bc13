"""Classification by hand: w = (−1, 1), b = 0."""

from typing import NamedTuple

import numpy as np

from readout.perceptron.course_examples import fires
from readout.plotting import plane
from synplast.option_types import Number
from synplast.plotting import decimal, say

CHAPTER, ORDER = "perceptron", 0.7
COMMAND = "python -m readout.geometry --weights 0 -1 1"
RULES = ()
CAPTION = {
    "en": "A perceptron with w = (−1, 1) and b = 0: the line is x₂ = x₁, w stands on it and points "
    "to the side where y = +1. The numbers are w · x + b.",
    "fr": "Un perceptron avec w = (−1, 1) et b = 0 : la droite est x₂ = x₁, w lui est "
    "perpendiculaire et pointe du côté où y = +1. Les nombres sont w · x + b.",
}
CLAIM = {
    "en": "points above the diagonal are of class A and those below of class B",
    "fr": "au-dessus de la diagonale les points sont de la classe A, au-dessous de la classe B",
}
WEIGHTS = (0, -1, 1)  # b, w1, w2: the course's
POINTS = np.array(
    [(-1.5, 1), (0.5, 2), (1, 1.5), (-2, -1), (2, 1), (1.5, -1), (-0.5, -2), (-1, -1.5)]
)


class Sides(NamedTuple):
    """The points, and w · x + b of each."""

    x1: Number
    x2: Number
    activation: Number


def data() -> Sides:
    b, *w = WEIGHTS
    return Sides(*POINTS.T, POINTS @ w + b)


def draw(figure, result: Sides) -> None:
    axes, words = figure.subplots(1, 2, width_ratios=[1.3, 1])
    plane.draw_plane(axes, -2.8, 2.8)
    plane.draw_side(axes, lambda points: fires(WEIGHTS, points))
    plane.draw_line(axes, WEIGHTS, color="0.2")
    plane.draw_points(axes, POINTS, fires(WEIGHTS, POINTS))
    axes.annotate("", WEIGHTS[1:], (0, 0), arrowprops={"arrowstyle": "-|>", "lw": 4, "color": "k"})
    axes.text(-0.95, 0.3, "w", fontsize=22)
    for x1, x2, activation in zip(*result, strict=True):
        text = decimal(f"{activation:+g}")
        axes.text(x1 + 0.18, x2 + 0.05, text, va="bottom")
    words.axis("off")
    b, *w = WEIGHTS
    lines = (
        decimal(f"w = ({w[0]}, {w[1]}),  b = {b}"),
        "w · x + b = $x_2 − x_1$",
        say(en="above 0: A (y = +1)", fr="positif : A (y = +1)"),
        say(en="else: B (y = −1)", fr="sinon : B (y = −1)"),
    )
    for n, line in enumerate(lines):
        words.text(0, 0.8 - 0.18 * n, line, fontsize=20)


def claim(result: Sides) -> bool:
    return bool((np.sign(result.activation) == np.sign(result.x2 - result.x1)).all())
