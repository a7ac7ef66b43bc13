"""Constants that can be scaled together without any change: what no data can tell.

As gamma_d, gamma_p, sigma^2 and tau of the calcium rule's closed form. Such a direction is found in
the slopes of the predictions, and kept only where the predictions stay the same along it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from protocols.fitting.problem import Problem

#: Places that are tried, a step of each for slopes, and the factor that constants are scaled by.
TRIED, STEP, FACTOR = 24, 1e-5, 1.25
#: Scalings that are looked for.
MOST = 3
#: Predictions are the same within this; exponents are sixths.
SAME, SIXTHS = 1e-9, 6


class Scaling(NamedTuple):
    """A direction in which nothing changes.

    Attributes
    ----------
    exponents : dict from symbol to float
        Of the constants: each goes by a common factor to this power.
    held : int
        The constant, by its number, that a fit holds: the one that has the least room.
    """

    exponents: dict[str, float]
    held: int


def find_scalings(problem: Problem) -> list[Scaling]:
    """The scalings that leave all predictions as they are, wherever the constants are."""
    free = problem.free
    random = np.random.default_rng(0)
    places = 0.2 + 0.6 * random.random((TRIED, len(free)))
    values = np.array(list(problem.values(places).values())).T
    if any(one.low < 0 < one.high for one in free):
        return []
    slopes = []
    for n, one in enumerate(free):
        low, high = places.copy(), places.copy()
        low[:, n] -= STEP
        high[:, n] += STEP
        ratio = np.log(one.value(high[:, n]) / one.value(low[:, n]))
        slopes.append((problem.predict(high) - problem.predict(low)) / ratio[:, None])
    rows = np.array(slopes).reshape(len(free), -1).T
    sizes = np.linalg.norm(rows, axis=1, keepdims=True)
    rows = (rows / np.where(sizes > 0, sizes, 1))[np.isfinite(sizes[:, 0])]
    for count in range(MOST, 0, -1):
        flat = flattest(rows, count)
        if len(flat) and all(holds(problem, values, one) for one in flat):
            return [describe(free, one) for one in flat]
    return []


def flattest(rows: np.ndarray, count: int) -> Sequence[np.ndarray]:
    """Exponents of so many directions in which rows (slopes, constants) are least, the simplest."""
    from scipy.linalg import qr

    if len(rows) < rows.shape[1] or count >= rows.shape[1]:
        return []
    flat = np.linalg.svd(rows, full_matrices=False)[2][-count:]
    pivots = qr(flat, pivoting=True, mode="r")[1][:count]
    return np.round(np.linalg.solve(flat[:, pivots], flat) * SIXTHS) / SIXTHS


def holds(problem: Problem, values: np.ndarray, exponents: np.ndarray) -> bool:
    """Whether the predictions are the same once constants (sets, constants) are scaled."""
    if np.count_nonzero(exponents) < 2:
        return False
    both = [values, values * FACTOR**exponents]
    symbols = [one.symbol for one in problem.free]
    one, other = (problem.predict_at(dict(zip(symbols, each.T, strict=True))) for each in both)
    return bool(np.allclose(one, other, rtol=SAME, atol=SAME, equal_nan=True))


def describe(free, exponents: np.ndarray) -> Scaling:
    chosen = np.flatnonzero(exponents)
    room = [free[n].high / free[n].low if free[n].low > 0 else np.inf for n in chosen]
    held = int(chosen[np.argmin(room)])
    return Scaling({free[n].symbol: float(exponents[n] / exponents[held]) for n in chosen}, held)
