"""Brian2's exact solution of linear equations, quicker: what is independent is solved apart.

Brian2 solves all event-driven equations of a synapse as one linear system, and all equations of a
neuron, whose matrix exponential takes SymPy seconds for four traces; that of each trace alone,
milliseconds. The step is the same.
"""

import contextlib
import importlib
from collections.abc import Iterator


@contextlib.contextmanager
def solve_apart() -> Iterator[None]:
    """Let Brian2 solve equations that do not name each other one by one, until the block ends."""
    synapses = importlib.import_module("brian2.synapses.synapses")  # its name is a class's, too
    together = getattr(synapses, "linear", None)
    if together is None:  # a Brian2 that is written otherwise: slower, and no less right
        yield
        return

    def linear(equations, variables, *others):
        parts = parts_of(equations, variables) if not others else [equations]
        return "\n".join(together(part, variables, *others) for part in parts)

    synapses.linear = linear
    try:
        yield
    finally:
        synapses.linear = together


def linear_apart(equations, variables, options=None) -> str:
    """Brian2's method ``exact``, a callable that a group takes for its ``method``."""
    from brian2 import exact

    parts = parts_of(equations, variables)
    return "\n".join(exact(part, variables, options) for part in parts)


def parts_of(equations, variables) -> list:
    """``equations`` in as many parts as do not depend on each other."""
    from brian2 import Equations

    slopes = equations.get_substituted_expressions(variables)
    names, parts = [name for name, _ in slopes], []
    for name, right in slopes:
        here = {name} | right.identifiers.intersection(names)
        parts, joined = [p for p in parts if not p & here], [p for p in parts if p & here]
        parts.append(here.union(*joined))
    others = [one for one in equations.values() if one.varname not in names]
    return [
        Equations([*others, *(equations[name] for name in names if name in part)]) for part in parts
    ]
