"""Rules whose equations are all linear, from event to event by matrix exponentials, with no step.

What Brian2 advances by `protocols.engine.propagator` at every step is advanced here at once to the
next spike or reward, by the rule's own equations; its statements are run as Brian2 parses them.
"""

import functools
from typing import NamedTuple

import numpy as np

from models.structure import Structure, spelt
from protocols.engine.clock_driven import FALL, find_settling_time
from protocols.engine.initial_state import FUNCTIONS
from protocols.engine.propagator import matrices
from protocols.engine.session import own_session
from protocols.engine.spike_source import Writer, keep, plain
from protocols.engine.spike_trains import Trains
from synplast.bad_input import BadInput
from synplast.brian2_loader import load_brian2

#: The sides in the order in which Brian2 lets them act at one time.
SIDES = ("pre", "drive", "post")


def run(
    structure: Structure,
    numbers: dict,
    trains: Trains,
    name: str = "the rule",
    seed: int = 0,
    fall: float = FALL,
) -> np.ndarray:
    """Weights (sets, conditions) once what moves them is at rest, see `protocols.engine.exact.run`.

    Parameters
    ----------
    fall : float
        For how many of the slowest time constants the weight is followed after the last spike.

    Raises
    ------
    BadInput
        An equation is not linear, or a statement draws random numbers.
    """
    if structure.method not in ("", "exact"):
        refuse_curved(name)
    sides = compile_sides(*statements_of(structure, name))
    from scipy.linalg import expm

    moving = [n for n, one in enumerate(structure.variables) if one.slope]
    matrix = matrices([structure.variables[n] for n in moving], numbers)
    constants = [numbers[symbol] for symbol, _ in structure.constants]
    begins = [np.asarray(numbers[one.name], float) for one in structure.variables]
    one, tick = np.ones(len(numbers["w"])), float(trains.tick)

    def flow(step: np.ndarray, state: list) -> list:
        x = np.einsum("sij,js->is", step[:, :-1], np.array([*(state[n] for n in moving), one]))
        moved = dict(zip(moving, x, strict=True))
        return [moved.get(n, values) for n, values in enumerate(state)]

    last = expm(matrix * (fall * find_settling_time(structure, numbers))[:, None, None])
    weights = np.empty((len(one), trains.conditions))
    place = [variable.name for variable in structure.variables].index("w")
    between = {}  # what a time between two events does; conditions share most
    for condition in range(trains.conditions):
        steps, which = events_of(trains, condition)
        passed = np.diff(steps, prepend=0, append=trains.steps - 1).tolist()
        if new := sorted({*passed} - {*between}):
            times = np.array(new)[:, None, None, None] * tick
            between.update(zip(new, expm(matrix[None] * times), strict=True))
        state = begins
        for step, side, time in zip(steps, which, passed, strict=False):
            state = sides[side](step * tick, *flow(between[time], state), *constants)
            state = [np.broadcast_to(np.asarray(values, float), one.shape) for values in state]
        weights[:, condition] = flow(last, flow(between[passed[-1]], state))[place]
    return weights


def events_of(trains: Trains, condition: int) -> tuple[np.ndarray, np.ndarray]:
    """Steps and sides (their place in `SIDES`) of a condition's events, in turn."""
    steps = [trains.spikes[side][1][trains.spikes[side][0] == condition] for side in SIDES]
    sides = np.repeat(range(len(SIDES)), [len(one) for one in steps])
    together = np.concatenate(steps)
    order = np.lexsort((sides, together))
    return together[order], sides[order]


class Statements(NamedTuple):
    """What a rule does at a spike or a reward, as Python text, a function a side of `SIDES`.

    ``def pre(t, *state, *constants)`` returns the state after a spike at ``t`` (s) from the state
    just before it: all variables of the rule, as `models.structure.spelt` spells them.
    """

    pre: str
    drive: str
    post: str


@functools.cache
def statements_of(structure: Structure, rule: str) -> Statements:
    """A rule's statements, from the cache where nothing changed that they depend on."""
    return Statements(*keep("linear", structure, lambda: write_statements(structure, rule)))


def write_statements(structure: Structure, rule: str) -> list[str]:
    """A rule's statements, from Brian2's own parsing; raises `BadInput`."""
    load_brian2()
    from brian2 import second
    from brian2.codegen.runtime.numpy_rt import NumpyCodeObject

    from models.linearity import linear
    from models.own_names import written_for_brian2
    from protocols.engine.timing_network import assemble

    # Those that are event-driven too: a spike must not change by what they decay.
    if not linear(structure, {one.name for one in structure.variables if one.slope}):
        refuse_curved(rule)
    with own_session():
        net = assemble(structure, 1, codeobj_class=NumpyCodeObject).net
        net.run(0 * second, namespace={})  # Brian2 checks the statements and their units
        written = written_for_brian2(structure)
        state = [spelt(one.name) for one in structure.variables]
        constants = [symbol for symbol, _ in written.constants]
        writer = Writer(net["plastic"], state, constants, rule)
        texts = {side: getattr(written, f"on_{side}") for side in SIDES}
        given = ["t", *state, *constants]
        return [
            writer.write(side, given, plain(text).body, state, text) for side, text in texts.items()
        ]


def refuse_curved(rule: str) -> None:
    raise BadInput("engine", "exact", f"{rule}: its equations are not linear; use --engine brian2")


@functools.cache
def compile_sides(*texts: str) -> list:
    """The functions of `Statements`, for arrays (sets,)."""
    defined = dict(FUNCTIONS)
    exec("".join(texts), defined)
    return [np.errstate(all="ignore")(defined[side]) for side in SIDES]
