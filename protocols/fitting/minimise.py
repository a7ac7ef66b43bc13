"""Minimises a fit's sum of squares: least squares from many starts, and differential evolution.

All sets of constants that are to be tried go into one prediction, whose cost a set is a fraction of
that of one alone.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from protocols.fitting.problem import Problem

#: Of so many sets for each start the best ones are starts.
DRAWN = 64
#: Two ends are of one minimum if their costs differ by less, and no place by more.
ALIKE, NEAR = 0.01, 0.02
#: Steps of a minimisation; each tries the damping of the last one times these.
MOST, DAMPINGS = 200, np.array([0.03, 0.3, 3.0, 30.0])
#: The damping at first, and where no step can be found any more.
BEGIN, STUCK = 1e-2, 1e10
#: What a last step gains, of the cost.
GAIN = 1e-9
#: Differential evolution: sets, generations in all and without a better one, steps of each set.
POPULATION, GENERATIONS, PATIENCE, CLIMB = 80, 60, 8, 15
#: How far a mutant goes, between these, and the part of its constants that it keeps.
SCALE, CROSSOVER = (0.3, 0.9), 0.7


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


def cost_of(one: Minimum) -> float:
    return one.cost


def draw_starts(problem: Problem, count: int, random, drawn: int = DRAWN) -> np.ndarray:
    """Where minimisations start (count, constants): the rule's own values, then the best of a
    Latin hypercube over the whole range."""
    return np.vstack([[problem.own], draw_best(problem, count - 1, random, drawn)])


def draw_best(problem: Problem, count: int, random, drawn: int = DRAWN) -> np.ndarray:
    """The best places (count, constants) of a Latin hypercube of ``drawn`` times as many."""
    many = count * drawn
    ranks = random.permuted(np.tile(np.arange(many), (len(problem.free), 1)), axis=1).T
    places = (ranks + random.random(ranks.shape)) / max(many, 1)
    places[:, list(problem.tied)] = problem.own[list(problem.tied)]
    if drawn == 1 or not count:
        return places
    return places[np.argsort(problem.costs(places), kind="stable")[:count]]


def least_squares(
    problem: Problem,
    starts: np.ndarray,
    held: Sequence[int] | np.ndarray = (),
    most: int = MOST,
    gain: float = GAIN,
) -> list[Minimum]:
    """The minima that Levenberg and Marquardt's steps lead to, from all starts side by side.

    Parameters
    ----------
    starts : array (starts, constants)
    held : sequence of int, or array of bool (starts, constants)
        The constants that stay where they are.
    most : int
        Steps.
    gain : float
        A step that lowers the cost by a smaller part of it is the last one.

    Notes
    -----
    Marquardt 1963 (doi:10.1137/0111030), the bounds by projection. A start's way depends on no
    other's.
    """
    places = np.array(np.atleast_2d(starts), float)
    stays = np.zeros(places.shape, bool)
    if np.asarray(held).dtype == bool:
        stays |= held
    else:
        stays[:, list(held)] = True
    stays[:, list(problem.tied)] = True
    residuals = problem.residuals(places)
    costs, damping = (residuals**2).sum(axis=1), np.full(len(places), BEGIN)
    moving = np.flatnonzero(~stays.all(axis=1))
    for _ in range(most):
        if not len(moving):
            break
        here, before = places[moving], costs[moving]
        slopes = problem.slopes(here, residuals[moving], stays[moving])
        tried = propose(here, residuals[moving], slopes, damping[moving], stays[moving])
        found = problem.residuals(tried.reshape(-1, here.shape[1]))
        found = found.reshape(*tried.shape[:2], -1)
        found_costs = (found**2).sum(axis=2)
        best = found_costs.argmin(axis=0), np.arange(len(moving))
        after = found_costs[best]
        better = after < before
        damping[moving] *= np.where(better, DAMPINGS[best[0]], DAMPINGS[-1] ** 2)
        damping[moving] = np.maximum(damping[moving], 1e-9)
        places[moving[better]] = tried[best][better]
        residuals[moving[better]], costs[moving[better]] = found[best][better], after[better]
        ends = np.where(better, before - after <= gain * before, damping[moving] > STUCK)
        moving = moving[~ends]
    return [Minimum(float(cost), place) for cost, place in zip(costs, places, strict=True)]


def propose(here, residuals, slopes, damping, stays) -> np.ndarray:
    """Places (dampings, starts, constants) after a step with each damping.

    A constant at a bound stays there while the cost falls beyond it.
    """
    gradient = np.einsum("snt,st->sn", slopes, residuals)
    moves = ~(stays | ((here <= 0) & (gradient > 0)) | ((here >= 1) & (gradient < 0)))
    slopes, gradient = slopes * moves[:, :, None], gradient * moves
    curvature = np.einsum("snt,smt->snm", slopes, slopes)
    diagonal = np.einsum("snn->sn", curvature)
    scale = np.maximum(diagonal, 1e-8 * diagonal.max(axis=1, keepdims=True) + 1e-12)
    each = np.eye(here.shape[1])
    damped = (damping * DAMPINGS[:, None])[:, :, None] * scale
    matrix = curvature + (damped + ~moves)[..., None] * each
    step = np.linalg.solve(matrix, np.broadcast_to(gradient, damped.shape)[..., None])[..., 0]
    return np.clip(here - step, 0, 1)


def evolve(problem: Problem, random) -> list[Minimum]:
    """The last population, the best first, of differential evolution in the whole range.

    Storn & Price 1997 (doi:10.1023/A:1008202821328); each set goes some steps of least squares
    before it is compared, without which narrow valleys are not found.
    """
    sets = least_squares(problem, draw_best(problem, POPULATION, random), most=CLIMB)
    best, since = min(sets, key=cost_of).cost, 0
    for _ in range(GENERATIONS):
        sets = cross(problem, sets, random)
        now = min(sets, key=cost_of).cost
        since = since + 1 if now > best - ALIKE else 0
        best = min(now, best)
        if since == PATIENCE or count_agreeing(sets, best) == len(sets):
            break
    return sorted(sets, key=cost_of)


def cross(problem: Problem, sets: list[Minimum], random) -> list[Minimum]:
    """The next generation: each set, or what comes of it, one of the best and two others."""
    places = np.array([one.place for one in sorted(sets, key=cost_of)])
    count, constants = places.shape
    first, second = (random.permutation(count) for _ in range(2))
    good = places[random.integers(0, max(1, count // 4), count)]
    far = random.uniform(*SCALE, (count, 1))
    mutants = places + far * (good - places + places[first] - places[second])
    kept = random.random(places.shape) < CROSSOVER
    kept[np.arange(count), random.integers(0, constants, count)] = True
    children = np.clip(np.where(kept, mutants, places), 0, 1)
    together = [*sets, *least_squares(problem, children, most=CLIMB)]
    return sorted(together, key=cost_of)[:count]


def apart(minima: Sequence[Minimum], within: float) -> list[Minimum]:
    """The different minima whose costs are within so much of the best, that one first."""
    ordered = sorted(minima, key=cost_of)
    kept: list[Minimum] = []
    for one in ordered:
        near = [np.abs(one.place - other.place).max() < NEAR for other in kept]
        if one.cost < ordered[0].cost + within and not any(near):
            kept.append(one)
    return kept


def count_agreeing(minima: Sequence[Minimum], best: float) -> int:
    """How many of the minima are as good as the best."""
    return sum(one.cost < best + ALIKE for one in minima)
