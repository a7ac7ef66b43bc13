"""Many plastic inputs compete for one integrate-and-fire neuron (Song, Miller & Abbott 2000).

The neuron is that of Song, Miller & Abbott 2000, doi:10.1038/78829. Its constants are from memory
of the paper and of public implementations of it: trust the behaviour before the digits.
"""

from brian2 import Clock, Network, NeuronGroup, SpikeGeneratorGroup, Synapses, ms, mV, second

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


def assemble(structure: tuple, excitatory: int, inhibitory: int, **target) -> Assembled:
    """The network, with plastic excitatory inputs under the rule of `Card.structure`.

    Inputs are the spikes ``source`` and ``inhibition``; for each plastic synapse every constant and
    variable of the rule, as `models.structure.spelt` names them, and ``conductance`` (of a
    synapse of weight 1, in units of the leak). Outputs are ``w`` and the neuron's number of
    ``spikes``.
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
        """dv/dt = (v_rest - v + g_ex * (e_ex - v) + g_in * (e_in - v)) / tau_m : volt
           dg_ex/dt = -g_ex / tau_ex : 1
           dg_in/dt = -g_in / tau_in : 1
           spikes : 1""",
        threshold="v > v_threshold",
        reset="v = v_reset\nspikes += 1",
        method="exponential_euler",
        namespace=NEURON,
        name="neuron",
        **alike,
    )
    neuron.v = NEURON["v_rest"]
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
    plastic = Synapses(
        source,
        neuron,
        "\n".join([rule.equations, "conductance : 1 (constant)", *declared]),
        on_pre=f"g_ex_post += conductance * w\n{rule.on_pre}",
        on_post=rule.on_post,
        namespace={},
        name="plastic",
        **alike,
    )
    plastic.connect()
    synaptic = {name: plastic.variables[name] for name in list_kept(plastic)}
    return Assembled(
        Network(source, inhibition, neuron, inhibits, plastic, name="protocol"),
        clock,
        synaptic | {"source": source, "inhibition": inhibition},
        {"w": plastic.variables["w"], "spikes": neuron.variables["spikes"]},
    )
