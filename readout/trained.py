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
        ``unit * weights`` are w and b for pixels and a constant input from 0 to 1; of the voted,
        their mean over the samples.
    size : array of int64 (2,)
        Rows and columns of the images.
    features : array of str (1,)
        What is read of an image: one of `readout.features.NAMES`.
    expansion : array of int64 (2,)
        How many granule cells, and the seed that drew them; 0 without.
    tuning : array of float32 (2, cells)
        Thresholds and gains of the granule cells, which the images to train on have set.
    samples : array of int64 (perceptrons,)
        How many each has learned from.
    first : array of int64 (perceptrons, inputs)
        Of the voted alone, whose weights are all that ever were: those before the first mistake.
        None otherwise, as for the following two.
    images : array of uint8 (images, rows, columns)
        Those that were mistakes, as they were shown.
    mistakes : array of int64 (mistakes, 4)
        In their order: the place in ``images``, the digit, the other digit of the pair, and how
        many samples the pair had seen.
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
    tuning: np.ndarray
    samples: np.ndarray
    first: np.ndarray
    images: np.ndarray
    mistakes: np.ndarray
    errors: np.ndarray
    accuracy: np.ndarray

    @property
    def sight(self) -> Features:
        """How it sees images."""
        return Features(str(self.features[0]), *map(int, self.expansion))

    def eye(self):
        """What makes the perceptrons' inputs of upright images, as `Features.eye` did."""
        if not self.sight.cells:
            return self.sight.eye()
        from readout import granule

        rng = np.random.default_rng(self.sight.seed)
        return granule.Granule(granule.patches(self.size, self.sight.cells, rng), *self.tuning)

    @property
    def votes(self) -> bool:
        """Whether all pairs are there, to vote."""
        return len(self.pairs) == len(PAIRS)

    @property
    def voted(self) -> bool:
        """Whether each perceptron is all the weights that it ever had."""
        return len(self.first) > 0


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
    count, passes, inputs = len(found.pairs), len(found.accuracy), found.sight.inputs(found.size)
    shapes = {
        "pairs": (np.int64, (count, 2)),
        "weights": (np.int64, (count, inputs)),
        "unit": (np.float64, (count,)),
        "size": (np.int64, (2,)),
        "features": (FEATURES, (1,)),
        "expansion": (np.int64, (2,)),
        "tuning": (np.float32, (2, found.sight.cells)),
        "samples": (np.int64, (count,)),
        "first": (np.int64, (count if found.voted else 0, inputs)),
        "images": (np.uint8, (len(found.images), *found.size)),
        "mistakes": (np.int64, (len(found.mistakes), 4)),
        "errors": (np.float64, (passes, count)),
        "accuracy": (np.float64, (passes,)),
    }
    as_saved = all(
        (array.dtype, array.shape) == shapes[name] for name, array in found._asdict().items()
    )
    known = [PAIRS.tolist(), *([pair] for pair in PAIRS.tolist())]
    return (
        as_saved
        and found.features[0] in NAMES
        and found.pairs.tolist() in known
        and largest(found.weights) < 2**63
        and possible(found)
    )


def largest(weights: np.ndarray) -> float:
    """The most that |w · x| can be."""
    return BRIGHTEST * np.abs(weights.astype(float)).sum(axis=1).max(initial=0)


def possible(found: Trained) -> bool:
    """Whether the mistakes are of the images and the pairs that are there, in their order."""
    image, digit, other, before = found.mistakes.T
    pairs = np.sort(np.stack([digit, other], axis=1), axis=1).tolist()
    room = largest(found.first) + float(len(image)) * BRIGHTEST**2 * found.weights.shape[1]
    if not (found.samples.min() > 0 and room < 2**63):
        return False
    if not len(image):
        return True
    return (
        image.min() >= 0
        and image.max() < len(found.images)
        and {tuple(pair) for pair in pairs} <= {tuple(pair) for pair in found.pairs.tolist()}
        and before.min() >= 0
        and before.max() < found.samples.max()
    )
