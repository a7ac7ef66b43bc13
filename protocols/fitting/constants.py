"""The constants that a fit may change: where each may lie, and how that range is gone through."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from models.card import Card
from models.constant import Constant
from synplast.bad_input import BadInput, nearest

#: A time constant may lie between these (s); one that does not, within a factor of 10.
TIMES = 1e-3, 1.0
#: A range from 0 is gone through evenly below this part of it, and by even ratios above.
EVEN = 0.01
#: Of other constants, the multiple of the largest of their kind (A of A2_plus).
MOST = 10


class Free(NamedTuple):
    """A constant that is fitted.

    Attributes
    ----------
    constant : Constant
        With the value that the rule's set has.
    low, high : float
        The bounds, in SI units.
    finer_at_zero : bool
        Whether a range that begins at 0 is gone through more finely there.
    """

    constant: Constant
    low: float
    high: float
    finer_at_zero: bool = False

    @property
    def symbol(self) -> str:
        return self.constant.symbol

    @property
    def unit(self) -> float:
        """The size of the unit that the constant is printed in."""
        return self.constant.units.get(self.constant.unit, 1.0)

    @property
    def by_ratio(self) -> bool:
        """Whether the range is gone through by ratios, as for times, or by differences."""
        return self.low > 0 and self.high > 10 * self.low

    @property
    def bend(self) -> float:
        """How many ratios of e a range from 0 is gone through by; 0 for one that is even."""
        return math.asinh(1 / EVEN) if self.finer_at_zero and 0 in (self.low, self.high) else 0.0

    def value(self, u: np.ndarray) -> np.ndarray:
        """From 0 to 1 to the value in SI units."""
        if self.by_ratio:
            return self.low * (self.high / self.low) ** u
        if self.bend:
            low, high = np.sinh(self.bend * (1 - u)), np.sinh(self.bend * u)
            return (self.low * low + self.high * high) / math.sinh(self.bend)
        return self.low + (self.high - self.low) * u

    def place(self, value: float) -> float:
        """Where a value within the bounds is, from 0 to 1."""
        if self.by_ratio:
            return math.log(value / self.low) / math.log(self.high / self.low)
        part = (value - self.low) / (self.high - self.low)
        if self.bend and self.low == 0:
            return math.asinh(part * math.sinh(self.bend)) / self.bend
        if self.bend:
            return 1 - math.asinh((1 - part) * math.sinh(self.bend)) / self.bend
        return part

    def show(self, value: float, digits: int = 4) -> str:
        unit = f"*{self.constant.unit}" if self.constant.unit else ""
        return f"{value / self.unit:.{digits}g}{unit}"


def values_at(free: Sequence[Free], places: np.ndarray) -> dict[str, np.ndarray]:
    """Constants (sets,) by symbol, in SI units, at places (sets, constants) from 0 to 1."""
    return {one.symbol: one.value(places[:, n]) for n, one in enumerate(free)}


def free_constants(
    card: Card,
    symbols: Sequence[str],
    bounds: Mapping[str, tuple[str, str]],
    option: str = "free",
) -> list[Free]:
    """The constants of ``card`` that ``option`` names, with bounds as text where they are given.

    Raises
    ------
    BadInput
        A constant that the rule lacks or that is no number; bounds that it cannot have.
    """
    known = {c.symbol: c for c in card.constants}
    for symbol in symbols:
        if symbol in card.choices:
            raise BadInput(option, symbol, f"a number; {symbol} is {card.choices[symbol]}")
        if symbol not in known:
            raise BadInput(option, symbol, f"{card.name} has no such constant; "
                           f"{nearest(symbol, known)}")  # fmt: skip
        if symbol in card.delays.values():
            raise BadInput(option, symbol, "no delay of spikes, which stay on one time grid")
    ranges = "bounds" if option == "free" else option
    for symbol in bounds:
        if symbol not in symbols:
            raise BadInput("bounds", symbol, f"of a free constant: {nearest(symbol, symbols)}")
    found = []
    for symbol in symbols:
        one = known[symbol]
        low, high = read(ranges, one, *bounds[symbol]) if symbol in bounds else default(card, one)
        least, most = card.limits.get(symbol, (-math.inf, math.inf))
        if not least <= low < high <= most:
            allowed = f"LOW:HIGH within {least:g} and {most:g}"
            raise BadInput(ranges, f"{symbol}={':'.join(bounds[symbol])}", allowed)
        found.append(Free(one, low, high, finer_at_zero=option == "free"))
    return found


def read(option: str, constant: Constant, *texts: str) -> tuple[float, float]:
    """Bounds in SI units from text; raises `BadInput`."""
    told = f"{constant.symbol}={':'.join(texts)}"
    try:
        low, high = map(constant.read, texts)
    except BadInput as bad:
        raise BadInput(option, told, f"LOW:HIGH, each {bad.allowed}") from None
    if not -math.inf < low < high < math.inf:
        raise BadInput(option, told, "LOW:HIGH, LOW below HIGH, both finite")
    return low, high


def default(card: Card, constant: Constant) -> tuple[float, float]:
    """Bounds that leave room around what the constant is, of the sign that it has."""
    symbol, value = constant.symbol, constant.value
    if not math.isfinite(value):
        raise BadInput("free", symbol, f"it is {value:g}: say its --bounds {symbol}=LOW:HIGH")
    if constant.base == "second" and symbol.startswith("tau"):
        return TIMES if TIMES[0] < value < TIMES[1] else (value / 10, value * 10)
    kind = re.match(r"[A-Za-z]+", symbol)
    alike = [
        abs(c.value)
        for c in card.constants
        if c.base == constant.base and math.isfinite(c.value)
        and kind and re.match(r"[A-Za-z]+", c.symbol)[0] == kind[0]
    ]  # fmt: skip
    most = MOST * (max(alike, default=0) or 1)
    least, bound = card.limits.get(symbol, (-math.inf, math.inf))
    return (max(least, 0.0), min(most, bound)) if value >= 0 else (max(-most, least), 0.0)
