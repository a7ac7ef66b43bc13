"""Rules whose equations are all linear, from event to event by matrix exponentials, with no step.

What Brian2 advances by `protocols.engine.propagator` at every step is advanced here at once to the
next spike or reward, by the rule's own equations; its statements run as they stand, in NumPy.
"""

import numpy as np

from models.card import Structure
from protocols.engine.clock_driven import FALL, find_settling_time
from protocols.engine.initial_state import FUNCTIONS
from protocols.engine.propagator import matrices
from protocols.engine.spike_trains import Trains
from synplast.bad_input import BadInput

#: The sides in the order in which Brian2 lets them act at one time.
SIDES = ("pre", "drive", "post")


def run(
    structure: Structure, numbers: dict, trains: Trains, name: str = "the rule", seed: int = 0
) -> np.ndarray:
    """Weights (sets, conditions) once what moves them is at rest, see `protocols.engine.exact.run`.

    Raises
    ------
    BadInput
        An equation is not linear.
    """
    if structure.method != "exact":
        allowed = f"{name}: its equations are not linear; use --engine brian2"
        raise BadInput("engine", "exact", allowed)
    from scipy.linalg import expm

    moving = [one for one in structure.variables if one.slope]
    matrix = matrices(moving, numbers)
    texts = structure.on_pre, structure.on_drive, structure.on_post
    statements = [compile(text, side, "exec") for side, text in zip(SIDES, texts, strict=True)]
    begins = np.array([*(numbers[one.name] for one in moving), np.ones(len(numbers["w"]))])
    follow = FALL * find_settling_time(structure, numbers)
    last = expm(matrix * follow[:, None, None])
    weights = np.empty((len(numbers["w"]), trains.conditions))
    for condition in range(trains.conditions):
        steps, sides = events_of(trains, condition)
        passed, which = np.unique(np.diff(steps, prepend=steps[:1]), return_inverse=True)
        between = expm(matrix[None] * (passed * float(trains.tick))[:, None, None, None])
        state = dict(numbers)
        x = begins
        for interval, side in zip(which, sides, strict=True):
            x = np.einsum("sij,js->is", between[interval], x)
            state |= {one.name: values for one, values in zip(moving, x, strict=False)}
            exec(statements[side], dict(FUNCTIONS), state)
            x = np.array([*(state[one.name] for one in moving), x[-1]])
        x = np.einsum("sij,js->is", last, x)
        weights[:, condition] = x[[one.name for one in moving].index("w")]
    return weights


def events_of(trains: Trains, condition: int) -> tuple[np.ndarray, np.ndarray]:
    """Steps and sides (their place in `SIDES`) of a condition's events, in turn."""
    steps = [trains.spikes[side][1][trains.spikes[side][0] == condition] for side in SIDES]
    sides = np.repeat(range(len(SIDES)), [len(one) for one in steps])
    together = np.concatenate(steps)
    order = np.lexsort((sides, together))
    return together[order], sides[order]
