"""Short-term plasticity by NEST's tsodyks2_synapse, the oracle of `models.short_term`."""

from collections.abc import Sequence

import nest
import numpy as np

from models.card import Card


def transmitted(card: Card, times_ms: Sequence[float]) -> np.ndarray:
    """What a synapse at rest transmits at each spike, in units of w_0: array (spikes,)."""
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.resolution = 0.1
    known = {constant.symbol for constant in card.constants}
    recorder = nest.Create("weight_recorder")
    nest.CopyModel("tsodyks2_synapse", "recorded", {"weight_recorder": recorder})
    synapse = {
        "synapse_model": "recorded",
        "weight": card["w_0"],
        "U": card["U"],
        "u": card["U"],  # NEST begins at 0.5, whatever U is
        "x": 1.0,
        "tau_rec": 1e3 * card["tau_rec"],
        "tau_fac": 1e3 * card["tau_facil"] if "tau_facil" in known else 0.0,
    }
    generator = nest.Create("spike_generator", params={"spike_times": np.asarray(times_ms, float)})
    pre, post = nest.Create("parrot_neuron", 2)
    nest.Connect(generator, pre, syn_spec={"delay": 1.0})
    nest.Connect(pre, post, syn_spec=synapse | {"delay": 1.0})
    nest.Simulate(max(times_ms) + 10.0)
    return recorder.get("events", "weights")
