"""Spike trains stand on a grid that holds every spike exactly."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.bad_input import BadInput
from protocols.engine.trains import grid, in_order, pairings

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
        pairings([Fraction(1, 10**15)], 60, Fraction(1))


def test_parts_hold_every_spike_once():
    trains = pairings([Fraction(n, 1000) for n in range(-5, 6)], 3, Fraction(10))
    index, step = zip(
        *[(part.pre[0] + start, part.pre[1]) for start, part in trains.parts(4)], strict=True
    )
    joined = in_order(np.concatenate(index), np.concatenate(step))
    assert np.array_equal(joined, trains.pre)
    assert [part.conditions for _, part in trains.parts(4)] == [4, 4, 3]
