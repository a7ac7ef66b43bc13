"""The kinds of value that an option takes: how text or a Python value is read, what is allowed."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from synplast.bad_input import BadInput
from synplast.brian2_loader import load_brian2

#: In one list: more is a slip of the keyboard.
MOST_VALUES = 100_000
LIST = "a list (-10 10, or -10,10) or a range start:stop:step"


@dataclass(frozen=True)
class Kind:
    """What one parameter takes.

    Attributes
    ----------
    read : callable
        From text or a Python value to the value; raises ValueError for one that is not allowed.
    allowed : str
        What is allowed, in words.
    unit : str
        The unit that a plain number is in.
    many : bool
        Whether the option takes several words.
    metavar : str
        What the help calls the value; the unit, or else the parameter's name, if empty.
    writes : bool
        Whether it is the name of a file that will be written.
    choices : tuple of str
        All the values there are, where they can be listed.
    change : callable
        For what ``--set SYMBOL=VALUE`` can change: ``change(value, words)`` reads a value with
        these changes made to it.
    unit_size : callable
        For an exact number: the Brian2 unit that it is in.
    """

    read: Callable[[Any], Any]
    allowed: str
    unit: str = ""
    many: bool = False
    metavar: str = ""
    writes: bool = False
    choices: tuple[str, ...] = ()
    change: Callable[[Any, Iterable[str]], Any] | None = None
    unit_size: Callable[[], Any] | None = None

    def __repr__(self) -> str:
        return f"<{self.allowed}>"


def read_plain(text: str) -> str:
    """The text of a number as Python reads it, with the papers' minus sign too.

    Raises ValueError for what Python reads and people do not write: digits of other scripts or with
    underscores between, and more of them, or greater powers of ten, than any option takes.
    """
    text = text.strip().replace("−", "-")
    if not re.fullmatch(r"[-+0-9./eE]{1,100}", text) or re.search(r"[eE][-+]?\d{4}", text):
        raise ValueError
    return text


def exact(value, unit_size: Callable[[], Any] | None = None) -> Fraction:
    """``value`` as the fraction that its decimal text means: 7.3 is 73/10.

    A Brian2 quantity is divided by ``unit_size()`` first, and a plain number is in that unit.
    """
    if isinstance(value, str):
        return Fraction(read_plain(value))
    if isinstance(value, int | Fraction):
        return Fraction(value)
    if hasattr(value, "dim"):
        ratio = value / unit_size()
        if getattr(ratio, "dim", None) and not ratio.dim.is_dimensionless:
            raise ValueError
        return Fraction(f"{float(ratio):.12g}")
    return Fraction(repr(float(value)))


def exact_all(values, unit_size: Callable[[], Any] | None = None) -> list:
    """Numbers as NumPy makes them, such as ``0.1 * np.arange(-5, 5)``, as what is meant by them.

    That is the simplest fraction within what rounding makes of the largest; where none is simple,
    the first 12 digits. Other values stay as they are.
    """
    values = list(values)
    plain = [value / unit_size() if hasattr(value, "dim") else value for value in values]
    if not all(isinstance(one, int | float | np.number) and math.isfinite(one) for one in plain):
        return values
    rounding = 8 * float(np.spacing(max(map(abs, plain), default=0.0)))

    def simplest(number):
        found = Fraction(float(number)).limit_denominator(10_000)
        return found if abs(found - Fraction(number)) <= rounding else Fraction(f"{number:.12g}")

    return [simplest(float(one)) for one in plain]


def show_value(value) -> str:
    """``value`` as it would be typed."""
    many = isinstance(value, list | tuple)
    return " ".join(map(str, value)) if many else str(value)


def whole_number(least: int, most: float = math.inf) -> Kind:
    """A whole number from ``least`` to ``most``."""

    def read(value):
        value = read_plain(value) if isinstance(value, str) else value
        number = int(value)
        if number != float(value) or not least <= number <= most:
            raise ValueError
        return number

    limits = f", {least} or more" if most == math.inf else f" from {least} to {most}"
    return Kind(read, f"a whole number{limits}")


def number(
    allowed: str, unit: str = "", least=-(10**9), most=10**9, positive: bool = False
) -> Kind:
    """An exact number, in the Brian2 unit of that name, from ``least`` to ``most``.

    It is 0 or at least 1e-9 from it; where it must be ``positive``, not 0.
    """

    def unit_size():
        load_brian2()
        import brian2

        return getattr(brian2, unit)

    def read(value):
        found = exact(value, unit_size)
        if not least <= found <= most or 0 < abs(found) < Fraction(1, 10**9):
            raise ValueError
        if positive and found <= 0:
            raise ValueError
        return found

    return Kind(read, allowed, SYMBOLS.get(unit, unit), unit_size=unit_size)


#: Where a unit's name is not how it is written.
SYMBOLS = {"second": "s"}


def several(one: Kind, allowed: str, once: bool = False) -> Kind:
    """Lists of a kind: values, comma-separated values, and ranges ``start:stop:step``.

    With ``once``, a value that is given again is not taken again.
    """

    def read_word(word):
        if not isinstance(word, str):
            return [one.read(word)]
        values = []
        if word.count(",") >= MOST_VALUES:
            raise BadInput("", word, f"at most {MOST_VALUES} values")
        for item in word.split(","):
            ends = [one.read(end) for end in item.split(":")]
            if len(ends) == 1:
                values += ends
                continue
            start, stop, step = ends
            count = (stop - start) / step
            if count < 0:
                raise ValueError
            if count > MOST_VALUES:
                raise BadInput("", item, f"at most {MOST_VALUES} values")
            values += [start + n * step for n in range(math.floor(count) + 1)]
        return values

    def read(value):
        # A quantity array is read item by item, so that its unit is kept.
        words = value if isinstance(value, Iterable) and not isinstance(value, str) else [value]
        if isinstance(value, np.ndarray) and value.ndim == 0:
            words = [value]
        if one.unit_size:
            words = exact_all(words, one.unit_size)
        values = tuple(one for word in words for one in read_word(word))
        if not values:
            raise ValueError
        if len(values) > MOST_VALUES:
            raise BadInput("", show_value(value), f"at most {MOST_VALUES} values")
        return tuple(dict.fromkeys(values)) if once else values

    return Kind(read, f"{allowed}: {LIST}", one.unit, many=True)


def distinct(option: str, value, read_one: Callable[[Any], Any]) -> tuple:
    """What one or several values name; one that is given again is not taken again.

    Raises
    ------
    BadInput
        Two different ones of the same ``name``, which no table could tell apart.
    """
    found = {}
    for one in map(read_one, value if isinstance(value, list | tuple) else [value]):
        if found.setdefault(one.name, one) != one:
            raise BadInput(option, one.name, f"two different {option}s have this name")
    return tuple(found.values())
