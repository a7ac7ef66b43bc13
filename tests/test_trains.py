"""Spike trains stand on a grid that holds every spike exactly."""

import time
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocols.assemblies import assemblies
from protocols.clamp import clamp
from protocols.component import component
from protocols.conditioning import conditioning
from protocols.drift import drift
from protocols.engine.spike_trains import grid, in_order, pairings, spike_trains
from protocols.frequency import frequency
from protocols.hfs import hfs
from protocols.landscape import landscape
from protocols.lfs import lfs
from protocols.metaplasticity import metaplasticity
from protocols.rate import rate
from protocols.selectivity import selectivity
from protocols.stdp import stdp
from protocols.triplets import triplets
from protocols.water_maze import water_maze
from synplast.bad_input import BadInput

decimals = st.decimals(-90, 90, places=2).map(Fraction)


@given(st.lists(decimals, min_size=1, max_size=8), st.integers(1, 10), st.integers(1, 5))
def test_no_spike_is_rounded(lags_ms, rate, pairs):
    lags = [lag / 1000 for lag in lags_ms]
    trains = pairings(lags, pairs, Fraction(rate))
    sides = []
    for index, step in (trains.pre, trains.post):
        sides.append({(i, int(s) * trains.tick) for i, s in zip(index, step, strict=True)})
    expected_pre, expected_post = set(), set()
    for i, lag in enumerate(lags):
        for k in range(pairs):
            expected_pre.add((i, Fraction(k, rate) + max(0, -lag)))
            expected_post.add((i, Fraction(k, rate) + max(0, lag)))
    assert sides == [expected_pre, expected_post]


@given(st.lists(decimals.filter(bool), min_size=1, max_size=8))
def test_the_grid_is_the_greatest_common_divisor(times):
    tick = grid(*times)
    multiples = [time / tick for time in times]
    assert all(multiple.denominator == 1 for multiple in multiples)
    assert np.gcd.reduce([int(m) for m in multiples]) == 1


def test_a_third_of_a_second_is_held_exactly():
    assert pairings([Fraction(1, 100)], 3, Fraction(3)).tick == Fraction(1, 300)


@pytest.mark.parametrize("lag", [1, -1, 2])
def test_pairs_that_overlap_are_refused(lag):
    with pytest.raises(BadInput, match="less than 1000 ms"):
        pairings([Fraction(lag)], 2, Fraction(1))


def test_times_without_a_countable_step_are_refused():
    with pytest.raises(BadInput, match="no common time step"):
        pairings([Fraction(1, 10**17)], 60, Fraction(1))


def test_parts_hold_every_spike_once():
    trains = pairings([Fraction(n, 1000) for n in range(-5, 6)], 3, Fraction(10))
    index, step = zip(
        *[(part.pre[0] + start, part.pre[1]) for start, part in trains.parts(4)], strict=True
    )
    joined = in_order(np.concatenate(index), np.concatenate(step))
    assert np.array_equal(joined, trains.pre)
    assert [part.conditions for _, part in trains.parts(4)] == [4, 4, 3]


def test_plain_numbers_are_the_times_that_their_text_means():
    plain = spike_trains([[0.0, 0.1]], [[0.3]])
    said = spike_trains([[Fraction(0), "0.1"]], [[Fraction(3, 10)]])
    assert plain.tick == said.tick == Fraction(1, 10)
    assert plain.post[1].tolist() == said.post[1].tolist() == [3]


def test_spikes_may_come_in_any_order_and_from_any_time():
    sides = [[[3, 1, 2]], [[5, -1]], [[4, 0]]]
    straight = spike_trains(*[[sorted(one[0])] for one in sides])
    turned = spike_trains(*sides)
    for name, (index, step) in straight.spikes.items():
        assert np.array_equal(turned.spikes[name], (index, step))
        assert (np.diff(step) > 0).all()
    assert straight.post[1].tolist() == [0, 6]


def test_a_condition_without_spikes_has_none():
    trains = spike_trains([[], [1, 3]], [[], []])
    assert trains.pre[0].tolist() == [1, 1]
    assert spike_trains([[]], [[]]).steps == 1


@pytest.mark.parametrize(
    ("pre", "post", "said"),
    [
        ([[float("nan")]], [[]], "nan: a spike time in s"),
        ([[float("inf")]], [[]], "inf: a spike time in s"),
        ([["soon"]], [[]], "soon: a spike time in s"),
        ([[0]], [], "1, 0, 1 conditions: as many conditions on every side"),
        # Two bursts of five at 50 Hz, the second before the first is over.
        ([[n / 50 for n in range(5)] + [0.06 + n / 50 for n in range(5)]], [[]], "bursts overlap"),
        ([[0]], [[0.1, 0.1]], "0.1 s: a side fires once at a time"),
    ],
)
def test_what_are_no_trains_is_refused(pre, post, said):
    with pytest.raises(BadInput, match=said):
        spike_trains(pre, post)


def test_a_grid_that_does_not_hold_the_spikes_is_refused():
    trains = spike_trains([[0, 0.2]], [[]])
    assert trains.on(Fraction(1, 10)).pre[1].tolist() == [0, 2]
    with pytest.raises(ValueError, match="no multiple"):
        trains.on(Fraction(3, 10))


@pytest.mark.parametrize(
    "call",
    [
        lambda: pairings([Fraction(1, 100)], 10**9, Fraction(1)),
        lambda: stdp(pairs=10**9, engine="exact"),
        lambda: frequency(pairs=10**9),
        lambda: frequency(timing="bursts", sweeps=10**9),
        lambda: frequency(lag="1:1000:0.1", rate="0.001:0.9:0.0001"),
        lambda: triplets(repeats=10**9),
        lambda: triplets(protocol="quadruplet", dt1="1:90:1", dt2="1:90:1", T="1:90:1"),
        lambda: landscape(lag="0:99:0.1", rate="1:1000:0.5"),
        lambda: lfs(pulses=10**9),
        lambda: hfs(hours=10**9),
        lambda: clamp(pulses=10**9),
        lambda: drift(inputs=10**9),
        lambda: drift(duration=9999),
        lambda: assemblies(networks=10**9),
        lambda: water_maze(days=10**9),
        lambda: rate(rate="0:99:0.1", history="0:99:0.1"),
        lambda: metaplasticity(presentations=10**6, tau_theta="1:9:1"),
        lambda: selectivity(presentations=10**6, patterns=100),
        lambda: component(presentations=10**9),
        lambda: conditioning(f"{10**9}A+"),
    ],
)
def test_more_than_there_is_memory_or_time_for_is_refused_at_once(call):
    before = time.process_time()
    with pytest.raises(BadInput, match=r"at most|take fewer|from \d+ to \d+"):
        call()
    assert time.process_time() - before < 5
