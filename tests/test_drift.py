"""Weights under random spikes: they compete under the additive rule, not under the other."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.signal import lfilter

from figures import scaling_stdp, weight_distributions
from models.catalogue import find
from models.pair import Pair
from models.scaling import VAN_ROSSUM_2000
from models.structure import spelt
from protocols.drift import PARTS, SILENT, bimodality, drift, histogram
from protocols.engine import standalone
from protocols.engine.initial_state import numbers_of
from protocols.engine.simulation import run_network
from protocols.stimulation.poisson_inputs import INHIBITORY, TICK, drive
from synplast.bad_input import BadInput

pytestmark = pytest.mark.skipif(standalone.compiler() is None, reason="minutes without a compiler")


def test_additive_weights_part_and_multiplicative_ones_stay_together(data_of):
    result = data_of("weight_distributions")
    additive, multiplicative = result.weights
    assert weight_distributions.claim(result)
    tenths = np.histogram(additive, 10, range=(0, 1))[0]
    assert tenths[1:-1].min() < 0.75 * min(tenths[0], tenths[-1])  # a valley between two humps
    assert np.mean(np.abs(multiplicative / multiplicative.mean() - 1) < 0.2) > 0.99


def test_correlated_inputs_win_and_take_the_others_weight():
    result = drift("pair:song_2000", correlated=500, duration=200)
    correlated, alone = np.split(result.weights[0], 2)
    assert correlated.mean() > 3 * alone.mean()


@pytest.mark.parametrize("start", [0.5, 1.5])
def test_van_rossums_weights_come_to_the_same_from_below_and_above(start):
    moved = replace(Pair.PUBLISHED["van_rossum_2000"], w_0=start)
    # The fixed point lies where c_p = c_d w, at 1, raised a little by what each input causes.
    (weights,) = drift(moved, duration=150, inputs=200, conductance=0.04).weights
    assert weights.mean() == pytest.approx(1.05, abs=0.1)


def test_the_drive_has_the_rate_and_the_correlation_that_were_asked_for():
    (index, step), (inhibitory, _) = drive(200, 100, rate=20.0, duration=100.0, seed=3)
    assert len(index) / (200 * 100) == pytest.approx(20, rel=0.01)
    assert len(inhibitory) / (200 * 100) == pytest.approx(10, rel=0.01)
    # Counts in 20 ms: shared fluctuations of 30 % correlate the first half only.
    counts = np.zeros((200, 5000))
    np.add.at(counts, (index, step // 200), 1)
    pooled = [counts[half].sum(axis=0).var() for half in (slice(100), slice(100, 200))]
    assert pooled[0] > 1.5 * pooled[1]


def test_no_input_fires_twice_in_a_step():
    (index, step), _ = drive(5, 0, rate=900.0, duration=2.0, seed=0)
    assert len(set(zip(index.tolist(), step.tolist(), strict=True))) == len(index)


def test_the_same_seed_draws_the_same_spikes():
    one, two = (drive(10, 5, 20.0, 2.0, seed=7) for _ in range(2))
    assert np.array_equal(np.hstack(one[0] + one[1]), np.hstack(two[0] + two[1]))


def test_more_correlated_inputs_than_inputs_are_refused():
    with pytest.raises(BadInput, match="at most the number of inputs, 10"):
        drift(inputs=10, correlated=11)


@pytest.mark.parametrize("rule", ["calcium:DP", "voltage", "nmda"])
def test_a_rule_that_follows_more_than_spikes_is_refused(rule):
    with pytest.raises(BadInput, match="is not event-driven, and this network runs no other"):
        drift(rule)


def test_scaling_is_refused_a_speed_without_a_goal_and_a_goal_out_of_reach():
    with pytest.raises(BadInput, match="faster=10: only with goal"):
        drift("pair", faster=10)
    with pytest.raises(BadInput, match="goal=600: at most 500 Hz"):
        drift("pair", goal=600)


@pytest.mark.parametrize("inputs", scaling_stdp.RATES)
def test_stdp_and_scaling_come_to_rest_where_mean_field_has_them(data_of, inputs):
    result, goal = data_of("scaling_stdp"), scaling_stdp.GOAL
    here = result.of("scaled", inputs)
    rate, model = result.rate[here], VAN_ROSSUM_2000.hasten(10)
    # I = goal T - spikes, but for what is sensed late: da/dt = (y - a) / tau_a, summed.
    total = (goal - rate.mean()) * scaling_stdp.DURATION
    # 0 = c_d tau r_pre r_post (excess - w) + gamma I w, in units of c_p / c_d
    pull = 0.003 * 0.020 * inputs * goal
    w = result.weights[np.flatnonzero(here)[0] // PARTS].mean()
    held = -w * model.gamma * total / pull
    # Its error is that of the rate, which is sensed over 2 tau_a: of so many spikes' Poisson noise.
    error = held / (2 * model.tau_a * goal) ** 0.5
    assert w + held == pytest.approx(excess(w, inputs), abs=2 * abs(error))


def excess(w, rate):
    """Inputs' traces when the neuron fires, of their mean: what they cause themselves.

    Counted in a network whose weights are fixed, on other spikes.
    """
    fixed = find("pair:van_rossum_2000", {"A_plus": "0", "A_minus": "0"})
    size, seconds = scaling_stdp.INPUTS, 100
    source, inhibition = drive(size, 0, rate, seconds, seed=1)
    given = {spelt(name): np.resize(v, size) for name, v in numbers_of([fixed]).items()}
    given |= {"w": np.full(size, w), "conductance": np.full(size, 0.025)}
    given |= {"source": source, "inhibition": inhibition, "most_spikes": 10**6}
    blueprint = ("models.competition", fixed.structure, size, INHIBITORY, False)
    steps = round(seconds / TICK)
    times = run_network(blueprint, given, TICK, steps, 0, "this", wait=True)["times"]
    arrive = np.bincount(source[1], minlength=steps)
    trace = lfilter([1], [1, -np.exp(-TICK / 0.020)], arrive)[np.rint(times / TICK).astype(int)]
    return trace.mean() / (size * rate * 0.020)


def test_a_rate_that_is_not_at_its_goal_is_told_of():
    result = drift("pair:van_rossum_2000", inputs=200, duration=1, goal=20)
    assert result.notes[1] == "pair:van_rossum_2000: not at its goal after 1 s"
    rates = np.where(np.arange(PARTS) < 40, 50.0, 0.0)
    silent = result._replace(duration=100.0, rates=rates[np.newaxis])
    assert silent.notes[1] == f"pair:van_rossum_2000: {SILENT}"
    begins = silent._replace(rates=silent.rates[:, ::-1])  # it was silent at first, before it fired
    assert begins.notes[1] == "pair:van_rossum_2000: not at its goal after 100 s"


def test_scaling_at_twice_its_published_speed_lets_the_figures_neuron_fall_silent():
    told = {"inputs": scaling_stdp.INPUTS, "conductance": "0.025", "rate": 20}
    result = drift("pair:van_rossum_2000", goal=20, faster=2, duration=900, **told)
    assert result.rates[0, 0] > 3 * 20
    assert result.rates[0, -1] == 0
    assert result.notes[1] == f"pair:van_rossum_2000: {SILENT}"


def test_a_neuron_that_fires_as_none_can_is_refused():
    with pytest.raises(BadInput, match=r"conductance=20: less; pair:.* fire at more than 500 Hz"):
        drift("pair", conductance=20, duration=1)


def test_weights_that_are_all_alike_have_no_humps():
    assert np.isnan(bimodality(np.full(10, 0.3)))
    assert bimodality(np.array([0.0, 1.0] * 5)) == pytest.approx(1)


def test_every_weight_is_in_the_histogram():
    bounded, free = find("pair:song_2000"), find("pair:van_rossum_2000")
    for card in (bounded, free):
        for weights in ([0.5, 0.5, 1.2], [-0.5, 0.0, 0.2], [-2.0, -1.0], [0.0, 0.0], [0.3, 0.3]):
            fractions = histogram(card, np.array(weights), 0)[:, 1]
            assert fractions.sum() == pytest.approx(1)
