"""Spike trains of many conditions on one exact time grid."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from models.bad_input import BadInput

#: Over all conditions: more would not fit into memory.
MOST_PAIRS = 50_000_000


@dataclass(frozen=True)
class Trains:
    """When the two sides of each condition's synapse fire.

    Attributes
    ----------
    tick : Fraction
        The time step (s). Every spike is on a whole number of steps: none is ever rounded.
    conditions : int
        How many synapses there are, one a condition.
    pre, post : tuple of two integer arrays
        Condition and step of each spike, in order of step, then condition.
    """

    tick: Fraction
    conditions: int
    pre: tuple[np.ndarray, np.ndarray]
    post: tuple[np.ndarray, np.ndarray]

    @property
    def steps(self) -> int:
        """Steps up to and with the last spike."""
        return 1 + max(int(side[1].max(initial=0)) for side in (self.pre, self.post))

    def times(self, copies: int) -> "Trains":
        """The same conditions ``copies`` times over, numbered on."""

        def repeated(side):
            index, step = side
            copy = np.repeat(np.arange(copies), len(index))
            return in_order(np.tile(index, copies) + copy * self.conditions, np.tile(step, copies))

        return Trains(self.tick, self.conditions * copies, repeated(self.pre), repeated(self.post))

    def finer(self, longest: Fraction) -> "Trains":
        """The same spikes on steps of at most ``longest`` (s)."""
        into = math.ceil(self.tick / longest)
        pre, post = ((index, step * into) for index, step in (self.pre, self.post))
        return Trains(self.tick / into, self.conditions, pre, post)

    def parts(self, size: int) -> Iterator[tuple[int, "Trains"]]:
        """The conditions in parts of at most ``size``, each with its first condition's number."""
        for start in range(0, self.conditions, size):
            stop = min(start + size, self.conditions)

            def within(side, start=start, stop=stop):
                index, step = side
                here = (start <= index) & (index < stop)
                return index[here] - np.int32(start), step[here]

            yield start, Trains(self.tick, stop - start, within(self.pre), within(self.post))


def in_order(index: np.ndarray, step: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    order = np.lexsort((index, step))
    return index[order].astype(np.int32), step[order].astype(np.int64)


def grid(*times: Fraction) -> Fraction:
    """The coarsest step of which every one of ``times`` (s) is a whole multiple.

    Raises
    ------
    BadInput
        Times in so odd a ratio that steps cannot be counted.
    """
    denominator = math.lcm(*(time.denominator for time in times))
    numerators = [int(time * denominator) for time in times]
    tick = Fraction(math.gcd(*numerators) or denominator, denominator)
    if max(times, default=0) / tick > 2**40:
        allowed = "have no common time step that can be counted; take rounder times and rates"
        raise BadInput("", "the spike times", allowed)
    return tick


def spike_trains(pre: Sequence[Sequence[Fraction]], post: Sequence[Sequence[Fraction]]) -> Trains:
    """Trains from each condition's spike times (s), on the coarsest grid that holds them all.

    Each condition is shifted so that its first spike falls on time 0.
    """
    starts = [min([*a, *b]) for a, b in zip(pre, post, strict=True)]
    moved = [
        [[time - start for time in times] for times, start in zip(side, starts, strict=True)]
        for side in (pre, post)
    ]
    tick = grid(*(time for side in moved for times in side for time in times))

    def steps(side):
        index = np.repeat(np.arange(len(side)), [len(times) for times in side])
        return in_order(index, np.array([int(time / tick) for times in side for time in times]))

    return Trains(tick, len(pre), *map(steps, moved))


def pairings(lags: Sequence[Fraction], pairs: int, rate: Fraction) -> Trains:
    """``pairs`` pairs at ``rate`` (Hz) for each lag t_post - t_pre (s), a condition a lag.

    The earlier spike of each pair falls on the pair's period.

    Raises
    ------
    BadInput
        A lag as long as the period, so that pairs overlap.
    """
    period = 1 / rate
    for lag in lags:
        if abs(lag) >= period:
            raise BadInput(
                "lag",
                f"{float(lag * 1000):g}",
                f"less than {float(period * 1000):g} ms either way, the time between pairs at "
                f"{float(rate):g} Hz",
            )
    tick = grid(period, *lags)
    if pairs * len(lags) > MOST_PAIRS:
        raise BadInput("pairs", pairs, f"at most {MOST_PAIRS // len(lags)} for {len(lags)} lags")
    shift = np.array([int(lag / tick) for lag in lags])
    start = np.arange(pairs)[:, None] * int(period / tick)
    condition = np.tile(np.arange(len(lags)), pairs)
    pre = in_order(condition, (start + np.maximum(0, -shift)).ravel())
    post = in_order(condition, (start + np.maximum(0, shift)).ravel())
    return Trains(tick, len(lags), pre, post)
