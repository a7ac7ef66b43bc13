"""A rule's traces kept by neurons: where they are all to all, a neuron's synapses share them."""

import inspect
import re
from typing import NamedTuple

from models.rule import Rule


class Side(NamedTuple):
    """What a rule does on one side of the synapse, as Brian2 text.

    Attributes
    ----------
    equations : str
        Of the traces that the neuron keeps.
    leaves : str
        What its spike leaves in them, after all synapses have read them.
    change : str
        What the synapse does to its weight at a spike of this side.
    """

    equations: str
    leaves: str
    change: str


def sides(rule: Rule) -> dict[str, Side]:
    """Both sides, pre and post, of a rule whose spikes change the weight, then leave traces.

    Raises
    ------
    ValueError
        Another kind of rule.
    """
    texts = {
        side: inspect.cleandoc(text).splitlines()
        for side, text in {"pre": rule.on_pre, "post": rule.on_post}.items()
    }
    for change, *leaves in texts.values():
        if not change.startswith("w = ") or not all(" += 1" in line for line in leaves):
            raise ValueError(
                f"{type(rule).__name__} does more at a spike than read and leave traces"
            )
    kept_by = {line.split()[0]: side for side, (_, *leaves) in texts.items() for line in leaves}
    found = {}
    for side, (change, *leaves) in texts.items():
        equations = (equation(rule, trace) for trace, of in kept_by.items() if of == side)
        for trace, of in kept_by.items():
            # As Brian2's synapses call what a neuron keeps.
            change = re.sub(rf"\b{trace}\b", f"{trace}_{of}", change)
        found[side] = Side("\n".join(equations), "\n".join(leaves), change)
    return found


def equation(rule: Rule, trace: str) -> str:
    """A trace's differential equation, at every step rather than at spikes."""
    lines = map(str.strip, rule.equations.splitlines())
    (found,) = (line for line in lines if line.startswith(f"d{trace}/dt"))
    return found.removesuffix(" (event-driven)")
