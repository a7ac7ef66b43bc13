"""The network of `benchmarks.plastic_network` by NEST (``pip install .[oracle]``), one thread."""

import time

import nest
import numpy as np

from benchmarks import plastic_network as same
from benchmarks.nest_pairs import pair_synapse
from models.catalogue import find


def simulate(
    size: int, duration: float, v: np.ndarray, seed: int, poisson: bool = False
) -> tuple[float, ...]:
    """Seconds to build and in NEST's loop, mean rate (Hz) and mean weight, after ``duration`` s.

    Seconds are of the processor.

    Its plainest neuron and rule are used: the rules with constants in common
    (``stdp_synapse_hom``) or smaller connections (``_hpc``) took 2 to 30 % longer.
    """
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
    drawn = {"rule": "pairwise_bernoulli", "p": same.P}
    j_e, j_i = (j * same.SIZE / size for j in (same.J_E, same.J_I))
    most = j_e / same.RULE.w_0
    plastic = rule | {"weight": j_e, "Wmax": most, "delay": same.DELAY}
    nest.Connect(excitatory, excitatory, drawn | {"allow_autapses": False}, plastic)
    nest.Connect(excitatory, inhibitory, drawn, {"weight": j_e, "delay": same.DELAY})
    nest.Connect(inhibitory, everyone, drawn, {"weight": j_i, "delay": same.DELAY})
    if poisson:
        outside = nest.Create("poisson_generator", params={"rate": same.FIBRES * same.FIBRE_RATE})
        nest.Connect(outside, everyone, "all_to_all", {"weight": same.J_E, "delay": same.DELAY})
    nest.Prepare()
    built = time.process_time()
    nest.Run(1e3 * duration)
    ended = time.process_time()
    nest.Cleanup()
    weight = np.mean(nest.GetConnections(excitatory, excitatory).weight) / most
    rate = nest.local_spike_counter / duration / len(everyone)
    return built - began, ended - built, rate, weight
