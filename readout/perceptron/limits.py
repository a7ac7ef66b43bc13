"""How much of each thing the readout's commands take, as the types of their options."""

from fractions import Fraction
from typing import Annotated

from synplast.bad_input import BadInput
from synplast.values import Kind, number, several, whole_number

FULL = 255  # the most that an input in whole numbers can be, and the constant input among them
MOST_MEMORY = 2**31  # bytes

positive = number("a number greater than 0", positive=True)
Numbers = Annotated[tuple[Fraction, ...], several(positive, "numbers greater than 0")]


def up_to(most: int) -> Kind:
    """A whole number of what takes time alone; more is a slip of the keyboard."""

    def read(value):
        count = whole_number(1).read(value)
        if count > most:
            raise BadInput("", value, f"at most {most}")
        return count

    return Kind(read, "a whole number, 1 or more")


Epochs = Annotated[int, up_to(1_000_000)]
Seeds = Annotated[int, up_to(1000)]
Sets = Annotated[int, up_to(100_000)]
Trials = Annotated[int, up_to(200)]


def require_memory(option: str, value: int, numbers: int, what: str) -> None:
    """Raise `BadInput` where so many numbers of eight bytes take more memory than is taken."""
    if 8 * numbers > MOST_MEMORY:
        need = f"{what} take {8 * numbers / 2**30:.3g} GB; at most {MOST_MEMORY / 2**30:g} GB"
        raise BadInput(option, value, need)
