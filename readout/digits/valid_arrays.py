"""What arrays from a file must be: their names, types and shapes, and mistakes in their order."""

import numpy as np

from readout.digits.pairs import DIGITS
from readout.perceptron.class_pairs import number_pairs


def match_declaration(arrays: dict, declared: dict) -> bool:
    """Whether just these arrays are there, each with the type and shape declared."""
    return arrays.keys() == declared.keys() and all(
        isinstance(array, np.ndarray)
        and array.flags.c_contiguous
        and (array.dtype, array.shape) == (np.dtype(declared[name][0]), declared[name][1])
        for name, array in arrays.items()
    )


def count_rows(arrays: dict, name: str) -> int:
    """How many rows an array has; 0 if it is not there."""
    return len(np.atleast_1d(arrays.get(name, ())))


def is_log(log: np.ndarray, labels: np.ndarray, pairs: np.ndarray, seen: np.ndarray) -> bool:
    """Whether the mistakes are of images with these labels, and each pair's in their order."""
    image, digit, other, before = log.T
    table = number_pairs(pairs, DIGITS)
    within = (image < len(labels)) & (digit < DIGITS) & (other < DIGITS)
    if not (log.min(initial=0) >= 0 and within.all() and (table[digit, other] >= 0).all()):
        return False
    number = table[digit, other]
    order = np.argsort(number, kind="stable")
    same = np.diff(number[order]) == 0
    return bool(
        (labels[image] == digit).all()
        and (before < seen[number]).all()
        and (np.diff(before[order])[same] > 0).all()
    )


def count_mistakes(log: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """How many of the mistakes each pair made."""
    return np.bincount(number_pairs(pairs, DIGITS)[log[:, 1], log[:, 2]], minlength=len(pairs))


def total_mistakes(errors: np.ndarray, each: np.ndarray) -> np.ndarray | None:
    """How many mistakes the passes had in all, if they are fractions of ``each`` pair's samples."""
    if not are_fractions(errors):
        return None
    found = np.rint(errors * each)
    whole = np.abs(errors * each - found) <= 1e-6
    return found.sum(axis=0).astype(np.int64) if whole.all() else None


def are_fractions(values: np.ndarray) -> bool:
    return bool(((values >= 0) & (values <= 1)).all())  # nan is neither
