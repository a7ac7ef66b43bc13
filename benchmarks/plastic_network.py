"""Integrate-and-fire neurons with a published pair rule from E to E, for comparing simulators.

Neurons, and weights at 800 + 200, are those of Vogels & Abbott 2005 with currents
(doi:10.1523/JNEUROSCI.0508-05.2005; benchmark 2 of Brette et al. 2007,
doi:10.1007/s10827-007-0038-6): the resting potential is above threshold and there is no noise, so
no random number is drawn while it runs. Here the connection probability is 0.1, the delay 1.5 ms,
and the rule Song's, of which w = w_0 is the original's weight. With Poisson input, which is ours,
the resting potential is the reset's, and fibres as strong as the excitatory synapses raise it, on
average, to where it was.

Three conventions are NEST's, so that the statistics can be compared: all delay is dendritic, a
coincident pair counts in neither order (the card's rule has it potentiate), and a neuron is held at
its reset for t_ref after the step of its spike.
"""

from brian2 import (
    Clock,
    Hz,
    Network,
    NeuronGroup,
    PoissonInput,
    SpikeMonitor,
    Synapses,
    ms,
    mV,
)

from models.pair import Pair
from protocols.engine.event_driven import linear_apart
from synplast.assembled import Assembled

NAME = "song_2000"
RULE = Pair.PUBLISHED[NAME]
DT = 0.1  # ms
POTENTIALS = {"E_L": -49.0, "V_th": -50.0, "V_reset": -60.0}  # mV
TIMES = {"tau_m": 20.0, "t_ref": 5.0, "tau_syn_ex": 5.0, "tau_syn_in": 10.0}  # ms
P, DELAY = 0.1, 1.5  # ms
#: What a spike adds to g_e or g_i (mV), at the size from which it is scaled.
J_E, J_I, SIZE = 1.62, -9.0, 800
#: Fibres from outside to each neuron with Poisson input, and their resting potential (mV).
FIBRES, E_L_POISSON = 1000, -60.0
#: Of one of them (Hz), so that they raise the potential to E_L.
FIBRE_RATE = 1e3 * (POTENTIALS["E_L"] - E_L_POISSON) / (FIBRES * J_E * TIMES["tau_syn_ex"])

NEURON = """
    dv/dt = (E_L - v + g_e + g_i) / tau_m : volt (unless refractory)
    dg_e/dt = -g_e / tau_syn_ex : volt
    dg_i/dt = -g_i / tau_syn_in : volt
    dleft/dt = -left / tau_plus : 1
    darrived/dt = -arrived / tau_minus : 1
"""
# The rule's traces are all to all, so that all synapses of a neuron have the same: it keeps them.
SYNAPSE = """
    w : 1
    sent : 1
    x = left_pre : 1
    y = arrived_post : 1
"""
(CHANGE_PRE, _), (CHANGE_POST, _) = RULE.on_pre.splitlines(), RULE.on_post.splitlines()


def assemble(size: int, poisson: bool = False, **target) -> Assembled:
    """Network of ``size`` excitatory neurons and a quarter as many inhibitory ones.

    Input: ``v``, the membrane potentials at the start (V), the excitatory neurons first. Outputs:
    ``spikes`` of each neuron, and the weights ``w``.
    """
    clock, delay, scale = Clock(DT * ms, name="steps"), DELAY * ms, SIZE / size * mV
    same = {"clock": clock, **target}
    potentials = POTENTIALS | ({"E_L": E_L_POISSON} if poisson else {})
    constants = {
        name: getattr(RULE, name) for name in Pair.__dataclass_fields__ if name != "scheme"
    }
    neurons = NeuronGroup(
        size + size // 4,
        NEURON,
        threshold="v > V_th",
        reset="v = V_reset",
        # Held for t_ref after the step of the spike, as in NEST. By t_ref alone Brian2 would let it
        # go a step before, and count by a division for each neuron in each step.
        refractory="t - lastspike < t_ref + dt / 2",
        method=linear_apart,
        namespace={name: value * mV for name, value in potentials.items()}
        | {name: value * ms for name, value in TIMES.items()}
        | {name: constants[name] for name in ("tau_plus", "tau_minus")},
        name="neurons",
        **same,
    )
    excitatory, inhibitory = neurons[:size], neurons[size:]
    plastic = Synapses(
        excitatory,
        excitatory,
        SYNAPSE,
        # All delay is dendritic: the synapse sees a postsynaptic spike late, and the soma what was
        # sent at the presynaptic one.
        on_pre={"pre": f"{CHANGE_PRE}\nsent = w", "arrives": "g_e_post += sent / w_0 * J"},
        on_post={"post": CHANGE_POST},
        delay={"arrives": delay, "post": delay},
        namespace=constants | {"J": J_E * scale},
        name="plastic",
        **same,
    )
    plastic.connect(condition="i != j", p=P)
    plastic.w = RULE.w_0
    # A spike reads the other side's trace; then both leave theirs, unseen by one at the same time.
    traces = Synapses(
        excitatory, excitatory,
        on_pre={"leaves": "left_post += 1", "returns": "arrived_post += 1"},
        delay={"returns": delay}, name="traces", **same,
    )  # fmt: skip
    traces.connect(j="i")
    for place, pathway in enumerate((plastic.post, plastic.pre, traces.leaves, traces.returns)):
        pathway.order = place
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
    outside = PoissonInput(neurons, "g_e", FIBRES, FIBRE_RATE * Hz, J_E * mV)
    outputs = {"w": plastic.variables["w"], "spikes": spikes.variables["count"]}
    objects = [neurons, plastic, traces, *fixed, spikes, *([outside] if poisson else [])]
    net = Network(*objects, name="plastic_network")
    return Assembled(net, clock, {"v": neurons.variables["v"]}, outputs)
