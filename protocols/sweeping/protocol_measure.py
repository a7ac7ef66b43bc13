"""Sets of constants put to a protocol: the columns of its result that are kept."""

import contextlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from models.card import Card
from models.constant import check_bounds
from protocols.fitting.constants import Free, values_at
from protocols.sweeping.protocol_call import ProtocolCall
from synplast.bad_input import BadInput, nearest

#: Rows of the results that are worked out together.
ROWS = 100_000
#: Where in each range the set is that shows which columns constants change.
ELSEWHERE = 0.382
#: Of what the rows are, so many of the first are told, and the last.
MOST_TOLD = 8


@dataclass(frozen=True)
class ProtocolMeasure:
    """A `Measure`; `measure_protocol` makes one.

    Attributes
    ----------
    card : Card
    free : sequence of Free
    call : ProtocolCall
    keep : tuple of str
        Columns of the protocol's result.
    conditions : dict from column to array (rows,)
        Those that say what the rows are, whatever the constants.
    rows : int
        Of each set.
    """

    card: Card
    free: Sequence[Free]
    call: ProtocolCall
    keep: tuple[str, ...]
    conditions: dict[str, np.ndarray]
    rows: int

    @property
    def engine(self) -> str:
        return self.call.values.get("engine", "brian2")

    @property
    def results(self) -> list[str]:
        return [f"{name}_{n}" for name in self.keep for n in range(1, self.rows + 1)]

    @property
    def together(self) -> int:
        """One set where a result does not tell its rules apart."""
        return max(1, ROWS // self.rows) if "rule" in self.call.kinds else 1

    @property
    def about(self) -> dict[str, Any]:
        return {"protocol": self.call.describe(), "rows": self.told}

    @property
    def told(self) -> dict[str, list[str]]:
        """The conditions as text, by heading."""
        units = {name: kind.unit for name, kind in self.call.kinds.items()}
        return {
            name.replace("_", " ") + (f" ({units[name]})" if units[name] else ""):
            [one if isinstance(one, str) else f"{one:.6g}" for one in column.tolist()]
            for name, column in self.conditions.items()
        }  # fmt: skip

    @property
    def notes(self) -> list[str]:
        names = " and ".join(f"{name}_1 to {name}_{self.rows}" for name in self.keep)
        told = [f"{heading} {', '.join(cut(texts))}" for heading, texts in self.told.items()]
        zero = any(one.symbol == "w_0" and one.low == 0 for one in self.free)
        return [f"{names}, in order: {'; '.join(told)}"] * bool(told) + [
            "the change of a set that begins at a weight of 0 is the weight after"
        ] * zero

    def run(self, values: dict[str, np.ndarray]) -> np.ndarray:
        """Array (sets, results), for constants (sets,) by symbol, in SI units.

        nan where the rule refuses the constants.
        """
        rows = zip(*values.values(), strict=True)
        cards = [with_constants(self.card, dict(zip(values, row, strict=True))) for row in rows]
        allowed = [n for n, card in enumerate(cards) if card]
        found = np.full((len(cards), len(self.results)), np.nan)
        if allowed:
            found[allowed] = self.measure([cards[n] for n in allowed])
        return found

    def measure(self, cards: Sequence[Card]) -> np.ndarray:
        """Array (cards, results)."""
        if table := quietly(self.call, cards):
            self.require_rows(table)
            return np.hstack([table[name] for name in self.keep])
        if len(cards) == 1:
            return np.full((1, len(self.results)), np.nan)
        half = len(cards) // 2  # which tells whose constants are refused
        return np.vstack([self.measure(cards[:half]), self.measure(cards[half:])])

    def require_rows(self, table: dict[str, np.ndarray]) -> None:
        """Refuse a table whose rows are others than those that were told."""
        rows = table[self.keep[0]].shape[1]
        if rows != self.rows:
            allowed = f"{self.rows} rows for each set of constants; some have {rows}"
            raise BadInput("protocol", self.call.name, allowed)
        for name, column in self.conditions.items():
            if not np.all(same(table[name], column)):
                allowed = f"the same {name} for all sets of constants, or {name} in --keep"
                raise BadInput("protocol", self.call.name, allowed)


def measure_protocol(
    card: Card, free: Sequence[Free], call: ProtocolCall, keep: tuple[str, ...]
) -> ProtocolMeasure:
    """Run the protocol with the rule's own constants and with others, to know its rows.

    Raises
    ------
    BadInput
        What the protocol itself refuses; no such column, or one that has no numbers.
    """
    numeric = [name for name, kind in call.kinds.items() if kind.read is not str]
    for name in keep:
        if name not in numeric:
            allowed = f"{call.name} has no such column of numbers; {nearest(name, numeric)}"
            raise BadInput("keep", name, allowed)
    own = {name: column[0] for name, column in call.table([card]).items()}
    elsewhere = values_at(free, np.full((1, len(free)), ELSEWHERE))
    other = with_constants(card, {symbol: one[0] for symbol, one in elsewhere.items()})
    others = quietly(call, [other]) if other else {}
    conditions = {
        name: column
        for name, column in own.items()
        if name not in keep and any(column != "") and np.all(same(column, others.get(name, column)))
    }
    return ProtocolMeasure(card, free, call, keep, conditions, len(own[keep[0]]))


def quietly(call: ProtocolCall, cards: Sequence[Card]) -> dict[str, np.ndarray]:
    """The table of some rules; empty where the constants of one are refused.

    What is said on the way was said once, of the rule's own constants.
    """
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            return call.table(cards)
    except BadInput as bad:
        if bad.option != "rule":
            raise
        return {}


def with_constants(card: Card, values: dict[str, float]) -> Card | None:
    """The card with constants in SI units, which its name tells; None if the rule refuses them."""
    changed = [
        replace(c, value=float(values[c.symbol])) if c.symbol in values else c
        for c in card.constants
    ]
    try:
        check_bounds({c.symbol: c.value for c in changed}, card.limits)
    except BadInput:
        return None
    texts = {symbol: repr(float(value)) for symbol, value in values.items()}
    return replace(card, constants=tuple(changed)).rename(texts)


def same(column: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Where two columns are the same, or no number either."""
    return (column == other) | ((column != column) & (other != other))


def cut(texts: Sequence[str]) -> list[str]:
    """The first and the last of many."""
    return [*texts[:MOST_TOLD], "...", texts[-1]] if len(texts) > MOST_TOLD + 2 else texts
