"""Inhibitory plasticity: the rule by a sum over pairs, and the balance that it brings."""

from fractions import Fraction

import numpy as np
import pytest

from models.inhibitory import Inhibitory
from protocols.balance import balance
from protocols.drift import drift
from protocols.engine.run import run
from protocols.engine.spike_trains import spike_trains
from protocols.hfs import hfs
from protocols.lfs import lfs
from protocols.scorecard import scorecard
from protocols.stdp import stdp
from synplast.bad_input import BadInput

RULE = Inhibitory.PUBLISHED["vogels_2011_neuron"]
ALPHA = 2 * 6.25 * 0.02


def at(milliseconds):
    return [[Fraction(int(time), 1000) for time in milliseconds]]


@pytest.mark.parametrize("engine", ["exact", "brian2"])
def test_the_weight_is_a_sum_over_all_pairs_less_alpha_a_presynaptic_spike(engine):
    random = np.random.default_rng(0)
    pre, post = (np.sort(random.choice(2000, 40, replace=False)) for _ in range(2))
    lag = np.subtract.outer(post, pre)
    expected = RULE.w_0 + RULE.eta * (np.exp(-np.abs(lag) / 20).sum() - 40 * ALPHA)
    found = run([RULE.card()], spike_trains(at(pre), at(post)), engine=engine).item()
    assert found == pytest.approx(expected, rel=1e-11)


def test_the_window_is_symmetric_and_far_pairs_weaken():
    window = stdp("inhibitory", pairs=1, lag="-100:100:10", engine="exact")
    assert window.change == pytest.approx(window.change[::-1], rel=1e-9)
    near, far = window.change[window.lag == 0].item(), window.change[-1]
    assert near > 0 > far
    assert near == pytest.approx(RULE.eta * (1 - ALPHA) / RULE.w_0)


def test_a_weight_stops_at_0():
    # Each presynaptic spike alone takes alpha eta; 0.1 is gone after 400.
    alone = spike_trains([[Fraction(n) for n in range(500)]], [[]])
    assert run([RULE.card()], alone, engine="exact").item() == 0


def test_how_many_inputs_are_silent_before_the_next_is_geometric():
    from protocols.engine.balanced_neuron import skip

    chance, draws = 0.1, 20_000
    counts = np.bincount([skip(chance) for _ in range(draws)], minlength=200)[:20]
    expected = chance * (1 - chance) ** np.arange(20)
    # Five standard deviations of each count.
    allowed = 5 * np.sqrt(draws * expected * (1 - expected))
    assert (np.abs(counts - draws * expected) < allowed).all()
    assert {skip(1.0) for _ in range(100)} == {0}


def test_an_input_fires_at_its_signals_rate_but_for_its_refractory_time():
    """With all signals at rest, and traces that keep every spike."""
    from protocols.engine import balanced_neuron as neuron

    steps, parts, inputs = 400, 250, neuron.INHIBITORY
    w, traces = np.zeros(inputs), np.zeros(3 + inputs)
    traces[1] = neuron.V_REST
    groups = np.zeros((3, neuron.GROUPS))
    silent = np.zeros(neuron.EXCITATORY + inputs, np.int64)
    currents = np.zeros((2, neuron.GROUPS))
    constants = 0.0, 0.0, 1e9, 1.0
    given = currents, np.zeros(neuron.EXCITATORY), w, groups, silent, traces, steps
    for part in range(parts):
        groups[0] = -1e9  # four of its time constants later it is still far below 0
        neuron.follow(*given, part, constants)
    chance, rest = neuron.STEP * neuron.BASE, round(neuron.REFRACTORY / neuron.STEP)
    expected = parts * steps * chance / (1 + rest * chance)
    mean = traces[3:].mean()
    # Five standard errors; a train with a dead time is more regular than Poisson's.
    assert mean == pytest.approx(expected, abs=5 * np.sqrt(expected / inputs))


@pytest.fixture(scope="module")
def learned(data_of):
    return data_of("balance")


def test_inhibition_comes_to_follow_excitation_and_the_rate_to_its_target(learned):
    late, first = learned.time > 40, learned.time == learned.time[0]
    by_signal = [
        np.array([column[late & (learned.signal == k)].mean() for k in range(1, 9)])
        for column in (learned.excitation, learned.inhibition)
    ]
    assert np.corrcoef(*by_signal)[0, 1] ** 2 > 0.8  # of the variance over signals
    assert np.corrcoef(learned.excitation[first], learned.inhibition[first])[0, 1] < 0.5
    assert learned.rate[0] > 50
    # The rule's average is 0 at rho_0 where spikes are independent; the signals make them not.
    assert 6.25 / 2 < learned.rate[late].mean() < 6.25 * 2


def test_without_plasticity_the_neuron_goes_on_at_its_first_rate():
    result = balance(duration=8, plasticity="off")
    assert result.rate.min() > 50


def test_other_rules_are_refused_and_no_experiment_is_of_inhibitory_synapses():
    with pytest.raises(BadInput, match="rule=pair:bi_wang_2002: inhibitory, or one of its sets"):
        balance("pair")
    for protocol in (scorecard, drift, hfs, lfs):
        with pytest.raises(BadInput, match="is for inhibitory synapses; here they are excitatory"):
            protocol("inhibitory")


def test_the_command_prints_a_row_a_signal(call, tmp_path):
    done = call("protocols.balance", "--duration", "4", "--figure", "a.svg")
    lines = done.stdout.splitlines()
    assert lines[0] == "time (s),signal,excitation,inhibition,rate"
    assert len(lines) == 1 + 2 * 8
    assert (tmp_path / "a.svg").exists()
