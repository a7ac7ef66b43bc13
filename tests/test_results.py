"""The result of every command can be kept and sent, as a worker or a notebook does."""

import pickle
from importlib import import_module

import numpy as np
import pytest
from test_odd_values import OWN

from protocols.assemblies import Recall, Run, plan_stimulation
from protocols.clamp import Clamp
from protocols.engine.spike_statistics import Spikes
from protocols.sweep import Sweep

ONE = np.array([1.0])
#: Arguments with which each is short; the result itself of those that wait for a build.
SHORT = {
    "assemblies": Recall(*[ONE] * 17, Run(plan_stimulation(200), Spikes(ONE, ONE, 1), *[ONE] * 4)),
    "balance": {"duration": 4},
    "clamp": Clamp(np.array(["voltage"]), ONE, ONE),
    "component": {"presentations": 20},
    "conditioning": {"design": "blocking"},
    "distal_reward": {"inputs": 2, "duration": 1},
    "fit": {"rule": "pair", "free": "A_plus", "experiment": "markram_1997", "starts": 2},
    "drift": {"rule": "pair", "inputs": 200, "duration": 0.1},
    "frequency": {"pairs": 2, "engine": "exact"},
    "hfs": {"engine": "exact"},
    "landscape": {"lag": [10], "rate": [10]},
    "lfs": {"rule": "pair", "pulses": 2, "engine": "exact"},
    "metaplasticity": {"presentations": 20},
    "phenomena": {},
    "prediction_error": {"design": "A+"},
    "rate": {"rate": [1]},
    "reward": {"lag": [10], "delay": [1]},
    "scaling": {"hours": 1},
    "scorecard": {"rule": "pair:song_2000", "experiment": "banerjee_2014"},
    "selectivity": {"presentations": 20},
    "short_term": {"pulses": 2},
    "stdp": {"engine": "exact"},
    "tagging": {"first": "none", "second": "none", "hours": 1, "neurons": 2},
    "trains": {"spikes": {"a": ([0.0], [0.01])}},
    "sweep": Sweep(ONE, np.array(["A_plus=0.01"]), ["1 of 1 parts are done"]),
    "triplets": {"engine": "exact"},
    "turnover": {"days": 2, "spines": 10},
    "water_maze": {"rats": 2, "days": 1},
}


@pytest.mark.parametrize("module", OWN)
def test_a_result_comes_back_from_pickle_as_it_was(module):
    name = module.rpartition(".")[2]
    result = SHORT[name]
    if isinstance(result, dict):
        result = getattr(import_module(module), name)(**result)
    back = pickle.loads(pickle.dumps(result))
    assert repr(back) == repr(result)
    assert len(repr(result)) < 200, "a line, no wall of names and weights"
    assert type(back) is type(result)
    for before, after in zip(result[:4], back[:4], strict=True):
        np.testing.assert_array_equal(before, after)
    assert list(getattr(back, "notes", ())) == list(getattr(result, "notes", ()))
