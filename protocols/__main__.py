"""The declared experiments, one a line; with a name, or a file, that experiment's card."""

import sys

from protocols.experiments.catalogue import find, names
from synplast.bad_input import BadInput, nearest
from synplast.front_door import commands, listing, report
from synplast.process import print_text

PROG = "python -m protocols"
USAGE = f"""usage: {PROG}.NAME [OPTION ...]
       {PROG} EXPERIMENT or FILE.toml ...
"""


def main(arguments: list[str]) -> int:
    if not arguments or {"-h", "--help"} & set(arguments):
        return report(print_text(f"{USAGE}\n{listing('protocols')}\n{list_experiments()}"), PROG)
    try:
        cards = [str(find(known(name))) for name in arguments]
    except BadInput as bad:
        return report(f"{bad.value}: {bad.allowed}", PROG)
    return report(print_text("\n\n".join(cards) + "\n"), PROG)


def known(name: str) -> str:
    """``name``, if it is an experiment's or a file's; raises `BadInput`."""
    if name in names() or name.endswith(".toml"):
        return name
    protocols = [one for one, module in commands().items() if module.startswith("protocols.")]
    if name.replace("-", "_") in protocols:
        raise BadInput("", name, f"a protocol, which {PROG}.{name.replace('-', '_')} runs")
    raise BadInput("", name, f"no such experiment; {nearest(name, names())}, or FILE.toml")


def list_experiments() -> str:
    """Every declared experiment and what was done in it, a line each."""
    width = max(map(len, names()))
    lines = [f"  {name:<{width}}  {find(name).title}\n" for name in names()]
    return "experiments:\n" + "".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
