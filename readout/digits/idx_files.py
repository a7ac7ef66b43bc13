"""Which files of a folder are the four of a data set, under the names that they are found under.

MNIST, Fashion-MNIST and KMNIST all call theirs ``train-images-idx3-ubyte`` and so on, EMNIST
``emnist-digits-train-images-idx3-ubyte`` (Cohen et al. 2017, arXiv:1702.05373). What unpacks them
leaves ``train-images.idx3-ubyte`` as often.
"""

import re
import sys
from importlib.resources.abc import Traversable
from typing import NamedTuple

import numpy as np

from readout.digits import idx
from synplast.bad_input import BadInput

NAME = re.compile(
    r"(train|t10k|(emnist-\w+)-(?:train|test))-(images[-.]idx3|labels[-.]idx1)[-.]ubyte(\.gz)?",
    re.IGNORECASE,
)
KINDS = ("images-idx3", "labels-idx1")
MNIST = ("train", "t10k")
DIGITS = (MNIST, *((f"{name}-train", f"{name}-test") for name in ("emnist-digits", "emnist-mnist")))


class Part(NamedTuple):
    """The files of the images to train on, or of those to test on."""

    images: Traversable
    labels: Traversable
    transposed: bool


def find(folder: Traversable) -> tuple[Part, Part]:
    """The parts to train on and to test on, of one data set.

    Of several that are whole the first in order of `DIGITS`, with a note on standard error.

    Raises
    ------
    BadInput
        No data set of ten digits is whole, or two files are for the same part and differ.
    """
    there = list_files(folder)
    whole = [parts for parts in DIGITS if all((p, k) in there for p in parts for k in KINDS)]
    if not whole:
        raise BadInput("data", folder, explain_missing(there))
    others = sorted({part for part, _ in there} - {*whole[0]})
    if others:
        print(f"read: {', '.join(whole[0])}; not read: {', '.join(others)}", file=sys.stderr)
    turned = whole[0] != MNIST
    return tuple(Part(*(pick(there[part, k]) for k in KINDS), turned) for part in whole[0])


def list_files(folder: Traversable) -> dict[tuple[str, str], list[Traversable]]:
    """The files there, by their part and kind as `DIGITS` and `KINDS` spell them."""
    found = {}
    try:
        files = sorted(folder.iterdir(), key=lambda file: file.name)
    except OSError:
        return found
    for file in files:
        name = NAME.fullmatch(file.name)
        if name and file.is_file():
            part, kind = name[1].lower(), name[3].lower().replace(".", "-")
            found.setdefault((part, kind), []).append(file)
    return found


def explain_missing(there: dict) -> str:
    """What keeps the files from being a data set."""
    names = {part for part, _ in there}
    digits = {part for parts in DIGITS for part in parts}
    if names and not names & digits:
        return f"{', '.join(sorted(names))}: not ten digits, as emnist-digits or emnist-mnist are"
    best = max(DIGITS, key=lambda parts: sum((p, k) in there for p in parts for k in KINDS))
    lacking = next(f"{p}-{k}-ubyte" for p in best for k in KINDS if (p, k) not in there)
    return f"no file {lacking} or {lacking}.gz in this folder"


def pick(files: list[Traversable]) -> Traversable:
    """The first of files that hold the same."""
    first, *others = files
    dimensions = 3 if "images" in first.name.lower() else 1
    for other in others:
        if not np.array_equal(idx.read(first, dimensions), idx.read(other, dimensions)):
            raise BadInput("data", other, f"differs from {first.name}: which of the two is meant?")
    return first
