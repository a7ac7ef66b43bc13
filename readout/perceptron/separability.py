"""Whether any weights at all put every pattern on its side, decided with a proof either way."""

from bisect import bisect_left
from typing import NamedTuple

import numpy as np

SMALLEST = 1e-9  # of a pattern's length: a gap narrower than this is none
DAMPED = 1e-9  # keeps the equations solvable while fewer patterns than weights are short


class Verdict(NamedTuple):
    """The answer, and what proves it.

    Attributes
    ----------
    separable : bool
    proof : array
        The weights w, array (weights,), with ``patterns @ w > 0``; or shares, array (patterns,),
        none negative and some not 0, whose sum ``shares @ patterns`` is 0, or has against each sign
        to keep an entry that is not of it. Weights with w · x > 0 for all patterns x would make
        w · sum both above 0 and not (Gordan 1873).
    """

    separable: bool
    proof: np.ndarray


def decide(patterns: np.ndarray, signs: np.ndarray | None = None) -> Verdict:
    """Whether weights exist with w · x > 0 for every pattern x, of the ``signs`` if given.

    By Newton's method on the sum of the squares of what each pattern, at length 1, lacks to
    w · x = 1 and each weight to its sign, which ends after finitely many steps (Mangasarian 2002,
    doi:10.1080/1055678021000028375). At the least of it either nothing is lacking, or what is
    lacking cancels the patterns, to `SMALLEST`: a gap narrower than that counts as none.

    Parameters
    ----------
    patterns : array of float (patterns, weights)
        Each times its class ±1.
    signs : array of ±1 (weights,), optional

    Raises
    ------
    ValueError
        A pattern that is not finite.
    ArithmeticError
        Not decided to rounding.
    """
    count, size = patterns.shape
    lengths = np.linalg.norm(patterns, axis=1)
    if not np.isfinite(lengths).all():
        raise ValueError("a pattern is not finite, or too large for its length to be")
    if not lengths.all():  # w · 0 is never above 0
        return Verdict(False, (lengths == 0).astype(float))
    rows = patterns / lengths[:, None]
    wanted = np.ones(count)
    if signs is not None:
        rows, wanted = np.vstack([rows, np.diag(signs)]), np.append(wanted, np.zeros(size))
    damped, w = DAMPED * np.eye(size), np.zeros(size)
    for _ in range(1000):
        kept = w if signs is None else np.where(signs * w > 0, w, 0)
        if (patterns @ kept > 0).all():
            return Verdict(True, kept)
        lacking = np.maximum(wanted - rows @ w, 0)
        downhill = rows.T @ lacking
        if np.linalg.norm(downhill) <= SMALLEST * lacking[:count].sum():
            return Verdict(False, lacking[:count] / lengths)
        short = rows[:count][lacking[:count] > 0]
        equations = short.T @ short + damped
        if signs is not None:  # each alone in its row
            equations.flat[:: size + 1] += lacking[count:] > 0
        step = np.linalg.solve(equations, downhill)
        w = w + furthest(wanted - rows @ w, rows @ step) * step
    raise ArithmeticError("whether these patterns can be separated is not decided to rounding")


def furthest(lacking: np.ndarray, gained: np.ndarray) -> float:
    """How many steps to the least of the squares of what is lacking, on the way of one step."""

    def slope(steps):
        return -np.maximum(lacking - steps * gained, 0) @ gained

    changes = lacking[gained != 0] / gained[gained != 0]
    ends = np.append(0, np.sort(changes[changes > 0]))  # between two of these, it is a parabola
    after = bisect_left(ends, 0, key=slope)
    start = ends[max(after - 1, 0)]
    end = ends[after] if after < len(ends) else start + 1
    return start - slope(start) * (end - start) / (slope(end) - slope(start))
