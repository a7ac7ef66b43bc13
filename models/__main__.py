"""The published rules, one a line; with a name, that rule's card."""

import re
import sys

from models.card import Card
from models.catalogue import cards, find, is_file
from synplast.bad_input import BadInput
from synplast.brian2_loader import load_brian2
from synplast.front_door import report
from synplast.process import print_text

PROG = "python -m models"
USAGE = """The published rules, one a line; with a name, that rule's card.

usage: python -m models [RULE[:SET] | FILE.py[:NAME] ...]

FILE.py is run as it stands: take only files that you trust.
"""


def main(arguments: list[str]) -> int:
    if any(argument.startswith("-") for argument in arguments):
        return show(USAGE) or (0 if {"-h", "--help"} & set(arguments) else 2)
    if not arguments:
        return show(list_rules())
    try:
        return show("\n\n".join(str(card_of(name)) for name in arguments) + "\n")
    except BadInput as bad:
        return report(f"{bad.value}: {bad.allowed}", PROG)


def card_of(name: str) -> Card:
    if not is_file(name):
        return find(name)
    load_brian2()
    from models.own_rule import load

    return load(name, {})


def list_rules() -> str:
    """The name of every set, its rule and its paper."""
    known = cards()
    width = max(map(len, known))

    def told(name: str, card: Card) -> str:
        paper = re.split(r", doi|[:;] |(?<!al)(?<!Fig)\. ", card.note)[0]
        return f"{name:<{width}}  {card.title.partition(':')[0]}, {paper}\n"

    return "".join(told(name, card) for name, card in known.items())


def show(text: str) -> int:
    return report(print_text(text), PROG)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
