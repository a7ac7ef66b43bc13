"""The network of `benchmarks.plastic_network` by NEST (``pip install .[oracle]``), one thread."""

import time
from collections.abc import Sequence

import nest
import numpy as np

from benchmarks import plastic_network as same
from benchmarks.nest_pairs import pair_synapse
from models.catalogue import find

#: Sources and targets of E to E, E to I and I to all, counted from the first of each.
Wiring = Sequence[tuple[np.ndarray, np.ndarray]]


def simulate(
    size: int,
    duration: float,
    v: np.ndarray,
    seed: int,
    poisson: bool = False,
    wiring: Wiring | None = None,
) -> tuple[float, float, float, np.ndarray]:
    """Seconds to build and in NEST's loop, mean rate (Hz), and weights after ``duration`` s.

    Seconds are of the processor. Weights, array (synapses,), are by source and then by target. The
    duration is a whole number of delays, after each of which NEST delivers spikes.

    Its plainest neuron and rule are used: the rules with constants in common
    (``stdp_synapse_hom``) or smaller connections (``_hpc``) took 2 to 30 % longer.
    """
    if round(1e3 * duration / same.DT) % round(same.DELAY / same.DT):
        raise ValueError(f"{duration=}: a whole number of delays of {same.DELAY} ms")
    began = time.process_time()
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.resolution = same.DT
    nest.local_num_threads = 1
    nest.rng_seed = seed + 1  # not 0
    rule, minus = pair_synapse(find(f"pair:{same.NAME}"))
    # With so many pF as tau_m has ms, 1 pA is 1 mV in the equation of the membrane.
    potentials = same.POTENTIALS | ({"E_L": same.E_L_POISSON} if poisson else {})
    neuron = potentials | same.TIMES | {"C_m": same.TIMES["tau_m"]}
    excitatory = nest.Create("iaf_psc_exp", size, params=neuron | minus)
    inhibitory = nest.Create("iaf_psc_exp", size // 4, params=neuron)
    everyone = excitatory + inhibitory
    everyone.V_m = 1e3 * v
    j_e, j_i = (j * same.SIZE / size for j in (same.J_E, same.J_I))
    most = j_e / same.RULE.w_0
    ways = [
        (excitatory, excitatory, rule | {"weight": j_e, "Wmax": most}),
        (excitatory, inhibitory, {"weight": j_e}),
        (inhibitory, everyone, {"weight": j_i}),
    ]
    for drawn, way in zip(wiring or (None,) * 3, ways, strict=True):
        connect(*way, drawn)
    if poisson:
        outside = nest.Create("poisson_generator", params={"rate": same.FIBRES * same.FIBRE_RATE})
        nest.Connect(outside, everyone, "all_to_all", {"weight": same.J_E, "delay": same.DELAY})
    nest.Prepare()
    built = time.process_time()
    nest.Run(1e3 * duration)
    ended = time.process_time()
    rate = nest.local_spike_counter / duration / len(everyone)
    plastic = nest.GetConnections(excitatory, excitatory)
    take_stock(excitatory, plastic)
    nest.Cleanup()
    source, target, weight = plastic.get(["source", "target", "weight"]).values()
    return built - began, ended - built, rate, np.array(weight)[np.lexsort((target, source))] / most


def connect(sources, targets, synapse: dict, pairs: tuple[np.ndarray, np.ndarray] | None) -> None:
    """As the pairs say, or else at random; no excitatory neuron to itself."""
    synapse = {"synapse_model": "static_synapse", "delay": same.DELAY} | synapse
    if pairs is None:
        drawn = {"rule": "pairwise_bernoulli", "p": same.P, "allow_autapses": sources != targets}
        nest.Connect(sources, targets, drawn, synapse)
    else:
        ends = (np.array(n.tolist())[i] for n, i in zip((sources, targets), pairs, strict=True))
        many = {name: np.full(len(pairs[0]), synapse[name]) for name in ("weight", "delay")}
        nest.Connect(*ends, "one_to_one", synapse | many)


def take_stock(excitatory: nest.NodeCollection, plastic: nest.SynapseCollection) -> None:
    """Make the potentiation that NEST has put off to each synapse's next presynaptic spike.

    All are made to spike in the next step, in which what was sent before is delivered. Theirs comes
    after it, when nothing is depressed any more.
    """
    excitatory.V_m = 1e6  # mV: whatever the inhibition
    nest.Run(same.DT)
    plastic.alpha = 0.0
    nest.Run(2 * same.DELAY)
