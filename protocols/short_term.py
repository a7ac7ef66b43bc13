"""Short-term plasticity: a train of pulses and one more after a rest, as Markram et al. 1998."""

import itertools
from fractions import Fraction
from typing import Annotated, NamedTuple

import numpy as np

from protocols.engine.engine import Way
from protocols.engine.rule_option import only_in
from protocols.engine.transmission import transmit
from protocols.experiments.spikes import pulse_train
from protocols.plotting.rule_names import rule_names
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import Hz, Number, Text, ms
from synplast.plotting import CYCLE, say
from synplast.values import number, several, whole_number

Models = only_in(
    "short_term",
    "changes the synapse for good; take depressing, facilitating or enhancing",
    "depressing, facilitating, enhancing",
)
Pulses = Annotated[int, whole_number(1, 300)]
rest_in_ms = number("a time in ms, greater than 0", "ms", positive=True)
Rests = Annotated[tuple[Fraction, ...], several(rest_in_ms, "times in ms, above 0", once=True)]


class ShortTerm(NamedTuple):
    """What each pulse transmits, model after model.

    Attributes
    ----------
    rule : array of str (rows,)
    pulse : array (rows,)
        From 1; the last is the one after a rest.
    time : array (rows,)
        Since the first (ms).
    amplitude : array (rows,)
        Of the EPSP, in units of the first one's.
    """

    rule: Text
    pulse: Number
    time: ms
    amplitude: Number


@reads_its_arguments
def short_term(
    rule: Models = ("depressing", "facilitating"),
    pulses: Pulses = 8,
    rate: Hz = 20,
    rest: Rests = 500,
    engine: Way = "exact",
) -> ShortTerm:
    """What a synapse transmits, pulse by pulse of a train, and at one more pulse after a rest.

    As in the recordings of Markram, Wang & Tsodyks 1998 (doi:10.1073/pnas.95.9.5323): a train of
    eight pulses, and a ninth after 500 ms (numbers from memory). Of post-tetanic potentiation, with
    --rule enhancing --pulses 200 --rest 1e4,6e4, they are seconds and minutes.

    Parameters
    ----------
    pulses : int
        Of the train.
    rate : frequency
        Pulses per second in the train.
    rest : times
        From the last pulse of the train to the one that tests recovery; of several, each is that of
        a train of its own.

    Raises
    ------
    BadInput
        A value outside what is allowed, or a model that transmits nothing.
    """
    # A condition for each pulse, in which it is the last.
    until = [pulse_train(n + 1, rate) for n in range(pulses)]
    until += [pulse_train(pulses, rate, one / 1000) for one in rest]
    return ShortTerm(
        rule=np.repeat([card.name for card in rule], len(until)),
        pulse=np.tile([len(times) for times in until], len(rule)),
        time=np.tile([1000 * float(times[-1]) for times in until], len(rule)),
        amplitude=transmit(rule, until, engine=engine).ravel(),
    )


def draw(figure, result: ShortTerm) -> None:
    """The amplitude of each EPSP over time, a panel a model."""
    names = rule_names(result.rule)
    panels = figure.subplots(len(names), 1, sharex=True, squeeze=False)[:, 0]
    for axes, (name, label), color in zip(panels, names.items(), itertools.cycle(CYCLE)):
        here = result.rule == name
        axes.axhline(1, color="0.7", linewidth=1, linestyle=":")
        axes.vlines(result.time[here], 0, result.amplitude[here], color=color, linewidth=4)
        axes.set_ylim(0, 1.1 * result.amplitude[here].max())
        axes.set_title(label, loc="left")
    figure.supylabel(say(en="EPSP (of the first one's)", fr="PPSE (par rapport au premier)"))
    panels[-1].set_xlabel(say(en="time (ms)", fr="temps (ms)"))


command(short_term, draw)
