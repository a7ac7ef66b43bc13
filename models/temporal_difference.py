"""Conditioning in real time: the prediction of the next moment teaches that of this one."""

import math
from dataclasses import dataclass

import numpy as np

from models.delta import delta
from models.model import Model


@dataclass(frozen=True, kw_only=True)
class TemporalDifference(Model):
    """Temporal differences: the prediction of the next moment teaches that of this one.

    A cue starts a delay line, of which one element is active at each step until the outcome (a
    complete serial compound). The reward comes with the step after the last. Before the first cue
    nothing is active, so nothing is predicted, and V is 0 after the outcome.

    With one step from a cue to the outcome it is Rescorla & Wagner's rule. With one cue that is
    reinforced, k steps before the last V = gamma^k P(B > k) after n trials, B being binomial (n,
    eps), and the error there gamma^k P(B = k): it moves back by a step in 1 / eps trials.

    Parameters
    ----------
    eps : float
        Learning rate.
    gamma : float
        Discount, a step.
    steps : int
        From a cue to the next one, and from the last one to the outcome.
    """

    eps: float
    gamma: float
    steps: int

    equations = """
        V(t) = w . x(t)
        delta(t) = r(t + 1) + gamma V(t + 1) - V(t)
        w <- w + eps delta(t) x(t)
    """
    engine = "conditioning"
    limits = {"eps": (0, math.inf), "gamma": (0, 1), "steps": (1, math.inf)}
    conventions = {
        "stimulus": "a complete serial compound: one element of a cue's delay line at each step",
        "eligibility": "none: TD(0)",
        "before the first cue": "nothing is active, and nothing is predicted",
        "after the outcome": "V = 0",
    }
    source = (
        "Sutton & Barto 1990, in Gabriel & Moore (eds), Learning and Computational Neuroscience, "
        "pp. 497-537; with this stimulus: Schultz, Dayan & Montague 1997, "
        "doi:10.1126/science.275.5306.1593"
    )

    def begin(self, strengths: np.ndarray, cues_in_turn: int) -> np.ndarray:
        """Weights of cues of these strengths: array (cues, elements)."""
        return np.repeat(strengths[:, None], cues_in_turn * self.steps, axis=1)

    def stimulate(self, w: np.ndarray, places: np.ndarray) -> np.ndarray:
        """Which element of each cue is active at each step of a trial: array (steps, cues).

        It is -1 where none is.

        Parameters
        ----------
        places : array (cues,)
            Which in turn a cue is, from 0; infinite where it is not shown.
        """
        last = int(places[np.isfinite(places)].max())
        since = np.arange((last + 1) * self.steps)[:, None] - self.steps * places
        return np.maximum(since, -1).astype(int)

    def value(self, w: np.ndarray, x: np.ndarray) -> np.ndarray:
        """V at each step of a trial: array (steps,)."""
        of_each = np.where(x >= 0, w[np.arange(len(w)), x], 0)
        return of_each.sum(axis=1)

    def errors(self, w: np.ndarray, x: np.ndarray, r: float) -> np.ndarray:
        """The prediction error as the first cue comes, at each later step, and at the outcome.

        Returns an array (steps + 1,), of which the first has no element to change.
        """
        V = np.concatenate([[0], self.value(w, x), [0]])
        outcome = np.zeros(len(V) - 1)
        outcome[-1] = r
        return outcome + self.gamma * V[1:] - V[:-1]

    def predict(self, w: np.ndarray, x: np.ndarray) -> float:
        """The mean of V over the trial, until the outcome: how much is responded."""
        return float(self.value(w, x).mean())

    def strengths(self, w: np.ndarray) -> np.ndarray:
        """What each cue alone would be responded to: array (cues,)."""
        return w[:, : self.steps].mean(axis=1)

    def learn(self, w: np.ndarray, x: np.ndarray, r: float) -> np.ndarray:
        """The weights after a trial; each element is active once in it, so no step sees another."""
        step, cue = np.nonzero(x >= 0)
        after, active = w.copy(), (cue, x[step, cue])
        after[active] = delta(w[active], 1, self.errors(w, x, r)[1 + step], self.eps)
        return after


IN_TIME = TemporalDifference(eps=0.1, gamma=1.0, steps=1)
TemporalDifference.PUBLISHED = {"in_time": IN_TIME}
TemporalDifference.NOTES = {
    "in_time": "Ours: the course's learning rate, no discount, and the fewest steps there can be. "
    "What is learned in the end does not depend on the rate and the steps; more of these take "
    "more trials."
}
