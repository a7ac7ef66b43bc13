"""The published rules, one a line; with a name, that rule's card.

usage: python -m models [RULE[:SET]]
"""

import sys

from models.bad_input import BadInput
from models.catalogue import cards, find


def main(arguments: list[str]) -> int:
    if any(argument.startswith("-") for argument in arguments) or len(arguments) > 1:
        print(__doc__.strip())
        return 0 if arguments[0] in ("-h", "--help") else 2
    if not arguments:
        listed = cards()
        width = max(map(len, listed))
        for name, card in listed.items():
            print(f"{name:<{width}}  {card.title}")
        return 0
    try:
        print(find(arguments[0]))
    except BadInput as bad:
        print(f"python -m models: error: {bad.value}: {bad.allowed}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
