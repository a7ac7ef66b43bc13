"""Training: perceptrons of digits pass after pass, and where they stand."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

import numpy as np

from readout.digits.checkpoint import Checkpoint
from readout.digits.dataset import Images
from readout.digits.evaluation import rate_right
from readout.digits.features import Features
from readout.digits.pairs import DIGITS, PAIRS, count_samples, draw_first_weights
from readout.digits.valid_checkpoint import is_valid
from readout.perceptron.activations import measure_distances
from readout.perceptron.algorithms import BY_NAME
from readout.perceptron.sparse_rows import SparseRows
from readout.perceptron.whole_learner import WholeLearner
from synplast.bad_input import BadInput


def begin(
    rows: SparseRows, labels: np.ndarray, eta: Fraction | int, seed: int, inputs: int, pairs=PAIRS
) -> tuple[WholeLearner, np.random.Generator]:
    """Perceptrons at their first weights, which for one pair are those among all 45's.

    With what draws the orders.
    """
    rng = np.random.default_rng(seed)
    numbers = [PAIRS.tolist().index(pair) for pair in pairs.tolist()]
    first = draw_first_weights(inputs, eta, rng)[numbers]
    return WholeLearner(rows, labels, pairs, first, DIGITS), rng


class Training:
    """Perceptrons from their first weights on, or from where a checkpoint says.

    Each pass takes the images in one random order, of which a perceptron sees those of its two
    digits. An image is a mistake when y (w · x) <= margin times the mean |x|².

    Parameters
    ----------
    learner, rng
        As `begin` returns them.
    algorithm : str
        What is kept: one of `readout.perceptron.algorithms.ALGORITHMS`.

    Raises
    ------
    BadInput
        The checkpoint is not where such a training can have stood.
    """

    def __init__(
        self,
        learner: WholeLearner,
        rng: np.random.Generator,
        algorithm: str,
        margin: Fraction | int = 0,
        checkpoint: Checkpoint | None = None,
    ):
        self.learner, self.rng, self.margin = learner, rng, margin
        self.kept = BY_NAME[algorithm](learner)
        self.checkpoint = checkpoint or Checkpoint(None)
        before = self.checkpoint.arrays
        if before:
            if not is_valid(before, learner, self.kept):
                self.checkpoint.refuse()
            learner.resume(before["weights"], before["seen"])
            for name in self.kept.arrays:
                setattr(self.kept, name, before[name].copy())

    def go_through(self, epochs: int) -> Iterator[np.ndarray]:
        """The passes, but those of the checkpoint: the fraction of mistakes, array (pairs,)."""
        learner, kept = self.learner, self.kept
        each = count_samples(learner.labels, learner.pairs)
        orders = (self.rng.permutation(len(learner.labels)) for _ in range(epochs))
        for order in islice(orders, self.checkpoint.passes, None):
            log = learner.go_through(order, self.margin)
            try:
                kept.take(log)
            except OverflowError as error:
                raise BadInput("epochs", "so many passes", str(error)) from None
            own = {name: getattr(kept, name) for name in kept.arrays}
            where = {"weights": learner.last_weights(), "seen": learner.seen}
            self.checkpoint.arrays |= where | own
            yield np.bincount(learner.number_mistakes(log), minlength=len(each)) / each


def rate_averaged(
    features: Features, train: Images, test: Images, epochs: int, seed: int, bar, margin=0
) -> tuple[float, float]:
    """What averaged perceptrons of all pairs reach, after passes that ``bar`` counts.

    Parameters
    ----------
    features : Features
    train, test : Images
        Prepared.

    Returns
    -------
    accuracy : float
        Of the vote on the test images.
    active : float
        How many inputs of an image are not 0, the mean of those to train on.
    """
    encoder = features.fit(train.pixels)
    rows, inputs = encoder.encode(train.pixels), features.count_inputs(encoder.size)
    active = len(rows.indices) / len(train.labels) - 1
    training = Training(*begin(rows, train.labels, 1, seed, inputs), "averaged", margin)
    for _ in training.go_through(epochs):
        bar.update()
    weights = training.kept.weights()
    del rows, training  # the largest things there are
    distances = measure_distances(encoder.encode(test.pixels), weights)
    return float(rate_right(distances, test.labels, PAIRS)), active
