"""The spikes of one condition of an experiment, as its declaration says them."""

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from protocols.engine.spike_trains import common_denominator, numerators
from protocols.stimulation.fibres import find_firing, pulses_apart
from synplast.bad_input import BadInput

#: Lags that are drawn fall on this grid (s).
DRAWN = Fraction(1, 10_000)
#: In one condition, over all its draws.
MOST = 200_000


class Spikes(NamedTuple):
    """When each side fires (s), and the volleys of fibres onto the neuron."""

    pre: list[Fraction]
    post: list[Fraction]
    drive: list[Fraction]


def spikes_of(kind: str, condition: Mapping, seed: int = 0) -> list[Spikes]:
    """The spikes of a condition; of random timing, those of each draw.

    Raises
    ------
    BadInput
        Names the field that makes spikes overlap, or an order that its times do not make.
    """
    require_few(condition)
    if kind == "pairing":
        random = np.random.default_rng(seed)
        draws = condition["draws"] if condition["lag_within"] is not None else 1
        return [pairing(condition, random) for _ in range(draws)]
    return [{"order": order, "fibres": fibres, "pulses": pulses}[kind](condition)]


def require_few(c: Mapping) -> None:
    """Refuse a condition of more spikes than can be kept."""
    each = [c.get(name) or 1 for name in ("sweeps", "spikes", "pulses", "post_spikes")]
    if math.prod(each) * (c["draws"] if c.get("lag_within") is not None else 1) > MOST:
        name = "sweeps" if "sweeps" in c else "pulses"
        raise BadInput(name, c[name], f"at most {MOST} spikes in a condition")


def pairing(c: Mapping, random) -> Spikes:
    """Trains of presynaptic spikes, each with its postsynaptic spike or burst."""
    burst = [n * (c["post_interval"] or 0) for n in range(c["post_spikes"])]
    before = burst[-1] if c["lag_to"] == "last" else 0
    apart = 1 / c["rate"] if c["rate"] else c["period"]
    farthest = abs(c["lag"] if c["lag_within"] is None else c["lag_within"])
    if apart and farthest >= apart:
        raise too_long("lag" if c["lag_within"] is None else "lag_within", farthest, apart)
    if apart and c["lag_within"] is not None and 2 * farthest > apart:
        raise too_long("lag_within", 2 * farthest, apart)
    if apart and burst[-1] >= apart:
        raise too_long("post_interval", burst[-1], apart)
    period = period_of(c, (c["spikes"] - 1) * (apart or 0) + farthest)
    after = [later - before for later in burst]
    lag = c["lag"] if c["lag_within"] is None else DRAWN
    # In whole steps: fractions take ten times as long, and there may be thousands.
    whole = common_denominator([period, apart or 0, lag, *after])
    period, apart, lag, *after = numerators([period, apart or 0, lag, *after], whole)
    pre = [k * period + n * apart for k in range(c["sweeps"]) for n in range(c["spikes"])]
    lags = [lag] * len(pre)
    if c["lag_within"] is not None:
        lags = [lag * n for n in draw(c["lag_within"], len(pre), random)]
    post = [time + lag + later for time, lag in zip(pre, lags, strict=True) for later in after]
    return Spikes(seconds(pre, whole), seconds(post, whole), [])


def seconds(steps: Sequence[int], whole: int) -> list[Fraction]:
    return [Fraction(step, whole) for step in steps]


def draw(within: Fraction, count: int, random) -> list[int]:
    """Lags between -within and within, the ends left out: whole numbers of `DRAWN`."""
    most = max(1, int(within / DRAWN))
    return random.integers(1 - most, most, count).tolist()


def period_of(c: Mapping, lasts: Fraction) -> Fraction:
    """After which time each sweep of a condition, which ``lasts`` so long, starts again (s)."""
    if c["sweeps"] > 1 and lasts >= c["period"]:
        raise too_long("period", lasts, c["period"])
    return c["period"] or Fraction(0)


def too_long(field: str, lasts: Fraction, period: Fraction) -> BadInput:
    given = f"{float(1000 * lasts):g} ms"
    return BadInput(field, given, f"spikes overlap: {float(1000 * period):g} ms are between them")


def order(c: Mapping) -> Spikes:
    """Repeats of a pair, a triplet or a quadruplet."""
    times = [time if time is None else 1000 * time for time in (c["dt1"], c["dt2"], c["T"])]
    sides = [[time / 1000 for time in side] for side in one_repeat(c["order"], *times)]
    both = [*sides[0], *sides[1]]
    period = period_of(c, max(both) - min(both))
    begin = [n * period for n in range(c["sweeps"])]
    return Spikes(*([start + time for start in begin for time in side] for side in sides), [])


def one_repeat(name: str, dt1, dt2, T) -> tuple[list, list]:
    """Pre- and postsynaptic spike times of a pair, triplet or quadruplet (ms).

    dt1 and dt2 are t_post - t_pre in order of time; T is between the midpoints of the two pairs.
    """
    if name == "pair":
        return [Fraction(0)], [dt1]
    if name == "post-pre-post":
        check_signs(name, dt1 < 0 < dt2, dt1, dt2)
        return [Fraction(0)], [dt1, dt2]
    if name == "pre-post-pre":
        check_signs(name, dt2 < 0 < dt1, dt1, dt2)
        return [-dt1, -dt2], [Fraction(0)]
    check_signs(name, dt1 * dt2 < 0 and (dt1 > 0) == (T < 0), dt1, dt2)
    if abs(T) <= (abs(dt1) + abs(dt2)) / 2:
        allowed = "one pair after the other: more than half of |dt1| + |dt2| either way"
        raise BadInput("T", f"{float(T):g}", allowed)
    middles = (0, dt1), (abs(T), dt2)
    return [m - dt / 2 for m, dt in middles], [m + dt / 2 for m, dt in middles]


SIGNS = {
    "post-pre-post": "dt1 below 0 below dt2",
    "pre-post-pre": "dt2 below 0 below dt1",
    "quadruplet": "dt2 below 0 below dt1 where T is below 0, else dt1 below 0 below dt2",
}


def check_signs(name: str, right: bool, dt1, dt2) -> None:
    if not right:
        given = f"{float(dt1):g} --dt2 {float(dt2):g}"
        raise BadInput("dt1", given, f"a {name} has {SIGNS[name]}")


def fibres(c: Mapping) -> Spikes:
    """Pulses to fibres, and the spikes of the neuron that they drive."""
    pulses_apart(c["rate"])
    apart = 1 / c["rate"]
    period = period_of(c, (c["pulses"] - 1) * apart)
    whole = common_denominator([period, apart])
    period, apart = numerators([period, apart], whole)
    steps = [k * period + n * apart for k in range(c["sweeps"]) for n in range(c["pulses"])]
    pulses = seconds(steps, whole)
    return Spikes(pulses, find_firing([(time, c["fibres"]) for time in pulses]), pulses)


def pulses(c: Mapping) -> Spikes:
    return Spikes(pulse_train(c["pulses"], c["rate"], c["rest"]), [], [])


def pulse_train(pulses: int, rate: Fraction | None, rest: Fraction | None = None) -> list[Fraction]:
    """A train of pulses, and one more after a rest (s) if there is any; one alone has no rate."""
    train = [n / rate if n else Fraction(0) for n in range(pulses)]
    return train + ([train[-1] + rest] if rest else [])
