"""The published rules and models by name, ``RULE:SET``."""

import functools
import importlib
import pkgutil
import re
from collections.abc import Mapping
from dataclasses import replace
from importlib.metadata import version

import models
from models.card import Card
from models.model import Model
from synplast import cache
from synplast.bad_input import BadInput, nearest
from synplast.brian2_loader import USES_BRIAN2, load_brian2
from synplast.packages import digest


def rules() -> dict[str, type]:
    """Every rule that a file of this folder declares, by its lower-case name (imports Brian2)."""
    load_brian2()
    from models.rule import Rule

    return {family.__name__.lower(): family for family in declared(Rule)}


def families() -> dict[str, type]:
    """Every rule and every model, in order of their names (imports Brian2)."""
    return dict(sorted((rules() | {one.family(): one for one in declared(Model)}).items()))


def declared(base: type) -> list[type]:
    """The subclasses with published sets that the files of this folder declare."""
    names = [f"models.{module.name}" for module in pkgutil.iter_modules(models.__path__)]
    for name in names:
        if name != "models.__main__":
            importlib.import_module(name)
    return [one for one in base.__subclasses__() if one.__module__ in names and one.PUBLISHED]


@functools.cache
def cards() -> dict[str, Card]:
    """Every published set's card by name, from the cache where the sources are unchanged."""
    key = cache.fingerprint(version("brian2"), digest("models"))

    def written_out():
        return [
            rule.card(f"{name}:{set_name}").to_json()
            for name, family in families().items()
            for set_name, rule in family.PUBLISHED.items()
        ]

    with USES_BRIAN2:
        listed = [Card.from_json(text) for text in cache.keep(f"catalogue-{key}", written_out)]
    return {card.name: card for card in listed}


def is_file(name: str) -> bool:
    """Whether a rule's name is that of a file, ``FILE.py`` or ``FILE.py:NAME``."""
    return re.search(r"\.py(:[^/\\]*)?$", name) is not None


def find(name: str, values: Mapping[str, str] | None = None) -> Card:
    """The card called ``name`` (``RULE`` alone: its first set), with some constants changed.

    Parameters
    ----------
    name : str
        ``RULE:SET`` or ``RULE``.
    values : mapping from symbol to text, optional
        ``{"tau_plus": "20*ms"}``.

    Raises
    ------
    BadInput
        No such rule, set or constant, or a value that the constant cannot have.
    """
    known = cards()
    rule, _, set_name = name.partition(":")
    sets = [card for card in known if card.startswith(f"{rule}:")]
    if not sets:
        families = dict.fromkeys(card.partition(":")[0] for card in known)
        raise BadInput("rule", name, f"no rule is called {rule}; {nearest(rule, families)}")
    name = name if set_name else sets[0]
    if name not in known:
        raise BadInput("rule", name, f"{rule} has no such set; {nearest(name, sets)}")
    values = dict(values or {})
    if values.keys() & known[name].choices.keys():
        with USES_BRIAN2:
            return vary(rules()[rule].PUBLISHED[name.partition(":")[2]], name, values)
    return known[name].with_values(values)


def vary(rule, name: str, values: Mapping[str, str]) -> Card:
    """The card of a `Rule`, with some constants and choices changed.

    A choice changes the rule's text, which only the rule can write.
    """
    card, values = rule.card(name), dict(values)
    chosen = {symbol: values.pop(symbol) for symbol in list(values) if symbol in card.choices}
    return replace(rule, **chosen).card(name).rename(chosen).with_values(values)
