"""Whether a checkpoint is where a training can have stood after a pass."""

import numpy as np

from readout.digits.pairs import DIGITS, count_samples
from readout.digits.valid_arrays import (
    are_fractions,
    count_mistakes,
    count_rows,
    is_log,
    match_declaration,
    total_mistakes,
)
from readout.perceptron.limits import FULL


def is_valid(found: dict, learner, kept) -> bool:
    """Whether the arrays have the types, shapes and ranges that training gives them.

    Parameters
    ----------
    found : dict
        The checkpoint's arrays.
    learner, kept
        At their first weights: see `readout.digits.training.Training`.
    """
    first, labels = learner.last_weights(), learner.labels
    passes, count = count_rows(found, "errors"), len(first)
    measures = 2 if count == 1 else 1
    always = {
        "weights": (np.int64, first.shape),
        "seen": (np.int64, (DIGITS,)),
        "errors": (np.float64, (passes, count)),
        "accuracy": (np.float64, (passes, measures)),
    }
    own = {name: getattr(kept, name) for name in kept.arrays}
    declared = always | {name: (array.dtype, array.shape) for name, array in own.items()}
    if "log" in own:
        declared["log"] = (np.int64, (count_rows(found, "log"), 4))
    if not match_declaration(found, declared):
        return False
    each = count_samples(labels, learner.pairs)
    mistakes, seen = total_mistakes(found["errors"], each), passes * each
    learned = labels[np.isin(labels, learner.pairs)]
    return bool(
        passes
        and mistakes is not None
        and are_fractions(found["accuracy"])
        and (found["seen"] == passes * np.bincount(learned, minlength=DIGITS)).all()
        and have_moved(found["weights"], first, mistakes)
        and all(KEPT[name](found[name], first, mistakes, seen) for name in own if name != "log")
        and ("log" not in own or is_log(found["log"], labels, learner.pairs, seen))
        and ("log" not in own or (count_mistakes(found["log"], learner.pairs) == mistakes).all())
    )


def have_moved(weights: np.ndarray, first: np.ndarray, mistakes: np.ndarray) -> bool:
    """Whether so many mistakes lead from the first weights to these."""
    change = weights.astype(float) - first
    odd = change[:, 0] / FULL - mistakes
    return (np.abs(change) <= FULL * mistakes[:, None]).all() and (odd % 2 == 0).all()


#: Of what an algorithm holds, array by array, with the first weights, the mistakes and the samples.
KEPT = {
    "late": lambda late, first, mistakes, seen: (
        np.abs(late.astype(float)) <= FULL * (mistakes.astype(float) * seen)[:, None]
    ).all(),
    "pocket": lambda pocket, first, mistakes, seen: (
        np.abs(pocket.astype(float) - first) <= FULL * mistakes[:, None]
    ).all(),
    "longest": lambda longest, first, mistakes, seen: ((longest >= 0) & (longest <= seen)).all(),
    "since": lambda since, first, mistakes, seen: ((since >= 0) & (since <= seen)).all(),
}
