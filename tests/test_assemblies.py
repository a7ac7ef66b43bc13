"""Hebbian assemblies: what is learned, what is recalled, and what is not without plasticity."""

from dataclasses import replace

import numpy as np
import pytest

from models.scaling import VAN_ROSSUM_2000
from protocols.assemblies import (
    Run,
    assemblies,
    members,
    plan_stimulation,
    require_a_living_network,
)
from protocols.engine import standalone
from protocols.engine.spike_statistics import Spikes
from protocols.stimulation.stimulus import Period, Stimulation
from synplast.bad_input import BadInput

simulated = pytest.mark.skipif(
    standalone.compiler() is None, reason="minutes without a C++ compiler"
)


@pytest.fixture(scope="module")
def by_learning(data_of):
    """A network with plasticity; a smaller one without, and one with AP5: the table of each."""
    without = {learning: assemblies(learning=learning, size=200) for learning in ("off", "ap5")}
    return {"on": data_of("assemblies")} | without


def delay(result):
    return {name: getattr(result, name)[result.when == "delay"] for name in result._fields[:-1]}


@simulated
def test_within_both_assemblies_the_weights_have_grown_and_among_the_rest_they_have_not(
    by_learning,
):
    result = by_learning["on"]
    assert (result.weight > 1.5).all()
    assert result.background == pytest.approx(1, abs=0.1)


@simulated
def test_learned_weights_end_inside_their_bounds_and_last_though_plasticity_stays_on(by_learning):
    result = by_learning["on"]
    assert (result.bounded < 1).all()
    assert result.weight_end == pytest.approx(result.weight, rel=0.4)


@simulated
def test_the_second_stimulus_leaves_the_trace_of_the_first(by_learning):
    run = by_learning["on"].first
    groups = members(800)
    a, b = (np.ix_(groups[name], groups[name]) for name in "AB")
    first = np.nanmean(run.after_first[a])
    assert first > 1.5
    # Until B is shown, its weights are those of the rest.
    rest = np.nanmean(run.after_first[np.ix_(groups["rest"], groups["rest"])])
    assert np.nanmean(run.after_first[b]) == pytest.approx(rest, abs=0.02)
    assert np.nanmean(run.after_both[a]) == pytest.approx(first, rel=0.1)
    assert np.nanmean(run.after_both[b]) > 1.5


@simulated
def test_half_of_an_assembly_recalls_all_of_it_through_the_delay_and_the_other_is_silent(
    by_learning,
):
    last_second = delay(by_learning["on"])
    assert (last_second["recalled"] > 90).all()
    # Those without a cue fire as those with one, and far above the rest.
    assert last_second["completed"] == pytest.approx(last_second["cued"], rel=0.1)
    assert (last_second["completed"] > 5 * last_second["rest"]).all()
    assert (last_second["other"] < 2 * last_second["rest"]).all()


@simulated
@pytest.mark.parametrize("learning", ["off", "ap5"])
def test_without_plasticity_there_is_no_trace_and_no_delay_activity(by_learning, learning):
    result = by_learning[learning]
    assert (result.weight == 1).all()
    last_second = delay(result)
    assert (last_second["recalled"] < 5).all()
    # Within four standard errors of what 10 neurons, half of an assembly, fire in a second.
    error = np.sqrt(last_second["rest"] / 10)
    for name in ("cued", "completed", "other"):
        assert (abs(last_second[name] - last_second["rest"]) < 4 * error).all()


@simulated
def test_before_learning_the_network_is_irregular(by_learning):
    # Brunel & Wang 2001: about 3 Hz; here no population bursts, which have a far larger variance.
    run, result = by_learning["on"].first, by_learning["on"]
    assert 1 < run.spikes.rates((0.5, 4)).mean() < 5
    assert result.cv[0] > 0.7
    assert result.synchrony[0] < 5


@simulated
def test_the_weights_onto_a_neuron_keep_their_sum(by_learning):
    incoming = np.nansum(by_learning["on"].first.after_first, axis=0)
    # Between two of its corrections, 20 ms, a neuron has learned a little.
    assert incoming == pytest.approx(799, rel=0.01)


@simulated
def test_homeostatic_scaling_at_its_published_gains_would_hardly_move_a_weight_in_the_run(
    by_learning,
):
    run, step = by_learning["on"].first, 0.1
    moments = np.arange(0, run.stimulation.duration - step / 2, step)
    rates = np.array([run.spikes.rates((t, t + step))[members(800)["A"]] for t in moments])
    model, factor = replace(VAN_ROSSUM_2000, goal=3.0), np.ones(rates.shape[1])
    for neuron, course in enumerate(rates.T):
        sensed, total = model.goal, 0.0
        for rate in course:
            growth, senses, error = model.slopes(np.ones(1), sensed, total, np.array([rate]))
            factor[neuron] *= 1 + step * growth.item()
            sensed, total = sensed + step * senses, total + step * error
    # All are scaled down, for they fire far more than the background's 3 Hz.
    assert (factor > 0.995).all()
    assert (factor < 1).all()


def run_at(rates):
    """A run whose neurons fire like clocks at ``rates`` (Hz), group by group."""
    stimulation, groups = plan_stimulation(100), members(100)
    spikes = [
        (n, t)
        for name, rate in rates.items()
        for n in groups[name]
        for t in np.arange(0, stimulation.duration, 1 / rate)
    ]
    index, time = (np.array(side) for side in zip(*spikes, strict=True))
    return Run(stimulation, Spikes(index, time, 100), *[None] * 4)


def test_a_silent_or_epileptic_network_is_no_memory():
    require_a_living_network(run_at({"A": 40, "B": 1, "rest": 2}))
    with pytest.raises(BadInput, match="is silent"):
        require_a_living_network(run_at({"A": 40, "B": 1, "rest": 0.05}))
    with pytest.raises(BadInput, match="is epileptic"):
        require_a_living_network(run_at({"A": 150, "B": 1, "rest": 2}))


def test_a_stretch_is_found_by_its_name_and_stimulated_at_its_rate():
    stimulation = Stimulation(
        (Period("before", 1.0), Period("A", 5.0, np.array([3, 7])), Period("after", 1))
    )
    assert stimulation.span("A") == (1.0, 6.0)
    index, step = stimulation.spikes(lambda s: s.neurons, 400.0, 1e-4, np.random.default_rng(0))
    assert set(index) == {3, 7}
    assert 10_000 <= step.min() <= step.max() < 60_000
    assert (np.diff(step) >= 0).all()
    # Two neurons for 5 s at 400 Hz, within four standard deviations of a Poisson count.
    assert len(index) == pytest.approx(4000, abs=4 * np.sqrt(4000))


def test_cv_and_synchrony_are_zero_for_clocks_and_one_for_poisson():
    random = np.random.default_rng(0)
    time = np.sort(random.uniform(0, 100, 20_000))
    poisson = Spikes(random.integers(0, 20, 20_000), time, 20)
    assert poisson.cv((0, 100)) == pytest.approx(1, abs=0.05)
    assert poisson.synchrony((0, 100)) == pytest.approx(1, abs=0.05)
    assert poisson.rates((0, 100)).mean() == pytest.approx(10)
    clock = Spikes(np.zeros(1000, int), np.arange(1000) / 10 + 0.001, 1)
    assert clock.cv((0, 100)) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("bad", [{"size": 100}, {"networks": 0}, {"learning": "some"}])
def test_values_that_make_no_experiment_are_refused(bad):
    with pytest.raises(BadInput):
        assemblies(**bad)
