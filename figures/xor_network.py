"""Exclusive or by two layers: the network, its weights, and what each neuron answers."""

from typing import NamedTuple

import numpy as np

from figures.schematic import LARGE, draw_arrow, draw_cell, open_canvas, write
from readout.perceptron.course_examples import GATES, INPUTS, WEIGHTS, fires, two_layers
from synplast.option_types import Number
from synplast.plotting import CYCLE, POST, PRE, decimal, say

CHAPTER, ORDER = "perceptron", 2.5
COMMAND = "python -m readout.logic --figure gates.svg"
RULES = ()
CAPTION = {
    "en": "Exclusive or as AND(OR, NAND), by the course's weights: what one layer cannot do two "
    "can. On the arrows the weights, under each neuron its bias b; it answers 1 where the sum and "
    "b are above 0.",
    "fr": "OU exclusif comme ET(OU, NON-ET), par les poids du cours : ce qu'une couche ne peut "
    "pas, deux le peuvent. Sur les flèches les poids, sous chaque neurone son biais b ; il répond "
    "1 si la somme et b sont positives.",
}
CLAIM = {
    "en": "the network answers all four inputs as exclusive or does",
    "fr": "le réseau répond aux quatre entrées comme OU exclusif",
}


class Truth(NamedTuple):
    """What each neuron answers to the four inputs."""

    x1: Number
    x2: Number
    OR: Number
    NAND: Number
    XOR: Number


def data() -> Truth:
    hidden = [fires(WEIGHTS[gate], INPUTS).astype(int) for gate in ("OR", "NAND")]
    return Truth(*INPUTS.T, *hidden, two_layers(INPUTS).astype(int))


def draw(figure, result: Truth) -> None:
    canvas = open_canvas(figure)
    names = say(en={"OR": "OR", "NAND": "NAND", "AND": "AND"},
                fr={"OR": "OU", "NAND": "NON-ET", "AND": "ET"})  # fmt: skip
    inputs, hidden = ((1.4, 6.4), (1.4, 2.6)), {"OR": (5.2, 6.4), "NAND": (5.2, 2.6)}
    for gate, place in hidden.items():
        for n, start in enumerate(inputs):
            connect(canvas, start, place, WEIGHTS[gate][1 + n])
        draw_neuron(canvas, place, names[gate], WEIGHTS[gate][0], CYCLE[2])
        connect(canvas, place, (8.8, 4.5), WEIGHTS["AND"][1])
    for n, place in enumerate(inputs, 1):
        draw_cell(canvas, *place, f"$x_{n}$", PRE, radius=0.7)
    draw_neuron(canvas, (8.8, 4.5), names["AND"], WEIGHTS["AND"][0], POST)
    write(canvas, 5, 8.4, say(en="two layers", fr="deux couches"), LARGE)
    draw_table(canvas, result, names)


def connect(canvas, start, end, weight: float) -> None:
    """An arrow, with its weight near its beginning, where few meet."""
    start, end = np.array(start), np.array(end)
    along = (end - start) / np.hypot(*(end - start))
    color = "0.2" if weight > 0 else CYCLE[3]
    draw_arrow(canvas, start + 0.75 * along, end - 1.0 * along, color, 3)
    across = np.array([-along[1], along[0]])
    place = start + 1.7 * along + 0.3 * across
    write(canvas, *place, decimal(f"{weight:+g}"), color=color)


def draw_neuron(canvas, place, name: str, bias: float, color: str) -> None:
    draw_cell(canvas, *place, name, color, radius=0.95)
    write(canvas, place[0], place[1] - 1.3, decimal(f"b = {bias:g}"))


def draw_table(canvas, result: Truth, names: dict) -> None:
    heads = "$x_1$", "$x_2$", names["OR"], names["NAND"], say(en="XOR", fr="OU excl.")
    places = 10.5, 11.2, 12.1, 13.3, 15.0
    for x, head, column in zip(places, heads, result, strict=True):
        write(canvas, x, 6.6, head, fontweight="bold")
        for n, value in enumerate(column):
            write(canvas, x, 5.6 - 0.9 * n, f"{value:g}")
    canvas.plot([10.2, 15.8], [6.15, 6.15], color="0.2")


def claim(result: Truth) -> bool:
    return result.XOR.tolist() == GATES["XOR"]
