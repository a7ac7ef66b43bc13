"""Whether arrays from a file are what learning leaves: their names, types, shapes and ranges.

A mistake adds ±x to the weights: no input by more than 255, and the constant one by 255.
"""

import numpy as np

from readout.dataset import MOST_PIXELS
from readout.features import GRID, NAMES
from readout.options import ETAS, MOST_CELLS
from readout.pairs import BRIGHTEST, DIGITS, PAIRS, numbers, samples

FEATURES = np.dtype("<U8")
ROUNDING = 1e-9


def as_declared(arrays: dict, declared: dict) -> bool:
    """Whether just these arrays are there, each with the type and shape declared."""
    return arrays.keys() == declared.keys() and all(
        isinstance(array, np.ndarray)
        and array.flags.c_contiguous
        and (array.dtype, array.shape) == (np.dtype(declared[name][0]), declared[name][1])
        for name, array in arrays.items()
    )


def rows(arrays: dict, name: str) -> int:
    """How many rows an array has; 0 if it is not there."""
    return len(np.atleast_1d(arrays.get(name, ())))


def readout(found) -> bool:
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
    if not (whole and samples.min() > 0 and samples.max() < 2**50):
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


def training(found: dict, lesson, keeper) -> bool:
    """Whether a training can have stood so after a pass.

    Parameters
    ----------
    found : dict
        The checkpoint's arrays.
    lesson, keeper
        At their first weights: see `readout.training.Training`.
    """
    first, labels = lesson.last(), lesson.labels
    passes, count = rows(found, "errors"), len(first)
    measures = 2 if count == 1 else 1
    always = {
        "weights": (np.int64, first.shape),
        "seen": (np.int64, (DIGITS,)),
        "errors": (np.float64, (passes, count)),
        "accuracy": (np.float64, (passes, measures)),
    }
    kept = {name: getattr(keeper, name) for name in keeper.arrays}
    declared = always | {name: (array.dtype, array.shape) for name, array in kept.items()}
    if "log" in kept:
        declared["log"] = (np.int64, (rows(found, "log"), 4))
    if not as_declared(found, declared):
        return False
    each = samples(labels, lesson.pairs)
    mistakes, seen = counted(found["errors"], each), passes * each
    own = labels[np.isin(labels, lesson.pairs)]
    return bool(
        passes
        and mistakes is not None
        and fractions(found["accuracy"])
        and (found["seen"] == passes * np.bincount(own, minlength=DIGITS)).all()
        and moved(found["weights"], first, mistakes)
        and all(KEPT[name](found[name], first, mistakes, seen) for name in kept if name != "log")
        and ("log" not in kept or logged(found["log"], labels, lesson.pairs, seen))
        and ("log" not in kept or (counts(found["log"], lesson.pairs) == mistakes).all())
    )


def moved(weights: np.ndarray, first: np.ndarray, mistakes: np.ndarray) -> bool:
    """Whether so many mistakes lead from the first weights to these."""
    change = weights.astype(float) - first
    odd = change[:, 0] / BRIGHTEST - mistakes
    return (np.abs(change) <= BRIGHTEST * mistakes[:, None]).all() and (odd % 2 == 0).all()


#: Of what a keeper holds, array by array, with the first weights, the mistakes and the samples.
KEPT = {
    "late": lambda late, first, mistakes, seen: (
        np.abs(late.astype(float)) <= BRIGHTEST * (mistakes.astype(float) * seen)[:, None]
    ).all(),
    "pocket": lambda pocket, first, mistakes, seen: (
        np.abs(pocket.astype(float) - first) <= BRIGHTEST * mistakes[:, None]
    ).all(),
    "longest": lambda longest, first, mistakes, seen: ((longest >= 0) & (longest <= seen)).all(),
    "since": lambda since, first, mistakes, seen: ((since >= 0) & (since <= seen)).all(),
}


def logged(log: np.ndarray, labels: np.ndarray, pairs: np.ndarray, seen: np.ndarray) -> bool:
    """Whether the mistakes are of images with these labels, and each pair's in their order."""
    image, digit, other, before = log.T
    known = np.zeros((DIGITS, DIGITS), bool)
    known[pairs[:, 0], pairs[:, 1]] = known[pairs[:, 1], pairs[:, 0]] = True
    within = (image < len(labels)) & (digit < DIGITS) & (other < DIGITS)
    if not (log.min(initial=0) >= 0 and within.all() and known[digit, other].all()):
        return False
    number = numbers(log, pairs)
    order = np.argsort(number, kind="stable")
    same = np.diff(number[order]) == 0
    return bool(
        (labels[image] == digit).all()
        and (before < seen[number]).all()
        and (np.diff(before[order])[same] > 0).all()
    )


def counts(log: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """How many of the mistakes each pair made."""
    return np.bincount(numbers(log, pairs), minlength=len(pairs))


def counted(errors: np.ndarray, each: np.ndarray) -> np.ndarray | None:
    """How many mistakes the passes had in all, if they are fractions of ``each`` pair's samples."""
    found = errors * each
    if not (fractions(errors) and (np.abs(found - np.rint(found)) <= 1e-6).all()):
        return None
    return np.rint(found).sum(axis=0).astype(np.int64)


def fractions(values: np.ndarray) -> bool:
    return bool(((values >= 0) & (values <= 1)).all())  # nan is neither


def largest(weights: np.ndarray) -> float:
    """The most that |w · x| can be."""
    return BRIGHTEST * np.abs(weights.astype(float)).sum(axis=1).max(initial=0)
