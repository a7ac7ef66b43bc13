"""A rule fitted to experiments: the best constants, and what the data allow of each."""

import shlex
from dataclasses import replace
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np

from models.card import Card
from protocols.fitting.comparison import compare
from protocols.fitting.constants import free_constants
from protocols.fitting.options import (
    Bounds,
    DataFile,
    Engine,
    Fixed,
    Free,
    Measured,
    OneRule,
    PairRate,
    Pairs,
    hold,
)
from protocols.fitting.possible import require_possible
from protocols.fitting.problem import Problem
from protocols.fitting.report import tell
from protocols.fitting.rule_file import write_rule
from protocols.fitting.search import Found, search
from protocols.plotting.fit_panels import draw_fit
from synplast.arguments import reads_its_arguments
from synplast.cluster import Scheduler, workers
from synplast.command import command
from synplast.file_names import file_to_write
from synplast.option_types import Count, Number, Seed, Text
from synplast.whole_file import whole


class Fit(NamedTuple):
    """A row for each constant that was fitted.

    Attributes
    ----------
    constant, unit : array of str (constants,)
    value : array (constants,)
        Of the best fit, in that unit.
    low, high : array (constants,)
        The 95 % interval; nan where the data allow all down, or up, to the bound.
    verdict : array of str (constants,)
        determined; one-sided, where one end is open; undetermined, where both are.
    least, most : array (constants,)
        The bounds.
    rule : str
        The fitted rule as text, which every ``rule=`` takes. No column.
    found : Found
        The minima, starts and intervals. No column.
    told : list of str
        How good the fit is. No column.
    """

    constant: Text
    unit: Text
    value: Number
    low: Number
    high: Number
    verdict: Text
    least: Number
    most: Number
    rule: str
    found: Found
    told: list

    @property
    def notes(self) -> list[str]:
        return self.told


@reads_its_arguments
def fit(
    rule: OneRule,
    free: Free,
    experiment: Measured = None,
    data: DataFile = None,
    pairs: Pairs = 60,
    rate: PairRate = 1,
    fixed: Fixed = None,
    bounds: Bounds = None,
    starts: Count = 24,
    robust: bool = False,
    scheduler: Scheduler = None,
    save: Annotated[Path | None, file_to_write(".py")] = None,
    seed: Seed = 0,
    engine: Engine = None,
) -> Fit:
    """Fit constants of a rule to experiments, by least squares in the data's standard errors.

    Least squares begins at the rule as it is and at random sets of constants, and differential
    evolution searches the whole range beside it. The intervals (95 %) are profile likelihood's,
    from every minimum that the data allow, united. An end that is open reaches the bound.
    Constants that can be scaled together without any change are told, and one of them is held.
    Where standard errors are missing, one for each experiment is fitted too.

    Parameters
    ----------
    free : constants
        The constants that are fitted.
    bounds : ranges
        Where a free constant may lie. Else times lie between 1 ms and 1 s, and other constants
        between 0 and 10 times the largest of their kind, such as A of A2_plus.
    starts : int
        How often least squares begins.
    robust : bool
        Let outliers count less: errors have the tails of Student's t with 4 degrees of freedom.
    save : file
        Write the fitted rule to this file, for --rule FILE.py:fitted.

    Raises
    ------
    BadInput
        A constant that the rule lacks, that cannot matter for these data or that has no bounds;
        more constants than targets; targets that are known by sign alone.
    """
    card = hold(rule, fixed or {}, free)
    prediction, change, sem, way = compare(card, experiment, data, pairs, rate, engine)
    constants = free_constants(card, free, bounds or {})
    problem = Problem(prediction, constants, change, sem, robust, seed)
    slow = require_possible(problem, way)
    with workers(scheduler, ["brian2"] if way == "brian2" else []) as run:
        found = search(problem, starts, seed, run, slow)
    return result_of(card, found, save, bool(np.isnan(sem).any()))


def result_of(card: Card, found: Found, save: Path | None, errors_fitted: bool) -> Fit:
    """The table of a fit; writes the rule's file if one is asked for."""
    rows, fitted = [], []
    for one, place, interval in zip(
        found.problem.free, found.best.place, found.intervals, strict=True
    ):
        value = float(one.value(place))
        low = np.nan if interval.low_open else one.value(interval.low) / one.unit
        high = np.nan if interval.high_open else one.value(interval.high) / one.unit
        scaled = value / one.unit, low, high, interval.verdict
        rows.append((one.symbol, one.constant.unit, *scaled, one.low / one.unit,
                     one.high / one.unit))  # fmt: skip
        fitted.append(replace(one.constant, value=value))
    changes = [f"{one.symbol}={one.value / one.units.get(one.unit, 1.0):.10g}"
               + (f"*{one.unit}" if one.unit else "") for one in fitted]  # fmt: skip
    text = " ".join([card.name, *changes])
    words = [f"--rule {shlex.quote(card.name)}", *(f"--set {shlex.quote(c)}" for c in changes)]
    if save is not None:
        with whole(save) as beside:
            beside.write_text(write_rule(card, fitted, f"protocols.fit: {text}"), encoding="utf-8")
    told = [*tell(found, errors_fitted), " ".join(words)]
    return Fit(*map(np.array, zip(*rows, strict=True)), text, found, told)


def draw(figure, result: Fit) -> None:
    """The data beside the best fit and its band, and a profile for each constant."""
    draw_fit(figure, result)


command(fit, draw)
