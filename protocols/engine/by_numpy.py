"""Advances a rule from spike to spike in NumPy: all conditions and sets of constants at once."""

import functools
from collections.abc import Callable, Iterator

import numpy as np

from protocols.engine.initial_state import FUNCTIONS
from protocols.engine.spike_order import Order
from protocols.engine.spike_source import Source

#: Synapses advanced together: what their traces take stays in the processor's cache.
CHUNK = 8192
#: Up to so many different orders of pre- and postsynaptic spikes are advanced apart.
FEW = 16


def advance_by_parts(source: Source, columns: dict, order: Order, weights) -> Iterator[None]:
    """Fill in weights (sets, conditions), some sets and some conditions at each step.

    Parameters
    ----------
    columns : dict from name to array (sets, 1)
    """
    functions = compile_functions(*source[3:])
    sets = len(weights)
    elapsed, kinds = order.table()
    for members in group_alike(kinds):
        width = max(1, CHUNK // len(members))
        for start in range(0, sets, width):
            rows = slice(start, start + width)
            some = {symbol: values[rows] for symbol, values in columns.items()}
            for part in np.array_split(members, -(-len(members) // CHUNK)):
                last = int(np.count_nonzero((kinds[:, part] >= 0).any(axis=1)))
                spikes = elapsed[:last, part], kinds[:last, part]
                weights[rows, part] = advance(source, functions, some, *spikes)
                yield


def group_alike(kinds: np.ndarray) -> list[np.ndarray]:
    """Conditions whose sides fire in the same order, together; all together if few are alike."""
    bits = np.vstack([kinds == 0, kinds == 1])
    _, group = np.unique(np.packbits(bits, axis=0), axis=1, return_inverse=True)
    group = group.reshape(-1)
    if group.max(initial=0) >= FEW:
        return [np.arange(len(group))]
    return [np.flatnonzero(group == one) for one in range(group.max(initial=-1) + 1)]


@np.errstate(all="ignore")  # what is no number is found in the weights, and told
def advance(source: Source, functions, columns: dict, elapsed: np.ndarray, kinds: np.ndarray):
    """Weights (sets, conditions) after the spikes (spikes, conditions)."""
    decay, *sides = functions
    shape = (len(columns["w"]), elapsed.shape[1])
    state = [np.broadcast_to(columns.get(name, 0.0), shape) for name in source.state]
    # Numbers where there is one set: NumPy is quicker with them than with arrays of one.
    constants = [columns[name] for name in source.constants]
    constants = [values.item() if values.size == 1 else values for values in constants]
    one_sided = (kinds == kinds[:, :1]).all(axis=1).tolist()
    for since, kind, first, alone in zip(elapsed, kinds, kinds[:, 0], one_sided, strict=True):
        given = (since, *decay(since, *constants), *state, *constants)
        if alone:
            state = sides[first](*given)
            continue
        pre, post = (side(*given) for side in sides)
        state = [
            np.where(kind == 0, a, np.where(kind == 1, b, old))
            for a, b, old in zip(pre, post, state, strict=True)
        ]
    return np.broadcast_to(state[source.state.index("w")], shape)


@functools.cache
def compile_functions(*texts: str) -> list[Callable]:
    """The functions of a `Source` for arrays."""
    defined = dict(FUNCTIONS)
    exec("".join(texts), defined)
    return [defined[name] for name in ("decay", "on_pre", "on_post")]
