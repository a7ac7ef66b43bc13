"""Points of one's own in the plane, of class A or B, from a CSV file."""

import csv
from pathlib import Path
from typing import Annotated

import numpy as np

from synplast.bad_input import BadInput
from synplast.values import Kind, number

COLUMNS = ("x1", "x2", "class")
WANTED = "a CSV file with the columns x1, x2 and class (A or B)"
MOST = 1000
COORDINATE = number("a number, up to 1e6 either way", least=-1_000_000, most=1_000_000)


def read_points(value) -> np.ndarray:
    """Points and their classes, ±1: array (points, 3), from a file or from such rows.

    Raises
    ------
    BadInput
        Names the line that is not so; or a class is missing.
    """
    if not isinstance(value, str | Path):
        return check(np.array(value, float), "points")
    path = Path(value)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if [name.strip() for name in rows.fieldnames or ()] != list(COLUMNS):
                raise BadInput("", path, WANTED)
            rows.fieldnames = COLUMNS
            return check(np.array([read_row(path, rows.line_num, row) for row in rows]), path)
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput("", path, f"{WANTED}: {error}") from None


def read_row(path: Path, line: int, row: dict) -> tuple[float, float, int]:
    name = (row["class"] or "").strip()
    try:
        return *(float(COORDINATE.read((row[x] or "").strip())) for x in ("x1", "x2")), {
            "A": 1,
            "B": -1,
        }[name]
    except (ValueError, KeyError, ZeroDivisionError):
        told = ",".join(str(row[column]) for column in COLUMNS)
        raise BadInput("", f"{path}:{line}: {told}", "two numbers, and A or B") from None


def check(points: np.ndarray, given) -> np.ndarray:
    if points.ndim != 2 or points.shape[1] != 3 or len(points) > MOST:
        raise BadInput("", given, f"1 to {MOST} points, each x1, x2 and its class")
    if not np.isfinite(points).all() or not set(points[:, 2]) <= {1, -1}:
        raise BadInput("", given, "finite numbers, and the classes 1 (A) and -1 (B)")
    return points


Points = Annotated[np.ndarray, Kind(read_points, WANTED, metavar="FILE.csv")]
