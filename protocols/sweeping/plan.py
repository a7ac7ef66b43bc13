"""Which sets of constants a sweep goes through, part by part, and what it keeps of each."""

from dataclasses import dataclass

import numpy as np

from protocols.fitting.problem import Problem

#: Sets that are run together within a part.
TOGETHER = 10_000


@dataclass(frozen=True)
class Plan:
    """A sweep.

    Attributes
    ----------
    problem : Problem
        The rule, the constants that vary with their ranges, and the data.
    grid : int
        Values of each constant, evenly apart or by even ratios; 0 for random sets.
    sample : int
        Random sets; 0 for a grid.
    size : int
        Sets in a part.
    keep : str
        E, or changes: those at each target.
    """

    problem: Problem
    grid: int
    sample: int
    size: int
    keep: str

    @property
    def count(self) -> int:
        return self.grid ** len(self.problem.free) if self.grid else self.sample

    @property
    def parts(self) -> int:
        return -(-self.count // self.size)

    @property
    def columns(self) -> list[str]:
        """What is kept of each set: its constants (SI units), then the results."""
        targets = range(1, len(self.problem.data) + 1)
        results = ["E"] if self.keep == "E" else [f"change_{n}" for n in targets]
        return [one.symbol for one in self.problem.free] + results

    def places(self, part: int) -> np.ndarray:
        """The sets of a part, whatever the others are: array (sets, constants) from 0 to 1."""
        start, stop = part * self.size, min((part + 1) * self.size, self.count)
        constants = len(self.problem.free)
        if self.grid:
            numbers = np.unravel_index(np.arange(start, stop), (self.grid,) * constants)
            return np.column_stack(numbers) / max(1, self.grid - 1)
        random = np.random.default_rng([self.problem.seed, part])
        return random.random((stop - start, constants))

    def run(self, part: int) -> np.ndarray:
        """A part's results, a record a set, with `columns` as their names."""
        places = self.places(part)
        found = np.empty(len(places), [(name, float) for name in self.columns])
        for name, values in self.problem.values(places).items():
            found[name] = values
        results = self.columns[len(self.problem.free) :]
        for start in range(0, len(places), TOGETHER):
            some = slice(start, start + TOGETHER)
            if self.keep == "E":
                found["E"][some] = (self.problem.deviations(places[some]) ** 2).mean(axis=1)
            else:
                for name, values in zip(results, self.problem.predict(places[some]).T, strict=True):
                    found[name][some] = values
        return found
