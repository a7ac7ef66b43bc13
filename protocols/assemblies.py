"""Hebbian assemblies: two stimuli each leave a trace, and a part of one recalls the whole of it."""

from dataclasses import replace
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple

import numpy as np

from protocols.engine import standalone
from protocols.engine.simulation import note, run_network
from protocols.engine.spike_statistics import Spikes
from protocols.plotting import assembly_raster
from protocols.stimulation.stimulus import Period, Stimulation
from synplast.arguments import Unless, reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Hz, Number, Percent, Positive, Seed, Text
from synplast.progress import progress
from synplast.values import Kind, number, several, whole_number

DT = 0.1e-3  # s, of models.assembly, which is not imported here for it imports Brian2
INHIBIT = 5000.0  # Hz, to every inhibitory neuron: what ends delay activity
SILENT, EPILEPTIC = 0.1, 100.0  # Hz, on average of an assembly or of the rest; both are ours

#: Ours: spikes from outside to a neuron that is shown a stimulus (Hz), and the most that a learned
#: weight can be. At 500 Hz networks of 200 neurons learn too little to hold a delay.
STIMULUS, W_MAX = 650, 50

STABILISERS = ("heterosynaptic", "normalisation", "inhibition")
#: How the sum of a neuron's weights is kept.
NORMALISATIONS = ("subtractive", "multiplicative")
#: What can be taken away.
WITHOUT = {"nothing": (), **{name: (name,) for name in STABILISERS}, "all": STABILISERS}
NEVER = 1e9  # s

Networks = Annotated[int, whole_number(1, 1000)]
# A neuron gets one spike a step of 0.1 ms at most.
Stimulus = Annotated[
    Fraction, number("a frequency in Hz, at most 5000", "Hz", most=INHIBIT, positive=True)
]
Size = Annotated[int, whole_number(200, 4000)]
one_of_them = Kind(lambda word: list(WITHOUT)[list(WITHOUT).index(word)], "")
Without = Annotated[
    tuple[str, ...],
    replace(several(one_of_them, "", once=True), allowed=f"one or more of {', '.join(WITHOUT)}"),
]

Normalisation = Annotated[
    Literal[NORMALISATIONS],
    Unless(
        lambda given: (
            given["learning"] == "off"
            or all("normalisation" in WITHOUT[taken] for taken in given["without"])
        ),
        "only where weights are learned and normalised",
    ),
]


class Recall(NamedTuple):
    """Each network's weights and what it recalls, a row a network, assembly and time.

    Attributes
    ----------
    without : array of str (rows,)
        The stabiliser that was taken away.
    seed : array (rows,)
    cue, when : array of str (rows,)
        Which assembly, A or B, is recalled; and the rates are those of its cue, or of the last
        second of the delay.
    cued, completed, other, rest : array (rows,)
        Rates (Hz) of the half that gets the cue, of the other half, of the other assembly, of the
        neurons of neither.
    recalled : array (rows,)
        How many of the half without a cue fire above all but a few of the rest (its mean and three
        standard deviations), in percent.
    weight_before, weight, weight_end : array (rows,)
        Mean within the assembly before learning, after it, and after the cues and delays.
    bounded : array (rows,)
        How many of the assembly's weights are at a bound in the end (%).
    background : array (rows,)
        Mean weight among the neurons of neither, in the end.
    inhibition : array (rows,)
        Mean inhibitory weight onto the assembly in the end; 1 before.
    cv, synchrony : array (rows,)
        Of the excitatory neurons before learning: see `protocols.engine.spike_statistics.Spikes`.
    first : Run
        The first network, for the picture.
    """

    without: Text
    seed: Number
    cue: Text
    when: Text
    cued: Hz
    completed: Hz
    other: Hz
    rest: Hz
    recalled: Percent
    weight_before: Number
    weight: Number
    weight_end: Number
    bounded: Percent
    background: Number
    inhibition: Number
    cv: Number
    synchrony: Number
    first: "Run"


class Run(NamedTuple):
    """One network's stimulation, spikes and weights (from, to): after A, after both, in the end.

    ``inhibitory`` are the weights of the inhibitory synapses (from, to) in the end.
    """

    stimulation: Stimulation
    spikes: Spikes
    after_first: np.ndarray
    after_both: np.ndarray
    end: np.ndarray
    inhibitory: np.ndarray


@reads_its_arguments
def assemblies(
    networks: Networks = 1,
    size: Size = 800,
    learning: Literal["on", "off", "ap5"] = "on",
    stimulus: Stimulus = STIMULUS,
    w_max: Positive = W_MAX,
    normalisation: Normalisation = "subtractive",
    without: Without = ("nothing",),
    seed: Seed = 0,
) -> Recall:
    """A recurrent network learns two stimuli; then half of one recalls all of it, over a delay.

    The network of Brunel & Wang 2001 with the plasticity of Zenke, Agnes & Gerstner 2015 in it
    (models/assembly.py), which stays on. In one run: 4 s of background; stimulus A to a tenth of
    the excitatory neurons, 2 s; stimulus B to another tenth; then a cue to half of A, 0.3 s, and a
    delay of 1.5 s without; and the same for B. Between these, a burst of inhibition ends what
    activity there is.

    With all, of three networks of 800 (seeds 0 to 2) every delay holds, of five of 200 (0 to 4)
    eight in ten. In each, without heterosynaptic plasticity A's weights run to w_max, it fires at
    476 Hz to the end and B learns nothing; without normalisation either cue makes both assemblies
    fire. Without inhibitory plasticity both fire after B's cue in one of the three and two of the
    five, with it in none; it raises what inhibits an assembly by 2 to 5 %. With multiplicative
    normalisation the weights learned at 200 are less, 2.1 to 2.4, and no delay of ten holds.

    Parameters
    ----------
    networks : int
        How many, seed by seed.
    size : int
        Excitatory neurons; a quarter as many are inhibitory.
    learning : str
        on; off (all weights are fixed); ap5 (during learning no NMDA receptor opens: no current
        through them, and no plasticity; washed out before the cues).
    stimulus : frequency
        Of the spikes from outside to each stimulated neuron, beside its 2400 Hz of background.
    w_max : number
        The most a learned weight can be; before learning they are all 1.
    normalisation : str
        Whether the sum of a neuron's weights is kept by moving them all by the same amount
        (subtractive) or by scaling them by the same factor (multiplicative).
    without : str
        Which stabiliser is taken away: nothing, heterosynaptic (plasticity that brings a fast
        neuron's weights back), normalisation (of the sum of its weights), inhibition (its
        plasticity), or all. One after the other, if there are several.
    seed : int
        Of the first network.

    Raises
    ------
    BadInput
        A value outside what is allowed, or a network that is silent or epileptic though nothing
        was taken away.
    """
    rows, first, stimulation = [], None, plan_stimulation(size)
    each = [(taken, one) for taken in without for one in range(seed, seed + networks)]
    for taken, one in progress(each, "network"):
        how = float(stimulus), float(w_max), one, taken, normalisation
        run = simulate_network(stimulation, size, learning, *how)
        first = first or run
        if taken == "nothing":
            require_a_living_network(run)
        background = before_learning(run)
        rows += [
            (
                *(taken, one, name, when),
                *measure_recall(run, name, when),
                *weights(run, name, float(w_max)),
                *background,
            )
            for name in "AB"
            for when in ("cue", "delay")
        ]
    return Recall(*map(np.array, zip(*rows, strict=True)), first)


def members(size: int) -> dict[str, np.ndarray]:
    """Which excitatory neurons are of A, of B, and of neither (rest)."""
    a, b, rest = np.split(np.arange(size), [size // 10, 2 * (size // 10)])
    return {"A": a, "B": b, "rest": rest}


def plan_stimulation(size: int, cues: str = "AB") -> Stimulation:
    """Background, both stimuli, then the cues, such as ``"ABBA"``, each with its delay."""
    groups = members(size)
    halves = {name: groups[name][: len(groups[name]) // 2] for name in "AB"}
    periods = [Period("background", 4.0)]
    for name in "AB":
        periods += [Period(name, 2.0, groups[name]), Period("reset", 0.3), Period("rest", 1.0)]
    for name in cues:
        periods += [Period(f"cue {name}", 0.3, halves[name]), Period(f"delay {name}", 1.5)]
        periods += [Period("reset", 0.3), Period("rest", 0.7)]
    return Stimulation(tuple(periods))


def simulate_network(
    stimulation: Stimulation,
    size: int,
    learning: str,
    stimulus: float,
    w_max: float,
    seed: int,
    without: str = "nothing",
    normalisation: str = "subtractive",
) -> Run:
    """Run a stimulation on one network, without one of its stabilisers."""
    random = np.random.default_rng(seed)
    everyone, nobody = np.array([0]), np.array([], int)
    learned = stimulation.spans("cue A", "cue B")[0][0]
    inputs = {
        "stimulus": stimulation.spikes(lambda s: s.neurons, stimulus, DT, random),
        "inhibit": stimulation.spikes(
            lambda s: everyone if s.name == "reset" else nobody, INHIBIT, DT, random
        ),
        "w_max": [w_max],
        "between": [stimulation.span("B")[0]],
        "learned": [learned],
        "v_E": random.uniform(-0.070, -0.050, size),
        "v_I": random.uniform(-0.070, -0.050, size // 4),
    }
    blocked = learned if learning == "ap5" else 0.0
    for side in "EI":
        inputs[f"nmda_from_{side}"] = [blocked]
        inputs[f"plastic_from_{side}"] = [NEVER if learning == "off" else blocked]
    there = {name: float(name not in WITHOUT[without]) for name in STABILISERS}
    there |= dict.fromkeys(NORMALISATIONS, 0.0) | {normalisation: there.pop("normalisation")}
    inputs |= {name: [on] for name, on in there.items()}
    blueprint = ("models.assembly", size)
    if standalone.compiler() and not standalone.entry(blueprint).exists():
        note("first run of this network here: building its C++ program, about 20 s")
        standalone.build_in_another_process(blueprint, wait=True)
    steps = round(stimulation.duration / DT)
    out = run_network(blueprint, inputs, DT, steps, seed, "the network")
    weights = []
    for name in ("w_between", "w_learned", "w"):
        matrix = np.full((size, size), np.nan)
        matrix[~np.eye(size, dtype=bool)] = out[name]
        weights.append(matrix)
    inhibitory = out["w_inhibitory"].reshape(size // 4, size)
    return Run(stimulation, Spikes(out["E_index"], out["E_time"], size), *weights, inhibitory)


def require_a_living_network(run: Run) -> None:
    for when in ("background", "delay A", "delay B"):
        rates = run.spikes.rates(run.stimulation.span(when))
        means = {name: rates[group].mean() for name, group in members(run.spikes.count).items()}
        if means["rest"] < SILENT:
            raise BadInput("", "the network", f"is silent, {means['rest']:.2g} Hz in the {when}")
        if max(means.values()) > EPILEPTIC:
            most = max(means.values())
            raise BadInput("", "the network", f"is epileptic, {most:.3g} Hz in the {when}")


def measure_recall(run: Run, name: str, when: str) -> tuple:
    """Rates and percentage recalled, as `Recall` has them."""
    groups = members(run.spikes.count)
    own, other = groups[name], groups["AB".replace(name, "")]
    cued, completed = np.split(own, [len(own) // 2])
    start, end = run.stimulation.span(f"{when} {name}")
    # By the delay's last second, what is left of the cue itself is gone.
    rates = run.spikes.rates((start if when == "cue" else end - 1, end))
    rest = rates[groups["rest"]]
    above = rates[completed] > rest.mean() + 3 * rest.std()
    means = [rates[group].mean() for group in (cued, completed, other, groups["rest"])]
    return *means, 100 * above.mean()


def weights(run: Run, name: str, w_max: float) -> tuple:
    """The columns of `Recall` from weight_before to inhibition."""
    groups = members(run.spikes.count)
    here, rest = groups[name], groups["rest"]
    learned, end = (w[np.ix_(here, here)] for w in (run.after_both, run.end))
    at_bound = (end <= 0) | (end >= w_max)  # never where nan, on the diagonal
    bounded = 100 * at_bound.sum() / np.isfinite(end).sum()
    means = np.nanmean(learned), np.nanmean(end), bounded
    # models.assembly starts them all at 1.
    return 1.0, *means, np.nanmean(run.end[np.ix_(rest, rest)]), run.inhibitory[:, here].mean()


def before_learning(run: Run) -> tuple:
    """CV and synchrony of the background, from 0.5 s on, past the start."""
    span = (0.5, run.stimulation.span("background")[1])
    return run.spikes.cv(span), run.spikes.synchrony(span)


command(assemblies, assembly_raster.draw)
