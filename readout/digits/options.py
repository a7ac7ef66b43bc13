"""The kinds of value that only the options about digits take."""

from fractions import Fraction
from pathlib import Path
from typing import Annotated

from readout.perceptron.limits import FULL
from synplast.file_names import file_to_write
from synplast.values import Kind, number, several, whole_number

digits = several(whole_number(0, 9), "digits")


def read_pair(value) -> tuple[int, int]:
    smaller, larger = sorted(digits.read(value))
    if smaller == larger:
        raise ValueError
    return smaller, larger


# Weights are multiples of eta/255: beyond 255 the only first weight left in [-1, 1] would be 0.
ETAS = Fraction(1, 10_000), Fraction(FULL)
MOST_CELLS = 20_000


cells = whole_number(1, MOST_CELLS)
Sizes = Annotated[tuple[int, ...], several(cells, f"whole numbers from 1 to {MOST_CELLS}")]
Cells = Annotated[int, cells]
Margin = Annotated[Fraction, number("a number from 0 to 100", least=0, most=100)]
DIGITS = "two different digits from 0 to 9"
Pair = Annotated[tuple[int, int], Kind(read_pair, DIGITS, many=True, metavar="D")]
Eta = Annotated[Fraction, number(f"a number from 0.0001 to {FULL}", "", *ETAS)]
Existing = Annotated[Path, Kind(Path, "a name", metavar="PATH")]


def read_names(value) -> tuple[Path, ...]:
    return tuple(map(Path, [value] if isinstance(value, str | Path) else value))


Pictures = Annotated[
    tuple[Path, ...], Kind(read_names, "names of pictures", many=True, metavar="IMAGE")
]
Npz = Annotated[Path, file_to_write(".npz")]
Csv = Annotated[Path, file_to_write(".csv")]
