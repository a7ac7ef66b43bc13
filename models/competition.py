"""Many plastic inputs compete for one integrate-and-fire neuron (Song, Miller & Abbott 2000).

The neuron is that of Song, Miller & Abbott 2000, doi:10.1038/78829. Its constants are from memory
of the paper and of public implementations of it: trust the behaviour before the digits. Where it is
asked for, homeostatic scaling (models/scaling.py) acts on all of its weights once a second, between
the rule's changes.
"""

from brian2 import (
    Clock,
    Network,
    NeuronGroup,
    SpikeGeneratorGroup,
    SpikeMonitor,
    Synapses,
    ms,
    mV,
    second,
)

from models.own_names import list_kept, written_for_brian2
from models.structure import Structure
from synplast.assembled import Assembled

NEURON = {
    "tau_m": 20 * ms,
    "v_rest": -70 * mV,
    "v_threshold": -54 * mV,
    "v_reset": -60 * mV,
    "e_ex": 0 * mV,
    "e_in": -70 * mV,
    "tau_ex": 5 * ms,
    "tau_in": 5 * ms,
}
# Conductance of an inhibitory synapse, in units of the leak.
G_IN = 0.05
MEMBRANE = """
    dv/dt = (v_rest - v + g_ex * (e_ex - v) + g_in * (e_in - v)) / tau_m : volt
    dg_ex/dt = -g_ex / tau_ex : 1
    dg_in/dt = -g_in / tau_in : 1
    spikes : 1
    most_spikes : 1 (constant)
"""
# In the last step of each second: the weights by what a and I were, then these by the spikes since.
SCALING = """
    growth = beta * (goal - a) + gamma * total : hertz
    beta : 1 (constant)
    gamma : hertz (constant)
    tau_a : second (constant)
    goal : hertz (constant)
    a : hertz
    total : 1
    before : 1
    due : second
"""
SENSE = """
    total += (goal - a) * EVERY
    a += (spikes - before - a * EVERY) / tau_a
    before = spikes
    due += EVERY
"""
EVERY = 1 * second


def assemble(
    structure: tuple, excitatory: int, inhibitory: int, scaled: bool = False, **target
) -> Assembled:
    """The network, with plastic excitatory inputs under the rule of `Card.structure`.

    Inputs are the spikes ``source`` and ``inhibition``; for each plastic synapse every constant and
    variable of the rule, as `models.structure.spelt` names them, and ``conductance`` (of a
    synapse of weight 1, in units of the leak); ``most_spikes``, after which the neuron fires no
    more; and, ``scaled``, the neuron's ``beta``, ``gamma``, ``tau_a`` and ``goal`` of scaling, with
    ``a``, the rate sensed at first. Outputs are ``w`` and ``times``, of the neuron's spikes.
    """
    rule = written_for_brian2(Structure(*structure))
    clock = Clock(1 * second, name="steps")
    alike = {"clock": clock, **target}
    source, inhibition = (
        SpikeGeneratorGroup(size, [], [] * second, name=name, **alike)
        for name, size in (("source", excitatory), ("inhibition", inhibitory))
    )
    neuron = NeuronGroup(
        1,
        MEMBRANE + SCALING * scaled,
        threshold="v > v_threshold and spikes < most_spikes",
        reset="v = v_reset\nspikes += 1",
        events={"scale": "t > due - 1.5 * dt"} if scaled else {},
        method="exponential_euler",
        namespace=NEURON | {"EVERY": EVERY},
        name="neuron",
        **alike,
    )
    neuron.v = NEURON["v_rest"]
    if scaled:
        neuron.due = EVERY
        neuron.run_on_event("scale", SENSE, when="end")
    inhibits = Synapses(
        inhibition,
        neuron,
        on_pre="g_in_post += G_IN",
        namespace={"G_IN": G_IN},
        name="inhibits",
        **alike,
    )
    inhibits.connect()
    declared = [f"{symbol} : {unit} (constant)" for symbol, unit in rule.constants]
    scale = {"scale": "w *= exp(growth_post * EVERY)"} if scaled else {}
    plastic = Synapses(
        source,
        neuron,
        "\n".join([rule.equations, "conductance : 1 (constant)", *declared]),
        on_pre=f"g_ex_post += conductance * w\n{rule.on_pre}",
        on_post={"post": rule.on_post} | scale,
        on_event={"pre": "spike", "post": "spike"} | dict.fromkeys(scale, "scale"),
        namespace={"EVERY": EVERY},
        name="plastic",
        **alike,
    )
    plastic.connect()
    given = {name: plastic.variables[name] for name in list_kept(plastic)}
    told = ["most_spikes", *(("beta", "gamma", "tau_a", "goal", "a") if scaled else ())]
    given |= {name: neuron.variables[name] for name in told}
    fires = SpikeMonitor(neuron, name="fires", **target)
    return Assembled(
        Network(source, inhibition, neuron, inhibits, plastic, fires, name="protocol"),
        clock,
        given | {"source": source, "inhibition": inhibition},
        {"w": plastic.variables["w"], "times": fires.variables["t"]},
    )
