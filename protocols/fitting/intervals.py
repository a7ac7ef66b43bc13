"""The values of each constant that the data allow: profile likelihood, from every minimum there is.

One constant is followed either way from a minimum, the others fitted again, until the cost has
risen by a threshold (Venzon & Moolgavkar 1988, doi:10.2307/2347496). Each way stays in its
minimum's basin, so that what is found from all minima is united, and whatever set was met below
the threshold is within.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from protocols.fitting.minimise import Minimum, cost_of, least_squares
from protocols.fitting.problem import Problem

#: Minima that are followed, besides the outermost set that was met.
MOST_MINIMA = 3
#: The first step where slopes do not tell how far, and the least one.
STEP, LEAST = 1 / 16, 1e-5
#: Steps of a way; how near the end it then is, of the way.
ROUNDS, NEAR = 24, 0.01
#: Steps of a fit of the others, and what the last one gains, of the cost.
REFIT, GAIN = 30, 1e-5
#: A place so near a bound (of the range, 0 to 1) is at it.
AT = 1e-4
#: Places of a profile.
PLACES = 17


class Interval(NamedTuple):
    """What the data allow of one constant.

    Attributes
    ----------
    low, high : float
        Places from 0 to 1; the bound itself where an end is open.
    low_open, high_open : bool
        Whether the data allow everything down, or up, to the bound.
    """

    low: float
    high: float
    low_open: bool
    high_open: bool

    @property
    def verdict(self) -> str:
        return ("determined", "one-sided", "undetermined")[self.low_open + self.high_open]


OPEN = Interval(0.0, 1.0, True, True)


class Way(NamedTuple):
    """From where constant ``n`` is followed, and to which side (-1 or 1)."""

    n: int
    side: int
    begin: Minimum


def find_intervals(
    problem: Problem,
    minima: Sequence[Minimum],
    threshold: float,
    allowed: list[Minimum],
    only: Sequence[int] | None = None,
) -> list[Interval]:
    """The interval of each constant.

    Parameters
    ----------
    minima : sequence of Minimum
        All that are within the threshold of the best, which is the first.
    allowed : list of Minimum
        The sets of constants that were met below the threshold; those that are met now are added.
    only : sequence of int, optional
        The constants, by number; else all.
    """
    limit = minima[0].cost + threshold
    constants = range(len(problem.free)) if only is None else only
    ways = []
    for n in constants:
        for side in (-1, 1) if n not in problem.tied else ():
            outermost = max([*minima, *allowed], key=lambda one: side * one.place[n])
            begins = {id(one): one for one in (*minima[:MOST_MINIMA], outermost)}
            ways += [Way(n, side, one) for one in begins.values()]
    ends = follow(problem, ways, minima[0].cost, limit, allowed)
    found = []
    for n in constants:
        reached = [end for way, end in zip(ways, ends, strict=True) if way.n == n]
        reached += [one.place[n] for one in (*minima, *allowed)]
        low, high = min(reached), max(reached)
        found.append(Interval(low, high, bool(low < AT), bool(high > 1 - AT)))
    return found


def follow(
    problem: Problem,
    ways: Sequence[Way],
    least: float | np.ndarray,
    limit: float | np.ndarray,
    allowed: list[Minimum],
) -> np.ndarray:
    """The places (ways,) where the cost has risen from ``least`` to ``limit``, side by side.

    Steps grow until one is beyond; then the end is between, where the root of the rise would be
    if it were even. ``least`` and ``limit`` are the same for all ways, or one for each.
    """
    least, limit = (np.broadcast_to(one, len(ways)) for one in (least, limit))
    n, side = (np.array([way[k] for way in ways], int) for k in (0, 1))
    inside = np.array([way.begin.place for way in ways])
    cost = np.array([way.begin.cost for way in ways])
    outside, beyond = np.full(len(ways), np.nan), np.full(len(ways), np.nan)
    step = first_steps(problem, ways, (limit - least).mean())
    goes, began = np.arange(len(ways)), inside[np.arange(len(ways)), n]
    for _ in range(ROUNDS):
        here = inside[goes, n[goes]]
        known = (one[goes] for one in (outside, cost, beyond, least, limit))
        between = crossing(here, *known)
        at = np.where(np.isnan(outside[goes]), here + side[goes] * step[goes], between)
        at = np.clip(at, 0, 1)
        starts, held = inside[goes].copy(), np.zeros((len(goes), inside.shape[1]), bool)
        starts[np.arange(len(goes)), n[goes]] = at
        held[np.arange(len(goes)), n[goes]] = True
        found = least_squares(problem, starts, held, REFIT, GAIN)
        for way, to, one in zip(goes, at, found, strict=True):
            if one.cost <= limit[way]:
                inside[way], cost[way] = one.place, one.cost
                step[way] *= 2
                allowed.append(one)
            else:
                outside[way], beyond[way] = to, one.cost
        here = inside[goes, n[goes]]
        near = np.abs(outside[goes] - here) <= np.maximum(NEAR * np.abs(here - began[goes]), 1e-7)
        goes = goes[~(near | (here <= 0) & (side[goes] < 0) | (here >= 1) & (side[goes] > 0))]
        if not len(goes):
            break
    here = inside[np.arange(len(ways)), n]
    end = crossing(here, outside, cost, beyond, least, limit)
    return np.where(np.isnan(outside), here, end)


def crossing(here, outside, cost, beyond, least, limit) -> np.ndarray:
    """Between ``here`` and ``outside``, where the root of the rise is that of the threshold."""
    inner, outer, aim = (np.sqrt(np.maximum(one - least, 0)) for one in (cost, beyond, limit))
    part = (aim - inner) / np.maximum(outer - inner, 1e-300)
    return here + (outside - here) * np.clip(part, 0.05, 0.95)


def first_steps(problem: Problem, ways: Sequence[Way], threshold: float) -> np.ndarray:
    """How far (ways,) each constant would go if the residuals were straight lines."""
    begins = {id(way.begin): way.begin for way in ways}
    places = np.array([one.place for one in begins.values()])
    held = np.zeros(places.shape, bool)
    held[:, list(problem.tied)] = True
    slopes = problem.slopes(places, problem.residuals(places), held)
    far = {}
    for key, one in zip(begins, slopes, strict=True):
        variances = np.diag(np.linalg.pinv(one @ one.T, rcond=1e-12, hermitian=True))
        far[key] = np.sqrt(threshold * np.maximum(variances, 0))
    found = np.array([far[id(way.begin)][way.n] for way in ways])
    return np.clip(np.where(found > 0, found, STEP), LEAST, 4 * STEP)


def profile(
    problem: Problem, known: Sequence[Minimum], n: int, interval: Interval
) -> tuple[np.ndarray, np.ndarray]:
    """Places of constant ``n`` around its interval, and the least costs there.

    Each is fitted from the nearest sets that are ``known``, then from what its neighbours found.
    """
    width = max(interval.high - interval.low, 1e-3)
    grid = np.linspace(interval.low - width / 3, interval.high + width / 3, PLACES)
    ends = interval.low, interval.high, *(one.place[n] for one in known[:MOST_MINIMA])
    grid = np.unique(np.clip([*grid, *ends], 0, 1))
    near = [min(known, key=lambda one: abs(one.place[n] - at)).place for at in grid]
    found = refit(problem, near, n, grid)
    for shift in (1, -1):
        neighbours = np.roll([one.place for one in found], shift, axis=0)
        again = refit(problem, neighbours, n, grid)
        found = [min(pair, key=cost_of) for pair in zip(found, again, strict=True)]
    return grid, np.array([one.cost for one in found])


def refit(problem: Problem, starts: Sequence[np.ndarray], n: int, at: np.ndarray) -> list[Minimum]:
    """The minima with constant ``n`` held at places (starts,)."""
    places = np.array(starts)
    places[:, n] = at
    return least_squares(problem, places, [n], REFIT, GAIN)
