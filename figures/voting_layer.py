"""The voting layer: an image, 45 perceptrons, their votes, a digit."""

import numpy as np

from figures import mnist_voting
from figures.schematic import LARGE, draw_arrow, draw_cell, open_canvas, write
from readout.plotting.panels import GREY, hide_ticks
from synplast.plotting import RIGHT, say

CHAPTER, ORDER = "project", 3.5
COMMAND = "python -m readout.mnist --all"
RULES = ()
CAPTION = {
    "en": "The first test image of MNIST (LeCun et al. 1998), what each of the 45 perceptrons says "
    "of it, one for each pair of digits, and their votes. Each digit is in nine pairs.",
    "fr": "La première image de test de MNIST (LeCun et al. 1998), ce qu'en dit chacun des 45 "
    "perceptrons, un par paire de chiffres, et leurs votes. Chaque chiffre est dans neuf paires.",
}
CLAIM = {
    "en": "the 45 votes add up, and the digit with the most is the one that was written",
    "fr": "les 45 votes s'additionnent, et le chiffre qui en a le plus est celui qui fut écrit",
}
SHOWN = 0  # the first test image

data = mnist_voting.data


def choices(result) -> np.ndarray:
    """The digit that each perceptron votes for: array (45,)."""
    first, second = result.readout.pairs.T
    return np.where(result.distances[SHOWN] > 0, first, second)


def draw(figure, result) -> None:
    canvas = open_canvas(figure)
    image = figure.add_axes((0.3 / 16, 3.1 / 9, 2.8 / 16, 2.8 / 9))
    image.imshow(result.test.pixels[SHOWN], cmap=GREY)
    hide_ticks(image)
    winner = result.vote.answers[SHOWN]
    draw_layer(canvas, choices(result), winner)
    axes = figure.add_axes((11.0 / 16, 2.2 / 9, 3.2 / 16, 4.6 / 9))
    votes = result.vote.votes[SHOWN]
    axes.barh(range(10), votes, color=np.where(np.arange(10) == winner, RIGHT, "0.7"))
    axes.set(yticks=range(10), xlim=(0, 9), xticks=[0, 3, 6, 9])
    axes.invert_yaxis()
    titles = say(
        en=("image", "45 perceptrons", "votes", "digit"),
        fr=("image", "45 perceptrons", "votes", "chiffre"),
    )
    for x, title in zip((1.7, 6.9, 12.6, 15.2), titles, strict=True):
        write(canvas, x, 8.4, title, LARGE)
    for start, end in ((3.3, 3.9), (9.9, 10.5), (14.3, 14.8)):
        draw_arrow(canvas, (start, 4.5), (end, 4.5), width=4)
    write(canvas, 15.3, 4.5, f"{winner}", 48, color=RIGHT, fontweight="bold")


def draw_layer(canvas, chosen: np.ndarray, winner: int) -> None:
    """A circle a perceptron, with the digit that it votes for."""
    for n, digit in enumerate(chosen):
        x, y = 4.6 + 1.15 * (n % 5), 7.3 - 0.82 * (n // 5)
        color = RIGHT if digit == winner else "0.6"
        draw_cell(canvas, x, y, f"{digit}", color, fires=digit == winner, radius=0.37)


def claim(result) -> bool:
    votes = result.vote.votes[SHOWN]
    alike = (np.bincount(choices(result), minlength=10) == votes).all()
    return bool(alike and votes.sum() == 45 and votes.argmax() == result.test.labels[SHOWN])
