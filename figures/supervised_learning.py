"""Supervised learning: a set of examples with their answers, learned; then a test."""

from typing import NamedTuple

import numpy as np

from figures.kept import data_of
from figures.schematic import LARGE, draw_arrow, open_canvas, write
from readout.digits import dataset
from readout.plotting.panels import GREY, hide_ticks, make_colors, shape_weights
from synplast.option_types import Number
from synplast.plotting import RIGHT, WRONG, say

CHAPTER, ORDER = "perceptron", 0
COMMAND = "python -m readout.mnist --digits 3 5 --figure three_or_five.svg"
RULES = ()
CAPTION = {
    "en": "Supervised learning: images ξ with their answers ν are learned, by weights w (orange: "
    "for 3, blue: for 5); then images never seen are read. The first images of MNIST (LeCun et al. "
    "1998), and one misread.",
    "fr": "L'apprentissage supervisé : des images ξ avec leurs réponses ν sont apprises, par des "
    "poids w (orange : pour 3, bleu : pour 5) ; puis des images jamais vues sont lues. Les "
    "premières images de MNIST (LeCun et al. 1998), et une mal lue.",
}
CLAIM = {
    "en": "more than nine in ten of the images never seen are read aright, and not all",
    "fr": "plus de neuf images jamais vues sur dix sont bien lues, et pas toutes",
}
PAIR = (3, 5)


class Examples(NamedTuple):
    """Accuracy pass after pass, and the examples, tests and weights for the picture."""

    epoch: Number
    test_accuracy: Number
    examples: list
    tests: list
    weights: np.ndarray


def data() -> Examples:
    result = data_of("binary_training")
    train, _ = dataset.load()
    of_pair = np.flatnonzero(np.isin(train.labels, PAIR))[:6]
    answers = np.where(result.distances[:, 0] > 0, *PAIR)
    wrong = np.flatnonzero(answers != result.test.labels)[0]
    tested = [0, 1, 2, 3, 4, wrong]
    examples = list(zip(train.pixels[of_pair], train.labels[of_pair], strict=True))
    tests = [(result.test.pixels[n], answers[n], result.test.labels[n]) for n in tested]
    weights = shape_weights(result.readout.weights[0], result.readout.encoder.size)
    return Examples(result.epoch, result.test_accuracy, examples, tests, weights)


def draw(figure, result: Examples) -> None:
    canvas = open_canvas(figure)
    titles = say(
        en=("1. examples {ξ} → ν", "2. learned: w", "3. test"),
        fr=("1. exemples {ξ} → ν", "2. appris : w", "3. test"),
    )
    for x, title in zip((2.7, 8, 13.3), titles, strict=True):
        write(canvas, x, 8.4, title, LARGE)
    for n, (pixels, label) in enumerate(result.examples):
        show(figure, pixels, 1.0 + 2.1 * (n % 2), 5.6 - 2.35 * (n // 2), f"ν = {label}", "0.2")
    axes = figure.add_axes((6.1 / 16, 2.6 / 9, 3.8 / 16, 3.8 / 9))
    axes.imshow(result.weights, cmap=make_colors(), vmin=-1, vmax=1)
    hide_ticks(axes)
    for n, (pixels, answer, truth) in enumerate(result.tests):
        color = RIGHT if answer == truth else WRONG
        mark = "✓" if answer == truth else "✗"
        place = 11.7 + 2.1 * (n % 2), 5.6 - 2.35 * (n // 2)
        show(figure, pixels, *place, f"y = {answer} {mark}", color)
    for x in (5.35, 10.4):
        draw_arrow(canvas, (x - 0.3, 4.5), (x + 0.5, 4.5), width=4)
    told = say(en="test: {} %", fr="test : {} %").format(f"{result.test_accuracy[-1]:.0f}")
    write(canvas, 8, 1.6, told)


def show(figure, pixels, x: float, y: float, text: str, color: str) -> None:
    axes = figure.add_axes((x / 16, y / 9, 1.65 / 16, 1.65 / 9))
    axes.imshow(pixels, cmap=GREY)
    hide_ticks(axes)
    axes.set_title(text, color=color, pad=3)


def claim(result: Examples) -> bool:
    wrong = [answer for _, answer, truth in result.tests if answer != truth]
    return bool(90 < result.test_accuracy[-1] < 100 and len(wrong) >= 1)
