"""Searches the best fit and what the data allow, until no better minimum turns up on the way."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np

from protocols.fitting.intervals import Interval, find_interval
from protocols.fitting.minimise import (
    ALIKE,
    Minimum,
    apart,
    draw_around,
    draw_starts,
    evolve,
    least_squares,
)
from protocols.fitting.problem import NU, Problem
from synplast.cluster import in_turn
from synplast.progress import progress

#: How often it begins again from a better minimum that it met.
AGAIN = 3
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
    evolved : Minimum
        What differential evolution found.
    intervals : list of Interval
    allowed : list of Minimum
        All sets that were met and that the data allow.
    threshold : float
        By how much the cost may rise.
    """

    problem: Problem
    minima: list[Minimum]
    ends: list[Minimum]
    evolved: Minimum
    intervals: list[Interval]
    allowed: list[Minimum]
    threshold: float

    @property
    def best(self) -> Minimum:
        return self.minima[0]


def search(problem: Problem, starts: int, seed: int, run: Callable = in_turn) -> Found:
    """Fit by two methods, then follow each constant from every minimum that the data allow.

    Parameters
    ----------
    starts : int
        Of least squares: half from all over the range, half from around the best of these.
    run : callable
        What `synplast.cluster.workers` yields.
    """
    unknown = np.isnan(problem.sem)
    if unknown.any():
        problem = problem.with_sem(np.where(unknown, scatter(problem), problem.sem))
    random = np.random.default_rng(seed)
    places, ends = draw_starts(problem, (starts + 1) // 2, random), []
    for begun in (0, starts // 2):
        if begun:
            places = draw_around(min(ends, key=cost_of), begun, random)
        done = dict(progress(run(partial(least_squares, problem), places), "start", len(places)))
        ends += [done[n] for n in range(len(places))]
    evolved = evolve(problem, seed)
    if unknown.any():
        problem = fit_errors(problem, unknown, min([*ends, evolved], key=cost_of))
        ends = [least_squares(problem, one.place) for one in progress(ends, "start")]
        evolved = least_squares(problem, evolved.place)
    threshold = rise(problem, bool(unknown.any()))
    known = [*ends, evolved]
    for again in range(AGAIN):
        minima, allowed, intervals = apart(known, threshold), [], []
        for n in progress(range(len(problem.free)), "constant"):
            intervals.append(find_interval(problem, minima, n, threshold, allowed))
            met = min(allowed, key=cost_of)
            if met.cost < minima[0].cost - ALIKE:
                known.append(least_squares(problem, met.place))
                if again < AGAIN - 1:
                    break
        else:
            break
    return Found(problem, apart(known, threshold), ends, evolved, intervals, allowed, threshold)


def cost_of(one: Minimum) -> float:
    return one.cost


def rise(problem: Problem, fitted: bool) -> float:
    """By how much the cost rises at the ends of a 95 % interval.

    3.84, the 95 % of chi2 with one degree of freedom; where errors were fitted, of Student's t
    squared.
    """
    from scipy.stats import chi2, t

    if fitted:
        return float(t.ppf(0.975, len(problem.data) - len(problem.free)) ** 2)
    return float(chi2.ppf(0.95, 1))


def scatter(problem: Problem) -> float:
    """A first error for targets that have none."""
    return float(np.std(problem.data)) or 1.0


def fit_errors(problem: Problem, unknown: np.ndarray, best: Minimum) -> Problem:
    """With one error for the targets of each experiment that have none: what they scatter by.

    Their squares are divided by targets less constants, as for any standard deviation.
    """
    datasets = problem.prediction.datasets
    left = 1 - len(problem.free) / len(problem.data)
    for _ in range(ROUNDS):
        sem, off = problem.sem.copy(), (problem.predict(best.place)[0] - problem.data) ** 2
        if problem.robust:  # each counts as it does in the likelihood of Student's t
            off *= (NU + 1) / (NU + off / sem**2)
        for name in np.unique(datasets[unknown]):
            here = unknown & (datasets == name)
            sem[here] = np.sqrt(off[here].mean() / left)
        moved = np.abs(sem / problem.sem - 1).max()
        problem = problem.with_sem(sem)
        best = least_squares(problem, best.place)
        if moved < CLOSE:
            break
    return problem
