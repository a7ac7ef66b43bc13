"""The pair rule's conventions, each against a calculation that shares no code with it."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import brian2
import numpy as np
import pytest
from brian2 import ms, mV

from models.pair import SCHEMES, Pair
from protocols.engine.run import run
from protocols.engine.spike_trains import Trains, in_order
from protocols.stdp import stdp
from synplast.bad_input import BadInput

ADDITIVE = replace(Pair.PUBLISHED["bi_wang_2002"], A_plus=0.01, A_minus=0.004)


def weight_after(rule, pre, post):
    """The weight after spikes at these times (ms), by Brian2."""
    sides = [in_order(np.zeros(len(side), int), np.array(side, int)) for side in (pre, post)]
    return run([rule.card()], Trains(Fraction(1, 1000), 1, *sides))[0, 0]


def window(rule, lag):
    """The change that one pair of this lag (ms) makes, a lag of 0 counting as positive."""
    if lag >= 0:
        return rule.A_plus * np.exp(-lag * ms / rule.tau_plus)
    return -rule.A_minus * np.exp(lag * ms / rule.tau_minus)


def pairs_by_definition(scheme, pre, post):
    """Pairs (pre, post) of Morrison et al. 2008, Fig. 7, by searching the trains."""

    def last(train, time, with_equal):
        return max((s for s in train if s < time or (with_equal and s == time)), default=None)

    if scheme == "all_to_all":
        return [(s, t) for s in pre for t in post]
    if scheme == "nearest_symmetric":
        after = [(last(pre, t, True), t) for t in post]
        before = [(s, last(post, s, False)) for s in pre]
    elif scheme == "nearest_presynaptic":
        after = [(s, min((t for t in post if t >= s), default=None)) for s in pre]
        before = [(s, last(post, s, False)) for s in pre]
    else:  # an immediate pair has no spike of either side between its two
        order = sorted([(s, 0) for s in pre] + [(t, 1) for t in post])
        neighbours = list(pairwise(order))
        after = [(a, b) for (a, one), (b, two) in neighbours if (one, two) == (0, 1)]
        before = [(b, a) for (a, one), (b, two) in neighbours if (one, two) == (1, 0)]
    return [(s, t) for s, t in after + before if s is not None and t is not None]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("seed", range(5))
def test_each_scheme_pairs_the_spikes_that_morrison_defines(scheme, seed):
    random = np.random.default_rng(seed)
    # Without coincidences: a pair at a lag of 0 has a test of its own.
    times = random.choice(400, size=40, replace=False)
    pre, post = np.sort(times[:20]), np.sort(times[20:])
    rule = replace(ADDITIVE, scheme=scheme)
    expected = 1 + sum(window(rule, t - s) for s, t in pairs_by_definition(scheme, pre, post))
    assert weight_after(rule, pre, post) == pytest.approx(expected, rel=1e-12)


def test_the_lag_is_positive_when_the_presynaptic_spike_comes_first():
    assert stdp(ADDITIVE, pairs=1, lag=[10]).change > 0
    assert stdp(ADDITIVE, pairs=1, lag=[-10]).change < 0


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_coincident_pair_counts_as_pre_before_post(scheme):
    rule = replace(ADDITIVE, scheme=scheme)
    assert weight_after(rule, [5], [5]) == pytest.approx(1 + rule.A_plus, rel=1e-15)


@pytest.mark.parametrize("scheme", ["nearest_presynaptic", "nearest_reduced"])
def test_a_spike_reads_the_other_sides_trace_before_it_clears_it(scheme):
    rule = replace(ADDITIVE, scheme=scheme)
    # Cleared first, x would be 0 here; cleared never, the second post would potentiate again.
    assert weight_after(rule, [5], [15, 25]) == pytest.approx(1 + window(rule, 10), rel=1e-15)


def test_spikes_of_one_side_alone_change_nothing():
    assert weight_after(ADDITIVE, [5, 6, 7], []) == 1
    assert weight_after(ADDITIVE, [], [5, 6, 7]) == 1


def test_both_spikes_act_at_the_synapse_without_delay():
    assert weight_after(ADDITIVE, [5], [6]) == pytest.approx(1 + window(ADDITIVE, 1), rel=1e-15)


def test_the_weight_stays_within_its_hard_bounds():
    rule = replace(ADDITIVE, A_plus=5.0, A_minus=5.0, w_max=1.5)
    assert weight_after(rule, [5], [6]) == 1.5
    assert weight_after(rule, [6], [5]) == 0


@pytest.mark.parametrize("mu", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("lag", [-20, 10])
def test_the_step_depends_on_the_weight_as_gutig_has_it(mu, lag):
    rule = replace(Pair.PUBLISHED["gutig_2003_additive"], mu_plus=mu, mu_minus=mu)
    w = rule.w_0
    for _ in range(10):  # pairs too far apart to meet: exp(-5 s / 20 ms) is below rounding
        scale = (1 - w) ** mu if lag > 0 else w**mu
        w += scale * window(rule, lag)
    change = stdp(rule, pairs=10, rate=0.2, lag=[lag]).change[0]
    assert change == pytest.approx((w - rule.w_0) / rule.w_0, rel=1e-12)


def test_van_rossums_potentiation_is_additive_and_its_depression_multiplicative():
    rule = Pair.PUBLISHED["van_rossum_2000"]
    for start in (0.5, 2.0):
        moved = replace(rule, w_0=start)
        up = weight_after(moved, [5], [15]) - start
        down = weight_after(moved, [15], [5]) - start
        assert up == pytest.approx(window(rule, 10), rel=1e-12)
        assert down == pytest.approx(start * window(rule, -10), rel=1e-12)


@pytest.mark.parametrize(
    ("name", "total_plus", "total_minus"),
    [("bi_wang_2002", 0.777, 0.273), ("froemke_dan_2002", 1.03, 0.51)],
)
def test_sixty_pairs_make_the_change_that_was_published(name, total_plus, total_minus):
    rule = Pair.PUBLISHED[name]
    change = stdp(rule, pairs=60, lag=[-10, 10]).change
    expected = [
        -total_minus * np.exp(-10 * ms / rule.tau_minus),
        total_plus * np.exp(-10 * ms / rule.tau_plus),
    ]
    # Neighbouring pairs, 1 s apart, add at most exp(-990/34.5) = 3e-13.
    assert change == pytest.approx(expected, rel=1e-12)


def test_songs_depression_outweighs_potentiation_by_five_percent():
    rule = Pair.PUBLISHED["song_2000"]
    assert rule.A_minus * rule.tau_minus / (rule.A_plus * rule.tau_plus) == pytest.approx(1.05)


def test_a_set_states_every_constant():
    with pytest.raises(TypeError, match="w_max"):
        Pair(A_plus=0.01, A_minus=0.01, tau_plus=20 * ms, tau_minus=20 * ms)


def test_a_misspelt_constant_is_a_type_error():
    with pytest.raises(TypeError, match="tau_pls"):
        replace(ADDITIVE, tau_pls=20 * ms)


def test_a_wrong_unit_is_a_dimension_mismatch():
    with pytest.raises(brian2.DimensionMismatchError):
        replace(ADDITIVE, tau_plus=20 * mV)
    with pytest.raises(brian2.DimensionMismatchError):
        replace(ADDITIVE, A_plus=20 * ms)


def test_a_variation_is_named_by_what_differs():
    song = Pair.PUBLISHED["song_2000"]
    assert song.card().name == "pair:song_2000"
    assert replace(song, tau_plus=40 * ms).card().name == "pair:song_2000 tau_plus=40*ms"


@pytest.mark.parametrize(
    "change",
    [
        {"w_0": -1.0},
        {"w_max": 0.5},
        {"tau_plus": 0 * ms},
        {"tau_plus": -1 * ms},
        {"A_plus": float("nan")},
        {"scheme": "nearest"},
    ],
)
def test_a_constant_that_means_nothing_is_refused(change):
    with pytest.raises(BadInput):
        replace(ADDITIVE, **change)
