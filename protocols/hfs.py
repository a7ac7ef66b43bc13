"""High-frequency stimulation: lasting potentiation of the fibres, as Bliss & Lømo 1973."""

import itertools
from fractions import Fraction
from typing import Annotated, NamedTuple

import numpy as np

from protocols.engine.engine import Way
from protocols.engine.rule_option import Rules, require_excitatory
from protocols.engine.run import run
from protocols.engine.spike_trains import Trains, spike_trains
from protocols.plotting.rule_names import rule_names
from protocols.stimulation.fibres import MOST_FIBRES, Fibres, find_firing, pulses_apart, volley
from synplast.arguments import reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Hz, Percent, Seed, Share, Text
from synplast.plotting import CYCLE, DATA, say
from synplast.progress import progress
from synplast.values import Kind, number, whole_number

#: A test pulse to either pathway every 30 s, from 20 minutes before the tetanus.
TEST, BASELINE = Fraction(30), Fraction(1200)
#: When the slope is read (min after the tetanus), and then every half hour.
READ = (-10, 0, 1, 5, 15)

Duration = Annotated[Fraction, number("a time in s, greater than 0", "second", positive=True)]
Paired = Annotated[int, whole_number(0, MOST_FIBRES)]
# A reading every half hour, each a run of its own from the start.
Hours = Annotated[int, whole_number(1, 168)]
minutes = Annotated[np.ndarray, Kind(float, "a time in minutes", "min")]


class Hfs(NamedTuple):
    """The slope of the EPSP over time in each pathway, rule after rule.

    Attributes
    ----------
    rule : array of str (rows,)
    pathway : array of str (rows,)
        stimulated, control, or paired where one is.
    time : array (rows,)
        Since the tetanus began (min).
    slope : array (rows,)
        Of the EPSP, in percent of the baseline.
    firing : float
        Of the neuron that the fibres drive, during the tetanus (Hz).
    """

    rule: Text
    pathway: Text
    time: minutes
    slope: Percent
    firing: float = 0.0

    @property
    def notes(self) -> list[str]:
        last = (self.time == self.time.max()) & (self.pathway == "control")
        return [f"the fibres make a neuron fire at {self.firing:.3g} Hz during the tetanus"] + [
            f"{rule}: not specific, for postsynaptic spikes alone take the control to {slope:.4g} %"
            for rule, slope in zip(self.rule[last], self.slope[last], strict=True)
            if abs(slope - 100) > 1
        ]


@reads_its_arguments
def hfs(
    rule: Rules = "calcium:hippocampal_slices",
    rate: Hz = 20,
    duration: Duration = 15,
    fibres: Fibres = 50,
    paired: Paired = 0,
    hours: Hours = 1,
    ap5: Share = 0,
    seed: Seed = 0,
    engine: Way = "brian2",
) -> Hfs:
    """Time course of the EPSP before and after a tetanus, in its pathway and in a control.

    The protocol of Bliss & Lømo 1973 (doi:10.1113/jphysiol.1973.sp010273): 10 to 20 Hz for 10 to
    15 s, or 100 Hz for 3 to 4 s. Two pathways end on one neuron; a test pulse every 30 s, to few
    fibres of either, does not make it fire. The tetanus goes to one pathway. At 100 Hz the neuron
    fires at 164 Hz, faster than granule cells whose population spike was suppressed then, and by
    the calcium rule its own calcium changes the control too; take --fibres 12, or the voltage rule,
    whose weight has no upper bound unless --set w_max gives it one. The default set was fitted to
    hippocampal slices: by it few fibres potentiate too, by calcium:DPD they do not.

    Parameters
    ----------
    rate : frequency
        Pulses per second in the tetanus.
    duration : seconds
        How long the tetanus lasts.
    fibres : int
        Fibres tetanised, each with an EPSP of 0.5 mV; the neuron fires at 15 mV, the voltage
        rule's at 22.5.
    paired : int
        Fibres of another pathway, tetanised at the same time; 0 for none.
    hours : int
        How long the test pulses go on after the tetanus.
    ap5 : share
        Fraction of the NMDA receptors that AP5 blocks, 0 to 1.

    Raises
    ------
    BadInput
        A value outside what is allowed, or AP5 for a rule without NMDA receptors.
    """
    require_excitatory(rule)
    pulses_apart(rate)
    if rate * duration < 1 or duration >= TEST:
        allowed = f"long enough for a pulse, and less than the {TEST} s between test pulses"
        raise BadInput("duration", f"{float(duration):g}", allowed)
    pathways = ["stimulated", "control", *(["paired"] if paired else [])]
    tetanus = [n / rate for n in range(int(rate * duration))]
    cards = [card.with_block(ap5) for card in rule]
    times = [*READ, *range(30, 60 * hours + 1, 30)]
    # Each reading is a run of its own: the same seed draws the same history up to it.
    weights = [
        run(cards, until(Fraction(60 * time), tetanus, pathways, fibres + paired), seed, engine)
        for time in progress(times, "reading")
    ]
    baseline = weights[READ.index(0)]
    for card, row in zip(cards, baseline, strict=True):
        if not row.all():
            allowed = "its weight is 0 before the tetanus, of which nothing can be told in percent"
            raise BadInput("rule", card.name, allowed)
    slopes = 100 * np.array(weights) / baseline  # (times, cards, pathways)
    rows = [
        (card.name, pathway, float(time), slopes[t, c, p])
        for c, card in enumerate(rule)
        for p, pathway in enumerate(pathways)
        for t, time in enumerate(times)
    ]
    fired = find_firing([(at, fibres + paired) for at in tetanus])
    return Hfs(*map(np.array, zip(*rows, strict=True)), firing=len(fired) / float(duration))


def until(time: Fraction, tetanus: list, pathways: list, fibres: int) -> Trains:
    """A fibre of each pathway, and the neuron, from the first test pulse to ``time`` (s)."""
    count = int((time + BASELINE) // TEST) + 1
    # The tetanus takes the place of the test pulse at time 0.
    tests = [at for n in range(count) if (at := n * TEST - BASELINE) != 0]
    if time <= 0:
        return spike_trains([tests] * len(pathways), [[]] * len(pathways))
    spikes = find_firing([(at, fibres) for at in tetanus])
    pre = [sorted([*tests, *tetanus]) if name != "control" else tests for name in pathways]
    sides = pre, [spikes] * len(pathways), [tetanus] * len(pathways)
    return spike_trains(*sides, volley(fibres))


def draw(figure, result: Hfs) -> None:
    """The slope over time: a line style a pathway, a colour a rule, dotted the tetanus."""
    axes = figure.add_subplot()
    axes.axhline(100, color="0.7", linewidth=1)
    words = {
        "stimulated": say(en="tetanised", fr="tétanisée"),
        "control": say(en="control", fr="témoin"),
        "paired": say(en="paired", fr="associée"),
    }
    rules = rule_names(result.rule)
    for rule, color in zip(rules, itertools.cycle(CYCLE)):
        for pathway, style in zip(words, ["-", "--", ":"], strict=True):
            here = (result.rule == rule) & (result.pathway == pathway)
            if here.any():
                label = " ".join([words[pathway], *([rules[rule]] if len(rules) > 1 else [])])
                axes.plot(result.time[here], result.slope[here], style, color=color, label=label)
    axes.axvline(0, color=DATA, linewidth=1, linestyle=":")
    axes.set_xlabel(say(en="time since the tetanus (min)", fr="temps depuis le tétanos (min)"))
    axes.set_ylabel(
        say(en="slope of the EPSP (% of baseline)", fr="pente du PPSE (% de la ligne de base)")
    )
    if len(rules) == 1:
        axes.set_title(*rules.values(), fontsize="small", loc="left")
    axes.legend()


command(hfs, draw)
