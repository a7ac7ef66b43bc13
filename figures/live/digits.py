"""The 45 perceptrons of the digits as the page takes them: their weights rounded to 16 bits."""

import base64
from importlib.metadata import version

import numpy as np

from readout.digits import dataset, marks, paper, pictures, printed_lines, shades
from readout.digits.dataset import Images
from readout.digits.readout import Readout
from synplast import cache
from synplast.packages import digest

COMMAND = "python -m readout.mnist --all --features deskewed --algorithm averaged"
MOST = 2**15 - 1
#: Of MNIST's test images, those that can be put on the sheet.
IMAGES = 60


def describe() -> dict:
    """Weights, pairs and some test images; what marks.js and pictures.js take from Python."""
    made_of = digest("figures", "readout", "synplast")
    key = cache.fingerprint(version("numba"), version("numpy"), made_of)
    _, test = dataset.load()
    kept = cache.keep(f"page-digits-{key}", lambda: pack(train(), test))
    images = [text_of(image) for image in test.pixels[:IMAGES]]
    return kept | {"images": images, "numbers": numbers()}


def train() -> Readout:
    """The readout of `COMMAND`."""
    from readout.mnist import mnist

    return mnist(all=True, features="deskewed", algorithm="averaged").readout


def pack(readout: Readout, test: Images) -> dict:
    return {
        "confusion": count_confusion(test.labels, readout.predict(test.pixels)).tolist(),
        "weights": text_of(round_weights(readout.weights).astype("<i2")),
        "pairs": readout.pairs.tolist(),
        "side": readout.encoder.size[0],
    }


def count_confusion(labels: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """How many images of each digit are read as each: array (digits, answers)."""
    found = np.zeros((10, 10), int)
    np.add.at(found, (labels, answers), 1)
    return found


def round_weights(weights: np.ndarray) -> np.ndarray:
    """Each perceptron's, array (perceptrons, inputs), its largest at `MOST` either way."""
    largest = np.maximum(np.abs(weights).max(axis=1, keepdims=True), 1)
    return np.rint(weights * (MOST / largest)).astype(np.int64)


def text_of(values: np.ndarray) -> str:
    return base64.b64encode(values.tobytes()).decode()


def numbers() -> dict:
    """The numbers by which a digit is found in a picture."""
    named = {
        pictures: ("BOX", "FAINT", "FINE"),
        paper: ("DRAWN", "SHEET", "FEW", "EVEN"),
        marks: ("SPECK", "FRAME", "RIM", "ASIDE", "APART", "BLOT"),
        shades: ("LEAST",),
        printed_lines: ("ACROSS",),
    }
    return {name: getattr(module, name) for module, names in named.items() for name in names}
