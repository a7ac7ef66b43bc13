"""What an engine is: the ways in which it runs the rules of its kind, and why not in others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

import numpy as np

from models.catalogue import find
from models.structure import Structure
from synplast.bad_input import BadInput

#: A way to run a rule, as ``--engine`` names it.
Way = Annotated[
    Literal["brian2", "exact", "sampled"],
    "brian2 (simulated in time steps), exact (from spike to spike), or sampled (as exact, with the "
    "noise drawn, for a rule that has some).",
]


@dataclass(frozen=True)
class Engine:
    """Runs the rules whose cards name its kind, see `protocols.engine.engines`.

    Attributes
    ----------
    ways : mapping from way to function
        ``run(structure, numbers, trains, name, seed)`` returns the weights after the spikes,
        array (sets, conditions); `protocols.engine.exact.run` says what it takes.
    why_not : mapping from way to str
        Why it has not the others, in the words that follow the rule's name.
    equations_of : str
        The published rule whose equations it has built in; empty if it takes any.
    """

    ways: Mapping[Way, Callable[..., np.ndarray]]
    why_not: Mapping[Way, str] = field(default_factory=dict)
    equations_of: str = ""

    def way(self, way: Way, name: str) -> Callable[..., np.ndarray]:
        """The function that runs the rule called ``name``; `BadInput` says why there is none."""
        if way not in self.ways:
            there = f"; use --engine {' or '.join(self.ways)}"
            raise BadInput(
                "engine", way, f"{name} {self.why_not.get(way, 'has no such way')}{there}"
            )
        return self.ways[way]

    def require_equations(self, structure: Structure, name: str) -> None:
        """Raise `BadInput` for a rule with other equations than those that are built in."""
        if self.equations_of and structure != find(self.equations_of).structure:
            allowed = (
                f"has other equations than {self.equations_of}, whose engine has those built in"
            )
            raise BadInput("rule", name, allowed)
