"""Rewarded STDP by NEST's stdp_dopamine_synapse, the oracle of `models.reward`.

NEST's rule is dw/dt = c (n - b), where a dopamine spike adds 1 / tau_n to n (Potjans et al. 2010,
doi:10.3389/fncom.2010.00141). Ours, eta c (tonic + d) with h by a reward, is the same with
amplitudes eta h tau_d times as large and b = -tonic / (h tau_d). NEST keeps weights within bounds,
which are out of reach here, and a coincident pair makes nothing eligible there.
"""

from collections.abc import Sequence

import nest
import numpy as np

from models.card import Card

#: All delay is dendritic in NEST, and a dopamine spike takes a step to reach its transmitter (ms).
DELAY, STEP = 1.0, 0.1
FAR = 1e6


def weight_after(card: Card, pre: Sequence, post: Sequence, rewards: Sequence, end: float) -> float:
    """The weight at ``end``, from the times (ms) of spikes and rewards, none before 10 ms."""
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.resolution = STEP
    tau_d = 1e3 * card["tau_d"]
    scale = 1e-3 * card["eta"] * card["h"] * tau_d
    transmitter = nest.Create("volume_transmitter")
    constants = {
        "volume_transmitter": transmitter,
        "A_plus": scale * card["A_plus"],
        "A_minus": scale * card["A_minus"],
        "tau_plus": 1e3 * card["tau_plus"],
        "tau_c": 1e3 * card["tau_c"],
        "tau_n": tau_d,
        "b": -card["tonic"] / (card["h"] * tau_d),
        "Wmin": -FAR,
        "Wmax": FAR,
    }
    nest.SetDefaults("stdp_dopamine_synapse", constants)
    neurons = nest.Create("parrot_neuron", 3, {"tau_minus": 1e3 * card["tau_minus"]})
    # At the last presynaptic spike NEST takes stock.
    trains = [*pre, end], np.asarray(post) - DELAY, np.asarray(rewards) - STEP
    for neuron, times in zip(neurons, trains, strict=True):
        generator = nest.Create("spike_generator", params={"spike_times": np.round(times, 1) - 1})
        nest.Connect(generator, neuron, syn_spec={"delay": 1.0})
    sender, receiver, dopamine = neurons
    nest.Connect(dopamine, transmitter, syn_spec={"delay": STEP})
    plastic = {"synapse_model": "stdp_dopamine_synapse", "weight": card["w_0"], "delay": DELAY}
    nest.Connect(sender, receiver, syn_spec=plastic | {"receptor_type": 1})
    nest.Simulate(end + 10.0)
    return nest.GetConnections(sender, receiver).get("weight")
