"""The kinds of value that only the readout's options take."""

from fractions import Fraction
from pathlib import Path
from typing import Annotated

from readout.pairs import BRIGHTEST
from synplast.bad_input import BadInput
from synplast.file_names import file_to_write
from synplast.values import Kind, number, several, whole_number

digits = several(whole_number(0, 9), "digits")


def two_digits(value) -> tuple[int, int]:
    smaller, larger = sorted(digits.read(value))
    if smaller == larger:
        raise ValueError
    return smaller, larger


# Weights are multiples of eta/255: beyond 255 the only first weight left in [-1, 1] would be 0.
ETAS = Fraction(1, 10_000), Fraction(BRIGHTEST)
MOST_CELLS = 20_000


# Plain numbers, one or several.
positive = number("a number greater than 0", positive=True)
Numbers = Annotated[tuple[Fraction, ...], several(positive, "numbers greater than 0")]
cells = whole_number(1, MOST_CELLS)
Sizes = Annotated[tuple[int, ...], several(cells, f"whole numbers from 1 to {MOST_CELLS}")]
Cells = Annotated[int, cells]


def up_to(most: int) -> Kind:
    def read(value):
        count = whole_number(1).read(value)
        if count > most:
            raise BadInput("", value, f"at most {most}")
        return count

    return Kind(read, "a whole number, 1 or more")


# What takes time alone; more is a slip of the keyboard.
Epochs = Annotated[int, up_to(1_000_000)]
Seeds = Annotated[int, up_to(1000)]
Sets = Annotated[int, up_to(100_000)]
Trials = Annotated[int, up_to(200)]

MOST_MEMORY = 2**31  # bytes


def require_memory(option: str, value: int, numbers: int, what: str) -> None:
    """Raise `BadInput` where so many numbers of eight bytes take more memory than is taken."""
    if 8 * numbers > MOST_MEMORY:
        need = f"{what} take {8 * numbers / 2**30:.3g} GB; at most {MOST_MEMORY / 2**30:g} GB"
        raise BadInput(option, value, need)


Margin = Annotated[Fraction, number("a number from 0 to 100", least=0, most=100)]
DIGITS = "two different digits from 0 to 9"
Pair = Annotated[tuple[int, int], Kind(two_digits, DIGITS, many=True, metavar="D")]
Eta = Annotated[Fraction, number(f"a number from 0.0001 to {BRIGHTEST}", "", *ETAS)]
Existing = Annotated[Path, Kind(Path, "a name", metavar="PATH")]


def names(value) -> tuple[Path, ...]:
    return tuple(map(Path, [value] if isinstance(value, str | Path) else value))


Pictures = Annotated[tuple[Path, ...], Kind(names, "names of pictures", many=True, metavar="IMAGE")]
Npz = Annotated[Path, file_to_write(".npz")]
Csv = Annotated[Path, file_to_write(".csv")]
