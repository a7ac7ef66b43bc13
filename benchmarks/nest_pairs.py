"""The STDP window by NEST, an independent simulator: what the engines are compared with.

All delay is dendritic in NEST: the synapse sees a postsynaptic spike its delay later, so spikes are
placed that much earlier for the lag to be that at the synapse. Needs ``pip install .[oracle]``.
"""

import time
from collections.abc import Sequence

import nest
import numpy as np

from models.card import Card

DELAY = 10.0  # ms; at the resolution NEST's loop is several times slower


def pair_synapse(card: Card) -> tuple[dict, dict]:
    """NEST's stdp_synapse and the postsynaptic constants for a rule of `models.pair`."""
    synapse = {
        "synapse_model": "stdp_synapse",
        "tau_plus": 1e3 * card["tau_plus"],
        "lambda": card["A_plus"],
        "alpha": card["A_minus"] / card["A_plus"],
        "mu_plus": card["mu_plus"],
        "mu_minus": card["mu_minus"],
        "Wmax": 1.0,
    }
    return synapse, {"tau_minus": 1e3 * card["tau_minus"]}


def triplet_synapse(card: Card) -> tuple[dict, dict]:
    """NEST's stdp_triplet_synapse for a rule of `models.triplet`."""
    synapse = {
        "synapse_model": "stdp_triplet_synapse",
        "tau_plus": 1e3 * card["tau_plus"],
        "tau_plus_triplet": 1e3 * card["tau_x"],
        "Aplus": card["A2_plus"],
        "Aplus_triplet": card["A3_plus"],
        "Aminus": card["A2_minus"],
        "Aminus_triplet": card["A3_minus"],
        "Wmax": 100.0,
    }
    minus = {"tau_minus": 1e3 * card["tau_minus"], "tau_minus_triplet": 1e3 * card["tau_y"]}
    return synapse, minus


def inhibitory_synapse(card: Card) -> tuple[dict, dict]:
    """NEST's vogels_sprekeler_synapse for a rule of `models.inhibitory`."""
    synapse = {
        "synapse_model": "vogels_sprekeler_synapse",
        "tau": 1e3 * card["tau"],
        "eta": card["eta"],
        "alpha": 2 * card["rho_0"] * card["tau"],
        "Wmax": 1e6,
    }
    return synapse, {"tau_minus": 1e3 * card["tau"]}


SYNAPSES = {"pair": pair_synapse, "triplet": triplet_synapse, "inhibitory": inhibitory_synapse}


def window(
    card: Card, lags_ms: Sequence[float], pairs: int, period_ms: float, resolution: float = 0.1
) -> tuple[np.ndarray, float]:
    """Weights after the pairs at each lag, and the seconds that NEST's loop took.

    Every lag must be a multiple of ``resolution``, the time step (ms).
    """
    synapse, minus = SYNAPSES[card.name.partition(":")[0]](card)
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.resolution = resolution
    lags, start = np.asarray(lags_ms, float), 200.0 + np.arange(pairs) * period_ms
    end = start[-1] + 2000.0
    pre = nest.Create("parrot_neuron", len(lags))
    post = nest.Create("parrot_neuron", len(lags), params=minus)
    for neuron, earlier in ((pre, np.maximum(0, -lags)), (post, np.maximum(0, lags) - DELAY)):
        times = [np.round(start + one, 1) for one in earlier]
        if neuron is pre:  # a last spike long after, at which NEST takes stock of the post ones
            times = [np.append(one, end) for one in times]
        generators = nest.Create("spike_generator", len(lags))
        for generator, one in zip(generators, times, strict=True):
            generator.spike_times = one
        nest.Connect(generators, neuron, "one_to_one", {"delay": 1.0})
    plastic = synapse | {"weight": card["w_0"], "delay": DELAY, "receptor_type": 1}
    nest.Connect(pre, post, "one_to_one", plastic)
    nest.Prepare()
    began = time.perf_counter()
    nest.Run(end + 10.0)
    took = time.perf_counter() - began
    nest.Cleanup()
    weights = nest.GetConnections(pre, post).get("weight")
    return np.atleast_1d(weights), took
