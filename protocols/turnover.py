"""Structural change over months: which spines are still there, and which new ones."""

import itertools
from typing import Annotated, NamedTuple

import numpy as np

from models.turnover import Turnover
from protocols.engine.rule_option import only_in
from protocols.plotting.rule_names import rule_names
from synplast.arguments import reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Percent, Seed, Share, Text
from synplast.plotting import CYCLE, say
from synplast.values import Kind, whole_number

MOMENTS = 60
#: New spines of a run; they take some 300 MB.
MOST = 10_000_000

Turnovers = only_in("turnover", "is no structural change; take turnover", "turnover")
Days = Annotated[int, whole_number(1, 3650)]
Spines = Annotated[int, whole_number(1, 100_000)]
days_column = Annotated[np.ndarray, Kind(float, "a time in days", "d")]


class Spans(NamedTuple):
    """The spines at moments, model after model.

    Attributes
    ----------
    rule : array of str (rows,)
    time : array (rows,)
        Since the first look, with an induction just before it (days).
    survival : array (rows,)
        Of the spines at the first look, but for those that were induced, how many are still there.
    induced : array (rows,)
        Of those that were induced, how many are still there.
    spines : array (rows,)
        All, in percent of those before the induction.
    expected : array (rows,)
        The survival, in closed form.
    """

    rule: Text
    time: days_column
    survival: Percent
    induced: Percent
    spines: Percent
    expected: Percent


@reads_its_arguments
def turnover(
    rule: Turnovers = ("turnover:attardo_2015", "turnover:grutzendler_2002"),
    induced: Share = "0.2",
    days: Days = 365,
    spines: Spines = 2000,
    seed: Seed = 0,
) -> Spans:
    """How many spines of a neuron are still there after days and months, and of new ones too.

    As spines are followed through a window for months (Grutzendler et al. 2002,
    doi:10.1038/nature01276; Holtmaat et al. 2005, doi:10.1016/j.neuron.2005.01.003; in CA1 Attardo
    et al. 2015, doi:10.1038/nature14467), by the kinetic model of the last. LTP makes spines within
    an hour (Engert & Bonhoeffer 1999, doi:10.1038/19978): --induced are there at time 0, and are
    transient as all new ones.

    Parameters
    ----------
    induced : number
        How many spines an induction adds, as a fraction of those there.
    days : int
        For how long they are followed.
    spines : int
        How many there are before.

    Raises
    ------
    BadInput
        A value outside what is allowed, or more than ten million spines to be made.
    """
    time = np.concatenate([[0], np.geomspace(min(0.1, days / 10), days, MOMENTS - 1)])
    columns = [
        (card.name, *follow(Turnover.of(card), time, spines, round(float(induced) * spines), seed))
        for card in rule
    ]
    names, *numbers = zip(*columns, strict=True)
    survival, kept, total, expected = (np.concatenate(column) for column in numbers)
    names = np.repeat(names, len(time))
    return Spans(names, np.tile(time, len(rule)), survival, kept, total, expected)


def follow(model: Turnover, time: np.ndarray, spines: int, induced: int, seed: int) -> tuple:
    """Survival, what is left of the induced spines and all spines (%), and survival expected."""
    if (births := model.births(spines, time[-1])) > MOST:
        allowed = f"{births:.2g} are made in --days {time[-1]:g}; take fewer, or fewer days"
        raise BadInput("spines", spines, f"{allowed}, for at most {MOST:g}")
    random = np.random.default_rng(seed)
    old = model.draw_deaths(spines, random)
    extra = random.exponential(model.tau, induced)
    born, lost = model.draw_births(spines, time[-1], random)

    def until(events):
        return np.searchsorted(np.sort(events), time, side="right")

    def there(deaths):
        return len(deaths) - until(deaths)

    new = until(born) - until(lost)
    survival, kept = 100 * there(old) / spines, 100 * there(extra) / max(induced, 1)
    total = 100 * (there(old) + there(extra) + new) / spines
    return survival, kept, total, 100 * model.survival(time)


def draw(figure, result: Spans) -> None:
    """How many spines are still there, over time on a logarithmic axis."""
    axes = figure.add_subplot()
    for (name, label), color in zip(rule_names(result.rule).items(), itertools.cycle(CYCLE)):
        here = (result.rule == name) & (result.time > 0)
        axes.plot(result.time[here], result.survival[here], color=color, label=label)
        axes.plot(result.time[here], result.expected[here], ":", color=color)
    axes.set_xscale("log")
    ticks = {
        1: say(en="1 day", fr="1 jour"),
        7: say(en="1 week", fr="1 semaine"),
        30: say(en="1 month", fr="1 mois"),
        365: say(en="1 year", fr="1 an"),
    }
    axes.set_xticks(list(ticks), list(ticks.values()))
    axes.minorticks_off()
    axes.set_ylim(0, 105)
    axes.set_xlabel(say(en="time", fr="temps"))
    axes.set_ylabel(say(en="spines still there (%)", fr="épines encore présentes (%)"))
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1))


command(turnover, draw)
