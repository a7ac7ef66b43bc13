"""Whether a readout from a file is one that learning can have left.

A mistake adds ±x to the weights: no input by more than 255, and the constant one by 255.
"""

import numpy as np

from readout.dataset import MOST_PIXELS
from readout.features import GRID, NAMES
from readout.options import ETAS, MOST_CELLS
from readout.pairs import BRIGHTEST, PAIRS
from readout.sound import as_declared, counted, counts, fractions, logged

FEATURES = np.dtype("<U8")
ROUNDING = 1e-9


def sound(found) -> bool:
    """Whether a `readout.trained.Trained` is one that `save` can have written."""
    return as_declared(found._asdict(), shapes(found)) and all(
        check(found) for check in (kind, learned, tuned, possible)
    )


def shapes(found) -> dict:
    """Type and shape of every array, as far as the others tell."""
    count, passes, inputs = len(found.pairs), len(found.accuracy), found.sight.inputs(found.size)
    return {
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


def kind(found) -> bool:
    """Whether such perceptrons of such images there are."""
    cells, seed = found.expansion.tolist()
    granule = found.features[0] == "granule"
    return (
        found.pairs.tolist() in [PAIRS.tolist(), *([pair] for pair in PAIRS.tolist())]
        and found.features[0] in NAMES
        and found.size.min() > 0
        and int(found.size[0]) * int(found.size[1]) <= MOST_PIXELS
        and (1 <= cells <= MOST_CELLS and len(found.pairs) > 1 if granule else cells == 0)
        and (0 <= seed < 2**32 if granule else seed == 0)
    )


def learned(found) -> bool:
    """Whether passes over the samples can have led to the weights."""
    passes, samples = len(found.accuracy), found.samples
    whole = passes and not (samples % passes).any()
    within = ((found.unit > 0) & (found.unit <= 1)).all()
    if not (whole and within and samples.min() > 0 and samples.max() < 2**50):
        return False
    mistakes = counted(found.errors, samples // passes)
    # The weights are the last or those of the pocket, or the sum over all samples.
    ways = [samples] if found.voted else [np.ones(1, np.int64), samples]
    return (
        fractions(found.accuracy)
        and mistakes is not None
        and any(reached(found, mistakes, worth) for worth in ways)
        and largest(found.weights) < 2**63
    )


def reached(found, mistakes: np.ndarray, worth: np.ndarray) -> bool:
    """Whether weights that are each a sum of so many lie where the mistakes can have led."""
    etas = BRIGHTEST * found.unit * worth
    low, high = etas.min(), etas.max()
    if not ETAS[0] * (1 - ROUNDING) <= low <= high <= min(ETAS[1], low) * (1 + ROUNDING):
        return False
    first = BRIGHTEST / low * (1 + ROUNDING)
    most = worth * (first + BRIGHTEST * mistakes.astype(float))
    within = np.abs(found.weights.astype(float)) <= most[:, None]
    return within.all() and np.abs(found.first.astype(float)).max(initial=0) <= first


def tuned(found) -> bool:
    """Whether the granule cells' thresholds and gains are those of some images."""
    thresholds, gains = found.tuning
    return bool(
        np.isfinite(found.tuning).all()
        and ((thresholds >= GRID) & (thresholds % 1 == 0)).all()
        and ((gains > 0) & (gains <= BRIGHTEST / GRID)).all()
    )


def possible(found) -> bool:
    """Whether the mistakes are of the images and the pairs that are there, in their order."""
    log, passes = found.mistakes, len(found.accuracy)
    if not found.voted:
        return len(log) == len(found.images) == 0
    labels = np.zeros(len(found.images), np.int64)
    if not (log.min(initial=0) >= 0 and log[:, 0].max(initial=-1) < len(labels)):
        return False
    labels[log[:, 0]] = log[:, 1]
    room = largest(found.first) + float(len(log)) * BRIGHTEST**2 * found.weights.shape[1]
    return (
        room < 2**63
        and len(np.unique(log[:, 0])) == len(labels)
        and logged(log, labels, found.pairs, found.samples)
        and (counts(log, found.pairs) == counted(found.errors, found.samples // passes)).all()
    )


def largest(weights: np.ndarray) -> float:
    """The most that |w · x| can be."""
    return BRIGHTEST * np.abs(weights.astype(float)).sum(axis=1).max(initial=0)
