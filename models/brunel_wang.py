"""The network of Brunel & Wang 2001: its neurons, conductances, and the synapses that stay fixed.

doi:10.1023/A:1011204814320. What differs: an NMDA gate jumps at a spike by what the original's rise
of 2 ms adds up to, 1 - e^-1 of what is left; conductances have no delay; neurons have no synapse
onto themselves.
"""

from brian2 import PoissonInput, Synapses, ms, nF, nS

#: Fibres from outside to each neuron, and their rate (Hz).
FIBRES, RATE = 800, 3.0
#: Of the 800 + 200 neurons, from which the recurrent conductances are scaled.
SIZE = 800
#: Conductances (nS): AMPA from outside, AMPA, NMDA and GABA from within.
CONDUCTANCES = {
    "E": {"ext": 2.08 * nS, "ampa": 0.104 * nS, "nmda": 0.327 * nS, "gaba": 1.25 * nS},
    "I": {"ext": 1.62 * nS, "ampa": 0.081 * nS, "nmda": 0.258 * nS, "gaba": 0.973 * nS},
}
MEMBRANE = {"E": {"C": 0.5 * nF, "g_L": 25 * nS}, "I": {"C": 0.2 * nF, "g_L": 20 * nS}}
REFRACTORY = {"E": 2 * ms, "I": 1 * ms}

NEURON = """
    dv/dt = (g_L * (V_L - v) - (g_ext + g_ampa) * v - g_gaba * (v - V_L)
             - int(t >= nmda_from) * g_nmda * v / (1 + exp(-0.062 * v / mV) / 3.57)) / C
            : volt (unless refractory)
    dg_ext/dt = -g_ext / (2*ms) : siemens
    dg_ampa/dt = -g_ampa / (2*ms) : siemens
    dg_nmda/dt = -g_nmda / (100*ms) : siemens
    dg_gaba/dt = -g_gaba / (10*ms) : siemens
    nmda_from : second (shared, constant)
"""
#: The NMDA gates of an excitatory neuron, and what its spike does to them.
GATES, OPENS = "ds/dt = -s / (100*ms) : 1", "s += (1 - exp(-1)) * (1 - s)"
#: What a spike from either population does, through a synapse of weight w.
TRANSMITS = {
    "E": "g_ampa_post += w * ampa\ng_nmda_post += w * nmda * (1 - exp(-1)) * (1 - s_pre)",
    "I": "g_gaba_post += w * gaba",
}


def recurrent(name: str, size: int) -> dict:
    """Conductances within a network of ``size`` excitatory neurons, onto a population, E or I."""
    scale = SIZE / size
    return {s: CONDUCTANCES[name][s] * scale for s in ("ampa", "nmda", "gaba")}


def fixed_synapses(name: str, groups: dict, size: int, rate, clock, target) -> list:
    """What a population receives from outside and, if it is inhibitory, from both populations."""
    side = groups[name]
    outside = PoissonInput(side, "g_ext", FIBRES, rate, CONDUCTANCES[name]["ext"])
    outside.codeobj_class = target.get("codeobj_class")  # which it does not take
    found = [outside]
    for source in "IE" if name == "I" else "":
        way = Synapses(
            groups[source],
            side,
            on_pre=TRANSMITS[source],
            clock=clock,
            name=f"{source}_to_{name}",
            namespace=recurrent(name, size) | {"w": 1.0},
            **target,
        )
        way.connect(condition="i != j" if source == name else "True")
        found.append(way)
    return found
