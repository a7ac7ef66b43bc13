"""Rules between rates: the change of weight against the postsynaptic rate."""

from typing import NamedTuple

import numpy as np

from models.rate import RULES
from protocols.plotting.rule_names import KINDS
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import Amounts, Number, Positive, Text, require_rows
from synplast.plotting import CYCLE, decimal, say

NAMES = {name: KINDS[name] for name in RULES}


class Curves(NamedTuple):
    """The change of weight, rule after rule and history after history.

    Attributes
    ----------
    rule : array of str (rows,)
    history : array (rows,)
        The postsynaptic rate that the neuron has had for long.
    threshold : array (rows,)
        Where the rule's threshold has slid to meanwhile; 0 for those without.
    rate : array (rows,)
        The postsynaptic rate now.
    change : array (rows,)
        dw/dt of a synapse of weight w and presynaptic rate x, both 1.
    """

    rule: Text
    history: Number
    threshold: Number
    rate: Number
    change: Number


@reads_its_arguments
def rate(rate: Amounts = "0:2:0.05", history: Amounts = "0.5,1,1.4", eta: Positive = 1) -> Curves:
    """Change of weight against the postsynaptic rate, by Hebb, covariance, Oja and BCM.

    Rates are in units of the target rate, at a presynaptic rate of 1 and a weight of 1. Where the
    neuron has been active in the past decides the threshold of covariance (the mean rate) and BCM
    (the mean squared rate): metaplasticity, as in Kirkwood, Rioult & Bear 1996
    (doi:10.1038/381526a0), whose dark-reared cortex is potentiated by lower frequencies. More of
    these rules: protocols.metaplasticity (the threshold as it moves), protocols.selectivity (BCM)
    and protocols.component (Hebb, covariance and Oja).

    Parameters
    ----------
    rate : rates
        Postsynaptic, now: a list, or start:stop:step.
    history : rates
        Postsynaptic, for long before: a list, or start:stop:step.
    eta : number
        Learning rate; free.

    Raises
    ------
    BadInput
        A value outside what is allowed.
    """
    require_rows("rate", len(rate), len(RULES) * len(history))
    rows = []
    y = np.array([float(one) for one in rate])
    for name, rule in RULES.items():
        rule = rule(eta=float(eta))
        for before in map(float, history):
            theta = rule.slides_to(before)
            change = rule.change(1.0, 1.0, y, theta)
            rows += [(name, before, theta, *one) for one in zip(y, change, strict=True)]
    return Curves(*map(np.array, zip(*rows, strict=True)))


def draw(figure, result: Curves) -> None:
    """A panel a rule, a line a history, the threshold where the line crosses 0."""
    panels = figure.subplots(2, 2, sharex=True)
    for axes, name in zip(panels.flat, RULES, strict=True):
        axes.axhline(0, color="0.7", linewidth=1)
        axes.set_title(say(**NAMES[name]), loc="left", fontsize="small", fontweight="bold")
        slides = len(np.unique(result.threshold[result.rule == name])) > 1
        for before, color in zip(np.unique(result.history), CYCLE * 9, strict=False):
            here = (result.rule == name) & (result.history == before)
            color = color if slides else "black"
            order = np.argsort(result.rate[here])
            label = decimal(f"{before:g}")
            axes.plot(
                result.rate[here][order], result.change[here][order], color=color, label=label
            )
    title = say(en="past rate", fr="fréquence de décharge passée")
    handles = axes.get_legend_handles_labels()  # BCM, whose threshold slides
    figure.legend(*handles, title=title, loc="outside upper center", ncols=4)
    for axes in panels[1]:
        axes.set_xlabel(say(en="postsynaptic rate", fr="fréquence postsynaptique"))
    for axes in panels[:, 0]:
        axes.set_ylabel(say(en="change of weight", fr="variation du poids"))


command(rate, draw)
