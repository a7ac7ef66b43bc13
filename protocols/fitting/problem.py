"""A fit as a problem of least squares: residuals in the data's errors, and their slopes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from protocols.experiments.prediction import Prediction
from protocols.fitting.constants import Free

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
    """

    prediction: Prediction
    free: Sequence[Free]
    data: np.ndarray
    sem: np.ndarray
    robust: bool = False
    seed: int = 0
    _last: dict = field(default_factory=dict, compare=False)

    def values(self, places: np.ndarray) -> dict[str, np.ndarray]:
        """Constants (sets,) by symbol, in SI units, at places (sets, constants) from 0 to 1."""
        return {one.symbol: one.value(places[:, n]) for n, one in enumerate(self.free)}

    def predict(self, places: np.ndarray) -> np.ndarray:
        """Changes (sets, targets)."""
        with np.errstate(all="ignore"):
            return self.prediction(self.values(np.atleast_2d(places)), self.seed)

    def deviations(self, places: np.ndarray) -> np.ndarray:
        """(prediction - data) / SEM: array (sets, targets)."""
        found = (self.predict(places) - self.data) / self.sem
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

    def linearise(self, place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Residuals (targets,) and their slopes (targets, constants) at a place, in one run."""
        key = place.tobytes()
        if key not in self._last:
            step = np.where(place + STEP <= 1, STEP, -STEP)
            found = self.residuals(np.vstack([place, place + np.diag(step)]))
            self._last.clear()
            self._last[key] = found[0], ((found[1:] - found[0]) / step[:, None]).T
        return self._last[key]

    def with_sem(self, sem: np.ndarray) -> "Problem":
        return replace(self, sem=sem, _last={})
