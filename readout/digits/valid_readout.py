"""Whether a readout from a file is one that learning can have left.

A mistake adds ±x to the weights: no input by more than 255, and the constant one by 255.
"""

import numpy as np

from readout.digits.dataset import MOST_PIXELS
from readout.digits.features import GRID, NAMES, Features
from readout.digits.options import ETAS, MOST_CELLS
from readout.digits.pairs import PAIRS
from readout.digits.valid_arrays import (
    are_fractions,
    count_mistakes,
    is_log,
    match_declaration,
    total_mistakes,
)
from readout.perceptron.limits import FULL

FEATURES = np.dtype("<U8")
ROUNDING = 1e-9


def is_valid(found) -> bool:
    """Whether `readout.digits.readout_file.Arrays` are such as `save` can have written."""
    return match_declaration(found._asdict(), declare(found)) and all(
        check(found) for check in (is_kind, is_learned, is_tuned, is_possible)
    )


def declare(found) -> dict:
    """Type and shape of every array, as far as the others tell."""
    count, passes, cells = len(found.pairs), len(found.accuracy), int(found.expansion[0])
    inputs = Features(str(found.features[0]), cells).count_inputs(found.size)
    return {
        "pairs": (np.int64, (count, 2)),
        "weights": (np.int64, (count, inputs)),
        "unit": (np.float64, (count,)),
        "size": (np.int64, (2,)),
        "features": (FEATURES, (1,)),
        "expansion": (np.int64, (2,)),
        "tuning": (np.float32, (2, cells)),
        "samples": (np.int64, (count,)),
        "first": (np.int64, (count if is_voted(found) else 0, inputs)),
        "images": (np.uint8, (len(found.images), *found.size)),
        "mistakes": (np.int64, (len(found.mistakes), 4)),
        "errors": (np.float64, (passes, count)),
        "accuracy": (np.float64, (passes,)),
    }


def is_voted(found) -> bool:
    """Whether each perceptron is all the weights that it ever had."""
    return len(found.first) > 0


def is_kind(found) -> bool:
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


def is_learned(found) -> bool:
    """Whether passes over the samples can have led to the weights."""
    passes, samples = len(found.accuracy), found.samples
    whole = passes and not (samples % passes).any()
    within = ((found.unit > 0) & (found.unit <= 1)).all()
    if not (whole and within and samples.min() > 0 and samples.max() < 2**50):
        return False
    mistakes = total_mistakes(found.errors, samples // passes)
    # The weights are the last or those of the pocket, or the sum over all samples.
    ways = [samples] if is_voted(found) else [np.ones(1, np.int64), samples]
    return (
        are_fractions(found.accuracy)
        and mistakes is not None
        and any(can_reach(found, mistakes, worth) for worth in ways)
        and bound_activation(found.weights) < 2**63
    )


def can_reach(found, mistakes: np.ndarray, worth: np.ndarray) -> bool:
    """Whether weights that are each a sum of so many lie where the mistakes can have led."""
    etas = FULL * found.unit * worth
    low, high = etas.min(), etas.max()
    if not ETAS[0] * (1 - ROUNDING) <= low <= high <= min(ETAS[1], low) * (1 + ROUNDING):
        return False
    first = FULL / low * (1 + ROUNDING)
    most = worth * (first + FULL * mistakes.astype(float))
    within = np.abs(found.weights.astype(float)) <= most[:, None]
    return within.all() and np.abs(found.first.astype(float)).max(initial=0) <= first


def is_tuned(found) -> bool:
    """Whether the granule cells' thresholds and gains are those of some images."""
    thresholds, gains = found.tuning
    return bool(
        np.isfinite(found.tuning).all()
        and ((thresholds >= GRID) & (thresholds % 1 == 0)).all()
        and ((gains > 0) & (gains <= FULL / GRID)).all()
    )


def is_possible(found) -> bool:
    """Whether the mistakes are of the images and the pairs that are there, in their order."""
    log, passes = found.mistakes, len(found.accuracy)
    if not is_voted(found):
        return len(log) == len(found.images) == 0
    labels = np.zeros(len(found.images), np.int64)
    if not (log.min(initial=0) >= 0 and log[:, 0].max(initial=-1) < len(labels)):
        return False
    labels[log[:, 0]] = log[:, 1]
    mistakes = total_mistakes(found.errors, found.samples // passes)
    room = bound_activation(found.first) + float(len(log)) * FULL**2 * found.weights.shape[1]
    return (
        room < 2**63
        and len(np.unique(log[:, 0])) == len(labels)
        and is_log(log, labels, found.pairs, found.samples)
        and (count_mistakes(log, found.pairs) == mistakes).all()
    )


def bound_activation(weights: np.ndarray) -> float:
    """The most that |w · x| can be."""
    return FULL * np.abs(weights.astype(float)).sum(axis=1).max(initial=0)
