"""The kinds of value of learning and behaviour: amounts, presentations, rats."""

from fractions import Fraction
from typing import Annotated

import numpy as np

from models.bad_input import BadInput
from protocols.kinds import LIST, Kind, in_unit, several, whole_number


def amount(value) -> Fraction:
    """A number that is not negative."""
    number = in_unit("")(value)
    if number < 0:
        raise ValueError
    return number


#: Of a table, or numbers in a neuron's memory: more would be printed or kept for no reader.
MOST_ROWS = 2_000_000


def require_rows(option: str, count: int, each: int) -> None:
    """Refuse ``count`` of what has ``each`` rows where there would be too many."""
    if count * each > MOST_ROWS:
        raise BadInput(option, count, f"makes {count * each:,} rows; at most {MOST_ROWS:,}")


def in_presentations(value) -> Fraction:
    number = amount(value)
    if number < 1:
        raise ValueError
    return number


def below_one(value) -> Fraction:
    number = amount(value)
    if number >= 1:
        raise ValueError
    return number


Amount = Annotated[Fraction, Kind(amount, "a number, 0 or more")]
Amounts = Annotated[
    tuple[Fraction, ...], Kind(several(amount), f"numbers, 0 or more: {LIST}", many=True)
]
PRESENTATIONS = "presentations, 1 or more"
TimeConstant = Annotated[Fraction, Kind(in_presentations, PRESENTATIONS)]
TimeConstants = Annotated[
    tuple[Fraction, ...], Kind(several(in_presentations), f"{PRESENTATIONS}: {LIST}", many=True)
]
Fractional = Annotated[Fraction, Kind(below_one, "a number from 0, below 1")]
Rats = Annotated[int, Kind(whole_number(2, 10_000), "a whole number from 2 to 10000")]
# A group of 40 rats takes about half a second a day.
DaysOfTraining = Annotated[int, Kind(whole_number(1, 1000), "a whole number from 1 to 1000")]
Seconds = Annotated[np.ndarray, Kind(float, "a time in s", "s")]
Steps = Annotated[int, Kind(whole_number(1, 1_000_000), "a whole number from 1 to 1000000")]
Patterns = Annotated[int, Kind(whole_number(2, 100), "a whole number from 2 to 100")]
