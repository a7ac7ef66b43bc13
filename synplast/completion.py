"""What a shell needs to complete ``synplast`` and its options."""

import argparse
import importlib

from synplast.bad_input import BadInput, nearest
from synplast.command import COMMANDS, options
from synplast.front_door import CARDS, commands, title

SHELLS = ("bash", "zsh")


def completion(arguments: list[str]) -> str:
    """The script for a shell; raises `BadInput` for one that is not known."""
    import shtab

    shell = arguments[0] if arguments else "bash"
    if shell not in SHELLS:
        raise BadInput("print-completion", shell, nearest(shell, SHELLS))
    return shtab.complete(parser(), shell) + "\n"


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    whole = argparse.ArgumentParser(prog="synplast")
    chosen = whole.add_subparsers()
    for name, module in commands().items():
        importlib.import_module(module)
        if name in CARDS:  # takes names alone
            chosen.add_parser(name, help=title(module))
            continue
        own = options(*COMMANDS[module], f"synplast {name}")
        chosen.add_parser(name, help=title(module), parents=[own], add_help=False)
    return whole
