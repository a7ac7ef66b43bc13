"""Spike trains of many conditions on one exact time grid."""

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

import numpy as np

from protocols.engine.spike_order import Order, put_in_turn
from synplast.bad_input import BadInput
from synplast.values import number

#: Over all conditions. A pair takes up to 300 bytes on its way through an engine: 2.4 GB.
MOST_PAIRS = 8_000_000
#: Over all conditions, of spikes that are given one by one, each an exact fraction: 1 GB.
MOST_SPIKES = 1_000_000


Side = tuple[np.ndarray, np.ndarray]


def no_spikes() -> Side:
    return np.array([], np.int32), np.array([], np.int64)


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
    drive : tuple of two integer arrays
        Of each volley of fibres onto the neuron, for a rule that has the neuron's voltage.
    volley : float
        The peak of a volley's EPSP (V).
    """

    tick: Fraction
    conditions: int
    pre: Side
    post: Side
    drive: Side = field(default_factory=no_spikes)
    volley: float = 0.0

    def __repr__(self) -> str:
        sides = ", ".join(f"{len(s)} {name}" for name, (s, _) in self.spikes.items() if len(s))
        return f"<Trains: {self.conditions} conditions, spikes: {sides or 'none'}>"

    @property
    def spikes(self) -> dict[str, Side]:
        return {"pre": self.pre, "post": self.post, "drive": self.drive}

    @cached_property
    def in_turn(self) -> Order:
        """The spikes of ``pre`` and ``post`` in the order in which they act."""
        return put_in_turn(self.pre, self.post, self.conditions, float(self.tick))

    @property
    def steps(self) -> int:
        """Steps up to and with the last spike."""
        return 1 + max(int(side[1].max(initial=0)) for side in self.spikes.values())

    def change(self, change: Callable, **others) -> "Trains":
        """With ``change`` of condition and step made to every side."""
        sides = {name: change(*side) for name, side in self.spikes.items()}
        return replace(self, **sides | others)

    def times(self, copies: int) -> "Trains":
        """The same conditions ``copies`` times over, numbered on."""

        def repeat(index, step):
            copy = np.repeat(np.arange(copies), len(index))
            return in_order(np.tile(index, copies) + copy * self.conditions, np.tile(step, copies))

        return self.change(repeat, conditions=self.conditions * copies)

    def on(self, tick: Fraction) -> "Trains":
        """The same spikes on steps of ``tick`` (s); ValueError unless it divides those so far."""
        into = self.tick / tick
        if into.denominator != 1:
            raise ValueError(f"steps of {self.tick} s are no multiple of {tick} s")
        return self.change(lambda index, step: (index, step * int(into)), tick=tick)

    def delay(self, delays: Mapping[str, float]) -> "Trains":
        """With the spikes of some sides later by so much (s), on a grid that holds them too."""
        late = {name: Fraction(f"{delay:.12g}") for name, delay in delays.items()}
        whole = self.on(grid(self.tick, *late.values()))

        def after(name):
            index, step = whole.spikes[name]
            return in_order(index, step + int(late[name] / whole.tick))

        return replace(whole, **{name: after(name) for name in late})

    def parts(self, size: int) -> Iterator[tuple[int, "Trains"]]:
        """The conditions in parts of at most ``size``, each with its first condition's number."""
        for start in range(0, self.conditions, size):
            stop = min(start + size, self.conditions)

            def within(index, step, start=start, stop=stop):
                here = (start <= index) & (index < stop)
                return index[here] - np.int32(start), step[here]

            yield start, self.change(within, conditions=stop - start)


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
    whole = common_denominator(times)
    return coarsest(numerators(times, whole), whole)


def common_denominator(times: Iterable[Fraction]) -> int:
    return math.lcm(*{time.denominator for time in times})


def numerators(times: Iterable[Fraction], whole: int) -> list[int]:
    """Times (s) in steps of 1 / ``whole``, with which to reckon is quicker than with fractions."""
    return [time.numerator * (whole // time.denominator) for time in times]


def coarsest(steps: Sequence[int], whole: int) -> Fraction:
    """As `grid`, of times that are ``steps`` of 1 / ``whole`` (s)."""
    common = math.gcd(*steps) or whole
    if max(steps, default=0) // common > 2**53:
        allowed = "have no common time step that can be counted; take rounder times and rates"
        raise BadInput("", "the spike times", allowed)
    return Fraction(common, whole)


Times = Sequence[Sequence[Fraction]]


def spike_trains(pre: Times, post: Times, drive: Times | None = None, volley=0.0) -> Trains:
    """Trains from each condition's spike times (s), on the coarsest grid that holds them all.

    Each condition is shifted so that its first spike falls on time 0. Times may be in any order,
    and plain numbers, whose decimal text is taken exactly.

    Raises
    ------
    BadInput
        Sides of different numbers of conditions; a time that is no number; a side that fires twice
        at once, as where bursts overlap.
    """
    sides = [[[*map(seconds, times)] for times in side] for side in (pre, post, drive or [])]
    sides[2] = sides[2] or [[] for _ in pre]
    if len({len(side) for side in sides}) > 1:
        counts = ", ".join(str(len(side)) for side in sides)
        raise BadInput("", f"spikes of {counts} conditions", "as many conditions on every side")
    whole = common_denominator(time for times in itertools.chain(*sides) for time in times)
    sides = [[numerators(times, whole) for times in side] for side in sides]
    for times in itertools.chain(*sides):
        require_one_at_a_time(times, whole)
    starts = [min([*a, *b, *c], default=0) for a, b, c in zip(*sides, strict=True)]
    moved = [
        [time - start for times, start in zip(side, starts, strict=True) for time in times]
        for side in sides
    ]
    tick = coarsest([*itertools.chain(*moved)], whole)
    step = int(tick * whole)

    def count(side, times):
        index = np.repeat(np.arange(len(side)), [len(times) for times in side])
        return in_order(index, np.array([time // step for time in times], np.int64))

    return Trains(tick, len(pre), *map(count, sides, moved), volley)


SECONDS = number("a time in s", "second")


def seconds(time) -> Fraction:
    """A time (s) as the fraction that its decimal text means."""
    if isinstance(time, Fraction):
        return time
    try:
        return SECONDS.read(time)
    except (ValueError, TypeError, OverflowError):
        raise BadInput("", time, "a spike time in s") from None


def require_one_at_a_time(times: Sequence[int], whole: int) -> None:
    if len(set(times)) < len(times):
        twice = next(time for n, time in enumerate(times) if time in times[:n]) / whole
        raise BadInput("", f"{twice:g} s", "a side fires once at a time; do bursts overlap?")


def require_room(option: str, count: int, spikes: int) -> None:
    """Refuse ``count`` of what makes ``spikes`` spikes each, over all conditions."""
    if count * spikes > MOST_SPIKES:
        needed = f"makes {count * spikes:.3g} spikes over all conditions; "
        most = MOST_SPIKES // spikes
        allowed = f"at most {most}" if most else "take fewer conditions"
        raise BadInput(option, count, f"{needed}{allowed}, or memory runs out")


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
        allowed = f"at most {MOST_PAIRS // len(lags)} for {len(lags)} lags, or memory runs out"
        raise BadInput("pairs", pairs, allowed)
    shift = np.array([int(lag / tick) for lag in lags])
    start = np.arange(pairs)[:, None] * int(period / tick)
    condition = np.tile(np.arange(len(lags)), pairs)
    pre = in_order(condition, (start + np.maximum(0, -shift)).ravel())
    post = in_order(condition, (start + np.maximum(0, shift)).ravel())
    return Trains(tick, len(lags), pre, post)
