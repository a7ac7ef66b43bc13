"""The votes of all weights that perceptrons of any numbers ever had, as `weight_votes` counts them.

Freund & Schapire 1999, doi:10.1023/A:1007662407062.
"""

import numpy as np

from readout.perceptron.float_learner import ROOM, FloatLearner, activate, correct


class FloatVotes:
    """All that a learner's weights ever were: the first, and what each mistake added.

    The samples that were mistakes are held.
    """

    def __init__(self, learner: FloatLearner):
        self.learner, self.passes = learner, []

    def take(self, log: np.ndarray) -> None:
        """Read the mistakes of the pass just over."""
        samples, places = np.unique(log[:, 0], return_inverse=True)
        self.passes.append((self.learner.x[samples], np.column_stack([places, log[:, 1:]])))

    def balance(self, x) -> np.ndarray:
        """What all weights vote: array (samples, perceptrons), from -1 to 1.

        Weights that a sample lies exactly on the boundary of vote for neither class.
        """
        votes = [self.vote(number, x) for number in range(len(self.learner.pairs))]
        return np.stack(votes, axis=1)

    def vote(self, number: int, x) -> np.ndarray:
        """What all weights of one perceptron vote: array (samples,)."""
        learner, moves, before = self.learner, [self.learner.first[[number]]], [np.zeros(1)]
        for samples, log in self.passes:
            own = log[learner.number_mistakes(log) == number]
            moves.append(correct(samples[own[:, 0]], own, learner.eta, learner.one))
            before.append(own[:, 3])
        moves, seen = np.concatenate(moves), max(learner.seen[number], 1)
        lasted = np.diff(np.concatenate([*before, [seen]]))
        votes, size = np.empty(x.shape[0]), max(1, ROOM // len(moves))
        for start in range(0, len(votes), size):
            here = slice(start, start + size)
            activations = np.cumsum(activate(moves, learner.one, x[here]), axis=0)
            votes[here] = lasted @ np.sign(activations) / seen
        return votes
