"""A trained readout, and the file that keeps it."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from models.bad_input import BadInput
from models.whole_file import whole
from readout.features import NAMES, Features
from readout.pairs import BRIGHTEST, PAIRS

FEATURES = np.dtype("<U8")


class Trained(NamedTuple):
    """Perceptrons as they were after the last pass, and how they came there.

    Attributes
    ----------
    pairs : array of int64 (perceptrons, 2)
        Their two digits; the first is the class +1. All 45 or one.
    weights : array of int64 (perceptrons, inputs)
        The first input is the constant one, then come the pixels, row after row.
    unit : array of float (perceptrons,)
        ``unit * weights`` are w and b for pixels and a constant input from 0 to 1.
    size : array of int64 (2,)
        Rows and columns of the images.
    features : array of str (1,)
        What is read of an image: one of `readout.features.NAMES`.
    expansion : array of int64 (2,)
        How many granule cells, and the seed that drew them; 0 without.
    errors : array of float (passes, perceptrons)
        Fraction of the samples that were mistakes during each pass.
    accuracy : array of float (passes,)
        On the test images after each pass: of the vote, or of the one perceptron.
    """

    pairs: np.ndarray
    weights: np.ndarray
    unit: np.ndarray
    size: np.ndarray
    features: np.ndarray
    expansion: np.ndarray
    errors: np.ndarray
    accuracy: np.ndarray

    @property
    def sight(self) -> Features:
        """How it sees images."""
        return Features(str(self.features[0]), *map(int, self.expansion))

    @property
    def votes(self) -> bool:
        """Whether all pairs are there, to vote."""
        return len(self.pairs) == len(PAIRS)


def save(trained: Trained, path: Path) -> None:
    """Write the arrays by their names into an npz file; the same readout gives the same bytes."""
    with whole(path) as beside:
        np.savez(beside, **trained._asdict())


def load(path: Path) -> Trained:
    """Read what `save` wrote. No pickle is ever loaded.

    Raises
    ------
    BadInput
        The file cannot be read, or is not a readout.
    """
    try:
        with open(path, "rb") as file, np.load(file, allow_pickle=False) as arrays:
            found = Trained(**{name: arrays[name] for name in Trained._fields})
        if sound(found):
            return found
    except OSError as error:
        raise BadInput("load", path, error.strerror or "cannot be read") from None
    except Exception:  # a foreign file makes NumPy and zipfile raise almost anything
        pass
    raise BadInput("load", path, "not a whole readout, as --save writes it")


def sound(found: Trained) -> bool:
    """Whether the arrays have the types, shapes and range that `save` gives them."""
    count, passes = len(found.pairs), len(found.accuracy)
    shapes = {
        "pairs": (np.int64, (count, 2)),
        "weights": (np.int64, (count, found.sight.inputs(found.size))),
        "unit": (np.float64, (count,)),
        "size": (np.int64, (2,)),
        "features": (FEATURES, (1,)),
        "expansion": (np.int64, (2,)),
        "errors": (np.float64, (passes, count)),
        "accuracy": (np.float64, (passes,)),
    }
    as_saved = all(
        (array.dtype, array.shape) == shapes[name] for name, array in found._asdict().items()
    )
    known = [PAIRS.tolist(), *([pair] for pair in PAIRS.tolist())]
    largest = BRIGHTEST * np.abs(found.weights.astype(float)).sum(axis=1).max()
    return (
        as_saved
        and found.features[0] in NAMES
        and found.pairs.tolist() in known
        and largest < 2**63
    )
