"""The published rules and models, one a line; with a name, its card."""

import re
import sys

from models.card import Card
from models.catalogue import cards, find, is_file
from synplast.bad_input import BadInput
from synplast.brian2_loader import load_brian2
from synplast.front_door import report
from synplast.process import print_text

PROG = "python -m models"
USAGE = """The published rules and models, one a line; with a name, its card.

usage: python -m models [RULE[:SET] | FILE.py[:NAME] ...] [--nestml | --bibtex]

--nestml writes an event-driven rule as a synapse for NEST, --bibtex the papers of its card.
FILE.py is run as it stands: take only files that you trust.
"""


def main(arguments: list[str]) -> int:
    options = [argument for argument in arguments if argument.startswith("-")]
    arguments = [argument for argument in arguments if argument not in options]
    if {"-h", "--help"} & set(options):
        return show(USAGE)
    if set(options) - set(FORMS) or len(options) > 1:
        return show(USAGE) or 2
    if not arguments:
        if options:
            return report(f"{options[0]}: of which rule? name one", PROG)
        return show(list_rules())
    try:
        write = FORMS[options[0]]() if options else str
        return show("\n\n".join(write(card_of(name)).strip("\n") for name in arguments) + "\n")
    except BadInput as bad:
        return report(f"{bad.value}: {bad.allowed}", PROG)


def load_nestml():
    load_brian2()  # whose parser reads the rule
    from models.nestml import write_nestml

    return write_nestml


def load_bibtex():
    from models.bibtex import write_bibtex

    return write_bibtex


#: What writes a card in another form, loaded when it is asked for.
FORMS = {"--nestml": load_nestml, "--bibtex": load_bibtex}


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
