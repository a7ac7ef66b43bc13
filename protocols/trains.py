"""Spike trains of one's own, from a file: the change that each rule makes of them."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np

from protocols.engine.change import change
from protocols.engine.engine import Way
from protocols.engine.rule_option import Rules
from protocols.engine.run import run
from protocols.engine.spike_trains import spike_trains
from protocols.plotting.rule_names import rule_names
from synplast.arguments import reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Number, Seed, Text
from synplast.plotting import CYCLE, say
from synplast.values import Kind, number

#: Spikes in a file: more is a recording, not a protocol.
MOST = 2_000_000
SIDES = ("pre", "post")
#: The column of times, by its unit, and how many of it a second has.
UNITS = {"time": 1, "time (s)": 1, "time (ms)": 1000}

TIME = number("a time")
WANTED = "a CSV file with the columns condition, side (pre or post) and time (s), or time (ms)"


def read_spikes(value) -> dict[str, tuple[list, list]]:
    """Presynaptic and postsynaptic times (s) by condition, from a file or a mapping of them."""
    if isinstance(value, Mapping):
        return {str(name): tuple(map(list, sides)) for name, sides in value.items()}
    path = Path(value)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return rows_by_condition(path, csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput("", path, f"{WANTED}: {error}") from None


def rows_by_condition(path: Path, rows: csv.DictReader) -> dict[str, tuple[list, list]]:
    names = [name.strip() for name in rows.fieldnames or ()]
    column = next((name for name in UNITS if name in names), None)
    if column is None or not {"condition", "side"} <= set(names):
        raise BadInput("", path, WANTED)
    rows.fieldnames, found = names, {}
    for count, row in enumerate(rows):
        place = f"{path}:{rows.line_num}"
        if count >= MOST:
            raise BadInput("", path, f"at most {MOST} spikes")
        side = (row["side"] or "").strip()
        if side not in SIDES or not (row["condition"] or "").strip():
            raise BadInput("", f"{place}: side {side}", "pre or post, and a condition")
        try:
            time = TIME.read((row[column] or "").strip()) / UNITS[column]
        except (ValueError, ZeroDivisionError):
            raise BadInput("", f"{place}: {column} {row[column]}", "a number") from None
        sides = found.setdefault(row["condition"].strip(), ([], []))
        sides[SIDES.index(side)].append(time)
    if not found:
        raise BadInput("", path, "a spike at least")
    return found


Spikes = Annotated[dict, Kind(read_spikes, WANTED, metavar="FILE.csv")]


class Changes(NamedTuple):
    """The change of each condition, rule after rule.

    Attributes
    ----------
    rule, condition : array of str (rules x conditions,)
    change : array (rules x conditions,)
        (w_after - w_before) / w_before.
    """

    rule: Text
    condition: Text
    change: Number


@reads_its_arguments
def trains(
    spikes: Spikes,
    rule: Rules = "pair:bi_wang_2002",
    seed: Seed = 0,
    engine: Way = "exact",
) -> Changes:
    """Change of weight after spike trains from a file, condition by condition.

    Parameters
    ----------
    spikes : file
        A row a spike: condition, side (pre or post), time (s), or time (ms). From Python also a
        mapping from condition to two sequences of times in seconds, pre and post.

    Raises
    ------
    BadInput
        A file that is not so, with its line; two spikes of a side at one time; a time step too
        fine for Brian2, which the exact engine does not need.
    """
    pre, post = ([sorted(sides[n]) for sides in spikes.values()] for n in range(2))
    found = change(rule, run(rule, spike_trains(pre, post), seed, engine))
    return Changes(
        rule=np.repeat([card.name for card in rule], len(spikes)),
        condition=np.tile(list(spikes), len(rule)),
        change=found.ravel(),
    )


def draw(figure, result: Changes) -> None:
    """The change of each condition, a marker a rule."""
    axes = figure.add_subplot()
    axes.axhline(0, color="0.7", linewidth=1)
    for n, (name, label) in enumerate(rule_names(result.rule).items()):
        here = result.rule == name
        color = CYCLE[n % len(CYCLE)]
        axes.plot(result.condition[here], 100 * result.change[here], "o", color=color, label=label)
    axes.set_ylabel(say(en="change of weight (%)", fr="variation du poids (%)"))
    axes.legend()


command(trains, draw)
