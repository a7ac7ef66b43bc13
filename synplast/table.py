"""A result as a table: CSV, aligned text, columns by heading."""

import csv
import io
from typing import get_type_hints

import numpy as np

from synplast.arguments import kind_of
from synplast.option_types import Percent, Text

#: Rows that a terminal shows; of more, so many first and last.
MOST_SHOWN, HEAD, TAIL = 200, 10, 10


def columns(result) -> dict:
    """The table's columns by heading; ``rule`` only where several were compared."""
    annotations = get_type_hints(type(result), include_extras=True)
    found = {}
    for name, annotation in annotations.items():
        kind, values = kind_of(annotation), getattr(result, name)
        if kind is None or (name == "rule" and len(set(values)) == 1):
            continue
        heading = name.replace("_", " ") + (f" ({kind.unit})" if kind.unit else "")
        found[heading] = (annotation, values)
    return found


def cells(result, digits: int) -> list[list[str]]:
    """The rows as text, numbers to ``digits`` significant digits and percentages to 0.01."""

    def text(annotation, value):
        if annotation is Text:
            return str(value)
        if np.isnan(value):
            return ""
        return f"{value:.2f}" if annotation is Percent else f"{float(value):.{digits}g}"

    table = [[text(a, v) for v in values] for a, values in columns(result).values()]
    return [list(row) for row in zip(*table, strict=True)]


def as_csv(result) -> str:
    """Ten digits: the engines agree to more, so the bytes do not depend on which one ran."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns(result))
    writer.writerows(cells(result, digits=10))
    return out.getvalue()


def as_table(result, colour: bool = False) -> str:
    """Aligned for a person, of a long table the first and last rows; the heading may be bold."""
    from tabulate import tabulate

    right = ["left" if a is Text else "right" for a, _ in columns(result).values()]
    rows, left_out = cut(cells(result, digits=4), HEAD, TAIL)
    aligned = tabulate(rows, list(columns(result)), "simple", disable_numparse=True, colalign=right)
    lines = aligned.splitlines()
    if left_out:
        more = f"... {left_out} more rows: all of them in a pipe, or with --output FILE.csv"
        lines.insert(2 + HEAD, more)
    if colour:
        lines[0] = f"\x1b[1m{lines[0]}\x1b[0m"
    return "\n".join(lines) + "\n"


def cut(rows: list, head: int, tail: int) -> tuple[list, int]:
    """The first and the last rows where that leaves out many, and how many are left out."""
    if len(rows) <= MOST_SHOWN:
        return rows, 0
    return rows[:head] + rows[-tail:], len(rows) - head - tail
