"""Searches the best fit and what the data allow, until no better minimum turns up on the way."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np

from protocols.fitting.intervals import OPEN, Interval, find_intervals
from protocols.fitting.minimise import (
    ALIKE,
    DRAWN,
    Minimum,
    apart,
    cost_of,
    draw_starts,
    evolve,
    least_squares,
)
from protocols.fitting.problem import NU, Problem
from protocols.fitting.scalings import Scaling, find_scalings
from synplast.cluster import in_turn
from synplast.progress import progress

#: How often it begins again from a better minimum that it met.
AGAIN = 3
#: Starts that one task follows side by side, and different sets of the other method that are
#: followed to the end.
TOGETHER, FEW = 8, 8
#: Rounds in which errors that are not known are fitted, and how near they then are.
ROUNDS, CLOSE = 20, 1e-6


class Found(NamedTuple):
    """What a fit found.

    Attributes
    ----------
    problem : Problem
        With the errors that were fitted, where some were.
    minima : list of Minimum
        All different ones that the data allow, the best first.
    ends : list of Minimum
        Where least squares led to from each start.
    evolved : list of Minimum
        The last population of differential evolution, the best first; empty where it is too slow.
    intervals : list of Interval
    allowed : list of Minimum
        All sets that were met and that the data allow.
    threshold : float
        By how much the cost may rise.
    scalings : list of Scaling
        The constants that no data can tell, as they change nothing together.
    """

    problem: Problem
    minima: list[Minimum]
    ends: list[Minimum]
    evolved: list[Minimum]
    intervals: list[Interval]
    allowed: list[Minimum]
    threshold: float
    scalings: list[Scaling]

    @property
    def best(self) -> Minimum:
        return self.minima[0]


def search(
    problem: Problem, starts: int, seed: int, run: Callable = in_turn, slow: bool = False
) -> Found:
    """Fit by two methods, then follow each constant from every minimum that the data allow.

    Parameters
    ----------
    starts : int
        Of least squares: the rule's own constants and the best of random ones.
    run : callable
        What `synplast.cluster.workers` yields.
    slow : bool
        Whether a prediction takes so long that least squares is all.
    """
    unknown = np.isnan(problem.sem)
    if unknown.any():
        problem = problem.with_sem(np.where(unknown, scatter(problem), problem.sem))
    scalings = [] if slow else find_scalings(problem)
    problem = replace(problem, tied=tuple(one.held for one in scalings))
    random = np.random.default_rng(seed)
    places = draw_starts(problem, starts, random, drawn=1 if slow else DRAWN)
    tasks = [places[k : k + TOGETHER] for k in range(0, len(places), TOGETHER)]
    done = dict(progress(run(partial(least_squares, problem), tasks), "start", len(tasks)))
    ends = [one for n in range(len(tasks)) for one in done[n]]
    evolved = [] if slow else evolve(problem, random)
    if unknown.any():
        problem = fit_errors(problem, unknown, min([*ends, *evolved], key=cost_of))
        ends, evolved = (again(problem, some) for some in (ends, evolved))
    threshold = rise(problem, bool(unknown.any()))
    known = [*ends, *again(problem, apart(evolved, threshold)[:FEW])]
    for _ in range(AGAIN):
        limit = min(map(cost_of, known)) + threshold
        minima = apart(known, threshold)
        allowed = [one for one in (*known, *evolved) if one.cost <= limit]
        intervals = find_intervals(problem, minima, threshold, allowed)
        met = min(allowed, key=cost_of)
        if met.cost >= minima[0].cost - ALIKE:
            break
        known += again(problem, [met])
    shared = {symbol for one in scalings for symbol in one.exponents}
    intervals = [OPEN if one.symbol in shared else interval
                 for one, interval in zip(problem.free, intervals, strict=True)]  # fmt: skip
    minima = apart(known, threshold)
    return Found(problem, minima, ends, evolved, intervals, allowed, threshold, scalings)


def again(problem: Problem, minima: list[Minimum]) -> list[Minimum]:
    """Least squares once more, to the end."""
    return least_squares(problem, np.array([one.place for one in minima])) if minima else []


def rise(problem: Problem, fitted: bool) -> float:
    """By how much the cost rises at the ends of a 95 % interval.

    3.84, the 95 % of chi2 with one degree of freedom; where errors were fitted, of Student's t
    squared.
    """
    from scipy.special import chdtri, stdtrit

    if fitted:
        return float(stdtrit(problem.degrees, 0.975) ** 2)
    return float(chdtri(1, 0.05))


def scatter(problem: Problem) -> float:
    """A first error for targets that have none."""
    return float(np.std(problem.data)) or 1.0


def fit_errors(problem: Problem, unknown: np.ndarray, best: Minimum) -> Problem:
    """With one error for the targets of each experiment that have none: what they scatter by.

    Their squares are divided by targets less constants, as for any standard deviation.
    """
    datasets = problem.prediction.datasets
    left = problem.degrees / len(problem.data)
    for _ in range(ROUNDS):
        sem, off = problem.sem.copy(), (problem.predict(best.place)[0] - problem.data) ** 2
        if problem.robust:  # each counts as it does in the likelihood of Student's t
            off *= (NU + 1) / (NU + off / sem**2)
        for name in np.unique(datasets[unknown]):
            here = unknown & (datasets == name)
            sem[here] = np.sqrt(off[here].mean() / left)
        moved = np.abs(sem / problem.sem - 1).max()
        problem = problem.with_sem(sem)
        (best,) = again(problem, [best])
        if moved < CLOSE:
            break
    return problem
