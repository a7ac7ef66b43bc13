"""Calcium transients: how long the calcium of each spike stays above two thresholds."""

import time
from collections import Counter
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from protocols.engine.by_numba import WORTH
from protocols.engine.calcium_averages import time_above
from protocols.engine.spike_trains import Trains

#: After the last spike calcium is followed for so many decay times, a fall to 2e-9.
FALL = 20

_spent: Counter = Counter()


class Transients(NamedTuple):
    """What each arrival of calcium does until the next, in order of time.

    Attributes
    ----------
    above_p, above_d : array (arrivals, sets, conditions)
        Time above theta_p and theta_d (s); 0 where a condition has no more arrivals.
    lasts : array (arrivals, sets, conditions)
        Time until the next arrival (s); after the last, the time in which calcium falls.
    """

    above_p: np.ndarray
    above_d: np.ndarray
    lasts: np.ndarray


def transients(constants: dict, trains: Trains) -> Transients:
    """Calcium from spike to spike: it jumps by Cpre or Cpost and decays with tau_Ca.

    A step of time misses a threshold by up to a step; the logarithm does not.

    Parameters
    ----------
    constants : dict from symbol to array (sets,)
        In SI units.
    """
    column = {symbol: np.asarray(values, float)[:, None] for symbol, values in constants.items()}
    begins, is_pre = arrivals(column["D"], trains)
    tau, size = column["tau_Ca"], np.where(is_pre, column["Cpre"], column["Cpost"])
    there = np.isfinite(begins)
    follows = np.concatenate([begins[1:], np.full_like(begins[:1], np.inf)])
    lasts = np.where(there, FALL * tau, 0.0)
    np.subtract(follows, begins, out=lasts, where=there & np.isfinite(follows))
    peak, c = np.empty_like(begins), 0.0
    for k in range(len(begins)):
        peak[k] = c = np.where(there[k], c + size[k], 0.0)
        c = c * np.exp(-lasts[k] / tau)
    with np.errstate(divide="ignore", invalid="ignore"):
        above = [time_above(column[theta], peak, tau, lasts) for theta in ("theta_p", "theta_d")]
    return Transients(*np.nan_to_num(above), lasts)


def total_time_above(constants: dict, trains: Trains) -> np.ndarray:
    """How long calcium is above theta_p and theta_d in all (s): array (2, sets, conditions).

    In NumPy, and once that has taken as long as loading Numba, in machine code: the same numbers.
    """
    if _spent["NumPy"] > WORTH:
        return compiled_total(constants, trains)
    began = time.perf_counter()
    passed = transients(constants, trains)
    _spent["NumPy"] += time.perf_counter() - began
    return np.array([above.sum(axis=0) for above in passed[:2]])


def compiled_total(constants: dict, trains: Trains) -> np.ndarray:
    from protocols.engine.calcium_loop import add_up

    names = "D", "tau_Ca", "Cpre", "Cpost", "theta_p", "theta_d"
    columns = [np.asarray(constants[name], float) for name in names]
    numbers = np.column_stack([*columns, FALL * columns[1]])
    sides = []
    for index, step in (trains.pre, trains.post):
        order = np.argsort(index, kind="stable")
        counts = np.bincount(index, minlength=trains.conditions)
        sides += [step[order] * float(trains.tick), np.append(0, np.cumsum(counts))]
    above = np.empty((2, len(numbers), trains.conditions))
    add_up(*sides, numbers, above)
    return above


def arrivals(D: np.ndarray, trains: Trains) -> tuple[np.ndarray, np.ndarray]:
    """When calcium arrives (s), in order and padded with inf, and whether a pre spike brought it.

    Two arrays (arrivals, sets, conditions) for delays D (sets, 1).
    """
    pre, post = (table(side, trains) for side in (trains.pre, trains.post))
    sets = len(D)
    when = np.concatenate(
        [pre[:, None] + D, np.broadcast_to(post[:, None], (len(post), sets, trains.conditions))]
    )
    is_pre = np.arange(len(when))[:, None, None] < len(pre)
    order = np.argsort(when, axis=0, kind="stable")
    return np.take_along_axis(when, order, 0), np.take_along_axis(
        np.broadcast_to(is_pre, when.shape), order, 0
    )


def table(side: tuple[np.ndarray, np.ndarray], trains: Trains) -> np.ndarray:
    """One side's spike times (s) in a column a condition, padded with inf: (spikes, conditions)."""
    index, step = side
    order = np.argsort(index, kind="stable")
    index, step = index[order], step[order]
    counts = np.bincount(index, minlength=trains.conditions)
    rank = np.arange(len(index)) - np.repeat(np.cumsum(counts) - counts, counts)
    times = np.full((counts.max(initial=0), trains.conditions), np.inf)
    times[rank, index] = step * float(trains.tick)
    return times


def on_the_grid(D: float, tick: Fraction) -> tuple[int, float]:
    """A delay (s) as whole steps and the rest, at least 0 and less than a step (s)."""
    delay = Fraction(f"{D:.12g}")
    return int(delay // tick), float(delay % tick)
