"""A data set of digits as MNIST is laid out: images and labels, to train on and to test on."""

from collections.abc import Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np

from models.bad_input import BadInput
from readout import idx

# MNIST, Fashion-MNIST and KMNIST have the first name of each, EMNIST's digits the second.
# EMNIST stores its images transposed. They are left as stored: to a perceptron, which knows
# nothing of which pixels are neighbours, it is the same; the pictures of it lie on their side.
NAMES = {"train": ("train", "emnist-digits-train"), "test": ("t10k", "emnist-digits-test")}
MOST_PIXELS = 2**16 - 1  # with the constant input, sixteen bits number them


class Images(NamedTuple):
    """Images and what they show.

    Attributes
    ----------
    pixels : array of uint8 (images, rows, columns)
        0 is background, 255 is full ink.
    labels : array of uint8 (images,)
        The digit, 0 to 9.
    """

    pixels: np.ndarray
    labels: np.ndarray


def load(folder: Path | None = None, digits: Iterable[int] = ()) -> tuple[Images, Images]:
    """The images to train on and those to test on; MNIST itself without a folder.

    Raises
    ------
    BadInput
        A file is missing or is not what it should be, two files do not go together, or no image
        shows one of ``digits``.
    """
    here = files("readout.data") if folder is None else folder
    parts = {part: images(here, names) for part, names in NAMES.items()}
    sizes = ["{} x {}".format(*part.pixels.shape[1:]) for part in parts.values()]
    if sizes[0] != sizes[1]:
        message = f"images to train on are {sizes[0]}, those to test on {sizes[1]}"
        raise BadInput("data", here, message)
    for part, digit in product(parts, digits):
        if digit not in parts[part].labels:
            raise BadInput("data", here, f"no {part} image shows the digit {digit}")
    return parts["train"], parts["test"]


def images(folder: Traversable, names: tuple[str, ...]) -> Images:
    """One part, training or test, under the first of ``names`` that is there."""
    pictures = find(folder, [f"{name}-images-idx3-ubyte" for name in names])
    answers = find(folder, [f"{name}-labels-idx1-ubyte" for name in names])
    pixels, labels = idx.read(pictures, 3), idx.read(answers, 1)
    if len(labels) != len(pixels):
        count = f"{len(labels)} labels for the {len(pixels)} images of {pictures.name}"
        raise BadInput("data", answers, count)
    if not pixels.size:
        raise BadInput("data", pictures, "has no images")
    if pixels[0].size > MOST_PIXELS:
        raise BadInput("data", pictures, f"images of more than {MOST_PIXELS} pixels")
    if labels.max() > 9:
        raise BadInput("data", answers, f"has the label {labels.max()}, digits are 0 to 9")
    return Images(pixels, labels)


def find(folder: Traversable, names: list[str]) -> Traversable:
    """The first file there of ``names``, with or without ``.gz``."""
    for name in names:
        for candidate in (folder / name, folder / f"{name}.gz"):
            if candidate.is_file():
                return candidate
    raise BadInput("data", folder, f"no file {names[0]} or {names[0]}.gz in this folder")
