"""Frequency, triplets and landscape as commands; what they have in common is in test_stdp."""

from dataclasses import replace

import numpy as np
import pytest

from models.catalogue import find
from protocols.engine.change import change
from protocols.frequency import frequency
from protocols.landscape import landscape
from protocols.stdp import stdp
from protocols.triplets import triplets
from synplast.bad_input import BadInput


def test_the_experiment_stands_beside_the_model_and_e_comes_last(call):
    done = call("protocols.frequency", "--engine", "exact")
    assert done.stdout.splitlines()[0] == "lag (ms),rate (Hz),change,experiment,sem"
    assert len(done.stdout.splitlines()) == 11
    assert done.stderr.splitlines()[-1] == "E = 0.342"


def test_each_compared_rule_has_its_own_error(call):
    rules = ["--rule", "triplet:hippocampal_culture_nearest_spike_full", "--rule", "pair"]
    lines = call("protocols.triplets", "--engine", "exact", *rules).stderr.splitlines()
    assert [line.split()[-1] for line in lines] == [rules[1], "pair:bi_wang_2002"]


@pytest.mark.parametrize("protocol", [stdp, frequency, triplets, landscape])
def test_both_engines_give_the_same_table(protocol):
    coarse = {"lag": "-20:20:10", "rate": [5, 20]} if protocol is landscape else {}
    rule = "triplet:hippocampal_culture_nearest_spike_full"
    exact, simulated = (protocol(rule, engine=e, **coarse) for e in ("exact", "brian2"))
    assert simulated.change == pytest.approx(exact.change, rel=1e-11, nan_ok=True)


def test_the_experiments_bursts_and_single_pairs_are_those_of_sjostrom():
    bursts, single = (frequency(timing=t, engine="exact") for t in ("bursts", "single"))
    assert set(bursts.rate) == {10, 20, 40, 50, 100}
    assert set(single.rate) == {0.1}
    assert np.isfinite(bursts.experiment).all()
    # A burst apart is a world of its own: the slow traces are gone in 10 s.
    assert bursts.change[0] == pytest.approx(
        15 * frequency(timing="bursts", lag=[-25], rate=[20], sweeps=1, engine="exact").change[0],
        rel=1e-9,
    )


@pytest.mark.parametrize("result", [
    lambda: triplets(rate=2, engine="exact"), lambda: frequency(pairs=20, engine="exact")
])  # fmt: skip
def test_the_experiments_numbers_stand_beside_its_own_conditions_only(result):
    assert np.isnan(result().experiment).all()
    assert result().notes == []


@pytest.mark.parametrize("protocol", ["stdp", "frequency", "triplets", "landscape", "drift"])
def test_every_protocol_takes_a_changed_constant(call, protocol):
    short = ["--duration", "0.1"] if protocol == "drift" else ["--engine", "exact"]
    done = call(f"protocols.{protocol}", "--set", "tau_plus=10*ms", *short)
    assert done.returncode == 0, done.stderr


def test_a_map_is_blank_where_a_lag_is_as_long_as_the_period():
    result = landscape(lag=[-50, 10, 50], rate=[10, 20])
    assert np.isnan(result.change).tolist() == [False, False, False, True, False, True]


def test_the_pair_rule_has_one_landscape_row_where_pairs_do_not_meet():
    result = landscape("pair", lag="-20:20:5", rate=[0.5, 1])
    slow, fast = result.change.reshape(2, -1)
    assert slow == pytest.approx(fast, rel=1e-9)


def test_nearest_neighbours_flatten_the_pair_rule_that_all_to_all_bends_at_high_rates():
    nearest = "pair:bi_wang_2002 scheme=nearest_symmetric"
    result = frequency(["pair:bi_wang_2002", nearest], lag=[10], rate=[1, 50], engine="exact")
    assert list(dict.fromkeys(result.rule)) == ["pair:bi_wang_2002", nearest]
    all_to_all, symmetric = result.change.reshape(2, 2)
    assert all_to_all[0] == pytest.approx(symmetric[0], rel=1e-9)
    # With 20 ms between pairs a spike meets only its neighbours, or all of the past.
    window = 60 * 0.01295 * np.exp(-10 / 16.8) - 59 * 0.00455 * np.exp(-10 / 33.7)
    assert symmetric[1] == pytest.approx(window, rel=1e-9)
    assert all_to_all[1] != pytest.approx(window, rel=0.1)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: triplets(dt1=[5]), "protocol=all: one of pair"),
        (lambda: triplets(protocol="post-pre-post", dt1=[5]), "dt1 below 0 below dt2"),
        (lambda: triplets(protocol="pre-post-pre", T=[5]), "T=5: not a time of a pre-post-pre"),
        (lambda: triplets(protocol="quadruplet", dt1=[-10], dt2=[10], T=[10]), "one pair after"),
        (lambda: triplets(rate=60), "lasts longer than the time between repeats"),
        (lambda: frequency(lag=[30], rate=[50]), "less than 20 ms either way at 50 Hz"),
        (lambda: frequency(timing="bursts", rate=[0.1]), "need a higher rate"),
        (lambda: frequency(timing="bursts", pairs=75), "bursts are told by spikes and sweeps"),
        (lambda: frequency(spikes=3), "spikes=3: only with timing bursts"),
        (lambda: frequency(timing="often"), "timing=often: one of even, bursts, single"),
        (lambda: stdp(lag=[0.123456789], rate=7), "or engine exact"),
    ],
)
def test_times_that_make_no_sense_are_refused(call, said):
    with pytest.raises(BadInput, match=said):
        call()


def test_a_map_without_a_number_in_it_is_refused():
    with pytest.raises(BadInput, match="lag=30 50: one of them less than 20 ms"):
        landscape(lag=[30, 50], rate=[50, 60])


def test_a_weight_that_begins_at_0_has_the_change_that_it_has(capsys):
    card = find("pair")
    nothing = [replace(c, value=0.0) if c.symbol == "w_0" else c for c in card.constants]
    begins = replace(card, constants=tuple(nothing), name="mine")
    found = change([begins, card], np.array([[0.0, 0.5], [1.0, 0.5]]))
    assert found.tolist() == [[0.0, 0.5], [0.0, -0.5]]
    assert (
        capsys.readouterr().err == "mine begins at a weight of 0: its change is the weight after\n"
    )
