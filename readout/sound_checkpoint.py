"""Whether a checkpoint is where a training can have stood after a pass."""

import numpy as np

from readout.pairs import BRIGHTEST, DIGITS, samples
from readout.sound import as_declared, counted, counts, fractions, logged, rows


def sound(found: dict, lesson, keeper) -> bool:
    """Whether the arrays have the types, shapes and ranges that training gives them.

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
