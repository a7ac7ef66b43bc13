"""Which sets of constants a sweep goes through, part by part, and what it keeps of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from models.card import Card
from protocols.fitting.constants import Free, values_at


class Measure(Protocol):
    """What is worked out of each set of constants.

    Attributes
    ----------
    card : Card
        The rule.
    free : sequence of Free
        Its constants that vary, with their ranges.
    engine : str
        The way that the rule is run.
    results : list of str
        The names of what is kept.
    together : int
        Sets that are run together within a part.
    about : dict
        What the results depend on besides, for sweep.json.
    notes : list of str
        What a reader is told of the results.
    """

    card: Card
    free: Sequence[Free]
    engine: str
    results: list[str]
    together: int
    about: dict[str, Any]
    notes: list[str]

    def run(self, values: dict[str, np.ndarray]) -> np.ndarray:
        """Array (sets, results), for constants (sets,) by symbol, in SI units."""


@dataclass(frozen=True)
class Plan:
    """A sweep.

    Attributes
    ----------
    measure : Measure
        The rule, the constants that vary with their ranges, and what is kept of each set.
    grid : int
        Values of each constant, evenly apart or by even ratios; 0 for random sets.
    sample : int
        Random sets; 0 for a grid.
    size : int
        Sets in a part.
    seed : int
        Of the random sets.
    """

    measure: Measure
    grid: int
    sample: int
    size: int
    seed: int

    @property
    def count(self) -> int:
        return self.grid ** len(self.measure.free) if self.grid else self.sample

    @property
    def parts(self) -> int:
        return -(-self.count // self.size)

    @property
    def columns(self) -> list[str]:
        """What is kept of each set: its constants (SI units), then the results."""
        return [one.symbol for one in self.measure.free] + self.measure.results

    def places(self, part: int) -> np.ndarray:
        """The sets of a part, whatever the others are: array (sets, constants) from 0 to 1."""
        start, stop = part * self.size, min((part + 1) * self.size, self.count)
        constants = len(self.measure.free)
        if self.grid:
            numbers = np.unravel_index(np.arange(start, stop), (self.grid,) * constants)
            return np.column_stack(numbers) / max(1, self.grid - 1)
        random = np.random.default_rng([self.seed, part])
        return random.random((stop - start, constants))

    def run(self, part: int) -> np.ndarray:
        """A part's results, a record a set, with `columns` as their names."""
        values = values_at(self.measure.free, self.places(part))
        sets = len(next(iter(values.values())))
        found = np.empty(sets, [(name, float) for name in self.columns])
        for name, one in values.items():
            found[name] = one
        for start in range(0, sets, self.measure.together):
            some = slice(start, start + self.measure.together)
            results = self.measure.run({name: one[some] for name, one in values.items()})
            for name, one in zip(self.measure.results, results.T, strict=True):
                found[name][some] = one
        return found

    def count_empty(self, found: np.ndarray) -> int:
        """How many sets of a part's results have no number at all."""
        return int(np.logical_and.reduce([np.isnan(found[n]) for n in self.measure.results]).sum())
