"""Perceptrons of pairs of classes, learned from samples of any numbers."""

import numpy as np

from readout.perceptron import float_kernels
from readout.perceptron.class_pairs import number_pairs

ROOM = 2**22  # activations at a time, to bound the memory


class FloatLearner:
    """A learner as `readout.perceptron.algorithms` reads them, by the rule with doubles.

    Parameters
    ----------
    first : array of float (perceptrons, 1 + features)
        The weights to start from, that of the constant input first.
    pairs : array of int64 (perceptrons, 2)
        The two classes of each perceptron; the second is +1.
    eta : float
    one : float
        The constant input.
    signs : array of float (1 + features,), optional
        The sign that each weight must keep, 0 for either.
    """

    def __init__(self, first: np.ndarray, pairs=((0, 1),), eta=1.0, one=1.0, signs=None):
        self.first, self.now = first, first.copy()
        self.pairs, self.eta, self.one = np.array(pairs), eta, one
        self.signs = np.zeros(first.shape[1]) if signs is None else np.asarray(signs, float)
        self.seen = np.zeros(len(first), np.int64)
        self.numbers = number_pairs(self.pairs, 1 + self.pairs.max())

    def show(self, x, labels: np.ndarray) -> None:
        """Take these samples, in place of those before.

        Parameters
        ----------
        x : array of float (samples, features), or a CSR array of it or of uint8
        labels : array of int (samples,)
            The class of each, as ``pairs`` number them.
        """
        self.x, self.labels = x, labels.astype(np.int64)

    def go_through(self, order: np.ndarray, margin: float = 0.0) -> np.ndarray:
        """One pass: its mistakes, array of int64 (mistakes, 4), one perceptron's after another's.

        A row is the sample, its class, the other class, and how many samples the pair had seen. A
        sample is a mistake when y (w · x) <= margin.
        """
        kernel, x = dispatch(self.x, float_kernels.go_through, float_kernels.go_through_rows)
        log, logs = np.empty((len(order), 4), np.int64), []
        for number, (w, pair) in enumerate(zip(self.now, self.pairs.tolist(), strict=True)):
            how = tuple(pair), order, w, self.eta, self.one, margin, self.signs
            seen, count = kernel(*x, self.labels, *how, self.seen[number], log)
            self.seen[number] = seen
            logs.append(log[:count].copy())
        return np.concatenate(logs)

    def last_weights(self) -> np.ndarray:
        """The weights of each pair: array (perceptrons, 1 + features)."""
        return self.now.copy()

    def count_samples(self) -> np.ndarray:
        """How many samples each pair has seen: array of int64 (perceptrons,)."""
        return self.seen

    def number_mistakes(self, log: np.ndarray) -> np.ndarray:
        """Which perceptron made each mistake: array of int64 (mistakes,)."""
        return self.numbers[log[:, 1], log[:, 2]]

    def sum_corrections(self, log: np.ndarray, shares: np.ndarray) -> np.ndarray:
        """The sum of share eta y x over each one's mistakes: array (perceptrons, 1 + features)."""
        found, numbers = np.zeros_like(self.now), self.number_mistakes(log)
        for number in np.unique(numbers):
            own = numbers == number
            # Not a matrix product, whose order of addition is another on another machine.
            for block in np.array_split(np.flatnonzero(own), 1 + own.sum() * len(found[0]) // ROOM):
                moves = correct(self.x[log[block, 0]], log[block], self.eta, self.one)
                found[number] += (shares[block, None] * moves).sum(axis=0)
        return found

    def forget_samples(self) -> None:
        """Hold on to no sample that was shown."""
        del self.x, self.labels


def correct(x, log: np.ndarray, eta: float, one: float) -> np.ndarray:
    """What each mistake adds to its weights, eta y x: array (mistakes, 1 + features).

    Parameters
    ----------
    x : array or CSR array (mistakes, features)
    log : array of int64 (mistakes, 4)
    """
    x = x.toarray() if hasattr(x, "toarray") else x
    y = np.where(log[:, 1] > log[:, 2], 1.0, -1.0)
    return eta * y[:, None] * np.insert(x.astype(float), 0, one, axis=1)


def dispatch(x, dense, sparse) -> tuple:
    """The function for such samples, and the arguments that they are to it."""
    return (sparse, (x.indptr, x.indices, x.data)) if hasattr(x, "indptr") else (dense, (x,))


def activate(weights: np.ndarray, one: float, x) -> np.ndarray:
    """w · x of every perceptron and sample: array (perceptrons, samples)."""
    found = np.empty((len(weights), x.shape[0]))
    kernel, x = dispatch(x, float_kernels.read_out, float_kernels.read_out_rows)
    kernel(np.ascontiguousarray(weights), one, *x, found)
    return found


def measure_lengths(weights: np.ndarray) -> np.ndarray:
    """|w|, and 1 for weights that are all 0: array (perceptrons,)."""
    largest = np.abs(weights).max(axis=1)
    largest[largest == 0] = 1
    lengths = largest * np.linalg.norm(weights / largest[:, None], axis=1)
    return np.where(lengths > 0, lengths, 1)


def learn_until_right(
    x: np.ndarray,
    positive: np.ndarray,
    epochs: int,
    rng: np.random.Generator | None = None,
    signs: np.ndarray | None = None,
) -> tuple[bool, int]:
    """Whether one perceptron has learned two classes within so many passes, from weights of 0.

    And how many mistakes it has made.

    Parameters
    ----------
    x : array of float (samples, features)
    positive : array of bool (samples,)
    epochs : int
        The most passes.
    rng : Generator, optional
        Of the order of each pass; unless given, it is that of the samples.
    signs : array (1 + features,), optional
        As `FloatLearner` takes them.
    """
    learner = FloatLearner(np.zeros((1, 1 + x.shape[1])), signs=signs)
    learner.show(np.ascontiguousarray(x), positive.astype(int))
    order, mistakes = np.arange(len(x)), 0
    for _ in range(epochs):
        made = len(learner.go_through(rng.permutation(len(x)) if rng else order))
        mistakes += made
        if not made:
            return True, mistakes
    return False, mistakes
