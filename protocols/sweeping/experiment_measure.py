"""Sets of constants put to experiments: their error, or the change at each target."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.card import Card
from protocols.engine.engine import Way
from protocols.fitting.comparison import Comparison
from protocols.fitting.constants import Free
from protocols.fitting.problem import Problem
from synplast.bad_input import BadInput
from synplast.values import show_value


@dataclass(frozen=True)
class ExperimentMeasure:
    """A `Measure`.

    Attributes
    ----------
    problem : Problem
        The rule, the constants that vary with their ranges, and the data.
    engine : str
    keep : str
        E, or changes: those at each target.
    """

    problem: Problem
    engine: Way
    keep: str

    together = 10_000

    @property
    def card(self) -> Card:
        return self.problem.prediction.card

    @property
    def free(self) -> Sequence[Free]:
        return self.problem.free

    @property
    def results(self) -> list[str]:
        targets = range(1, len(self.problem.data) + 1)
        return ["E"] if self.keep == "E" else [f"change_{n}" for n in targets]

    @property
    def about(self) -> dict[str, list[str]]:
        return {"targets": [repr(one) for one in self.problem.prediction.targets]}

    @property
    def notes(self) -> list[str]:
        return self.problem.prediction.left_out

    def run(self, values: dict[str, np.ndarray]) -> np.ndarray:
        """Array (sets, results), for constants (sets,) by symbol, in SI units."""
        if self.keep == "E":
            return (self.problem.deviations_at(values) ** 2).mean(axis=1, keepdims=True)
        return self.problem.predict_at(values)


def measure_experiments(
    compared: Comparison, free: Sequence[Free], seed: int, keep: tuple[str, ...]
) -> ExperimentMeasure:
    """Put sets of constants beside what was measured.

    Raises
    ------
    BadInput
        Neither E nor changes is kept, or E of data without standard errors.
    """
    if keep not in (("E",), ("changes",)):
        raise BadInput("keep", show_value(keep), "E or changes, of experiments")
    if keep == ("E",) and np.isnan(compared.sem).any():
        raise BadInput("keep", "E", "changes: these data have no standard errors to divide by")
    problem = Problem(compared.prediction, free, compared.change, compared.sem, seed=seed)
    return ExperimentMeasure(problem, compared.way, *keep)
