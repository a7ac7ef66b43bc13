"""Integrate-and-fire neurons with a published pair rule from E to E, for comparing simulators.

Neurons, and weights at 800 + 200, are those of Vogels & Abbott 2005 with currents
(doi:10.1523/JNEUROSCI.0508-05.2005; benchmark 2 of Brette et al. 2007,
doi:10.1007/s10827-007-0038-6): the resting potential is above threshold and there is no noise, so
no random number is drawn while it runs. Here the connection probability is 0.1, the delay 1.5 ms,
and the rule Song's, of which w = w_0 is the original's weight.
"""

from brian2 import Clock, Network, NeuronGroup, SpikeMonitor, Synapses, ms, mV

from models.pair import Pair
from synplast.assembled import Assembled

NAME = "song_2000"
RULE = Pair.PUBLISHED[NAME]
DT = 0.1  # ms
POTENTIALS = {"E_L": -49.0, "V_th": -50.0, "V_reset": -60.0}  # mV
TIMES = {"tau_m": 20.0, "t_ref": 5.0, "tau_syn_ex": 5.0, "tau_syn_in": 10.0}  # ms
P, DELAY = 0.1, 1.5  # ms
#: What a spike adds to g_e or g_i (mV), at the size from which it is scaled.
J_E, J_I, SIZE = 1.62, -9.0, 800

NEURON = """
    dv/dt = (E_L - v + g_e + g_i) / tau_m : volt (unless refractory)
    dg_e/dt = -g_e / tau_syn_ex : volt
    dg_i/dt = -g_i / tau_syn_in : volt
"""


def assemble(size: int, **target) -> Assembled:
    """Network of ``size`` excitatory neurons and a quarter as many inhibitory ones.

    Input: ``v``, the membrane potentials at the start (V), the excitatory neurons first. Outputs:
    ``spikes`` of each neuron, and the weights ``w``.
    """
    clock, delay, scale = Clock(DT * ms, name="steps"), DELAY * ms, SIZE / size * mV
    same = {"clock": clock, **target}
    potentials = {name: value * mV for name, value in POTENTIALS.items()}
    neurons = NeuronGroup(
        size + size // 4,
        NEURON,
        threshold="v > V_th",
        reset="v = V_reset",
        # As t_ref alone, which Brian2 counts by a division for each neuron in each step.
        refractory="t - lastspike < t_ref - dt / 2",
        method="exact",
        namespace=potentials | {name: value * ms for name, value in TIMES.items()},
        name="neurons",
        **same,
    )
    excitatory, inhibitory = neurons[:size], neurons[size:]
    constants = {
        name: getattr(RULE, name) for name in Pair.__dataclass_fields__ if name != "scheme"
    }
    plastic = Synapses(
        excitatory,
        excitatory,
        RULE.equations,
        # All delay is dendritic, as in NEST's rules: the synapse sees a postsynaptic spike late.
        on_pre={"pre": RULE.on_pre, "arrives": "g_e_post += w / w_0 * J"},
        on_post={"post": RULE.on_post},
        delay={"arrives": delay, "post": delay},
        namespace=constants | {"J": J_E * scale},
        name="plastic",
        **same,
    )
    plastic.connect(condition="i != j", p=P)
    plastic.w = RULE.w_0
    fixed = [
        Synapses(
            excitatory, inhibitory, on_pre="g_e_post += J", namespace={"J": J_E * scale},
            delay=delay, name="E_to_I", **same,
        ),
        Synapses(
            inhibitory, neurons, on_pre="g_i_post += J", namespace={"J": J_I * scale},
            delay=delay, name="I_to_all", **same,
        ),
    ]  # fmt: skip
    for way in fixed:
        way.connect(p=P)
    spikes = SpikeMonitor(neurons, record=False, name="spikes", **target)
    outputs = {"w": plastic.variables["w"], "spikes": spikes.variables["count"]}
    net = Network(neurons, plastic, *fixed, spikes, name="plastic_network")
    return Assembled(net, clock, {"v": neurons.variables["v"]}, outputs)
