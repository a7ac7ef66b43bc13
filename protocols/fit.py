"""A rule fitted to experiments: the best constants, and what the data allow of each."""

import shlex
from dataclasses import replace
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np

from models.card import Card
from protocols.engine.engine import Way
from protocols.engine.experiment_option import Experiments
from protocols.fitting.comparison import compare
from protocols.fitting.constants import free_constants
from protocols.fitting.data_file import ONLY_DATA
from protocols.fitting.options import Bounds, DataFile, Fixed, Free, OneRule, hold
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
from synplast.option_types import Count, Hz, Number, Seed, Text
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
    experiment: Experiments = None,
    data: DataFile = None,
    pairs: Annotated[Count, ONLY_DATA] = 60,
    rate: Annotated[Hz, ONLY_DATA] = 1,
    fixed: Fixed = None,
    bounds: Bounds = None,
    starts: Count = 24,
    robust: bool = False,
    scheduler: Scheduler = None,
    save: Annotated[Path | None, file_to_write(".py")] = None,
    seed: Seed = 0,
    engine: Way = None,
) -> Fit:
    """Fit constants of a rule to experiments, by least squares in the data's standard errors.

    Least squares begins at the rule as it is and at random sets of constants, and differential
    evolution searches the whole range beside it. The intervals (95 %) are profile likelihood's, by
    MINOS from every minimum that the data allow, united. An end that is open reaches the bound.
    Where standard errors are missing, one for each experiment is fitted too.

    Parameters
    ----------
    free : constants
        The constants that are fitted.
    experiment : experiments
        What is fitted to: experiments, as python -m protocols lists them, or FILE.toml.
    data : file
        A window of your own, besides or instead: a CSV file with the columns lag (ms) and
        change (%), and perhaps sem (%) and n.
    pairs : int
        Pairs at each lag of --data.
    rate : frequency
        At which these pairs follow each other.
    fixed : constants
        Constants that are held at other values than the rule's.
    bounds : ranges
        Where a free constant may lie. Else times lie between 1 ms and 1 s, and other constants
        between 0 and 10 times the largest of their kind, such as A of A2_plus.
    starts : int
        How often least squares begins.
    robust : bool
        Let outliers count less: errors have the tails of Student's t with 4 degrees of freedom.
    save : file
        Write the fitted rule to this file, for --rule FILE.py:fitted.
    engine : str
        exact if none is given, or brian2 for a rule without a closed form, slowly.

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
    require_possible(problem, way)
    with workers(scheduler, ["brian2"] if way == "brian2" else []) as run:
        found = search(problem, starts, seed, run)
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
