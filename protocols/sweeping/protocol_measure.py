"""Sets of constants put to a protocol: the columns of its result that are kept."""

import contextlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, get_type_hints

import numpy as np

from models.card import Card, check_bounds
from protocols.fitting.constants import Free
from protocols.sweeping.protocol_call import ProtocolCall
from synplast.arguments import kind_of
from synplast.bad_input import BadInput, nearest
from synplast.option_types import Text
from synplast.table import cells, columns

#: Rows of the results that are worked out together.
ROWS = 100_000
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
    conditions : dict from heading to list of str
        Its other columns, which say what the rows of a set are.
    rows : int
        Of each set.
    together : int
        Sets that are run together.
    """

    card: Card
    free: Sequence[Free]
    call: ProtocolCall
    keep: tuple[str, ...]
    conditions: dict[str, list[str]]
    rows: int
    together: int

    @property
    def engine(self) -> str:
        return self.call.values.get("engine", "brian2")

    @property
    def results(self) -> list[str]:
        return [f"{name}_{n}" for name in self.keep for n in range(1, self.rows + 1)]

    @property
    def about(self) -> dict[str, Any]:
        return {"protocol": self.call.describe(), "rows": self.conditions}

    @property
    def notes(self) -> list[str]:
        names = " and ".join(f"{name}_1 to {name}_{self.rows}" for name in self.keep)
        told = [f"{heading} {', '.join(cut(texts))}" for heading, texts in self.conditions.items()]
        return [f"{names}, in order: {'; '.join(told)}"] if told else []

    def run(self, values: dict[str, np.ndarray]) -> np.ndarray:
        """Array (sets, results), for constants (sets,) by symbol, in SI units.

        nan where the rule refuses the constants.
        """
        rows = zip(*values.values(), strict=True)
        cards = [with_constants(self.card, dict(zip(values, row, strict=True))) for row in rows]
        found = np.full((len(cards), len(self.results)), np.nan)
        allowed = [n for n, card in enumerate(cards) if card]
        if allowed:
            found[allowed] = self.measure([cards[n] for n in allowed])
        return found

    def measure(self, cards: Sequence[Card]) -> np.ndarray:
        try:
            with contextlib.redirect_stderr(
                io.StringIO()
            ):  # told once, of the rule's own constants
                result = self.call(cards)
        except BadInput as bad:
            if bad.option != "rule":  # not for the constants of some set, which its halves tell
                raise
            if len(cards) == 1:
                return np.full((1, len(self.results)), np.nan)
            half = len(cards) // 2
            return np.vstack([self.measure(cards[:half]), self.measure(cards[half:])])
        self.require_rows(result, cards)
        kept = [np.reshape(getattr(result, name), (len(cards), self.rows)) for name in self.keep]
        return np.hstack(kept)

    def require_rows(self, result, cards: Sequence[Card]) -> None:
        """Refuse a result with other rows than so many of each rule, rule after rule."""
        count = len(getattr(result, self.keep[0]))
        names = getattr(result, "rule", [card.name for card in cards for _ in range(self.rows)])
        expected = np.repeat([card.name for card in cards], self.rows)
        if count != len(expected) or not all(map(is_of, names, expected)):
            allowed = f"{self.rows} rows of each set of constants; {count} of {len(cards)}"
            raise BadInput("protocol", self.call.name, allowed)


def is_of(name: str, rule: str) -> bool:
    """Whether a row of that name is of the rule, perhaps in some bath."""
    return f"{name} ".startswith(f"{rule} ")


def with_constants(card: Card, values: dict[str, float]) -> Card | None:
    """The card with constants in SI units, which its name tells; None if the rule refuses them."""
    changed = [replace(c, value=float(values.get(c.symbol, c.value))) for c in card.constants]
    try:
        check_bounds({c.symbol: c.value for c in changed}, card.limits)
    except BadInput:
        return None
    texts = {symbol: repr(float(value)) for symbol, value in values.items()}
    return replace(card, constants=tuple(changed)).rename(texts)


def measure_protocol(
    card: Card, free: Sequence[Free], call: ProtocolCall, keep: tuple[str, ...]
) -> ProtocolMeasure:
    """Run the protocol once, with the rule's own constants, to know its columns and rows.

    Raises
    ------
    BadInput
        What the protocol itself refuses; no such column, or one that has no numbers.
    """
    result = call([card])
    hints = get_type_hints(type(result), include_extras=True)
    numeric = [name for name, one in hints.items() if kind_of(one) and one is not Text]
    for name in keep:
        if name not in numeric:
            allowed = f"{call.name} has no such column of numbers; {nearest(name, numeric)}"
            raise BadInput("keep", name, allowed)
    table = dict(zip(columns(result), zip(*cells(result, digits=6), strict=True), strict=True))
    told = [name.replace("_", " ") for name in keep]
    conditions = {
        heading: list(texts)
        for heading, texts in table.items()
        if heading.partition(" (")[0] not in told and any(texts)
    }
    rows = len(getattr(result, keep[0]))
    together = max(1, ROWS // max(1, rows)) if hasattr(result, "rule") else 1
    return ProtocolMeasure(card, free, call, keep, conditions, rows, together)


def cut(texts: Sequence[str]) -> list[str]:
    """The first and the last of many."""
    return [*texts[:MOST_TOLD], "...", texts[-1]] if len(texts) > MOST_TOLD + 2 else list(texts)
