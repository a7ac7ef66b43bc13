"""The rules as the page takes them: their constants as data, their engines as JavaScript."""

import itertools
from typing import get_args

from figures.live import calcium, clock_driven, event_driven, voltage
from figures.live.javascript import Untranslatable
from models.card import Card
from models.structure import spelt
from protocols.engine.engines import engine_of
from protocols.engine.rule_option import rule_card
from protocols.scorecard import scored
from synplast.bad_input import BadInput
from synplast.brian2_loader import USES_BRIAN2
from synplast.progress import progress

#: What writes the engine of a kind.
WRITERS = {
    "any_equations": event_driven.engine_of,
    "calcium": calcium.engine_of,
    "clock_driven": clock_driven.engine_of,
    "voltage": voltage.engine_of,
}


def describe(cards: list[Card]) -> tuple[list[dict], dict[str, str]]:
    """Rules as data, and the engines by the names that these give them.

    Raises
    ------
    BadInput
        A rule that cannot be translated, with its statement.
    """
    engines, keys, told = {}, {}, []
    for card in progress(cards, "rule"):
        variants = {}
        for words, variant in variants_of(card).items():
            key = variant.engine, variant.structure
            if key not in keys:
                keys[key] = f"engine{len(keys)}"
                engines[keys[key]] = write_engine(variant)
            variants[words] = keys[key]
        told.append(describe_one(card, variants))
    return told, engines


def describe_one(card: Card, variants: dict[str, str]) -> dict:
    return {
        "name": card.name,
        "family": card.name.partition(":")[0],
        "kind": card.engine,
        "title": card.title,
        "note": card.note,
        "source": card.source,
        "choices": dict(card.choices),
        "variants": variants,
        "constants": [
            {
                "symbol": one.symbol,
                "name": spelt(one.symbol),
                "value": one.value,
                "unit": one.unit,
                "size": one.units.get(one.unit, 1.0),
                "base": one.base,
                "limits": card.limits.get(one.symbol),
            }
            for one in card.constants
        ],
        "receptors": list(card.receptors),
        "delays": dict(card.delays),
        "volleys": bool(card.on_drive),
        "influx": list(card.influx),
        "calcium": card.calcium,
        "fitted": list(card.fitted_to),
    }


def can_be_shown(card: Card) -> bool:
    return card.engine in WRITERS


def is_shown(card: Card) -> bool:
    """Whether a published rule is on the page: those for excitatory synapses."""
    return can_be_shown(card) and scored(card)


def write_engine(card: Card) -> str:
    try:
        if not can_be_shown(card):
            engine_of(card.engine).way("exact", card.name)  # which tells why not
        return WRITERS[card.engine](card)
    except Untranslatable as error:
        from models.own_names import readable

        raise BadInput("live", card.name, readable(str(error))) from None
    except BadInput as bad:
        why = bad.allowed.partition("; use --engine")[0].removeprefix(card.name)
        raise BadInput("live", card.name, why.lstrip(": ")) from None


def variants_of(card: Card) -> dict[str, Card]:
    """The card by each combination of its choices, in the words that make it."""
    if not card.choices or ".py" in card.name:
        return {words_of(card.choices): card}
    with USES_BRIAN2:
        options = options_of(card)
    combinations = [
        dict(zip(options, some, strict=True)) for some in itertools.product(*options.values())
    ]
    words = {words_of(some): [f"{s}={v}" for s, v in some.items()] for some in combinations}
    return {told: rule_card(card.name, changes) for told, changes in words.items()}


def words_of(choices) -> str:
    return " ".join(f"{symbol}={value}" for symbol, value in choices.items())


def options_of(card: Card) -> dict[str, tuple[str, ...]]:
    """What each choice of a published rule may be."""
    from models.catalogue import rules
    from models.rule import annotation

    family = rules()[card.name.partition(":")[0]]
    fields = family.__dataclass_fields__
    return {symbol: get_args(annotation(fields[symbol], family)) for symbol in card.choices}
