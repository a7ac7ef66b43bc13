"""A fit as a problem of least squares: residuals in the data's errors, and their slopes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from protocols.experiments.prediction import Prediction
from protocols.fitting.constants import Free, values_at

#: A step of a place (from 0 to 1), for slopes.
STEP = 1e-6
#: What stands for a prediction that is no number, or out of all bounds.
WORST = 1e6
#: The tails of the robust error: Student's t of so many degrees of freedom.
NU = 4


@dataclass(frozen=True)
class Problem:
    """What is minimised: the sum of the squares of `residuals`.

    Attributes
    ----------
    prediction : Prediction
    free : sequence of Free
    data, sem : array (targets,)
    robust : bool
        Whether errors have the tails of Student's t (4 degrees of freedom), not the normal ones.
    seed : int
        For a rule that draws random numbers.
    tied : tuple of int
        Constants that are held while a minimum is searched for, as the others make up for them.
    """

    prediction: Prediction
    free: Sequence[Free]
    data: np.ndarray
    sem: np.ndarray
    robust: bool = False
    seed: int = 0
    tied: tuple[int, ...] = ()

    def values(self, places: np.ndarray) -> dict[str, np.ndarray]:
        """Constants (sets,) by symbol, in SI units, at places (sets, constants) from 0 to 1."""
        return values_at(self.free, places)

    @property
    def own(self) -> np.ndarray:
        """The places (constants,) of the rule's own values, or the bounds nearest to them."""
        return np.array([f.place(np.clip(f.constant.value, f.low, f.high)) for f in self.free])

    @property
    def degrees(self) -> int:
        """Of freedom: targets, less the constants that are fitted."""
        return len(self.data) - len(self.free) + len(self.tied)

    def predict(self, places: np.ndarray) -> np.ndarray:
        """Changes (sets, targets)."""
        return self.predict_at(self.values(np.atleast_2d(places)))

    def predict_at(self, values: dict[str, np.ndarray]) -> np.ndarray:
        """Changes (sets, targets) for constants (sets,) by symbol, in SI units."""
        with np.errstate(all="ignore"):
            return self.prediction(values, self.seed)

    def deviations(self, places: np.ndarray) -> np.ndarray:
        """(prediction - data) / SEM: array (sets, targets)."""
        return self.deviations_at(self.values(np.atleast_2d(places)))

    def deviations_at(self, values: dict[str, np.ndarray]) -> np.ndarray:
        """(prediction - data) / SEM, array (sets, targets), for constants (sets,) by symbol."""
        found = (self.predict_at(values) - self.data) / self.sem
        return np.clip(np.nan_to_num(found, nan=WORST), -WORST, WORST)

    def residuals(self, places: np.ndarray) -> np.ndarray:
        """Array (sets, targets) whose squares add up to -2 log likelihood, but for a constant."""
        found = self.deviations(places)
        if not self.robust:
            return found
        return np.sign(found) * np.sqrt((NU + 1) * np.log1p(found**2 / NU))

    def costs(self, places: np.ndarray) -> np.ndarray:
        """Sums of squares (sets,)."""
        return (self.residuals(places) ** 2).sum(axis=1)

    def slopes(self, places: np.ndarray, residuals: np.ndarray, held: np.ndarray) -> np.ndarray:
        """Slopes (sets, constants, targets) of residuals (sets, targets); 0 of what is held."""
        step = np.where(places + STEP <= 1, STEP, -STEP)
        sets, n = np.nonzero(~held)
        moved = places[sets]
        moved[np.arange(len(sets)), n] += step[sets, n]
        found = np.zeros((*places.shape, residuals.shape[1]))
        found[sets, n] = (self.residuals(moved) - residuals[sets]) / step[sets, n, None]
        return found

    def with_sem(self, sem: np.ndarray) -> "Problem":
        return replace(self, sem=sem)
