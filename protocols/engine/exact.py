"""The exact engine: from spike to spike in closed form, without a time step.

Between spikes the traces of an event-driven rule decay exponentially, so the declaration that
Brian2 steps through can also be advanced from each spike to the next. What Brian2's parsing gives
is written out as Python (`protocols.engine.spike_source`); Numba compiles it, and NumPy answers
until that is done.
"""

import time

import numpy as np

from models.structure import Structure, spelt
from protocols.engine import by_numba, by_numpy
from protocols.engine.spike_source import Source, refuse, source_of
from protocols.engine.spike_trains import Trains

#: Spikes put in turn together.
MOST_SPIKES = 2_000_000


def run(
    structure: Structure, numbers: dict, trains: Trains, name: str = "the rule", seed: int = 0
) -> np.ndarray:
    """Weights after ``trains`` for every set of constants.

    Parameters
    ----------
    structure : Structure
    numbers : dict from name to array (sets,)
        The constants, and the variables at the start, in SI units.
    trains : Trains
        Only the times of its spikes matter, not its grid.
    name : str
        The rule's, for the error.
    seed : int
        Without effect: a rule that draws random numbers has no closed form.

    Returns
    -------
    array (sets, conditions)

    Raises
    ------
    BadInput
        The rule has no closed form between spikes, or changes at a volley; names the text.
    """
    if structure.on_drive and len(trains.drive[0]):
        refuse(name, structure.on_drive, "is run at volleys, which the exact engine does not take")
    source, columns = source_of(structure, name), columns_of(numbers)
    spikes = len(trains.pre[0]) + len(trains.post[0])
    if spikes <= MOST_SPIKES:
        return advance(source, columns, trains)
    few = max(1, trains.conditions * MOST_SPIKES // spikes)
    return np.hstack([advance(source, columns, part) for _, part in trains.parts(few)])


def compile_now(structure: Structure, numbers: dict, name: str = "the rule") -> None:
    """Wait for a rule's machine code, as what runs it many times does well to do."""
    by_numba.load(source_of(structure, name), columns_of(numbers))


def columns_of(numbers: dict) -> dict:
    """Arrays (sets, 1) of floats, by the names in a `Source`."""
    return {spelt(n): np.asarray(values, float)[:, None] for n, values in numbers.items()}


def advance(source: Source, columns: dict, trains: Trains) -> np.ndarray:
    """Weights (sets, conditions) by what is quickest; all give the same, to the last bit."""
    weights = np.empty((len(columns["w"]), trains.conditions))
    steps = by_numpy.advance_by_parts(source, columns, trains.in_turn, weights)
    while True:
        if loop := by_numba.loop_for(source, columns):
            by_numba.advance(loop, source, columns, trains.in_turn, weights)
            return weights
        began = time.process_time()
        if next(steps, "done") == "done":
            return weights
        by_numba.spend(source, time.process_time() - began)
