"""Short-term plasticity: the recursion by hand, steady states, and that it does not last."""

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from brian2 import ms

from models.catalogue import cards, find
from models.short_term import Depressing, Facilitating
from protocols.engine.run import run
from protocols.engine.spike_trains import spike_trains
from protocols.scorecard import scorecard
from protocols.short_term import short_term
from protocols.stdp import stdp
from synplast.bad_input import BadInput

DEPRESSING = Depressing.PUBLISHED["tsodyks_1998"]
FACILITATING = Facilitating.PUBLISHED["tsodyks_1998"]


def by_hand(rule, times):
    """What each spike (s) transmits, by the recursion from spike to spike."""
    U, tau_rec = rule.U, float(rule.tau_rec)
    x, u, sent = 1.0, U, []
    for since in np.diff(times, prepend=times[0]):
        x = 1 - (1 - x) * math.exp(-since / tau_rec)
        if hasattr(rule, "tau_facil") and sent:
            u = U + u * (1 - U) * math.exp(-since / float(rule.tau_facil))
        sent.append(u * x)
        x -= u * x
    return sent


def transmitted(rule, times, engine="exact"):
    until = [times[: n + 1] for n in range(len(times))]
    return run([rule.card()], spike_trains(until, [[]] * len(times)), engine=engine)[0]


@pytest.mark.parametrize("engine", ["exact", "brian2"])
@pytest.mark.parametrize("rule", [DEPRESSING, FACILITATING])
def test_both_engines_are_the_recursion_by_hand_on_irregular_spikes(rule, engine):
    steps = np.sort(np.random.default_rng(0).choice(1000, 30, replace=False)).tolist()
    times = [Fraction(step, 1000) for step in steps]
    expected = by_hand(rule, [float(time) for time in times])
    assert transmitted(rule, times, engine) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("rate", [2, 20, 100])
def test_a_long_train_of_a_depressing_synapse_settles_at_the_closed_form(rate):
    left = math.exp(-1 / (rate * 0.8))
    settled = (1 - left) / (1 - (1 - DEPRESSING.U) * left)
    amplitude = short_term("depressing", pulses=60, rate=rate).amplitude
    assert amplitude[-2] == pytest.approx(settled, rel=1e-9)


def test_at_high_rates_what_is_transmitted_in_a_second_does_not_depend_on_the_rate():
    # Tsodyks & Markram 1997: 1/f. Rate times amplitude comes to 1 / (U tau_rec), from below; what
    # is missing is of the order of 1 / (U tau_rec rate).
    limit = 1 / (DEPRESSING.U * 0.8)
    for rate in (100, 400):
        sent = rate * short_term("depressing", pulses=60, rate=rate).amplitude[-2]
        assert limit * (1 - limit / rate) < sent < limit


def test_a_facilitating_synapse_transmits_most_at_a_rate_between():
    rates = [2, 5, 10, 20, 50, 100]
    last = [short_term("facilitating", pulses=80, rate=r).amplitude[-2] for r in rates]
    best = int(np.argmax(last))
    assert 0 < best < len(rates) - 1
    assert (np.diff(last[: best + 1]) > 0).all()
    assert (np.diff(last[best:]) < 0).all()


def test_without_facilitation_the_facilitating_synapse_is_the_depressing_one():
    times = [Fraction(n, 20) for n in range(8)]
    quick = replace(FACILITATING, U=DEPRESSING.U, tau_rec=DEPRESSING.tau_rec, tau_facil=1e-3 * ms)
    assert transmitted(quick, times) == pytest.approx(transmitted(DEPRESSING, times), rel=1e-12)


def test_each_of_several_rests_is_that_of_a_train_of_its_own():
    several = short_term("depressing", rest=[100, 900])
    alone = [short_term("depressing", rest=rest).amplitude[-1] for rest in (100, 900)]
    assert several.amplitude[-2:].tolist() == alone
    assert several.time[-2:].tolist() == [450, 1250]


def test_after_a_long_rest_nothing_is_left_of_the_train():
    result = short_term(rest=60_000)
    assert result.amplitude[result.pulse == 9] == pytest.approx([1, 1], abs=1e-12)


@pytest.mark.parametrize("symbol", ["U", "tau_rec", "tau_facil", "w_0"])
def test_every_constant_moves_what_is_transmitted(symbol):
    times = [Fraction(n, 20) for n in range(3)]
    moved = replace(FACILITATING, **{symbol: 1.1 * getattr(FACILITATING, symbol)})
    assert (transmitted(moved, times) != transmitted(FACILITATING, times)).any()


def test_it_is_no_rule_of_lasting_change_and_protocols_and_scorecard_say_so():
    with pytest.raises(BadInput, match=r"rule=depressing:tsodyks_1998: changes .* seconds"):
        stdp("depressing")
    with pytest.raises(BadInput, match=r"rule=pair:.*: changes the synapse for good"):
        short_term("pair")
    short = {name for name, card in cards().items() if card.only_in == "short_term"}
    tsodyks = {"depressing:tsodyks_1998", "facilitating:tsodyks_1998"}
    assert short == tsodyks | {"enhancing:magleby_1979"}
    assert find("pair").only_in == ""
    assert scorecard("pair", "bi_poo_1998").unscored == ()


def test_values_that_make_no_synapse_are_refused():
    with pytest.raises(BadInput, match=r"U=1\.5: from 0 to 1"):
        short_term("depressing U=1.5")
    with pytest.raises(BadInput, match="its first pulse transmits nothing"):
        short_term("depressing U=0")
    with pytest.raises(BadInput, match="rest=0: times in ms, above 0"):
        short_term(rest=0)


def test_the_command_prints_a_row_a_pulse(call, tmp_path):
    how = ["--rule", "depressing", "--pulses", "2", "--figure", "a.svg"]
    done = call("protocols.short_term", *how)
    assert done.stdout.splitlines()[:2] == ["pulse,time (ms),amplitude", "1,0,1"]
    assert len(done.stdout.splitlines()) == 4
    assert (tmp_path / "a.svg").exists()
