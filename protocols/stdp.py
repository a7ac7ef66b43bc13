"""Spike-timing-dependent plasticity: pairs of spikes over their lag, as Bi & Poo 1998."""

import itertools
from typing import NamedTuple

import numpy as np

from protocols.engine.change import change
from protocols.engine.engine import Way
from protocols.engine.rule_option import Rules
from protocols.engine.run import run
from protocols.engine.spike_trains import pairings
from protocols.plotting.rule_names import rule_names
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import Concentrations, Count, Hz, Number, Seed, Text, Times, ms
from synplast.plotting import CYCLE, DATA, say


class Window(NamedTuple):
    """The change of weight at each lag, rule after rule.

    Attributes
    ----------
    rule : array of str (rules x lags,)
    lag : array (rules x lags,)
        t_post - t_pre (ms).
    change : array (rules x lags,)
        (w_after - w_before) / w_before.
    """

    rule: Text
    lag: ms
    change: Number


@reads_its_arguments
def stdp(
    rule: Rules = "pair:bi_wang_2002",
    pairs: Count = 60,
    rate: Hz = 1,
    lag: Times = "-100:100:5",
    calcium: Concentrations = None,
    seed: Seed = 0,
    engine: Way = "brian2",
) -> Window:
    """Change of weight after pairs of a pre- and a postsynaptic spike, against their lag.

    The protocol of Bi & Poo 1998 (doi:10.1523/JNEUROSCI.18-24-10464.1998): 60 pairs at 1 Hz.

    Parameters
    ----------
    pairs : int
        Number of pairs.
    rate : frequency
        Pairs per second.
    lag : times
        t_post - t_pre: a list, or start:stop:step.
    calcium : concentrations
        Extracellular calcium, a window each, where a rule's is known; its own if none is given.

    Raises
    ------
    BadInput
        A value outside what is allowed, a lag as long as the time between pairs, or a rule whose
        extracellular calcium is not known.
    """
    if calcium:
        rule = [card.with_calcium(one) for card in rule for one in calcium]
    trains = pairings([one / 1000 for one in lag], pairs, rate)
    names = [card.name for card in rule]
    return Window(
        rule=np.repeat(names, len(lag)),
        lag=np.tile([float(one) for one in lag], len(rule)),
        change=change(rule, run(rule, trains, seed, engine)).ravel(),
    )


def bi_poo_1998() -> np.ndarray:
    """The cells of Bi & Poo 1998, Fig. 7: array (cells, 2), lag in ms and change."""
    from protocols.experiments.catalogue import find  # which a table does without

    cells = find("bi_poo_1998").targets
    return np.array([[float(1000 * cell.condition["lag"]), cell.change] for cell in cells])


def draw(figure, window: Window) -> None:
    """The window of each rule as a line, Bi & Poo's cells as dots."""
    axes = figure.add_subplot()
    axes.axhline(0, color="0.7", linewidth=1)
    axes.axvline(0, color="0.7", linewidth=1)
    cells = bi_poo_1998()
    axes.plot(cells[:, 0], 100 * cells[:, 1], "o", color=DATA, label="Bi & Poo 1998", alpha=0.7)
    for (name, label), color in zip(rule_names(window.rule).items(), itertools.cycle(CYCLE)):
        here = window.rule == name
        for side in (window.lag < 0, window.lag >= 0):  # the window jumps at a lag of 0
            order = np.argsort(window.lag[here & side])
            axes.plot(
                window.lag[here & side][order],
                100 * window.change[here & side][order],
                color=color,
                linewidth=4,
                label=label if side[here][-1] else None,
            )
    axes.set_xlabel(
        say(
            en=r"lag  $t_\mathrm{post} - t_\mathrm{pre}$  (ms)",
            fr=r"décalage  $t_\mathrm{post} - t_\mathrm{pré}$  (ms)",
        )
    )
    axes.set_ylabel(say(en="change of weight (%)", fr="variation du poids (%)"))
    axes.legend()


command(stdp, draw)
