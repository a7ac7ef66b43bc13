"""Perceptrons of pairs of classes, learned together from sparse rows of whole numbers."""

from fractions import Fraction

import numpy as np

from readout.perceptron import whole_kernels
from readout.perceptron.class_pairs import number_pairs
from readout.perceptron.simd import WIDTH, allocate_aligned
from readout.perceptron.sparse_rows import SparseRows, square_lengths


class WholeLearner:
    """Two classes or all pairs of several: a pass goes once through the samples for all.

    It is a learner as `readout.perceptron.algorithms` reads them.

    Parameters
    ----------
    rows : SparseRows
    labels : array of uint8 (samples,)
        The class of each sample, below ``classes``; those of no pair are passed over.
    pairs : array of int64 (perceptrons, 2)
        The two classes of each perceptron; the first is +1.
    first : array of int64 (perceptrons, inputs)
        The weights to start from, in units of eta, which is then 1.
    classes : int
        At most 16.

    Attributes
    ----------
    seen : array of int64 (classes,)
        Samples of each class so far.
    """

    def __init__(self, rows: SparseRows, labels, pairs: np.ndarray, first, classes: int):
        self.rows, self.labels, self.pairs = rows, labels, pairs
        self.numbers = number_pairs(pairs, classes)
        self.learned_from = np.isin(labels, pairs)
        self.lengths = square_lengths(rows)
        self.room = 2**62 // int(self.lengths.max())
        self.resume(first, np.zeros(classes, np.int64))

    def resume(self, weights: np.ndarray, seen: np.ndarray) -> None:
        """Go on from these weights, array of int64 (perceptrons, inputs), after so many samples."""
        classes, (i, j) = len(seen), self.pairs.T
        self.seen = seen.copy()
        self.weights = allocate_aligned((classes, weights.shape[1], WIDTH), np.int64)
        self.weights[i, :, j], self.weights[j, :, i] = weights, -weights
        self.squares = np.zeros((classes, classes), np.int64)
        self.squares[i, j] = self.squares[j, i] = (weights**2).sum(axis=1)
        if self.squares.max() <= self.room:
            self.hold_as(np.int32)

    def hold_as(self, dtype: type) -> None:
        """Hold the weights in whole numbers of this type."""
        weights = allocate_aligned(self.weights.shape, dtype)
        weights[:] = self.weights
        self.weights = weights

    def go_through(self, order: np.ndarray, margin: Fraction | int = 0) -> np.ndarray:
        """One pass; its mistakes, array of int64 (mistakes, 4), see `whole_kernels.learn`.

        A sample is a mistake when y (w · x) <= margin times the mean |x|².
        """
        if not self.learned_from.all():
            order = order[self.learned_from[order]]
        most = int(margin * Fraction(int(self.lengths.sum()), len(self.lengths)))
        margins = np.full((len(self.seen), WIDTH), whole_kernels.NONE)
        i, j = self.pairs.T
        margins[i, j] = margins[j, i] = most
        rivals = (margins > whole_kernels.NONE).sum(axis=1).max()
        log = np.empty((rivals * len(order), 4), np.int64)
        done = mistakes = 0
        while done < len(order):
            narrow = self.weights.dtype == np.int32
            room = self.room if narrow else 2**62
            what = (order[done:], self.labels, *self.rows, self.weights, self.squares, margins)
            here = self.lengths, room, self.seen, log[mistakes:]
            samples, more = whole_kernels.learn(*what, *here)
            done, mistakes = done + samples, mistakes + more
            if narrow and self.squares.max() > self.room:
                self.hold_as(np.int64)
        return log[:mistakes]

    def last_weights(self) -> np.ndarray:
        """The weights of each pair: array of int64 (perceptrons, inputs)."""
        i, j = self.pairs.T
        return self.weights[i, :, j].astype(np.int64)

    def count_samples(self) -> np.ndarray:
        """How many samples each pair has seen: array of int64 (perceptrons,)."""
        return self.seen[self.pairs].sum(axis=1)

    def number_mistakes(self, log: np.ndarray) -> np.ndarray:
        """Which perceptron made each mistake: array of int64 (mistakes,)."""
        return self.numbers[log[:, 1], log[:, 2]]

    def sum_corrections(self, log: np.ndarray, shares: np.ndarray) -> np.ndarray:
        """The sum of share y x over each one's mistakes: array of int64 (perceptrons, inputs)."""
        classes, (i, j) = len(self.seen), self.pairs.T
        sums = np.zeros((classes, classes, self.weights.shape[1]), np.int64)
        whole_kernels.add_up(log, np.ascontiguousarray(shares), *self.rows, sums)
        return sums[i, j]
