"""An independent simulator as the oracle (``pip install .[oracle]``)."""

import math
from fractions import Fraction

import numpy as np
import pytest

pytest.importorskip("nest", reason="NEST is not installed: pip install .[oracle]")

import nestml_module
from brian2 import get_device, ms
from brian2.codegen.runtime.numpy_rt import NumpyCodeObject

from benchmarks import nest_network, nest_pairs, nest_reward, nest_short_term, plastic_network
from benchmarks.nest_voltage import AS_OURS, pairing
from models.catalogue import find
from protocols.engine.run import run
from protocols.engine.spike_trains import pairings, spike_trains

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


def ours(card, lags, rate, engine="exact", pairs=60):
    lags = [Fraction(lag, 1000) for lag in lags]
    return run([card], pairings(lags, pairs, Fraction(rate)), engine=engine)[0]


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


def test_a_rule_that_is_written_as_nestml_makes_the_same_weights_in_nest(tmp_path):
    """One that NEST does not have: a spike's efficacy is set and read at the spike."""
    card, lags = find("suppression"), [-50, -10, -5, 5, 10, 50]
    module = nestml_module.build(card, tmp_path)
    for rate in (1, 10):
        theirs = nestml_module.window(module, card, np.array(lags, float), 60, 1000 / rate)
        assert ours(card, lags, rate) == pytest.approx(theirs, rel=1e-9)


@pytest.mark.parametrize("engine", ["exact", "brian2"])
def test_inhibitory_plasticity_is_nests_but_for_the_last_spike_at_which_it_takes_stock(engine):
    card = find("inhibitory")
    theirs, _ = nest_pairs.window(card, LAGS, 60, 100)
    last = card["eta"] * 2 * card["rho_0"] * card["tau"]
    assert ours(card, LAGS, 10, engine) == pytest.approx(theirs + last, rel=1e-12)


@pytest.mark.parametrize("name", ["depressing", "facilitating"])
@pytest.mark.parametrize("engine", ["exact", "brian2"])
def test_short_term_plasticity_is_nests_from_a_synapse_at_rest(name, engine):
    card, steps = find(name), np.random.default_rng(1).choice(2000, 20, replace=False)
    times = sorted(1 + int(step) for step in steps)
    theirs = nest_short_term.transmitted(card, times)
    until = [[Fraction(time, 1000) for time in times[: n + 1]] for n in range(len(times))]
    mine = run([card], spike_trains(until, [[]] * len(times)), engine=engine)[0]
    assert mine == pytest.approx(theirs, rel=1e-12)


@pytest.mark.parametrize("engine", ["exact", "brian2"])
def test_rewarded_stdp_is_nests_with_its_units(engine):
    """Any spikes and rewards, none of them at once: there the two take another order."""
    random = np.random.default_rng(0)
    drawn = random.permutation(np.arange(20, 3000))[:75].reshape(3, 25)
    card, sides = find("reward"), [sorted(int(time) for time in side) for side in drawn]
    theirs = nest_reward.weight_after(card, *sides, 30_000)
    times = [[[Fraction(time, 1000) for time in side]] for side in sides]
    mine = run([card], spike_trains(*times), engine=engine).item()
    # What is left 20 tau_c after the last spike is 2e-9 of it.
    assert mine == pytest.approx(theirs, rel=1e-8)


def test_a_network_of_plastic_synapses_is_nests_synapse_by_synapse():
    """The benchmark's, without noise, for too short a time for chaos to amplify rounding."""
    size, steps = 40, 601
    v = np.random.default_rng(0).uniform(-0.060, -0.050, size + size // 4)
    get_device().seed(1)
    net, _, inputs, outputs = plastic_network.assemble(size, codeobj_class=NumpyCodeObject)
    inputs["v"].set_value(v)
    net.run(steps * plastic_network.DT * ms, namespace={})
    wiring = [
        (np.array(net[way].i), np.array(net[way].j)) for way in ("plastic", "E_to_I", "I_to_all")
    ]
    # NEST takes stock at spikes in a step of their own.
    seconds = (steps - 1) * 1e-3 * plastic_network.DT
    *_, theirs = nest_network.simulate(size, seconds, v, 0, wiring=wiring)
    mine = outputs["w"].get_value()
    assert (mine != plastic_network.RULE.w_0).mean() > 0.8
    assert mine == pytest.approx(theirs, rel=1e-9)


# Clopath's rule. What NEST does otherwise than models/voltage.py, and so than the authors' code:
# - it solves the neuron by an adaptive Runge-Kutta and the filters with it, at 0.1 ms here; ours
#   takes the authors' Euler steps of 1 ms;
# - it reads the filtered voltages delay_u_bars before, 5 ms by default; ours and the authors' 3 ms;
# - it holds a spike at one voltage, V_clamp (33 mV), for t_clamp = 2 ms, then resets it to V_reset
#   (-60 mV); ours holds it at 29.4 and 32.862 mV and lets it go at -49.5016 mV;
# - its default of V_th_max is +30.4 mV; printed is -30.4 mV;
# - its presynaptic trace jumps by 1/tau_x, as ours divides by tau_x, and decays exactly;
# - it clips the weight at Wmin and Wmax, which are not met here.
# With NEST's neuron told ours (AS_OURS), 15 pairs change the weight by, NEST / ours: at 10 Hz and
# -10 ms -0.0735 / -0.0749; 20 Hz and +10 ms -0.0056 / -0.0045; 50 Hz and +10 ms +0.0416 / +0.0451,
# -10 ms +0.0324 / +0.0359. With NEST's own defaults: -0.0664, -0.0035, +0.0269 and +0.0188.
PAIRS = 15
RATES_AND_LAGS = [(rate, lag) for rate in (20, 50) for lag in (10, -10)]


def by_loop(traces, seen, step, late):
    """Potentiation and depression by the equations, from NEST's own voltages (mV, ms)."""
    rest = [-70.6] * round(late / step)
    plus, minus = [*rest, *traces["u_bar_plus"]], [*rest, *traces["u_bar_minus"]]
    pulses = {round(time / step) for time in seen}
    rises = falls = x = 0.0
    for n, (time, u) in enumerate(zip(traces["times"], traces["V_m"], strict=True)):
        if round(time / step) > max(pulses):
            break
        x *= math.exp(-step / 15)
        rises += step * 8e-5 * x * max(u + 45.3, 0) * max(plus[n] + 70.6, 0)
        if round(time / step) in pulses:
            falls += 14e-5 * max(minus[n] + 70.6, 0)
            x += 1 / 15
    return rises / 0.5, falls / 0.5


@pytest.mark.parametrize(("neuron", "late"), [(AS_OURS, 3), ({}, 5)])
@pytest.mark.parametrize(("rate", "lag"), RATES_AND_LAGS)
def test_nests_weight_is_the_voltage_rules_equations_on_nests_own_voltages(rate, lag, neuron, late):
    change, traces, seen = pairing(find("voltage"), lag, rate, PAIRS, **neuron)
    rises, falls = by_loop(traces, seen, 0.1, late)
    assert rises > 0 < falls
    assert change == pytest.approx(rises - falls, rel=1e-9)


@pytest.mark.parametrize(("rate", "lag"), RATES_AND_LAGS)
def test_the_voltage_rule_agrees_with_nest_within_its_step(rate, lag):
    change, traces, seen = pairing(find("voltage"), lag, rate, PAIRS, **AS_OURS)
    rises, falls = by_loop(traces, seen, 0.1, 3)
    # An Euler step h is off by about h / (2 tau) in a filter: the fastest has tau_plus = 7 ms.
    allowed = (rises + falls) / (2 * 7)
    assert ours_voltage(lag, rate) == pytest.approx(change, abs=allowed)


def test_the_voltage_rule_has_nests_signs_and_order():
    theirs = [pairing(find("voltage"), lag, rate, PAIRS)[0] for rate, lag in RATES_AND_LAGS]
    mine = [ours_voltage(lag, rate) for rate, lag in RATES_AND_LAGS]
    assert np.sign(mine).tolist() == np.sign(theirs).tolist() == [-1, -1, 1, 1]
    assert np.argsort(mine).tolist() == np.argsort(theirs).tolist() == [1, 0, 3, 2]


def ours_voltage(lag, rate):
    card = find("voltage")
    return ours(card, [lag], rate, "brian2", PAIRS)[0] / card["w_0"] - 1
