"""Many sets of a rule's constants put to experiments or to a protocol, on one machine or many."""

import re
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np

from protocols.engine import exact
from protocols.engine.engines import engine_of
from protocols.engine.initial_state import numbers_of
from protocols.fitting.comparison import compare
from protocols.fitting.constants import free_constants
from protocols.fitting.options import (
    Bounds,
    DataFile,
    Engine,
    Fixed,
    Measured,
    OneRule,
    PairRate,
    Pairs,
    hold,
    words,
)
from protocols.sweeping.experiment_measure import measure_experiments
from protocols.sweeping.folder import best_of, open_folder, write_part
from protocols.sweeping.plan import Measure, Plan
from protocols.sweeping.protocol_call import Call
from protocols.sweeping.protocol_measure import measure_protocol
from synplast.arguments import Unless, reads_its_arguments
from synplast.bad_input import BadInput
from synplast.cluster import Scheduler, is_there, workers
from synplast.command import command
from synplast.file_names import folder_to_write
from synplast.option_types import Count, Number, Seed, Text
from synplast.progress import progress
from synplast.values import Kind

#: Sets of constants in a sweep.
MOST = 10**12
#: Numbers in a part, which are in the memory together.
MOST_IN_A_PART = 10**8


def one_part(value) -> tuple[int, int]:
    """``3/100`` as two numbers."""
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", str(value).strip(), re.ASCII)
    part, parts = map(int, found.groups()) if found else (0, 0)
    if not 1 <= part <= parts:
        raise ValueError
    return part, parts


SHARE = "K/N, K from 1 to N, such as 3/100"
Part = Annotated[tuple[int, int], Kind(one_part, SHARE, metavar="K/N")]
Folder = Annotated[
    Path, Kind(folder_to_write, "a folder that exists", metavar="FOLDER", writes=True)
]
KEPT = "E, changes, or columns of the protocol's result"
Kept = Annotated[tuple[str, ...], Kind(words, KEPT, many=True, metavar="COLUMN")]
NOT_BOTH = Unless(lambda given: given["protocol"] is not None, "not with --protocol: one of both")
OF_PROTOCOL = Unless(lambda given: given["protocol"] is not None, "within --protocol, its option")
ONLY_E = Unless(
    lambda given: given["protocol"] is not None or given["keep"] == ("changes",),
    "only with --keep E, of which the least are told",
)


class Sweep(NamedTuple):
    """The best sets of constants so far, the best first.

    Attributes
    ----------
    E : array (sets,)
        mean(((model - data) / SEM)^2).
    set : array of str (sets,)
        The constants, as --set takes them.
    notes : list of str
        No column.
    """

    E: Number
    set: Text
    notes: list


@reads_its_arguments
def sweep(
    rule: OneRule,
    vary: Bounds,
    output: Folder,
    experiment: Annotated[Measured, NOT_BOTH] = None,
    data: Annotated[DataFile, NOT_BOTH] = None,
    pairs: Pairs = 60,
    rate: PairRate = 1,
    protocol: Call = None,
    fixed: Fixed = None,
    grid: Count = None,
    sample: Count = None,
    keep: Kept = None,
    size: Count = 100_000,
    part: Part = None,
    scheduler: Scheduler = None,
    best: Annotated[Count, ONLY_E] = 10,
    seed: Seed = 0,
    engine: Annotated[Engine, OF_PROTOCOL] = None,
) -> Sweep:
    """Put a grid or a random sample of a rule's constants to experiments, and keep E of each set.

    Or to a protocol, such as --protocol 'stdp --lag -10,10 --engine exact', and keep columns of its
    result.

    The sets are run in parts. Each is a file of the folder, NumPy's, written whole: what was done
    is kept, and the same command goes on from there, on as many machines as there are.

    Parameters
    ----------
    vary : ranges
        The constants that vary, and between what: evenly, or by even ratios where the range is a
        factor of 10 and more.
    output : folder
        Where the parts are kept, with sweep.json, which says what they are of.
    grid : int
        Values of each constant that varies; all their combinations are run.
    sample : int
        Random sets of constants, instead of a grid.
    keep : columns
        E of each set, or the changes at each target; of a protocol, columns of its result, change
        if none is given: change_1 is that of its first row, nan where the rule refuses the set.
    size : int
        Sets in a part.
    part : K/N
        Run the K-th of N shares of the parts only, for sites without a scheduler.
    best : int
        How many of the best sets are told.

    Raises
    ------
    BadInput
        A constant that the rule lacks, a folder of another sweep, an unknown scheduler.
    """
    if (grid is None) == (sample is None):
        raise BadInput("grid", grid if grid else "none", "--grid or --sample, one of both")
    card = hold(rule, fixed or {}, tuple(vary))
    if protocol:
        free = free_constants(card, list(vary), vary, "vary")
        measure = measure_protocol(card, free, protocol.with_seed(seed), keep or ("change",))
    else:
        compared = compare(card, experiment, data, pairs, rate, engine)
        free = free_constants(card, list(vary), vary, "vary")
        measure = measure_experiments(compared, free, seed, keep or ("E",))
    plan = Plan(measure, grid or 0, sample or 0, size, seed)
    if plan.count > MOST:
        raise BadInput("grid", grid or sample, f"makes {plan.count:.3g} sets; at most {MOST:.0e}")
    most = MOST_IN_A_PART // len(plan.columns)
    if min(size, plan.count) > most:
        raise BadInput("size", size, f"at most {most} sets of {len(plan.columns)} columns")
    todo = open_folder(output, plan)
    if part:
        todo = [one for one in todo if one % part[1] == part[0] - 1]
    if todo and is_exact(measure):
        exact.compile_now(card.structure, numbers_of([card]), card.name)
    if scheduler is None and part is None and is_there() and len(todo) > 1:
        scheduler = "local"
    empty = 0
    with workers(scheduler, ["brian2"] if measure.engine == "brian2" else []) as run:
        for n, found in progress(run(plan.run, todo), "part", len(todo)):
            write_part(output, todo[n], found)
            empty += plan.count_empty(found)
    result = result_of(plan, output, best)
    if empty:
        result.notes.append(
            f"{empty:,} of the sets run now have no numbers (nan): the rule refuses them"
        )
    return result


def is_exact(measure: Measure) -> bool:
    """Whether sets are run from spike to spike, by a loop that is compiled."""
    if measure.engine != "exact":
        return False
    return engine_of(measure.card.engine).way("exact", measure.card.name) is exact.run


def result_of(plan: Plan, output: Path, most: int) -> Sweep:
    done = plan.parts - len(open_folder(output, plan))
    notes = [f"{done} of {plan.parts} parts are done, {plan.count:,} sets in all, in {output}"]
    notes += plan.measure.notes
    if plan.measure.results != ["E"]:
        return Sweep(np.empty(0), np.empty(0, str), notes)
    found = best_of(output, plan, most)
    sets = [" ".join(f"{one.symbol}={one.show(row[one.symbol], 6)}" for one in plan.measure.free)
            for row in found]  # fmt: skip
    return Sweep(found["E"], np.array(sets, str), notes)


command(sweep)
