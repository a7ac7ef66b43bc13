"""The types of option and of column that several commands have."""

from fractions import Fraction
from typing import Annotated

import numpy as np

from synplast.bad_input import BadInput
from synplast.values import Kind, number, several, whole_number

Count = Annotated[int, whole_number(1)]
Whole = Annotated[int, whole_number(0)]
Seed = Annotated[int, whole_number(0, 2**32 - 1), "For what draws random numbers."]
Positive = Annotated[Fraction, number("a number greater than 0", positive=True)]
Share = Annotated[Fraction, number("a fraction from 0 to 1", least=0, most=1)]
hertz = number("a frequency in Hz, greater than 0 (1e-9 to 1e9)", "Hz", positive=True)
Hz = Annotated[Fraction, hertz]
Rates = Annotated[tuple[Fraction, ...], several(hertz, hertz.allowed, once=True)]
milliseconds = number("a time in ms", "ms")
ms = Annotated[Fraction, milliseconds]
Times = Annotated[tuple[Fraction, ...], several(milliseconds, "times in ms", once=True)]
millivolts = number("a voltage in mV, -200 to 200", "mV", -200, 200)
mV = Annotated[Fraction, millivolts]  # noqa: N816
Voltages = Annotated[
    tuple[Fraction, ...], several(millivolts, "voltages in mV, -200 to 200", once=True)
]
millimolar = number("a concentration in mM, 0.1 to 20", "mM", Fraction(1, 10), 20)
Concentrations = Annotated[
    tuple[Fraction, ...], several(millimolar, "concentrations in mM, 0.1 to 20", once=True)
]
amount = number("a number, 0 or more", least=0)
Amount = Annotated[Fraction, amount]
Amounts = Annotated[tuple[Fraction, ...], several(amount, "numbers, 0 or more")]
presentations = number("presentations, 1 or more", least=1)
TimeConstant = Annotated[Fraction, presentations]
TimeConstants = Annotated[tuple[Fraction, ...], several(presentations, presentations.allowed)]
Presentations = Annotated[int, whole_number(1, 1_000_000)]

# Columns.
Number = Annotated[np.ndarray, Kind(float, "a number")]
Percent = Annotated[np.ndarray, Kind(float, "a percentage")]
Seconds = Annotated[np.ndarray, Kind(float, "a time in s", "s")]
Text = Annotated[np.ndarray, Kind(str, "text")]

#: Of a table, or numbers in a neuron's memory: more would be printed or kept for no reader.
MOST_ROWS = 2_000_000


def require_rows(option: str, count: int, each: int) -> None:
    """Refuse ``count`` of what has ``each`` rows where there would be too many."""
    if count * each > MOST_ROWS:
        raise BadInput(option, count, f"makes {count * each:,} rows; at most {MOST_ROWS:,}")
