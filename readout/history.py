"""What a perceptron keeps of its learning: every algorithm is a reading of its mistakes.

Rosenblatt's rule adds the same ``eta y x`` whatever is kept in the end. All weights that ever were
are therefore known from the first ones and the mistakes: which sample, after how many.
"""

from typing import NamedTuple

import numpy as np

#: What is kept, and who proposed it.
ALGORITHMS = {
    "rosenblatt": "the last weights (Rosenblatt 1958, doi:10.1037/h0042519)",
    "averaged": "the mean of the weights after every sample (Freund & Schapire 1999, "
    "doi:10.1023/A:1007662407062)",
    "voted": "all weights that ever were, each with as many votes as samples it survived "
    "(Freund & Schapire 1999, doi:10.1023/A:1007662407062)",
    "pocket": "the weights that were right for the longest time (Gallant 1990, "
    "doi:10.1109/72.80230)",
    "margin": "the last weights, where too small a margin is a mistake too (Krauth & Mezard 1987, "
    "doi:10.1088/0305-4470/20/11/013)",
}


#: Those that need more of it than the last weights.
HISTORIC = ("averaged", "voted", "pocket")


class History(NamedTuple):
    """The mistakes of one perceptron, in their order.

    Attributes
    ----------
    sample : array of int64 (mistakes,)
        Which sample it was.
    before : array of int64 (mistakes,)
        How many samples had been seen before it.
    seen : int
        How many have been seen in all.
    """

    sample: np.ndarray
    before: np.ndarray
    seen: int

    def survived(self) -> np.ndarray:
        """For how many samples each weight vector lasted: array (1 + mistakes,), the first first.

        The weights that a mistake makes are there from that sample on.
        """
        return np.diff(np.concatenate([[0], self.before, [self.seen]]))

    def shares(self, algorithm: str) -> np.ndarray:
        """What part of each correction is in the weights kept: array (mistakes,).

        ``kept = first + sum over mistakes of share * eta * y * x``; not for the voted.
        """
        if algorithm == "averaged":
            return (self.seen - self.before) / self.seen
        shares = np.ones(len(self.sample))
        if algorithm == "pocket":
            shares[self.survived().argmax() :] = 0
        return shares


class Pupil:
    """One perceptron while it learns; its weights have the bias first."""

    def __init__(self, first: np.ndarray):
        self.first, self.last = first, first.copy()
        self.seen = self.mistakes = 0
        self._wrong, self._before, self._corrections = np.zeros(0, np.int64), [], []

    def go_through(self, x, targets, order, eta, margin, signs) -> int:
        """Go once through the samples in ``order``; how many were mistakes."""
        from readout.quick_pass import go_through

        wrong = np.empty(len(order), np.int64)
        count = go_through(x, targets, order, self.last, eta, margin, signs, wrong)
        self._wrong = wrong[:count]
        self.seen += len(order)
        self.mistakes += count
        return count

    def remember(self, x, targets, order, eta) -> None:
        """Keep the corrections of the pass just gone through."""
        samples = order[self._wrong]
        self._before.append(self.seen - len(order) + self._wrong)
        self._corrections.append(eta * targets[samples, None] * np.insert(x[samples], 0, 1, axis=1))

    def history(self) -> History:
        before = np.concatenate([np.zeros(0, np.int64), *self._before])
        return History(np.arange(len(before)), before, self.seen)

    def kept(self, algorithm: str) -> np.ndarray:
        """The weights that ``algorithm`` keeps; of the voted, which keeps all, their mean."""
        if algorithm not in HISTORIC:
            return self.last.copy()
        linear = "averaged" if algorithm == "voted" else algorithm
        return self.first + self.history().shares(linear) @ np.concatenate(self._corrections)

    def votes(self, x: np.ndarray) -> np.ndarray:
        """The votes of all weights that ever were, from -1 to 1: array (samples,)."""
        moves = np.concatenate([self.first[None], *self._corrections])
        activations = np.cumsum(moves[:, 1:] @ x.T + moves[:, :1], axis=0)
        return self.history().survived() @ np.where(activations > 0, 1, -1) / self.seen
