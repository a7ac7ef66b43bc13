"""The file that keeps a trained readout."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from readout.digits import array_file
from readout.digits.features import Encoder, Features
from readout.digits.readout import AllWeights, History, Readout
from readout.digits.valid_readout import FEATURES, is_valid
from synplast.bad_input import BadInput


class Arrays(NamedTuple):
    """A readout's arrays by the names that they have in the file.

    Attributes
    ----------
    pairs, weights, unit, samples, first, images, mistakes, errors, accuracy
        As in `Readout` and its parts; no rows in ``first``, ``images`` and ``mistakes`` but of the
        voted.
    size : array of int64 (2,)
        Rows and columns of the images.
    features : array of str (1,)
        One of `readout.digits.features.NAMES`.
    expansion : array of int64 (2,)
        How many granule cells, and the seed that drew them; 0 without.
    tuning : array of float32 (2, cells)
        Thresholds and gains of the granule cells.
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


def pack(readout: Readout) -> Arrays:
    """The arrays of a readout."""
    (name, cells, seed), size, layer = readout.encoder
    none = np.zeros((0, readout.weights.shape[1]), np.int64), np.zeros((0, *size), np.uint8)
    first, images, mistakes = readout.voted or (*none, np.zeros((0, 4), np.int64))
    return Arrays(
        pairs=readout.pairs,
        weights=readout.weights,
        unit=readout.unit,
        size=np.array(size),
        features=np.array([name], FEATURES),
        expansion=np.array([cells, seed]),
        tuning=np.array([layer.thresholds, layer.gains] if layer else [[], []], np.float32),
        samples=readout.samples,
        first=first,
        images=images,
        mistakes=mistakes,
        errors=readout.history.errors,
        accuracy=readout.history.accuracy,
    )


def unpack(arrays: Arrays) -> Readout:
    """The readout that has these arrays."""
    cells, seed = arrays.expansion.tolist()
    encoder = Encoder(Features(str(arrays.features[0]), cells, seed), tuple(arrays.size.tolist()))
    if cells:
        from readout.digits.granule_cells import GranuleLayer, draw_synapses

        synapses = draw_synapses(encoder.size, cells, np.random.default_rng(seed))
        encoder = encoder._replace(layer=GranuleLayer(synapses, *arrays.tuning))
    return Readout(
        arrays.pairs,
        arrays.weights,
        arrays.unit,
        arrays.samples,
        encoder,
        History(arrays.errors, arrays.accuracy),
        AllWeights(arrays.first, arrays.images, arrays.mistakes) if len(arrays.first) else None,
    )


def save(readout: Readout, path: Path) -> None:
    """Write the arrays by their names into an npz file; the same readout gives the same bytes."""
    array_file.write(path, **pack(readout)._asdict())


def load(path: Path) -> Readout:
    """Read what `save` wrote. No pickle is ever loaded.

    Raises
    ------
    BadInput
        The file cannot be read, or is not a readout.
    """
    try:
        found = Arrays(**array_file.read(path))
        if is_valid(found):
            return unpack(found)
    except OSError as error:
        raise BadInput("load", path, error.strerror or "cannot be read") from None
    except Exception:  # a forged file makes NumPy and zipfile raise almost anything
        pass
    raise BadInput("load", path, "not a whole readout, as --save writes it")
