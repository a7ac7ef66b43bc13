"""Minimises a fit's sum of squares: least squares from many starts, and differential evolution."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from protocols.fitting.problem import Problem

#: Of so many random sets the best one is a start.
DRAWN = 64
#: How far from the best end, of the whole range, the later starts are drawn.
AROUND = 0.1
#: Two ends are of one minimum if their costs differ by less, and no place by more.
ALIKE, NEAR = 0.01, 0.02
#: A trust region stays within the bounds, by less than this of the range where it leads to one.
EDGE = 1e-6
#: Steps of a minimisation.
MOST = 200
#: Generations of differential evolution, and sets in one for each constant.
GENERATIONS, POPULATION = 200, 15


class Minimum(NamedTuple):
    """Where a minimisation ended.

    Attributes
    ----------
    cost : float
    place : array (constants,)
        From 0 to 1 within the bounds.
    """

    cost: float
    place: np.ndarray


def draw_starts(problem: Problem, count: int, random) -> list[np.ndarray]:
    """Where minimisations start: the rule's own values, and places all over the range."""
    own = [np.clip(one.constant.value, one.low, one.high) for one in problem.free]
    starts = [np.array([f.place(value) for f, value in zip(problem.free, own, strict=True)])]
    for _ in range(count - 1):
        drawn = random.random((DRAWN, len(problem.free)))
        places = np.column_stack([f.draw(u) for f, u in zip(problem.free, drawn.T, strict=True)])
        starts.append(places[np.argmin(problem.costs(places))])
    return starts


def draw_around(best: Minimum, count: int, random) -> list[np.ndarray]:
    """Places around the best minimum so far, where a narrow valley may go on."""
    steps = AROUND * random.standard_normal((count, len(best.place)))
    return list(np.clip(best.place + steps, 0, 1))


def least_squares(
    problem: Problem, start: np.ndarray, fixed: Sequence[int] = (), most: int = MOST
) -> Minimum:
    """The minimum that a trust region's steps from ``start`` lead to, some places held."""
    from scipy.optimize import least_squares

    moving = np.setdiff1d(np.arange(len(start)), fixed)
    if not len(moving):
        return Minimum(float(problem.costs(start)[0]), start)

    def whole(some):
        place = np.array(start)
        place[moving] = some
        return place

    found = least_squares(
        lambda some: problem.linearise(whole(some))[0],
        np.clip(start[moving], 1e-9, 1 - 1e-9),
        lambda some: problem.linearise(whole(some))[1][:, moving],
        bounds=(0, 1),
        ftol=1e-9,
        xtol=1e-9,
        max_nfev=most,
    )
    at_bound = np.where(found.x < EDGE, 0.0, np.where(found.x > 1 - EDGE, 1.0, found.x))
    place = whole(at_bound)
    return Minimum(float(problem.costs(place)[0]), place)


def evolve(problem: Problem, seed: int) -> Minimum:
    """The minimum that differential evolution finds in the whole range, and least squares from it.

    Storn & Price 1997 (doi:10.1023/A:1008202821328).
    """
    from scipy.optimize import differential_evolution

    found = differential_evolution(
        lambda places: problem.costs(places.T),
        [(0, 1)] * len(problem.free),
        maxiter=GENERATIONS,
        popsize=POPULATION,
        rng=seed,
        polish=False,
        vectorized=True,
        updating="deferred",
    )
    return least_squares(problem, found.x)


def apart(minima: Sequence[Minimum], within: float) -> list[Minimum]:
    """The different minima whose costs are within so much of the best, that one first."""
    ordered = sorted(minima, key=lambda one: one.cost)
    kept: list[Minimum] = []
    for one in ordered:
        near = [np.abs(one.place - other.place).max() < NEAR for other in kept]
        if one.cost < ordered[0].cost + within and not any(near):
            kept.append(one)
    return kept


def count_agreeing(minima: Sequence[Minimum], best: float) -> int:
    """How many of the minima are as good as the best."""
    return sum(one.cost < best + ALIKE for one in minima)
