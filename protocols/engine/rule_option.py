"""The option ``--rule``: a published rule by name, or one of the user's own from a file."""

import os
import re
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Annotated

from models.card import ONLY_IN, Card
from models.catalogue import find, is_file
from protocols.engine.engines import ENGINES
from synplast.bad_input import BadInput, printable
from synplast.brian2_loader import USES_BRIAN2, load_brian2
from synplast.values import Kind, distinct, read_plain

#: Those of `models.card.ONLY_IN` that take what they run as an option ``--rule``.
BY_OPTION = ("short_term", "reward", "turnover")
TRUST = "FILE.py is run as it stands: take only files that you trust."


def rule_card(value, changes: Iterable[str] = ()) -> Card:
    """The card of a rule: a `Card`, a `Rule`, or text ``RULE[:SET] [SYMBOL=VALUE ...]``.

    In the text, RULE may be a file of the user's, ``path/to/my_rule.py``.

    Parameters
    ----------
    changes : iterable of str
        More of ``SYMBOL=VALUE``.
    """
    if isinstance(value, Card):
        return value
    if hasattr(value, "card"):
        return value.card()
    name, *more = words_of_rule(str(value).strip())
    values = changed([*more, *changes])
    card = load(name, values) if is_file(name) else find(name, values)
    return replace(card, name=printable(card.name))


def load(text: str, values: Mapping[str, str]) -> Card:
    """The card of a rule in a Python file of the user's, its engines compared."""
    load_brian2()
    from models import own_rule
    from protocols.engine import agreement
    from protocols.engine.initial_state import numbers_of

    def check(card: Card) -> None:
        if card.variables:  # an engine with its own equations compares them with the rule's
            agreement.require(card.structure, numbers_of([card]), card.name, 1, card.engine)

    with USES_BRIAN2:
        return own_rule.load(text, values, check)


LEAST, MOST = Fraction(sys.float_info.min), Fraction(sys.float_info.max)


def words_of_rule(text: str) -> list[str]:
    """The rule's name, and each of its changed constants."""
    ends = [match.end() for match in re.finditer(r"\.py(?=[:\s]|$)", text)]
    # A file's name may have spaces and equals signs in it.
    file = max((end for end in ends if os.path.isfile(text[:end])), default=0)
    rest = re.split(r"\s+(?=\w+\s*=)", text[file:])
    return [text[:file] + rest[0], *rest[1:]]


def changed(words: Iterable[str]) -> dict[str, str]:
    """The constants that ``SYMBOL=VALUE`` change, with their new values as text."""
    values = {}
    for word in words:
        found = re.fullmatch(r"\s*(\w+)\s*=(.*)", word, re.DOTALL)
        if not found:
            raise BadInput("set", word, "SYMBOL=VALUE, such as tau_plus=20*ms")
        symbol, value = found[1], found[2].strip()
        number, times, unit = value.partition("*")
        if re.match(r"[-+−.]?\d", number):
            try:
                number = read_plain(number)
                if Fraction(number) and not LEAST <= abs(Fraction(number)) <= MOST:
                    raise ValueError  # which Python takes for 0, or for infinite
            except (ValueError, ZeroDivisionError):
                raise BadInput("set", word, "a number such as 0.01, or 20*ms") from None
            value = number + times + unit
        if symbol in values:
            raise BadInput("set", word, f"{symbol} once; it was set to {values[symbol]} before")
        values[symbol] = value
    return values


def rule_cards(value, also: Collection[str] = ()) -> tuple[Card, ...]:
    """The cards of several rules; one that is given again is not taken again.

    Parameters
    ----------
    also : collection of str
        Protocols whose own rules are taken besides.

    Raises
    ------
    BadInput
        Two different rules of the same name, which no table could tell apart; a rule that one
        protocol alone runs.
    """
    cards = distinct("rule", value, rule_card)
    for card in cards:
        if card.only_in and card.only_in not in also:
            how = "" if card.only_in in BY_OPTION else ", by options of its own, not as a rule"
            allowed = f"{ONLY_IN[card.only_in]}; protocols.{card.only_in} runs it{how}"
            raise BadInput("rule", card.name, allowed)
    return cards


def require_excitatory(cards: Iterable[Card]) -> None:
    """Refuse a rule for inhibitory synapses, where what is told is an EPSP's."""
    for card in cards:
        if card.inhibitory:
            raise BadInput(
                "rule", card.name, "is for inhibitory synapses; here they are excitatory"
            )


def rules(also: Collection[str] = ()):
    """The type of an option ``--rule`` that takes rules of lasting change, and some others."""
    return Annotated[
        tuple[Card, ...],
        Kind(
            lambda value: rule_cards(value, also),
            "RULE or RULE:SET, as python -m models lists them, or FILE.py:NAME",
            metavar="RULE[:SET]",
            change=rule_card,
        ),
        f"The plasticity rule, RULE, RULE:SET or FILE.py:NAME; several are compared. {TRUST}",
    ]


Rules = rules()


def only_in(protocol: str, refusal: str, examples: str):
    """The type of an option ``--rule`` that takes what one protocol alone runs.

    Parameters
    ----------
    refusal : str
        What is told of a rule of lasting change.
    examples : str
        The families that there are.
    """

    def read(value) -> tuple[Card, ...]:
        cards = distinct("rule", value, rule_card)
        for card in cards:
            if card.only_in != protocol:
                one_of = " or ".join(examples.rsplit(", ", 1))
                why = card.only_in and f"{ONLY_IN[card.only_in]}; take {one_of}"
                raise BadInput("rule", card.name, why or refusal)
        return cards

    allowed, told = examples, "The rule; several are compared."
    if protocol in ENGINES:  # the others run models of their own, which no file has
        allowed += f", or FILE.py:NAME with engine = '{protocol}'"
        told += f" {TRUST}"
    kind = Kind(read, allowed, metavar="RULE[:SET]", change=rule_card)
    return Annotated[tuple[Card, ...], kind, told]
