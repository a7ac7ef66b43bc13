"""Presynaptic pulses onto a neuron whose voltage is clamped: depression, then potentiation."""

from typing import NamedTuple

import numpy as np

from models.card import Card
from models.catalogue import cards
from protocols.engine.change import change
from protocols.engine.engine import Way
from protocols.engine.rule_option import Rules
from protocols.engine.run import run
from protocols.engine.spike_trains import MOST_PAIRS, Trains, in_order
from protocols.plotting.rule_names import line_by_rule
from synplast.arguments import reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Count, Hz, Number, Seed, Text, Voltages, mV
from synplast.plotting import say


class Clamp(NamedTuple):
    """The change at each voltage, rule after rule.

    Attributes
    ----------
    rule : array of str (rows,)
    voltage : array (rows,)
        At which the postsynaptic neuron is held (mV).
    change : array (rows,)
        (w_after - w_before) / w_before.
    """

    rule: Text
    voltage: mV
    change: Number


@reads_its_arguments
def clamp(
    rule: Rules = "voltage",
    pulses: Count = 100,
    rate: Hz = 1,
    voltage: Voltages = "-80:-40:2",
    seed: Seed = 0,
    engine: Way = "brian2",
) -> Clamp:
    """Change of weight after presynaptic pulses, against the voltage the neuron is clamped at.

    Depolarisation depresses, and more of it potentiates: Artola, Bröcher & Singer 1990
    (doi:10.1038/347069a0), explained by Shouval, Bear & Cooper 2002
    (doi:10.1073/pnas.152343099) and Clopath et al. 2010 (doi:10.1038/nn.2479). The number of
    pulses and their rate are ours. The neuron does not fire.

    Parameters
    ----------
    pulses : int
        Number of presynaptic pulses.
    rate : frequency
        Pulses per second.
    voltage : voltages
        Of the neuron: a list, or start:stop:step.

    Raises
    ------
    BadInput
        A value outside what is allowed, or a rule without a voltage.
    """
    if pulses > MOST_PAIRS:
        raise BadInput("pulses", pulses, f"at most {MOST_PAIRS}")
    held = [clamp_card(card, float(one) / 1000) for card in rule for one in voltage]
    none = np.array([], int)
    pre, post = in_order(np.zeros(pulses, int), np.arange(pulses)), in_order(none, none)
    after = run(held, Trains(1 / rate, 1, pre, post), seed, engine)[:, 0]
    return Clamp(
        rule=np.repeat([card.name for card in rule], len(voltage)),
        voltage=np.tile([float(one) for one in voltage], len(rule)),
        change=change(held, after),
    )


def clamp_card(card: Card, voltage: float) -> Card:
    """``card`` held at ``voltage`` (V); `BadInput` names the rules that can be."""
    if not card.clamp:
        can = sorted({one.name.partition(":")[0] for one in cards().values() if one.clamp})
        allowed = f"has no postsynaptic voltage to clamp; take {' or '.join(can)}"
        raise BadInput("rule", card.name, allowed)
    return card.with_clamp(voltage)


def draw(figure, result: Clamp) -> None:
    """Change against voltage, a line a rule."""
    axes = figure.add_subplot()
    line_by_rule(axes, result, "voltage")
    axes.set_xlabel(say(en="membrane potential (mV)", fr="potentiel de membrane (mV)"))


command(clamp, draw)
