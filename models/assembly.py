"""A recurrent network that learns assemblies: Brunel & Wang's, with the triplet rule in it.

Neurons, synapses and external input are those of Brunel & Wang 2001
(doi:10.1023/A:1011204814320), which holds delay activity if the weights within a tenth of the
excitatory neurons are w_plus = 2.1 and all their others 1 - f (w_plus - 1) / (1 - f). Here those
weights are learned. Excitatory synapses onto excitatory neurons start at 1 and follow the minimal
triplet rule of visual cortex (Pfister & Gerstner 2006, doi:10.1523/JNEUROSCI.1425-06.2006). Two
stabilisers hold it: a hard upper bound, w_max, in the part of w_plus; and every 20 ms all weights
onto a neuron are moved by the same amount so that their sum stays as it was, a heterosynaptic term
(Litwin-Kumar & Doiron 2014, doi:10.1038/ncomms6319).

What differs from Brunel & Wang: w_max is 2.3 by default, for at 2.1 the learned assemblies of some
networks fall silent within a second of their cue; an NMDA gate jumps at a spike by what the
original's rise of 2 ms adds up to, 1 - e^-1 of what is left; conductances have no delay; neurons
have no synapse onto themselves; of two neurons that fire in the same step neither has left a trace
yet for the other, where the rule on its own takes the presynaptic spike first. The constants are
from one source.
"""

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

from models.triplet import Triplet
from synplast.assembled import Assembled

RULE = Triplet.PUBLISHED["visual_cortex_all_to_all_minimal"]
DT = 0.1e-3  # s
#: Fibres from outside to each neuron, and their rate (Hz).
FIBRES, RATE = 800, 3.0
#: Of the 800 + 200 neurons, from which the recurrent conductances are scaled.
SIZE = 800
#: Conductances (nS): AMPA from outside, AMPA, NMDA and GABA from within.
E = {"ext": 2.08 * nS, "ampa": 0.104 * nS, "nmda": 0.327 * nS, "gaba": 1.25 * nS}
I = {"ext": 1.62 * nS, "ampa": 0.081 * nS, "nmda": 0.258 * nS, "gaba": 0.973 * nS}
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
# What a neuron's own spikes leave: its NMDA gates, and the traces of the triplet rule.
TRACES = """
    ds/dt = -s / (100*ms) : 1
    dr1/dt = -r1 / tau_plus : 1
    do1/dt = -o1 / tau_minus : 1
    do2/dt = -o2 / tau_y : 1
    total : 1
"""
# Before the neuron's own traces jump (Brian2 resets after it has sent).
ON_PRE = """
    g_ampa_post += w * ampa
    g_nmda_post += w * nmda * (1 - exp(-1)) * (1 - s_pre)
    w = clip(w - int(t < plastic_until) * A2_minus * o1_post, 0, w_max)
"""
ON_POST = "w = clip(w + int(t < plastic_until) * A3_plus * r1_pre * o2_post, 0, w_max)"
KEEP_SUM = """
    w = clip(w - int(t < plastic_until) * (total_post - inputs) / inputs, 0, w_max)
    w_between += int(t < between) * (w - w_between)
"""


def assemble(size: int, rate: float = RATE, **target) -> Assembled:
    """Network of ``size`` excitatory neurons and a quarter as many inhibitory ones.

    The fibres from outside fire at ``rate`` (Hz), at random: 0 leaves out all that is random.
    Inputs: ``stimulus``, spikes from outside to single excitatory neurons, through a synapse as
    strong as the others; ``inhibit``, to all inhibitory ones; ``w_max``; ``plastic_until``,
    ``between`` (when the last copy of the weights is kept, as ``w_between``) and ``nmda_from`` (s).
    Outputs: the excitatory and inhibitory spikes (index, time), and the weights, w[i, j] from i to
    j with the diagonal left out, row by row.
    """
    clock = Clock(DT * second, name="steps")
    excitatory, inhibitory = (
        neurons("E", size, clock, target),
        neurons("I", size // 4, clock, target),
    )
    groups = {"E": excitatory, "I": inhibitory}
    plastic = plastic_synapses(excitatory, size, clock, target)
    objects = [excitatory, inhibitory, plastic]
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
    outputs = {"w": plastic.variables["w"], "w_between": plastic.variables["w_between"]}
    for name, side in groups.items():
        monitor = SpikeMonitor(side, name=f"spikes_{name}", **target)
        outputs |= {f"{name}_index": monitor.variables["i"], f"{name}_time": monitor.variables["t"]}
        objects.append(monitor)
    variables = {name: plastic.variables[name] for name in ("plastic_until", "between", "w_max")}
    for name, side in groups.items():
        variables |= {
            f"nmda_from_{name}": side.variables["nmda_from"],
            f"v_{name}": side.variables["v"],
        }
    return Assembled(Network(*objects, name="assembly"), clock, given | variables, outputs)


def neurons(name: str, count: int, clock, target) -> NeuronGroup:
    """Excitatory (E) or inhibitory (I) neurons, the first with traces and a clock of their sum."""
    constants = {s: getattr(RULE, s) for s in ("tau_plus", "tau_minus", "tau_y")}
    membrane = dict(MEMBRANE[name])
    refractory = membrane.pop("refractory")
    leaves = "\ns += (1 - exp(-1)) * (1 - s)\nr1 += 1\no1 += 1\no2 += 1" if name == "E" else ""
    steps = "int(t / (0.1*ms) + 0.5) % 200"
    events = {"add": f"{steps} == 0", "keep_sum": f"{steps} == 1"} if name == "E" else {}
    group = NeuronGroup(
        count,
        NEURON + (TRACES if name == "E" else ""),
        threshold="v > -50*mV",
        reset="v = -55*mV" + leaves,
        refractory=refractory,
        events=events,
        method="exponential_euler",
        clock=clock,
        namespace={"V_L": -70 * mV, **membrane, **(constants if name == "E" else {})},
        name=f"neurons_{name}",
        **target,
    )
    if name == "E":
        group.run_on_event("keep_sum", "total = 0", when="end")
    return group


def plastic_synapses(excitatory, size: int, clock, target) -> Synapses:
    scale = SIZE / size
    constants = {s: getattr(RULE, s) for s in ("A2_minus", "A3_plus")}
    synapses = Synapses(
        excitatory,
        excitatory,
        """
        w : 1
        w_between : 1
        plastic_until : second (shared, constant)
        between : second (shared, constant)
        w_max : 1 (shared, constant)
        """,
        on_pre={"pre": ON_PRE, "add": "total_post += w", "keep_sum": KEEP_SUM},
        on_post={"post": ON_POST},
        on_event={"pre": "spike", "post": "spike", "add": "add", "keep_sum": "keep_sum"},
        clock=clock,
        namespace=constants
        | {"ampa": E["ampa"] * scale, "nmda": E["nmda"] * scale, "inputs": size - 1},
        name="plastic",
        **target,
    )
    synapses.connect(condition="i != j")
    synapses.w = 1
    return synapses


def fixed_synapses(
    name: str, side, constants: dict, groups: dict, size: int, rate, clock, target
) -> list:
    """What a population receives from outside, from the inhibitory neurons and, if it is
    inhibitory, from the excitatory ones."""
    scale, found = SIZE / size, [PoissonInput(side, "g_ext", FIBRES, rate, constants["ext"])]
    ways = {"I": "g_gaba_post += gaba"}
    if name == "I":
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
