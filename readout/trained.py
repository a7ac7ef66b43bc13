"""A trained readout, and the file that keeps it."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from readout import kept_file
from readout.features import Features
from readout.pairs import PAIRS
from readout.sound_readout import sound
from synplast.bad_input import BadInput


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
        return Features(str(self.features[0]), *map(int, self.expansion.tolist()))

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
    kept_file.write(path, **trained._asdict())


def load(path: Path) -> Trained:
    """Read what `save` wrote. No pickle is ever loaded.

    Raises
    ------
    BadInput
        The file cannot be read, or is not a readout.
    """
    try:
        found = Trained(**kept_file.read(path))
        if sound(found):
            return found
    except OSError as error:
        raise BadInput("load", path, error.strerror or "cannot be read") from None
    except Exception:  # a forged file makes NumPy and zipfile raise almost anything
        pass
    raise BadInput("load", path, "not a whole readout, as --save writes it")
