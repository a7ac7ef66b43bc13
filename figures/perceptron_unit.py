"""The perceptron: inputs, weights, sum, threshold, answer."""

from typing import NamedTuple

import numpy as np

from figures.schematic import LARGE, draw_arrow, draw_cell, open_canvas, write
from readout import worked_example
from synplast.option_types import Number
from synplast.plotting import POST, PRE, decimal, say

CHAPTER, ORDER = "perceptron", 0.5
COMMAND = "python -m readout.worked_example --step 7"
RULES = ()
CAPTION = {
    "en": "The perceptron (Rosenblatt 1958): y = +1 where w · x is above 0, else −1. The first "
    "input is always 1, so that its weight is a threshold. Numbers: the first point of the worked "
    "example, by the weights that were learned.",
    "fr": "Le perceptron (Rosenblatt 1958) : y = +1 si w · x est positif, sinon −1. La première "
    "entrée vaut toujours 1, de sorte que son poids est un seuil. Nombres : le premier point de "
    "l'exemple du cours, par les poids appris.",
}
CLAIM = {
    "en": "the sum of the scheme is that of the worked example, and its answer the point's class",
    "fr": "la somme du schéma est celle de l'exemple, et sa réponse la classe du point",
}


class Unit(NamedTuple):
    """Inputs and weights; the example's own sum and class."""

    x: Number
    w: Number
    activation: float
    target: float


def data() -> Unit:
    found = worked_example.worked_example()
    n = 6  # the first point again, after the last mistake
    x = np.array([1, found.x1[n], found.x2[n]])
    return Unit(x, found.before[n], float(found.activation[n]), float(found.target[n]))


def draw(figure, result: Unit) -> None:
    canvas = open_canvas(figure)
    heights = 7.0, 4.5, 2.0
    for n, (y, x, w) in enumerate(zip(heights, result.x, result.w, strict=True)):
        draw_cell(canvas, 2.2, y, decimal(f"{x:g}"), PRE, radius=0.75)
        write(canvas, 0.8, y, f"$x_{n}$", LARGE)
        draw_arrow(canvas, (3.0, y), (6.7, 4.5 + 0.35 * (y - 4.5)), PRE, 1 + 5 * abs(w))
        text = f"$w_{n}$ = {decimal(f'{w:g}')}"
        write(canvas, 4.6, 0.66 * y + 0.34 * 4.5 + 0.75, text)
    draw_cell(canvas, 7.8, 4.5, "Σ", POST, radius=1.1)
    draw_arrow(canvas, (9.0, 4.5), (10.4, 4.5), width=4)
    total = decimal(f"{result.activation:g}")
    write(canvas, 7.8, 2.6, f"w · x = {total}", LARGE)
    axes = figure.add_axes((10.6 / 16, 3.4 / 9, 2.6 / 16, 2.2 / 9))
    axes.plot([-2, 0, 0, 2], [-1, -1, 1, 1], color="0.2", linewidth=4)
    axes.plot(result.activation, result.target, "o", color=POST, ms=14)
    axes.set(ylim=(-1.5, 1.5), xticks=[0], yticks=[-1, 1], yticklabels=["−1", "+1"])
    write(canvas, 11.9, 6.2, say(en="threshold", fr="seuil"), LARGE)
    draw_arrow(canvas, (13.3, 4.5), (14.2, 4.5), width=4)
    write(canvas, 15.2, 4.5, f"y = {decimal(f'{result.target:+g}')}", LARGE)


def claim(result: Unit) -> bool:
    total = result.w @ result.x
    return bool(np.isclose(total, result.activation) and np.sign(total) == result.target)
