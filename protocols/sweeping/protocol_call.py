"""The option ``--protocol``: a protocol by name, with its own options as on its command line."""

import importlib
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, get_type_hints

import numpy as np

from models.card import Card
from synplast.arguments import kind_of, parameters_of, read
from synplast.bad_input import BadInput, nearest
from synplast.cache import fingerprint
from synplast.command import COMMANDS, arguments_of, changeable, results_of
from synplast.front_door import commands
from synplast.values import Kind, show_value

ALLOWED = "a protocol and its options, as in 'stdp --lag -10,10 --engine exact'"
#: Characters of an argument that are told; a longer one, such as a file of spikes, by its digest.
MOST_TOLD = 200


@dataclass(frozen=True)
class ProtocolCall:
    """A protocol that takes rules, and what it is given besides.

    Attributes
    ----------
    name : str
    arguments : mapping from parameter to value
        Those that were given, read by their kinds.
    """

    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict)

    @property
    def function(self) -> Callable:
        return function_of(self.name)

    @property
    def values(self) -> dict[str, Any]:
        """Every argument but the rule, by its default where none was given."""
        own = parameters_of(self.function)
        defaults = {
            name: one.default
            if one.default is None
            else read(name, kind_of(one.annotation), one.default)
            for name, one in own.items()
            if name not in {"rule", *self.arguments}
        }
        return {name: (defaults | self.arguments)[name] for name in own if name != "rule"}

    def describe(self) -> dict[str, Any]:
        """The protocol and every argument as text, or as the digest of a long one."""
        told = {name: show_value(value) for name, value in self.values.items()}
        short = {
            n: text if len(text) <= MOST_TOLD else fingerprint(text) for n, text in told.items()
        }
        return {"name": self.name} | short

    def with_seed(self, seed: int) -> "ProtocolCall":
        """The same with this seed, where it takes one and none was given."""
        own = {"seed": seed} if "seed" in parameters_of(self.function) else {}
        return replace(self, arguments=own | self.arguments)

    @property
    def kinds(self) -> dict[str, Kind]:
        """The kinds of the columns of its result."""
        (result,) = results_of(self.function)
        hints = get_type_hints(result, include_extras=True)
        return {name: kind for name, one in hints.items() if (kind := kind_of(one))}

    def table(self, cards: Sequence[Card]) -> dict[str, np.ndarray]:
        """The columns of its result for some rules, arrays (cards, rows).

        ``rule`` is what a row's rule is called besides, such as the calcium of its bath.

        Raises
        ------
        BadInput
            What the protocol refuses, or other rows than as many for each rule, rule after rule.
        """
        # One alone is no list, for a protocol that takes one.
        rule = list(cards) if len(cards) > 1 else cards[0]
        result = self.function(rule=rule, **self.arguments)
        found = {name: np.asarray(getattr(result, name)) for name in self.kinds}
        rows, left = divmod(len(next(iter(found.values()))), len(cards))
        if "rule" in found:
            names = [card.name for card in cards for _ in range(rows)]
            pairs = list(zip(found["rule"].tolist(), names, strict=False))
            left = left or not all(f"{rule} ".startswith(f"{name} ") for rule, name in pairs)
            found["rule"] = np.array([rule[len(name) + 1 :] for rule, name in pairs])
        if left:
            raise BadInput("protocol", self.name, "as many rows for each set of constants")
        return {name: column.reshape(len(cards), rows) for name, column in found.items()}


def function_of(name: str) -> Callable:
    """The function of a protocol."""
    module = f"protocols.{name}"
    importlib.import_module(module)
    return COMMANDS[module][0]


def protocols() -> list[str]:
    """Every protocol by name."""
    return [name for name, module in commands().items() if module == f"protocols.{name}"]


def takes_rules(name: str) -> bool:
    return [option for option, *_ in changeable(function_of(name))] == ["rule"]


def protocol_call(value) -> ProtocolCall:
    """``NAME [OPTION ...]`` with the options read; raises `BadInput`."""
    if isinstance(value, ProtocolCall):
        return value
    first, *words = shlex.split(value)
    name, known = first.replace("-", "_"), protocols()
    if name not in known or not takes_rules(name):
        what = "takes no list of rules" if name in known else "no such protocol"
        raise BadInput("protocol", first, f"{what}; {nearest(name, filter(takes_rules, known))}")
    return ProtocolCall(name, arguments_of(function_of(name), words, but="rule"))


Call = Annotated[
    ProtocolCall,
    Kind(protocol_call, ALLOWED, metavar="'NAME [OPTION ...]'"),
    "What each set is put to instead of experiments: a protocol that takes rules, with its own "
    "options as on its command line.",
]
