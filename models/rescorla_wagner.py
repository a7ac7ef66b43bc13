"""Classical conditioning as the learning of a prediction (Rescorla & Wagner 1972)."""

import math
from dataclasses import dataclass

import numpy as np

from models.delta import delta
from models.model import Model


@dataclass(frozen=True, kw_only=True)
class RescorlaWagner(Model):
    """Rescorla & Wagner's rule: cues shown together learn from one error, that of their sum.

    In the form of Dayan & Abbott 2001, Eqs. 9.1 and 9.2: one learning rate for all cues and both
    outcomes. The original has a salience for each cue and a rate for each outcome.

    Parameters
    ----------
    eps : float
        Learning rate. With n cues shown together, the prediction closes in on the reward if
        0 < eps n < 2, since a trial leaves 1 - eps n of the error.
    """

    eps: float

    equations = """
        v = w . u
        w <- w + eps (r - v) u, after every trial
    """
    engine = "conditioning"
    limits = {"eps": (0, math.inf)}
    conventions = {
        "salience": "one learning rate for all cues and both outcomes",
        "time within a trial": "none",
    }
    source = (
        "Rescorla & Wagner 1972, in Black & Prokasy (eds), Classical Conditioning II: Current "
        "Research and Theory, pp. 64-99"
    )

    def begin(self, strengths: np.ndarray, cues_in_turn: int) -> np.ndarray:
        """Weights of cues of these strengths: array (cues,)."""
        return strengths

    def stimulate(self, w: np.ndarray, places: np.ndarray) -> np.ndarray:
        """Which cues are there, u: array (cues,). The rule knows no time within a trial.

        Parameters
        ----------
        places : array (cues,)
            Which in turn a cue is, from 0; infinite where it is not shown.
        """
        return np.isfinite(places).astype(float)

    def strengths(self, w: np.ndarray) -> np.ndarray:
        """What each cue alone predicts: array (cues,)."""
        return w

    def predict(self, w: np.ndarray, u: np.ndarray) -> float:
        """The reward expected, v, of cues that are there (u = 1) or not (0): arrays (cues,)."""
        return float(w @ u)

    def learn(self, w: np.ndarray, u: np.ndarray, r: float) -> np.ndarray:
        """The strengths after a trial that ended with the reward r: array (cues,)."""
        return delta(w, u, r - self.predict(w, u), self.eps)


COURSE = RescorlaWagner(eps=0.1)
RescorlaWagner.PUBLISHED = {"course": COURSE}
RescorlaWagner.NOTES = {
    "course": "The course's tables: 0, 0.1, ... -> 1 in conditioning and 1, 0.9, ... -> 0 in "
    "extinction. Their first steps are those of this rate; after n trials v is 1 - 0.9^n and "
    "0.9^n (0, 0.1, 0.19)."
}
