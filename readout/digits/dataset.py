"""A data set of digits as MNIST is laid out: images and labels, to train on and to test on."""

import sys
from collections.abc import Iterable
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np

from readout.digits import idx, idx_files
from readout.digits.idx_files import Part
from readout.perceptron.limits import FULL
from synplast.bad_input import BadInput

MOST_PIXELS = 2**16 - 1  # with the constant input, sixteen bits number them
LYING = 2  # times as wide as high, on average, is no 1 that stands: MNIST's are 0.17 times


class Images(NamedTuple):
    """Images and what they show.

    Attributes
    ----------
    pixels : array of uint8 (images, rows, columns)
        0 is background, 255 is full brightness.
    labels : array of uint8 (images,)
        The digit, 0 to 9.
    """

    pixels: np.ndarray
    labels: np.ndarray


def load(folder: Path | None = None, digits: Iterable[int] = ()) -> tuple[Images, Images]:
    """The images to train on and those to test on; MNIST itself without a folder.

    EMNIST's, which are stored transposed, are turned. Grey values that end below 255 are scaled by
    the largest of the images to train on, with a note on standard error.

    Raises
    ------
    BadInput
        A file is missing or is not what it should be, two files do not go together, or no image
        shows one of ``digits``.
    """
    here = files("readout.digits.data") if folder is None else folder
    train, test = map(read_images, idx_files.find(here))
    sizes = ["{} x {}".format(*part.pixels.shape[1:]) for part in (train, test)]
    if sizes[0] != sizes[1]:
        message = f"images to train on are {sizes[0]}, those to test on {sizes[1]}"
        raise BadInput("data", here, message)
    for (name, part), digit in product((("train", train), ("test", test)), digits):
        if digit not in part.labels:
            raise BadInput("data", here, f"no {name} image shows the digit {digit}")
    if folder is not None:
        warn_of_lying(train)
        return scale(train, test)
    return train, test


def read_images(part: Part) -> Images:
    """The images of a part, and their labels."""
    (count, *size), (labels,) = idx.read_shape(part.images, 3), idx.read_shape(part.labels, 1)
    if labels != count:
        what = f"{labels} labels for the {count} images of {part.images.name}"
        raise BadInput("data", part.labels, what)
    if not count * size[0] * size[1]:
        raise BadInput("data", part.images, "has no images")
    if size[0] * size[1] > MOST_PIXELS:
        raise BadInput("data", part.images, f"images of more than {MOST_PIXELS} pixels")
    pixels, labels = idx.read(part.images, 3), idx.read(part.labels, 1)
    if labels.max() > 9:
        raise BadInput("data", part.labels, f"has the label {labels.max()}, digits are 0 to 9")
    if part.transposed:
        pixels = np.ascontiguousarray(pixels.transpose(0, 2, 1))
    return Images(pixels, labels)


def scale(train: Images, test: Images) -> tuple[Images, Images]:
    """Both with the largest grey value to train on at 255."""
    largest = int(train.pixels.max())
    if largest in (0, FULL):
        return train, test
    tell(f"the grey values of these data end at {largest} and are scaled to end at {FULL}")
    table = np.rint(np.arange(256) * (FULL / largest)).clip(max=FULL).astype(np.uint8)
    return tuple(Images(table[part.pixels], part.labels) for part in (train, test))


def warn_of_lying(train: Images) -> None:
    """Say so if the ones lie on their side, as EMNIST's do under another name."""
    ones = train.pixels[train.labels == 1]
    if len(ones) and LYING * measure_extent(ones, axis=1) < measure_extent(ones, axis=2):
        tell(
            "the ones of these data lie on their side: if they are EMNIST's, leave the files their "
            "names (emnist-digits-train-images-idx3-ubyte ...), and they are turned"
        )


def tell(text: str) -> None:
    print(text, file=sys.stderr)


def measure_extent(pixels: np.ndarray, axis: int) -> float:
    """The variance along an axis of where the brightness of an image is, over all images."""
    profile = pixels.sum(axis=3 - axis, dtype=float)
    place = np.arange(profile.shape[1])
    mass = np.maximum(profile.sum(axis=1), 1)
    mean = profile @ place / mass
    return float(np.mean(profile @ place**2 / mass - mean**2))


def take_first(
    images: Images, count: int, option: str = "images", every_digit: bool = True
) -> Images:
    """The first ``count`` images.

    Raises
    ------
    BadInput
        There are not so many, or with ``every_digit`` one of those there is not among them.
    """
    least = 1 + np.unique(images.labels, return_index=True)[1].max() if every_digit else 1
    if not least <= count <= len(images.labels):
        raise BadInput(option, count, f"from {least} to {len(images.labels)}")
    return Images(images.pixels[:count], images.labels[:count])


def select(images: Images, digits: Iterable[int]) -> Images:
    """The images of some digits."""
    here = np.isin(images.labels, list(digits))
    return Images(images.pixels[here], images.labels[here])
