"""The kinds of value that only the readout's options take."""

from fractions import Fraction
from pathlib import Path
from typing import Annotated

from models.bad_input import BadInput
from protocols.kinds import Kind, exact, file_to_write, in_unit, several, whole_number
from readout.pairs import BRIGHTEST


def two_digits(value) -> tuple[int, int]:
    smaller, larger = sorted(several(whole_number(0, 9))(value))
    if smaller == larger:
        raise ValueError
    return smaller, larger


# Weights are multiples of eta/255: beyond 255 the only first weight left in [-1, 1] would be 0.
ETAS = Fraction(1, 10_000), Fraction(BRIGHTEST)
MOST_CELLS = 20_000


def learning_rate(value) -> Fraction:
    eta = exact(value)
    if not ETAS[0] <= eta <= ETAS[1]:
        raise ValueError
    return eta


# Plain numbers, one or several.
NUMBERS = "numbers greater than 0: a list (0.1 0.2, or 0.1,0.2) or a range start:stop:step"
Numbers = Annotated[
    tuple[Fraction, ...], Kind(several(in_unit("", positive=True)), NUMBERS, many=True)
]

Sizes = Annotated[
    tuple[int, ...],
    Kind(several(whole_number(1, MOST_CELLS)), f"whole numbers from 1 to {MOST_CELLS}", many=True),
]
Cells = Annotated[int, Kind(whole_number(1, MOST_CELLS), f"a whole number from 1 to {MOST_CELLS}")]


def up_to(most: int) -> Kind:
    def read(value):
        number = whole_number(1)(value)
        if number > most:
            raise BadInput("", value, f"at most {most}")
        return number

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


def margin(value) -> Fraction:
    number = exact(value)
    if not 0 <= number <= 100:
        raise ValueError
    return number


Margin = Annotated[Fraction, Kind(margin, "a number from 0 to 100")]
DIGITS = "two different digits from 0 to 9"
Pair = Annotated[tuple[int, int], Kind(two_digits, DIGITS, many=True, metavar="D")]
Eta = Annotated[Fraction, Kind(learning_rate, f"a number from 0.0001 to {BRIGHTEST}")]
Existing = Annotated[Path, Kind(Path, "a name", metavar="PATH")]


def names(value) -> tuple[Path, ...]:
    return tuple(map(Path, [value] if isinstance(value, str | Path) else value))


Pictures = Annotated[tuple[Path, ...], Kind(names, "names of pictures", many=True, metavar="IMAGE")]
Npz = Annotated[Path, file_to_write(".npz")]
Csv = Annotated[Path, file_to_write(".csv")]
