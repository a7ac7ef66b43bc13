"""The options of a fit: one rule, the constants that are free, their bounds, and what is held."""

from pathlib import Path
from typing import Annotated

from models.card import Card
from protocols.engine.engine import Way
from protocols.engine.experiment_option import Experiments
from protocols.engine.rule_option import Rules, changed, rule_card
from synplast.arguments import Unless
from synplast.bad_input import BadInput
from synplast.option_types import Count, Hz
from synplast.values import Kind, show_value


def one_rule(value) -> Card:
    """The card of one rule."""
    if isinstance(value, list | tuple) and len(value) != 1:
        raise BadInput("rule", show_value(value), "one rule at a time")
    return rule_card(value[0] if isinstance(value, list | tuple) else value)


def words(value) -> tuple[str, ...]:
    """Words that are given one by one, or with commas between."""
    given = value if isinstance(value, list | tuple) else [value]
    found = [word for one in given for word in str(one).split(",")]
    if not found or not all(word.strip().isidentifier() for word in found):
        raise ValueError
    return tuple(dict.fromkeys(word.strip() for word in found))


def values(value) -> dict[str, str]:
    """``SYMBOL=VALUE`` as text by symbol."""
    if isinstance(value, dict):
        return {symbol: str(text) for symbol, text in value.items()}
    try:
        return changed(value if isinstance(value, list | tuple) else [value])
    except BadInput as bad:
        raise BadInput("", bad.value, bad.allowed) from None


def ranges(value) -> dict[str, tuple[str, str]]:
    """``SYMBOL=LOW:HIGH`` as two texts by symbol."""
    if isinstance(value, dict):
        return {symbol: tuple(map(str, ends)) for symbol, ends in value.items()}
    found = {}
    for word in value if isinstance(value, list | tuple) else [value]:
        symbol, equals, ends = str(word).partition("=")
        low, colon, high = ends.partition(":")
        if not (symbol.strip().isidentifier() and equals and colon and ":" not in high):
            raise ValueError
        if symbol.strip() in found:
            raise BadInput("", word, f"{symbol} once")
        found[symbol.strip()] = low.strip(), high.strip()
    return found


def hold(card: Card, fixed: dict[str, str], free: tuple[str, ...]) -> Card:
    """The rule with the constants that are held at other values."""
    for symbol in fixed:
        if symbol in free:
            raise BadInput("fixed", f"{symbol}={fixed[symbol]}", "it is free: one of both")
    try:
        return card.with_values(fixed) if fixed else card
    except BadInput as bad:
        raise BadInput("fixed", bad.value, bad.allowed) from None


OneRule = Annotated[
    Card,
    Kind(one_rule, Rules.__metadata__[0].allowed, metavar="RULE[:SET]"),
    "The plasticity rule, RULE, RULE:SET or FILE.py:NAME, from whose constants the fit begins. "
    "FILE.py is run as it stands: take only files that you trust.",
]
FREE = "constants of the rule, such as A2_plus tau_y"
Free = Annotated[tuple[str, ...], Kind(words, FREE, many=True, metavar="SYMBOL")]
FIXED = "SYMBOL=VALUE, such as tau_plus=20*ms"
Fixed = Annotated[
    dict,
    Kind(values, FIXED, many=True, metavar="SYMBOL=VALUE"),
    "Constants that are held at other values than the rule's.",
]
BOUNDS = "SYMBOL=LOW:HIGH, such as tau_y=5*ms:500*ms"
Bounds = Annotated[dict, Kind(ranges, BOUNDS, many=True, metavar="SYMBOL=LOW:HIGH")]
DataFile = Annotated[
    Path,
    Kind(Path, "the name of a CSV file", metavar="FILE.csv"),
    "A window of your own, besides or instead: a CSV file with the columns lag (ms) and change "
    "(%), and perhaps sem (%) and n.",
]
ONLY_DATA = Unless(lambda given: given["data"] is None, "only with --data, whose pairs they are")
Pairs = Annotated[Count, ONLY_DATA, "Pairs at each lag of --data."]
PairRate = Annotated[Hz, ONLY_DATA, "At which the pairs of --data follow each other."]
Measured = Annotated[
    Experiments,
    "What the rule is put to: experiments, as python -m protocols lists them, or FILE.toml.",
]
Engine = Annotated[
    Way, "exact if none is given, or brian2 for a rule without a closed form, slowly."
]
