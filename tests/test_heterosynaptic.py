"""Triplets held by heterosynaptic plasticity: by hand, and what each of its four parts does."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from models.heterosynaptic import Heterosynaptic
from protocols.engine.run import run
from protocols.engine.spike_trains import spike_trains

RULE = Heterosynaptic.PUBLISHED["zenke_2015"]


def weight(rule, pre, post):
    """The weight after spikes at whole milliseconds."""
    sides = ([[Fraction(int(time), 1000) for time in side]] for side in (pre, post))
    return run([rule.card()], spike_trains(*sides), engine="exact").item()


def by_hand(pre, post, w=0.1):
    """The equations of the authors' program, summed over spikes; times in ms, pre first."""

    def trace(times, now, tau):
        times = np.asarray(times)
        return np.exp((times[times < now] - now) / tau).sum()

    for now in np.union1d(pre, post):
        if now in pre:
            w = max(0, w + 2e-5 - 1e-3 * trace(post, now, 20))
        if now in post:
            potentiated = 1e-3 * (trace(pre, now, 20) + (now in pre)) * trace(post, now, 100)
            w = max(0, w + potentiated - 0.05 * trace(post, now, 20) ** 3 * w)
    return w


@pytest.mark.parametrize("seed", range(3))
def test_traces_do_what_the_equations_say_by_sums_over_spikes(seed):
    random = np.random.default_rng(seed)
    pre, post = (np.sort(random.choice(400, 20, replace=False)) for _ in range(2))
    assert weight(RULE, pre, post) == pytest.approx(by_hand(pre, post), rel=1e-11)


def test_a_pair_potentiates_in_neither_order_and_a_triplet_does():
    # tau_slow says how long a postsynaptic spike makes the next one potentiate.
    grown = 0.1 + RULE.delta
    assert weight(RULE, [100], [110]) == pytest.approx(grown)
    assert weight(RULE, [100], [90]) == pytest.approx(grown - 1e-3 * np.exp(-1 / 2))
    no_pull = replace(RULE, beta=0.0)
    triplet = weight(no_pull, [100], [90, 110]) - weight(no_pull, [100], [90])
    assert triplet == pytest.approx(1e-3 * np.exp(-1 / 2) * np.exp(-20 / 100))


def test_a_presynaptic_spike_alone_lets_the_weight_grow_and_a_postsynaptic_one_does_nothing():
    assert weight(RULE, range(0, 1000, 100), []) == pytest.approx(0.1 + 10 * RULE.delta)
    assert weight(RULE, [], [0, 5000]) == pytest.approx(0.1, rel=1e-12)


@pytest.mark.parametrize("interval", [10, 20])
def test_bursts_bring_the_weight_of_a_silent_input_towards_the_reference_and_no_further(interval):
    post = np.arange(0, 3000, interval)
    for w_0 in (0.1, 0.5):
        moved = weight(replace(RULE, w_0=w_0, w_tilde=0.3), [], post)
        # The trace before the nth spike is a geometric sum.
        decay = np.exp(-interval / 20)
        before = (1 - decay ** np.arange(len(post))) / (1 - decay) * decay
        assert moved == pytest.approx(0.3 + (w_0 - 0.3) * np.prod(1 - 0.05 * before**3), rel=1e-9)


@pytest.mark.parametrize("rate", [40, 50])
def test_under_steady_pairs_the_weight_settles_where_potentiation_and_pull_are_even(rate):
    # Traces by geometric sums over all the spikes before.
    interval, lag, pairs = 1000 // rate, 5, 4000
    pre = interval * np.arange(pairs)

    def trace(since, tau):
        return np.exp(-since / tau) / (1 - np.exp(-interval / tau))

    pull = 0.05 * trace(interval, 20) ** 3
    gained = 1e-3 * trace(lag, 20) * trace(interval, 100)
    lost = 1e-3 * trace(interval - lag, 20) - 2e-5
    settled = (gained - lost) / pull + lost
    assert weight(RULE, pre, pre + lag) == pytest.approx(settled, rel=1e-4)
    # Without the pull it runs to its bound.
    assert weight(replace(RULE, beta=0.0), pre, pre + lag) > 4.99
