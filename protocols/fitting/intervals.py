"""The values of each constant that the data allow: profile likelihood, from every minimum there is.

MINOS (James & Roos 1975, doi:10.1016/0010-4655(75)90039-9) follows one constant either way from a
minimum, the others fitted again, until the cost has risen by a threshold. It stays in one minimum's
basin, so that what it finds from all minima is united, and whatever set was met below the threshold
is within.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from protocols.fitting.minimise import Minimum, least_squares
from protocols.fitting.problem import Problem

#: Minima that are followed.
MOST_MINIMA = 3
#: Steps of a profile across the whole range, and halvings where it crosses the threshold.
STEPS, HALVINGS = 16, 6
#: Calls of MINOS, and steps of a fit of the others.
MOST_CALLS, REFIT = 1000, 30
#: A place so near a bound (of the range, 0 to 1) is at it.
AT = 1e-4


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


def find_interval(
    problem: Problem, minima: Sequence[Minimum], n: int, threshold: float, allowed: list[Minimum]
) -> Interval:
    """The interval of constant ``n``.

    Parameters
    ----------
    minima : sequence of Minimum
        All that are within the threshold of the best, which is the first.
    allowed : list of Minimum
        The sets of constants that were met below the threshold; those that are met now are added.
    """
    limit, ends = minima[0].cost + threshold, []
    for minimum in minima[:MOST_MINIMA]:
        ends += by_minos(problem, minimum, n, limit, allowed)
    reached = [*ends, *(one.place[n] for one in allowed)]
    low, high = min(reached), max(reached)
    return Interval(low, high, bool(low < AT), bool(high > 1 - AT))


def by_minos(
    problem: Problem, minimum: Minimum, n: int, limit: float, allowed: list[Minimum]
) -> list[float]:
    """The ends of constant ``n`` from a minimum on, by MINOS, and by steps where it fails."""
    from iminuit import Minuit

    def cost(place):
        place = np.array(place)
        found = float(problem.costs(place)[0])
        if found <= limit:
            allowed.append(Minimum(found, place))
        return found

    def slope(place):
        residuals, slopes = problem.linearise(np.array(place))
        return 2 * slopes.T @ residuals

    minuit = Minuit(cost, minimum.place, grad=slope)
    minuit.limits, minuit.errordef = [(0, 1)] * len(minimum.place), limit - minimum.cost
    minuit.migrad(ncall=MOST_CALLS)
    if not minuit.valid:
        return by_steps(problem, minimum, n, limit, allowed)
    minuit.minos(n, cl=1, ncall=MOST_CALLS)  # to where the cost has risen by errordef
    (error,) = minuit.merrors.values()
    ends = []
    for side, valid, at_bound, far in (
        (-1, error.lower_valid, error.at_lower_limit, error.lower),
        (1, error.upper_valid, error.at_upper_limit, error.upper),
    ):
        if at_bound:
            ends.append(max(side, 0.0))
        elif valid:
            ends.append(float(np.clip(minuit.values[n] + far, 0, 1)))
        else:
            ends += by_steps(problem, minimum, n, limit, allowed, [side])
    return ends


def by_steps(
    problem: Problem, minimum: Minimum, n: int, limit: float, allowed: list[Minimum], sides=(-1, 1)
) -> list[float]:
    """As `by_minos`, fitting the others again at each step."""
    ends = []
    for side in sides:
        inside, step = minimum, 1 / STEPS
        for _ in range(STEPS + HALVINGS):
            at = float(np.clip(inside.place[n] + side * step, 0, 1))
            found = refit(problem, inside, n, at)
            if found.cost <= limit:
                inside = found
                allowed.append(found)
                if at in (0, 1):
                    break
            elif step < 2**-HALVINGS / STEPS:
                break
            else:
                step /= 2
        ends.append(inside.place[n])
    return ends


def refit(problem: Problem, start: Minimum, n: int, at: float) -> Minimum:
    """The minimum with constant ``n`` held."""
    place = start.place.copy()
    place[n] = at
    return least_squares(problem, place, [n], REFIT)


def profile(
    problem: Problem, minima: Sequence[Minimum], n: int, interval: Interval
) -> tuple[np.ndarray, np.ndarray]:
    """Places of constant ``n`` around its interval, and the least costs there."""
    width = max(interval.high - interval.low, 1e-3)
    grid = np.linspace(interval.low - width / 3, interval.high + width / 3, STEPS + 1)
    ends = interval.low, interval.high, *(one.place[n] for one in minima[:MOST_MINIMA])
    grid = np.unique(np.clip([*grid, *ends], 0, 1))
    costs = np.full(len(grid), np.inf)
    for minimum in minima[:MOST_MINIMA]:
        first = int(np.argmin(np.abs(grid - minimum.place[n])))
        for way in (range(first, len(grid)), range(first - 1, -1, -1)):
            found = minimum
            for k in way:
                found = refit(problem, found, n, grid[k])
                costs[k] = min(costs[k], found.cost)
    return grid, costs
