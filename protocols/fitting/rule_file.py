"""A fitted rule as a file, which ``--rule FILE.py:fitted`` runs in every protocol."""

import math
import re
from collections.abc import Iterable
from pathlib import Path

from models.card import Card
from models.catalogue import is_file, rules
from models.constant import Constant

NAME = "fitted"


def write_rule(card: Card, fitted: Iterable[Constant], how: str) -> str:
    """The text of the file: a variation of a published set, or a copy of the user's own file.

    Parameters
    ----------
    card : Card
        With the values that were fixed; the fitted ones are given beside it.
    how : str
        The command that fitted it, for a comment.
    """
    fitted = list(fitted)
    symbols = {one.symbol for one in fitted}
    name, _, changed = card.name.partition(" ")
    fixed = set(re.findall(r"(\w+)=", changed)) - symbols
    constants = [c for c in card.constants if c.symbol in fixed] + fitted
    values = "".join(f"\n    {python(one)}," for one in constants)
    choices = "".join(f'\n    {s}="{v}",' for s, v in card.choices.items() if s in fixed)
    units = sorted({u for one in constants for u in re.findall(r"[A-Za-z]\w*", one.unit)})
    imported = f"from brian2 import {', '.join(units)}\n" if units else ""
    head = f"# Fitted by {how}\nfrom dataclasses import replace\n\n{imported}"
    if is_file(name):
        file, _, own = name.rpartition(":")
        source = Path(file).read_text(encoding="utf-8").rstrip()
        return f"{source}\n\n\n{head}\n{NAME} = replace(\n    {own},{values}{choices}\n)\n"
    family, _, published = name.partition(":")
    rule = rules()[family]
    begins = f'{rule.__name__}.PUBLISHED["{published}"]'
    body = f"\n{NAME} = replace(\n    {begins},{values}{choices}\n)\n"
    return f"{head}\nfrom {rule.__module__} import {rule.__name__}\n{body}"


def python(one: Constant) -> str:
    """A constant as an argument, to the last digit."""
    number = one.value / one.units.get(one.unit, 1.0)
    text = repr(number) if math.isfinite(number) else f'float("{number}")'
    value = f"{text} * {one.unit}" if one.unit else text
    return f"{one.symbol}={value}"
