"""The published rules, one a line; with a name, that rule's card.

usage: python -m models [RULE[:SET] ...]
"""

import re
import signal
import sys

from models.bad_input import BadInput
from models.catalogue import cards, find


def main(arguments: list[str]) -> int:
    if any(argument.startswith("-") for argument in arguments):
        print(__doc__.strip())
        return 0 if {"-h", "--help"} & set(arguments) else 2
    if not arguments:
        listed = cards()
        width = max(map(len, listed))
        for name, card in listed.items():
            paper = re.split(r", doi|[:;] |(?<!al)(?<!Fig)\. ", card.note)[0]
            print(f"{name:<{width}}  {card.title.partition(':')[0]}, {paper}")
        return 0
    try:
        print("\n\n".join(str(find(name)) for name in arguments))
    except BadInput as bad:
        print(f"python -m models: error: {bad.value}: {bad.allowed}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):  # a reader that stops early, as in `| head`, is no error
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main(sys.argv[1:]))
