"""The exact engine: from spike to spike in closed form, without a time step.

Between spikes the traces of an event-driven rule decay exponentially, so the declaration that
Brian2 steps through can also be advanced from each spike to the next. Brian2 parses the rule and
solves its equations; what it makes of them is written out as NumPy statements and kept in the
cache, by the rule's text.
"""

import ast
import functools
import re
from collections.abc import Callable
from importlib.metadata import version

import numpy as np

from models.card import Structure, spelt
from protocols.engine.initial_state import FUNCTIONS
from protocols.engine.session import own_session
from protocols.engine.spike_trains import Trains
from synplast import cache
from synplast.bad_input import BadInput
from synplast.brian2_loader import load_brian2
from synplast.packages import digest

#: Synapses advanced together: what their traces take stays in the processor's cache.
CHUNK = 8192
#: Spikes put in turn together.
MOST_SPIKES = 2_000_000
#: Up to so many different orders of pre- and postsynaptic spikes are advanced apart.
FEW = 16


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
        The rule has no closed form between spikes; names the equation.
    """
    statements = write_functions(structure, name)
    columns = {spelt(n): np.asarray(values, float)[:, None] for n, values in numbers.items()}
    sets = len(columns["w"])
    spikes = len(trains.pre[0]) + len(trains.post[0])
    few = max(1, trains.conditions * MOST_SPIKES // max(spikes, 1))
    weights = [advance_by_parts(statements, columns, part) for _, part in trains.parts(few)]
    return np.hstack(weights) if weights else np.empty((sets, 0))


def advance_by_parts(statements, columns: dict, trains: Trains) -> np.ndarray:
    """Weights (sets, conditions), some sets and some conditions at a time."""
    sets = len(columns["w"])
    weights = np.empty((sets, trains.conditions))
    elapsed, kinds = put_in_turn(trains)
    for members in group_alike(kinds):
        width = max(1, CHUNK // len(members))
        for start in range(0, sets, width):
            rows = slice(start, start + width)
            some = {symbol: values[rows] for symbol, values in columns.items()}
            for part in np.array_split(members, -(-len(members) // CHUNK)):
                last = int(np.count_nonzero((kinds[:, part] >= 0).any(axis=1)))
                after = advance(statements, some, elapsed[:last, part], kinds[:last, part])
                weights[rows, part] = after
    return weights


def put_in_turn(trains: Trains) -> tuple[np.ndarray, np.ndarray]:
    """Time since the spike before (s) and side of each spike (0 pre, 1 post, -1 none left).

    Returns two arrays (spikes, conditions). Of two spikes at once the presynaptic comes first.
    """
    index = np.concatenate([trains.pre[0], trains.post[0]])
    step = np.concatenate([trains.pre[1], trains.post[1]])
    side = np.repeat([0, 1], [len(trains.pre[0]), len(trains.post[0])])
    order = np.lexsort((side, step, index))
    index, step, side = index[order], step[order], side[order]
    counts = np.bincount(index, minlength=trains.conditions)
    rank = np.arange(len(index)) - np.repeat(np.cumsum(counts) - counts, counts)
    elapsed = np.zeros((counts.max(initial=0), trains.conditions))
    kinds = np.full(elapsed.shape, -1, np.int8)
    kinds[rank, index] = side
    before = np.where(rank == 0, 0, np.roll(step, 1))
    elapsed[rank, index] = (step - before) * float(trains.tick)
    return elapsed, kinds


def group_alike(kinds: np.ndarray) -> list[np.ndarray]:
    """Conditions whose sides fire in the same order, together; all together if few are alike."""
    bits = np.vstack([kinds == 0, kinds == 1])
    _, group = np.unique(np.packbits(bits, axis=0), axis=1, return_inverse=True)
    group = group.reshape(-1)
    if group.max(initial=0) >= FEW:
        return [np.arange(len(group))]
    return [np.flatnonzero(group == one) for one in range(group.max(initial=-1) + 1)]


def advance(statements, columns: dict, elapsed: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """Weights (sets, conditions) after the spikes (spikes, conditions)."""
    names, sides = statements
    shape = (len(columns["w"]), elapsed.shape[1])
    state = [np.broadcast_to(columns.get(name, 0.0), shape) for name in names]
    # Numbers where there is one set: NumPy is quicker with them than with arrays of one.
    constants = {s: v.item() if v.size == 1 else v for s, v in columns.items() if s not in names}
    one_sided = (kinds == kinds[:, :1]).all(axis=1).tolist()
    for since, kind, first, alone in zip(elapsed, kinds, kinds[:, 0], one_sided, strict=True):
        if alone:
            state = sides[first](since, *state, **constants)
            continue
        pre, post = (side(since, *state, **constants) for side in sides)
        state = [
            np.where(kind == 0, a, np.where(kind == 1, b, old))
            for a, b, old in zip(pre, post, state, strict=True)
        ]
    return np.broadcast_to(state[names.index("w")], shape)


@functools.cache
def write_functions(structure: Structure, rule: str) -> tuple[list[str], tuple[Callable, Callable]]:
    """The names of the state variables, and for either side the function that a spike runs."""
    key = cache.fingerprint(tuple(structure), version("brian2"), digest("models", "protocols"))
    names, texts = cache.keep(f"exact-{key}", lambda: translate(structure, rule))
    functions = []
    for text in texts:
        defined = dict(FUNCTIONS)
        exec(text, defined)
        functions.append(defined["spike"])
    return names, tuple(functions)


def translate(structure: Structure, rule: str) -> tuple[list[str], list[str]]:
    """State variables, and the source of each side's function, from Brian2's own parsing."""
    load_brian2()
    from brian2 import second
    from brian2.codegen.runtime.numpy_rt import NumpyCodeObject
    from brian2.stateupdaters.base import UnsupportedEquationsException
    from brian2.stateupdaters.exact import linear

    from models.equations import written_for_brian2
    from protocols.engine.timing_network import assemble

    with own_session():
        assembled = assemble(structure, 1, codeobj_class=NumpyCodeObject)
        synapses = assembled.net["plastic"]
        for equation in synapses.equations.values():
            if equation.type == "differential equation":
                refuse(rule, str(equation), "is not event-driven")
        decay = ""
        if synapses.event_driven:
            try:
                decay = linear(synapses.event_driven, synapses.variables)
            except UnsupportedEquationsException:
                refuse(rule, structure.equations, "has no closed form between spikes")
        assembled.net.run(0 * second, namespace={})  # Brian2 checks the statements and their units
        written = written_for_brian2(structure)
        constants = [symbol for symbol, _ in written.constants]
        names = sorted({*assembled.inputs} - {*constants, "pre", "post", "drive", "volley"})
        sides = written.on_pre, written.on_post
        if any(re.search(r"\bt\b", text) for text in (decay, *sides)):
            names.append("t")
        return names, [spike(synapses, names, constants, decay, code, rule) for code in sides]


def refuse(rule: str, text: str, why: str) -> None:
    from models.equations import readable

    text = " ".join(readable(text).split())
    raise BadInput("engine", "exact", f"{rule}: {text!r} {why}; use --engine brian2")


class PlainAssignments(ast.NodeTransformer):
    """``x += 1`` as ``x = x + 1``: the state is never changed in place."""

    def visit_AugAssign(self, node):
        read = ast.Name(node.target.id, ast.Load())
        return ast.Assign([node.target], ast.BinOp(read, node.op, node.value))


def spike(synapses, names: list[str], constants: list[str], decay: str, code: str, rule: str):
    """Source of ``spike(elapsed, *state, **constants)``, which returns the state after a spike."""
    from brian2 import Quantity
    from brian2.parsing.rendering import NumpyNodeRenderer

    clock = "t = t + elapsed\n" if "t" in names else ""
    text = clock + re.sub(r"\bdt\b", "elapsed", decay) + "\n" + code
    tree = PlainAssignments().visit(ast.parse(text))
    called = {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call)}
    used = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    assigned = {t.id for n in ast.walk(tree) if isinstance(n, ast.Assign) for t in n.targets}
    for name in sorted(called - set(FUNCTIONS)):
        refuse(rule, code, f"calls {name}(), which the exact engine does not have")
    numbers = {}
    for name in sorted(used - called - assigned - set(names) - set(constants) - {"elapsed"}):
        if name in synapses.variables:  # lastupdate
            refuse(rule, code, f"reads {name}, which the exact engine does not have")
        found = synapses.resolve_all({name}, run_namespace={})[name]
        numbers[name] = float(Quantity(found.get_value()))
    lines = [f"{name} = {value!r}" for name, value in numbers.items()]
    lines += [NumpyNodeRenderer().render_node(statement) for statement in tree.body]
    arguments = ", ".join(["elapsed", *names, "*", *constants])
    body = "\n    ".join([*lines, f"return [{', '.join(names)}]"])
    return f"def spike({arguments}):\n    {body}\n".replace("= inf\n", "= float('inf')\n")
