"""One perceptron for samples of any numbers, while it learns."""

import numpy as np

from readout.keeping import KEEPERS, Every, Sum

ROOM = 2**22  # activations at a time, to bound the memory


class Pupil:
    """It is the lesson of one perceptron that its keeper reads; its weights have the bias first."""

    def __init__(self, first: np.ndarray, algorithm: str):
        self.first, self.now = first, first.copy()
        self.seen = self.mistakes = 0
        self._moves, self._all_moves = None, [first[None]]
        self.keeper = KEEPERS[algorithm](self)

    def go_through(self, x, targets, order, eta, margin, signs) -> int:
        """Go once through the samples in ``order``; how many were mistakes."""
        from readout.quick_pass import go_through

        wrong = np.empty(len(order), np.int64)
        count = go_through(x, targets, order, self.now, eta, margin, signs, wrong)
        samples, before = order[wrong[:count]], self.seen + wrong[:count]
        self.seen += len(order)
        self.mistakes += count
        if not self.keeper.arrays:
            return count
        self._moves = eta * targets[samples, None] * np.insert(x[samples], 0, 1, axis=1)
        if isinstance(self.keeper, Every):
            self._all_moves.append(self._moves)
        self.keeper.take(np.column_stack([samples, *np.zeros((2, count), np.int64), before]))
        return count

    def last(self) -> np.ndarray:
        return self.now[None].copy()

    def samples(self) -> np.ndarray:
        return np.array([self.seen])

    def numbers(self, log: np.ndarray) -> np.ndarray:
        return np.zeros(len(log), np.int64)

    def corrections(self, log: np.ndarray, shares: np.ndarray) -> np.ndarray:
        """The sum of share eta y x over the mistakes of the pass just over."""
        # Not a matrix product, whose order of addition is another on another machine.
        return (shares[:, None] * self._moves).sum(axis=0)[None]

    def kept(self) -> np.ndarray:
        """The weights that are kept; of the voted, which keeps all, their mean."""
        weights = self.keeper.weights()[0]
        if not self.seen:
            return self.first
        return weights / self.seen if isinstance(self.keeper, Sum) else weights

    def votes(self, x: np.ndarray) -> np.ndarray:
        """The votes of all weights that ever were, from -1 to 1: array (samples,).

        Weights that a sample lies exactly on the boundary of vote for neither class.
        """
        from readout.quick_pass import read_out

        moves = np.concatenate(self._all_moves)
        lasted = np.diff(np.concatenate([[0], self.keeper.log[:, 3], [max(self.seen, 1)]]))
        votes = np.empty(len(x))
        size = max(1, ROOM // len(moves))
        for start in range(0, len(x), size):
            here = slice(start, start + size)
            added = np.empty((len(moves), len(x[here])))
            read_out(moves, x[here], added)
            activations = np.cumsum(added, axis=0, out=added)
            votes[here] = lasted @ np.sign(activations).astype(np.int64) / lasted.sum()
        return votes
