"""A few of the digits that there are to read."""

from typing import NamedTuple

import numpy as np

from readout.digits import dataset
from readout.plotting.panels import GREY, hide_ticks
from synplast.option_types import Number

CHAPTER, ORDER = "project", 1
COMMAND = "python -m figures mnist_samples"
RULES = ()
CAPTION = {
    "en": "The first ten training images of each digit of MNIST (LeCun et al. 1998): 28 × 28 "
    "pixels, from 250 writers or so.",
    "fr": "Les dix premières images d'entraînement de chaque chiffre de MNIST (LeCun et al. "
    "1998) : 28 × 28 pixels, d'environ 250 scripteurs.",
}
CLAIM = {
    "en": "60,000 images to train on and 10,000 to test on, every digit among them",
    "fr": "60 000 images d'entraînement et 10 000 de test, avec tous les chiffres",
}


class Samples(NamedTuple):
    """How many images show each digit, and the first ten of it for the picture."""

    digit: Number
    train: Number
    test: Number
    first: np.ndarray


def data() -> Samples:
    train, test = dataset.load()
    rows = [np.hstack(train.pixels[train.labels == digit][:10]) for digit in range(10)]
    counts = (np.bincount(part.labels, minlength=10) for part in (train, test))
    return Samples(np.arange(10), *counts, np.vstack(rows))


def draw(figure, result: Samples) -> None:
    axes = figure.subplots()
    axes.imshow(result.first, cmap=GREY)
    hide_ticks(axes)
    for edge in range(28, 280, 28):
        axes.axvline(edge - 0.5, color="0.8", linewidth=1)
        axes.axhline(edge - 0.5, color="0.8", linewidth=1)


def claim(result) -> bool:
    enough = result.train.sum() == 60_000 and result.test.sum() == 10_000
    return bool(enough and min(result.train.min(), result.test.min()) > 0)
