"""An independent simulator as the oracle (``pip install .[oracle]``)."""

from fractions import Fraction

import pytest

pytest.importorskip("nest", reason="NEST is not installed: pip install .[oracle]")

from benchmarks import nest_pairs
from models.catalogue import find
from protocols.engine import run
from protocols.trains import pairings

LAGS = [lag for lag in range(-50, 51, 5) if lag]
# NEST's rules: all-to-all, hard bounds, w in units of w_max.
SAME = [
    "pair:song_2000",
    "pair:gutig_2003_additive",
    "pair:gutig_2003_intermediate",
    "pair:gutig_2003_multiplicative",
    "triplet:visual_cortex_all_to_all_full",
    "triplet:visual_cortex_all_to_all_minimal",
    "triplet:hippocampal_culture_all_to_all_full",
    "triplet:hippocampal_culture_all_to_all_minimal",
]


def ours(card, lags, rate, engine="exact"):
    lags = [Fraction(lag, 1000) for lag in lags]
    return run([card], pairings(lags, 60, Fraction(rate)), engine=engine)[0]


@pytest.mark.parametrize("name", SAME)
@pytest.mark.parametrize("rate", [1, 10])
@pytest.mark.parametrize("engine", ["exact", "brian2"])
def test_both_engines_agree_with_nest_where_it_has_the_same_convention(name, rate, engine):
    card = find(name)
    theirs, _ = nest_pairs.window(card, LAGS, 60, 1000 / rate)
    assert ours(card, LAGS, rate, engine) == pytest.approx(theirs, rel=1e-12)


def test_at_a_lag_of_0_nest_counts_neither_order_and_ours_pre_before_post():
    card = find("pair:song_2000")
    (theirs,), _ = nest_pairs.window(card, [0], 1, 1000)
    assert theirs == card["w_0"]
    one = pairings([Fraction(0)], 1, Fraction(1))
    assert run([card], one)[0, 0] == pytest.approx(card["w_0"] + card["A_plus"], rel=1e-15)
