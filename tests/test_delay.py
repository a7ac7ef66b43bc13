"""The readout of a memory: the delay tells which cue came before it, if anything was learned."""

import math

import numpy as np
import pytest

from protocols.engine import standalone
from readout.delay import delay, learn_trials, shuffle_cues
from synplast.bad_input import BadInput

simulated = pytest.mark.skipif(standalone.compiler() is None, reason="takes an hour without C++")


def by_chance(accuracy, trials):
    """How likely guesses are right on so many of the trials, or on more."""
    right = round(accuracy / 100 * trials)
    return sum(math.comb(trials, n) for n in range(right, trials + 1)) / 2**trials


@simulated
def test_a_perceptron_tells_the_cue_from_the_delay_on_fresh_trials(data_of):
    result = data_of("delay_activity")
    assert len(result.cues) == 12
    assert by_chance(result.test_accuracy[0], 12) < 0.01


@simulated
def test_without_plasticity_it_is_at_chance():
    result = delay("off", train=2, test=3, size=200)
    assert by_chance(result.test_accuracy[0], 6) > 0.1
    assert result.train_accuracy[0] > result.test_accuracy[0]  # what it learned was noise


def test_cues_are_balanced_in_training_and_in_testing():
    cues = shuffle_cues((5, 20), np.random.default_rng(0))
    assert len(cues) == 50
    assert (cues[:10].count("A"), cues[10:].count("A")) == (5, 20)


def test_the_perceptron_goes_through_its_trials_until_it_makes_no_mistake():
    x, y = np.array([[1.0, 2.0], [1.0, 1.0]]), np.array([1, -1])
    assert (y * (x @ learn_trials(x, y, 20)) > 0).all()


@pytest.mark.parametrize("bad", [{"train": 0}, {"test": 0}, {"learning": "some"}, {"epochs": 0}])
def test_values_that_make_no_experiment_are_refused(bad):
    with pytest.raises(BadInput):
        delay(**bad)
