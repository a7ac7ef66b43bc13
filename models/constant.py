"""One constant of a rule: its value with a unit, as it is read and printed, and its bounds."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from synplast.bad_input import BadInput


@dataclass(frozen=True)
class Constant:
    """One constant of a rule.

    Attributes
    ----------
    symbol : str
        The paper's symbol, as the equations spell it.
    value : float
        In SI base units; of a `models.model.Model`, in its own.
    base : str
        The base unit as Brian2 text (``"second"``, ``"1"``).
    unit : str
        The unit it is printed in (``"ms"``; empty where there is none).
    units : dict[str, float]
        Every unit it may be given in, with its size in base units.
    """

    symbol: str
    value: float
    base: str
    unit: str
    units: Mapping[str, float]

    def __str__(self) -> str:
        # Fifteen digits hide the rounding of 114*ms to 0.114 s and lose nothing that was typed.
        number = f"{self.value / self.units.get(self.unit, 1.0):.15g}"
        return f"{number}*{self.unit}" if self.unit else number

    def read(self, text: str) -> float:
        """The SI value of ``text`` (``"16.8*ms"``, ``"0.01"``); raises `BadInput`."""
        number, _, unit = text.replace(" ", "").partition("*")
        said = f"{self.symbol}={text}"
        try:
            value = float(number)
        except ValueError:
            value = math.nan
        if math.isnan(value):
            raise BadInput("set", said, f"a number such as {self.symbol}={self}")
        units = {name.replace(" ", ""): size for name, size in self.units.items()}
        if unit and unit not in units:
            kind = f"a unit of {self.base}" if self.units else "a plain number, without a unit"
            raise BadInput("set", said, f"{kind}, such as {self.symbol}={self}")
        if self.units and not unit:
            raise BadInput("set", said, f"a number with its unit, such as {self.symbol}={self}")
        return check(self.symbol, value * units.get(unit, 1.0), self.base, text)


def check(symbol: str, value: float, base: str, text: object) -> float:
    """``value`` if a constant in ``base`` units can have it; raises `BadInput`."""
    if math.isnan(value):
        raise BadInput("set", f"{symbol}={text}", "a number")
    if base == "second" and symbol.startswith("tau") and not 0 < value < math.inf:
        raise BadInput("set", f"{symbol}={text}", "a time constant greater than 0")
    began = symbol.endswith("_0")  # where a variable begins, be it a time stamp
    if base == "second" and not began and not 0 <= value < math.inf:
        raise BadInput("set", f"{symbol}={text}", "a time, 0 or more")
    if symbol == "w_max" and not value > 0:
        raise BadInput("set", f"{symbol}={text}", "a weight greater than 0")
    if symbol == "w_0" and not 0 <= value < math.inf:
        raise BadInput("set", f"{symbol}={text}", "a weight, 0 or more")
    return value


def check_bounds(values: Mapping[str, float], limits: Mapping[str, tuple[float, float]]) -> None:
    """Refuse a constant outside its rule's limits, and a weight that starts above its bound."""
    for symbol, (least, most) in limits.items():
        if not least <= values[symbol] <= most:
            allowed = f"from {least:g} to {most:g}" if most < math.inf else f"{least:g} or more"
            raise BadInput("set", f"{symbol}={values[symbol]:g}", allowed)
    if values.get("w_0", 0) > values.get("w_max", math.inf):
        allowed = f"at most w_max={values['w_max']:g}"
        raise BadInput("set", f"w_0={values['w_0']:g}", allowed)
