"""A recurrent network that learns assemblies, with plasticity that stays on, and what holds it.

Neurons, synapses and external input are those of Brunel & Wang 2001
(doi:10.1023/A:1011204814320), which holds delay activity if the weights within a tenth of the
excitatory neurons are w_plus = 2.1 and all their others 1 - f (w_plus - 1) / (1 - f). Here those
weights are learned, and stay plastic. Excitatory synapses onto excitatory neurons start at 1 and
follow the rule of Zenke, Agnes & Gerstner 2015 (doi:10.1038/ncomms7922; constants of the authors'
program, github.com/fzenke/pub2015orchestrated): triplet potentiation and depression by pairs. Two
stabilisers hold it over such a run; the third, inhibitory plasticity, is there and was not seen to
help. Each can be left out:

- heterosynaptic plasticity of the same paper: a postsynaptic spike brings the weight back towards
  1, by the third power of the postsynaptic trace, so that fast firing limits what it has learned;
- normalisation: every 20 ms all weights onto a neuron are moved by the same amount so that their
  sum stays as it was (Litwin-Kumar & Doiron 2014, doi:10.1038/ncomms6319; subtractive, as Miller &
  MacKay 1994, doi:10.1162/neco.1994.6.1.100, call it);
- inhibitory plasticity (models/inhibitory.py) from the inhibitory neurons to the excitatory ones.

What differs from the papers: what takes Zenke's synapses minutes is left out, the consolidation of
weights (20 min), the sliding threshold (20 min) and the growth by presynaptic spikes alone, and so
is short-term plasticity. Inhibitory plasticity has the target rate of Vogels's network and the step
of their single neuron; at their network's, thirty times larger, a stimulus of 2 s silences its
neurons for half a minute. An NMDA gate jumps at a
spike by what the original's rise of 2 ms adds up to, 1 - e^-1 of what is left; conductances have no
delay; neurons have no synapse onto themselves; of two neurons that fire in the same step neither
has left a trace yet for the other, where the rules on their own take the presynaptic spike first.
"""

from dataclasses import replace

from brian2 import (
    Clock,
    Hz,
    Network,
    NeuronGroup,
    PoissonInput,
    SpikeGeneratorGroup,
    SpikeMonitor,
    Synapses,
    ms,
    mV,
    nF,
    nS,
    second,
)

from models.inhibitory import Inhibitory
from models.triplet import INERT, Triplet
from synplast.assembled import Assembled

#: One unit of Zenke's weight in units of the weights here, where they start: ours. At 10, by which
#: their initial 0.1 would be 1, the learned weights, 1.8, complete a pattern and hold no delay.
UNIT = 22
#: Triplet potentiation and pair depression of Zenke, Agnes & Gerstner 2015.
RULE = Triplet(
    A2_plus=0.0,
    A3_plus=1e-3 * UNIT,
    A2_minus=1e-3 * UNIT,
    A3_minus=0.0,
    tau_plus=20 * ms,
    tau_x=INERT * ms,
    tau_minus=20 * ms,
    tau_y=100 * ms,
    w_max=float("inf"),
    w_0=1.0,
    scheme="all_to_all",
)
#: Of their heterosynaptic plasticity.
BETA = 0.05
#: What plastic synapses are told: times, the bound, and which stabilisers are there (1 or 0).
TOLD = {"plastic_from": "second", "between": "second", "learned": "second"}
TOLD |= {"w_max": "1", "heterosynaptic": "1", "normalisation": "1"}
DT = 0.1e-3  # s
#: Fibres from outside to each neuron, and their rate (Hz).
FIBRES, RATE = 800, 3.0
#: Of the 800 + 200 neurons, from which the recurrent conductances are scaled.
SIZE = 800
#: Conductances (nS): AMPA from outside, AMPA, NMDA and GABA from within.
E = {"ext": 2.08 * nS, "ampa": 0.104 * nS, "nmda": 0.327 * nS, "gaba": 1.25 * nS}
I = {"ext": 1.62 * nS, "ampa": 0.081 * nS, "nmda": 0.258 * nS, "gaba": 0.973 * nS}
#: The step is in units of gaba; the neuron's program has weights in units of 350 pS.
INHIBITORY = replace(
    Inhibitory.PUBLISHED["vogels_2011_neuron"],
    eta=0.001 * 0.35 * nS / E["gaba"],
    rho_0=Inhibitory.PUBLISHED["vogels_2011_network"].rho_0,
)
MEMBRANE = {
    "E": {"C": 0.5 * nF, "g_L": 25 * nS, "refractory": 2 * ms},
    "I": {"C": 0.2 * nF, "g_L": 20 * nS, "refractory": 1 * ms},
}

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
# What a neuron's own spikes leave: its NMDA gates, and the traces of the rules.
TRACES = {
    "E": """
    ds/dt = -s / (100*ms) : 1
    dr1/dt = -r1 / tau_plus : 1
    do1/dt = -o1 / tau_minus : 1
    do2/dt = -o2 / tau_y : 1
    total : 1
    """,
    "I": "dx/dt = -x / tau : 1",
}
LEAVES = {
    "E": "\ns += (1 - exp(-1)) * (1 - s)\nr1 += 1\no1 += 1\no2 += 1",
    "I": "\nx += 1",
}
# Before the neuron's own traces jump (Brian2 resets after it has sent).
ON_PRE = """
    g_ampa_post += w * ampa
    g_nmda_post += w * nmda * (1 - exp(-1)) * (1 - s_pre)
    w = clip(w - int(t >= plastic_from) * A2_minus * o1_post, 0, w_max)
"""
ON_POST = """
    change = A3_plus * r1_pre * o2_post - heterosynaptic * beta * o1_post**3 * (w - 1)
    w = clip(w + int(t >= plastic_from) * change, 0, w_max)
"""
KEEP_SUM = """
    w = clip(w - normalisation * int(t >= plastic_from) * (total_post - inputs) / inputs, 0, w_max)
    w_between += int(t < between) * (w - w_between)
    w_learned += int(t < learned) * (w - w_learned)
"""
INHIBITS = """
    g_gaba_post += w * gaba
    w = clip(w + inhibition * int(t >= plastic_from) * eta * (o1_post - 2 * rho_0 * tau), 0, inf)
"""
INHIBITS_POST = "w += inhibition * int(t >= plastic_from) * eta * x_pre"


def assemble(size: int, rate: float = RATE, **target) -> Assembled:
    """Network of ``size`` excitatory neurons and a quarter as many inhibitory ones.

    The fibres from outside fire at ``rate`` (Hz), at random: 0 leaves out all that is random.
    Inputs: ``stimulus``, spikes from outside to single excitatory neurons, through a synapse as
    strong as the others; ``inhibit``, to all inhibitory ones; ``w_max``; ``heterosynaptic``,
    ``normalisation`` and ``inhibition``, 1 or 0; ``plastic_from_E`` and ``_I``, from when the
    synapses from the excitatory and from the inhibitory neurons learn; ``between`` and ``learned``,
    when the last copies of the weights are kept, as ``w_between`` and ``w_learned``; ``nmda_from``
    (s). Outputs: the excitatory and inhibitory spikes (index, time), the weights, w[i, j] from i to
    j with the diagonal left out, row by row, and ``w_inhibitory``, with all.
    """
    clock = Clock(DT * second, name="steps")
    excitatory, inhibitory = (
        neurons("E", size, clock, target),
        neurons("I", size // 4, clock, target),
    )
    groups = {"E": excitatory, "I": inhibitory}
    plastic = plastic_synapses(excitatory, size, clock, target)
    inhibits = inhibitory_synapses(groups, size, clock, target)
    objects = [excitatory, inhibitory, plastic, inhibits]
    for name, (side, constants) in {"E": (excitatory, E), "I": (inhibitory, I)}.items():
        objects += fixed_synapses(name, side, constants, groups, size, rate * Hz, clock, target)
    given = {}
    for name, side, weight in (
        ("stimulus", excitatory, E["ext"]),
        ("inhibit", inhibitory, I["ext"]),
    ):
        count = size if side is excitatory else 1
        given[name] = SpikeGeneratorGroup(count, [], [] * second, clock=clock, name=name, **target)
        way = Synapses(
            given[name],
            side,
            on_pre="g_ext_post += weight",
            clock=clock,
            namespace={"weight": weight},
            name=f"by_{name}",
            **target,
        )
        way.connect(**({"j": "i"} if side is excitatory else {}))
        objects += [given[name], way]
    outputs = {name: plastic.variables[name] for name in ("w_between", "w_learned", "w")}
    outputs["w_inhibitory"] = inhibits.variables["w"]
    for name, side in groups.items():
        monitor = SpikeMonitor(side, name=f"spikes_{name}", **target)
        outputs |= {f"{name}_index": monitor.variables["i"], f"{name}_time": monitor.variables["t"]}
        objects.append(monitor)
    variables = {name: plastic.variables[name] for name in TOLD if name != "plastic_from"}
    variables["inhibition"] = inhibits.variables["inhibition"]
    for name, way in {"E": plastic, "I": inhibits}.items():
        variables[f"plastic_from_{name}"] = way.variables["plastic_from"]
    for name, side in groups.items():
        variables |= {
            f"nmda_from_{name}": side.variables["nmda_from"],
            f"v_{name}": side.variables["v"],
        }
    return Assembled(Network(*objects, name="assembly"), clock, given | variables, outputs)


def neurons(name: str, count: int, clock, target) -> NeuronGroup:
    """Excitatory (E) or inhibitory (I) neurons; the former sum their weights every 20 ms."""
    constants = {s: getattr(RULE, s) for s in ("tau_plus", "tau_minus", "tau_y")}
    constants["tau"] = INHIBITORY.tau
    membrane = dict(MEMBRANE[name])
    refractory = membrane.pop("refractory")
    steps = "int(t / (0.1*ms) + 0.5) % 200"
    events = {"add": f"{steps} == 0", "keep_sum": f"{steps} == 1"} if name == "E" else {}
    group = NeuronGroup(
        count,
        NEURON + TRACES[name],
        threshold="v > -50*mV",
        reset="v = -55*mV" + LEAVES[name],
        refractory=refractory,
        events=events,
        method="exponential_euler",
        clock=clock,
        namespace={"V_L": -70 * mV, **membrane, **constants},
        name=f"neurons_{name}",
        **target,
    )
    if name == "E":
        group.run_on_event("keep_sum", "total = 0", when="end")
    return group


def plastic_synapses(excitatory, size: int, clock, target) -> Synapses:
    scale = SIZE / size
    synapses = Synapses(
        excitatory,
        excitatory,
        "\n".join(
            ["w : 1", "w_between : 1", "w_learned : 1"]
            + [f"{name} : {unit} (shared, constant)" for name, unit in TOLD.items()]
        ),
        on_pre={"pre": ON_PRE, "add": "total_post += w", "keep_sum": KEEP_SUM},
        on_post={"post": ON_POST},
        on_event={"pre": "spike", "post": "spike", "add": "add", "keep_sum": "keep_sum"},
        clock=clock,
        namespace={s: getattr(RULE, s) for s in ("A2_minus", "A3_plus")}
        | {"beta": BETA}
        | {"ampa": E["ampa"] * scale, "nmda": E["nmda"] * scale, "inputs": size - 1},
        name="plastic",
        **target,
    )
    synapses.connect(condition="i != j")
    synapses.w = 1
    return synapses


def inhibitory_synapses(groups: dict, size: int, clock, target) -> Synapses:
    """From the inhibitory neurons to the excitatory ones, weights in units of the original's."""
    synapses = Synapses(
        groups["I"],
        groups["E"],
        """
        w : 1
        plastic_from : second (shared, constant)
        inhibition : 1 (shared, constant)
        """,
        on_pre=INHIBITS,
        on_post=INHIBITS_POST,
        clock=clock,
        namespace={
            "gaba": E["gaba"] * SIZE / size,
        }
        | {s: getattr(INHIBITORY, s) for s in ("eta", "rho_0", "tau")},
        name="inhibitory",
        **target,
    )
    synapses.connect()
    synapses.w = 1
    return synapses


def fixed_synapses(
    name: str, side, constants: dict, groups: dict, size: int, rate, clock, target
) -> list:
    """What a population receives from outside and, if it is inhibitory, from both populations."""
    scale, found = SIZE / size, [PoissonInput(side, "g_ext", FIBRES, rate, constants["ext"])]
    ways = {}
    if name == "I":
        ways["I"] = "g_gaba_post += gaba"
        ways["E"] = "g_ampa_post += ampa\ng_nmda_post += nmda * (1 - exp(-1)) * (1 - s_pre)"
    for source, on_pre in ways.items():
        way = Synapses(
            groups[source],
            side,
            on_pre=on_pre,
            clock=clock,
            name=f"{source}_to_{name}",
            namespace={s: constants[s] * scale for s in ("ampa", "nmda", "gaba")},
            **target,
        )
        way.connect(condition="i != j" if source == name else "True")
        found.append(way)
    return found
