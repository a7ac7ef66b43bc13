"""A recurrent network that learns assemblies, with plasticity that stays on, and what holds it.

Neurons, synapses and external input are those of Brunel & Wang 2001 (models/brunel_wang.py), whose
network holds delay activity if the weights within a tenth of the excitatory neurons are w_plus =
2.1 and all others onto them 1 - f (w_plus - 1) / (1 - f). Here those weights are learned, and stay
plastic. Excitatory synapses onto excitatory neurons start at 1 and follow the rule of Zenke, Agnes
& Gerstner 2015 (models/heterosynaptic.py). Beside it are two more stabilisers, and each can be left
out, as its heterosynaptic plasticity can:

- normalisation: every 20 ms the sum of all weights onto a neuron is brought back to what it was, by
  moving them by the same amount (Litwin-Kumar & Doiron 2014, doi:10.1038/ncomms6319) or by scaling
  them by the same factor: subtractive or multiplicative, as Miller & MacKay 1994
  (doi:10.1162/neco.1994.6.1.100) call it. A weight at its bound takes no part, so that the sum is
  back some corrections later;
- inhibitory plasticity (models/inhibitory.py) from the inhibitory neurons to the excitatory ones.

Homeostatic scaling (models/scaling.py) is not among them: at its published gains, of hours, it
would change no weight onto assembly A by as much as 0.5 % in the 16 s of such a run.

What differs from the papers: what takes Zenke's synapses minutes is left out, the consolidation of
weights (20 min) and the sliding threshold (20 min), and so are short-term plasticity and the growth
by presynaptic spikes alone (with it, the neurons of neither assembly fire at 2.3 Hz in the delay,
and not at 1.2: seed 0). Heterosynaptic plasticity brings weights back to where they start, 1.
Inhibitory plasticity has the target rate of Vogels's network and the step of their single neuron;
at their network's, thirty times larger, a stimulus of 2 s silences its neurons for half a minute.
Of two neurons that fire in the same step neither has left a trace yet for the other, as in Zenke's
program; the rules on their own take the presynaptic spike first.
"""

from dataclasses import replace

from brian2 import (
    Clock,
    Hz,
    Network,
    NeuronGroup,
    SpikeGeneratorGroup,
    SpikeMonitor,
    Synapses,
    ms,
    mV,
    nS,
    second,
)

from models.brunel_wang import (
    CONDUCTANCES,
    GATES,
    MEMBRANE,
    NEURON,
    OPENS,
    RATE,
    REFRACTORY,
    TRANSMITS,
    fixed_synapses,
    recurrent,
)
from models.heterosynaptic import Heterosynaptic
from models.inhibitory import Inhibitory
from models.traces import sides
from synplast.assembled import Assembled

#: One unit of Zenke's weight in units of the weights here, where they start: ours. At 10, by which
#: their initial 0.1 would be 1, the learned weights, 1.8, complete a pattern and hold no delay.
UNIT = 22
ZENKE = Heterosynaptic.PUBLISHED["zenke_2015"]
VOGELS = Inhibitory.PUBLISHED
#: The rules of the synapses onto excitatory neurons, from these (E) and from inhibitory ones (I).
RULES = {
    "E": replace(
        ZENKE,
        A=UNIT * ZENKE.A,
        B=UNIT * ZENKE.B,
        delta=0.0,
        w_0=1.0,
        w_tilde=1.0,
        w_max=float("inf"),
    ),
    # The step is in units of gaba; the neuron's program has weights in units of 350 pS.
    "I": replace(
        VOGELS["vogels_2011_neuron"],
        eta=float(0.001 * 0.35 * nS / CONDUCTANCES["E"]["gaba"]),
        rho_0=VOGELS["vogels_2011_network"].rho_0,
        w_0=1.0,
    ),
}
SIDES = {name: sides(rule) for name, rule in RULES.items()}
LEARNS = "int(t >= plastic_from)"
#: When the rates of a rule are not 0.
LEARNING_RATES = {
    "E": {"A": LEARNS, "B": LEARNS, "beta": f"{LEARNS} * heterosynaptic"},
    "I": {"eta": f"{LEARNS} * inhibition"},
}
#: What plastic synapses keep, and what they are told beside when to learn.
WEIGHTS = {"E": ["w", "w_between", "w_learned"], "I": ["w"]}
INPUTS = {
    "E": {"w_max": "1", "heterosynaptic": "1", "between": "second", "learned": "second"},
    "I": {"inhibition": "1"},
}
#: Of an excitatory neuron: the sum of the weights onto it, and by what that is brought back.
SUM = """
    total : 1
    factor : 1
    shift : 1
    subtractive : 1 (shared, constant)
    multiplicative : 1 (shared, constant)
"""
BRING_BACK = """
    factor = 1 + multiplicative * (inputs / (total + int(total == 0)) - 1)
    shift = subtractive * (total - inputs) / inputs
    total = 0
"""
# The copies are the last before their time, whatever its rounding.
BROUGHT_BACK = """
    w = clip(w * factor_post - shift_post, 0, w_max)
    w_between += int(t < between - 1*ms) * (w - w_between)
    w_learned += int(t < learned - 1*ms) * (w - w_learned)
"""
#: The sides of the rules whose traces a population's neurons keep.
KEPT = {"E": [*SIDES["E"].values(), SIDES["I"]["post"]], "I": [SIDES["I"]["pre"]]}
EQUATIONS = {
    "E": [NEURON, GATES, SUM, *(one.equations for one in KEPT["E"])],
    "I": [NEURON, *(one.equations for one in KEPT["I"])],
}
RESET = {
    "E": ["v = -55*mV", OPENS, *(one.leaves for one in KEPT["E"])],
    "I": ["v = -55*mV", *(one.leaves for one in KEPT["I"])],
}
DT = 0.1e-3  # s
#: After how long the sums are brought back.
EVERY = 20 * ms


def assemble(size: int, rate: float = RATE, **target) -> Assembled:
    """Network of ``size`` excitatory neurons and a quarter as many inhibitory ones.

    The fibres from outside fire at ``rate`` (Hz), at random: 0 leaves out all that is random.
    Inputs: ``stimulus``, spikes from outside to single excitatory neurons, through a synapse as
    strong as the others; ``inhibit``, to all inhibitory ones; ``w_max``; ``heterosynaptic``,
    ``inhibition``, ``subtractive`` and ``multiplicative`` (which normalisation, if any), 1 or 0;
    ``plastic_from_E`` and ``_I``, from when the synapses from the excitatory and from the
    inhibitory neurons learn; ``between`` and ``learned``, when the last copies of the weights are
    kept, as ``w_between`` and ``w_learned``; ``nmda_from_E`` and ``_I`` (s). Outputs: the
    excitatory and inhibitory spikes (index, time), the weights, w[i, j] from i to j with the
    diagonal left out, row by row, and ``w_inhibitory``, with all.
    """
    clock = Clock(DT * second, name="steps")
    groups = {name: neurons(name, size, clock, target) for name in "EI"}
    plastic = {name: plastic_synapses(name, groups, size, clock, target) for name in "EI"}
    objects = [*groups.values(), *plastic.values()]
    for name in "EI":
        objects += fixed_synapses(name, groups, size, rate * Hz, clock, target)
    given = {}
    for name, side, count, to in (("stimulus", "E", size, {"j": "i"}), ("inhibit", "I", 1, {})):
        given[name] = SpikeGeneratorGroup(count, [], [] * second, clock=clock, name=name, **target)
        way = Synapses(
            given[name],
            groups[side],
            on_pre="g_ext_post += ext",
            clock=clock,
            namespace={"ext": CONDUCTANCES[side]["ext"]},
            name=f"by_{name}",
            **target,
        )
        way.connect(**to)
        objects += [given[name], way]
    outputs = {name: plastic["E"].variables[name] for name in WEIGHTS["E"]}
    outputs["w_inhibitory"] = plastic["I"].variables["w"]
    variables = {one: groups["E"].variables[one] for one in ("subtractive", "multiplicative")}
    for name, side in groups.items():
        monitor = SpikeMonitor(side, name=f"spikes_{name}", **target)
        outputs |= {f"{name}_index": monitor.variables["i"], f"{name}_time": monitor.variables["t"]}
        objects.append(monitor)
        variables |= {one: plastic[name].variables[one] for one in INPUTS[name]}
        variables |= {f"{one}_{name}": side.variables[one] for one in ("nmda_from", "v")}
        variables[f"plastic_from_{name}"] = plastic[name].variables["plastic_from"]
    return Assembled(Network(*objects, name="assembly"), clock, given | variables, outputs)


def neurons(name: str, size: int, clock, target) -> NeuronGroup:
    """Excitatory (E) or inhibitory (I) neurons, which keep the traces of their synapses' rules."""
    taus = {s: v for rule in RULES.values() for s, v in vars(rule).items() if s.startswith("tau")}
    group = NeuronGroup(
        size if name == "E" else size // 4,
        "\n".join(EQUATIONS[name]),
        threshold="v > -50*mV",
        reset="\n".join(RESET[name]),
        refractory=REFRACTORY[name],
        method="exponential_euler",
        clock=clock,
        namespace={"V_L": -70 * mV, "inputs": size - 1.0, **MEMBRANE[name], **taus},
        name=f"neurons_{name}",
        **target,
    )
    if name == "E":
        group.run_regularly(BRING_BACK, dt=EVERY, when="end")
    return group


def plastic_synapses(name: str, groups: dict, size: int, clock, target) -> Synapses:
    """From the excitatory (E) or the inhibitory (I) neurons to the excitatory ones."""
    side, told = SIDES[name], {"plastic_from": "second"} | INPUTS[name]
    constants = {s: v for s, v in vars(RULES[name]).items() if s not in told}
    rates = {s: float(constants.pop(s)) for s in LEARNING_RATES[name]}
    synapses = Synapses(
        groups[name],
        groups["E"],
        "\n".join(
            [f"{one} : 1" for one in WEIGHTS[name]]
            + [f"{one} : {unit} (shared, constant)" for one, unit in told.items()]
            + [
                f"{one} = {LEARNING_RATES[name][one]} * {rate!r} : 1 (shared)"
                for one, rate in rates.items()
            ]
        ),
        # A neuron's own traces jump after these: Brian2 resets after it has sent.
        on_pre=f"{TRANSMITS[name]}\n{side['pre'].change}",
        on_post=side["post"].change,
        clock=clock,
        namespace=constants | recurrent("E", size),
        name=f"plastic_{name}",
        **target,
    )
    synapses.connect(condition="i != j" if name == "E" else "True")
    synapses.w = 1
    if name == "E":
        synapses.run_regularly("total_post += w", dt=EVERY, when="before_synapses")
        synapses.run_regularly(BROUGHT_BACK, dt=EVERY, when="end", order=1)
    return synapses
