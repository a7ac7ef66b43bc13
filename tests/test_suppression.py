"""The suppression model: efficacies by definition, and the triplets that a pair rule gets wrong."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from brian2 import ms

from models.suppression import Suppression
from protocols.engine.run import run
from protocols.engine.spike_trains import spike_trains
from protocols.scorecard import scorecard

RULE = Suppression.PUBLISHED["froemke_dan_2002"]


def at(milliseconds):
    return [Fraction(int(time), 1000) for time in milliseconds]


def change(rule, pre, post):
    return run([rule.card()], spike_trains([at(pre)], [at(post)]), engine="exact").item() - 1


def efficacies(times, tau):
    """Froemke & Dan 2002: 1 - exp(-(interval since the spike before) / tau)."""
    return 1 - np.exp(-np.diff(times, prepend=-np.inf) / (tau / ms))


def by_pairs(rule, pre, post):
    """The sum over all pairs, without traces."""
    lag = np.subtract.outer(post, pre)
    scale = np.outer(efficacies(post, rule.tau_post), efficacies(pre, rule.tau_pre))
    later = rule.A_plus * np.exp(-np.abs(lag) / (rule.tau_plus / ms))
    earlier = -rule.A_minus * np.exp(-np.abs(lag) / (rule.tau_minus / ms))
    return float((scale * np.where(lag >= 0, later, earlier)).sum())


@pytest.mark.parametrize("seed", range(3))
def test_traces_do_what_the_paper_defines_by_sums_over_pairs(seed):
    random = np.random.default_rng(seed)
    pre, post = (np.sort(random.choice(400, 20, replace=False)) for _ in range(2))
    assert change(RULE, pre, post) == pytest.approx(by_pairs(RULE, pre, post), rel=1e-11)


def test_spikes_far_apart_are_those_of_the_pair_rule():
    # e^-(5000 / 75) is below rounding.
    pre, post = [0, 5000, 10_000], [10, 4990, 10_010]
    window = 2 * RULE.A_plus * np.exp(-10 / 14.8) - RULE.A_minus * np.exp(-10 / 33.8)
    assert change(RULE, pre, post) == pytest.approx(window, rel=1e-9)


def test_a_spike_at_once_after_another_of_its_side_counts_for_nothing():
    lasting = replace(RULE, tau_pre=1e9 * ms)
    assert change(lasting, [0, 50], [10]) == pytest.approx(change(lasting, [0], [10]), abs=1e-9)


def test_the_first_pair_of_a_triplet_prevails_and_by_the_pair_rule_it_does_not():
    result = scorecard(["suppression", "pair:froemke_dan_2002"], "froemke_dan_2002")
    assert result.sign.tolist() == [1, 0.75]
