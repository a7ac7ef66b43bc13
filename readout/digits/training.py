"""Training: perceptrons of digits pass after pass, and where they stand."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path

import numpy as np
from tqdm import tqdm

from readout.digits.checkpoint import Checkpoint, fingerprint
from readout.digits.dataset import Images, select
from readout.digits.election import rate_pairs, vote
from readout.digits.evaluation import tabulate
from readout.digits.features import Encoder, Features
from readout.digits.pairs import DIGITS, PAIRS, count_samples, draw_first_weights
from readout.digits.readout import AllWeights, History, Readout
from readout.digits.results import Classifiers, Passes
from readout.digits.valid_checkpoint import is_valid
from readout.perceptron.algorithms import BY_NAME, Voted
from readout.perceptron.limits import FULL
from readout.perceptron.sparse_rows import SparseRows
from readout.perceptron.weight_votes import follow
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


def train(
    digits: tuple[int, int] | None,
    train: Images,
    test: Images,
    features: Features,
    epochs: int,
    checkpoint: Path | None = None,
    *,
    algorithm: str,
    eta: Fraction | int,
    margin: Fraction | int,
    seed: int,
) -> Passes | Classifiers:
    """Train the perceptron of two digits, or without them those of all pairs, and test it.

    It goes on from where a checkpoint says.
    """
    train, test = features.prepare(train), features.prepare(test)
    encoder = features.fit(train.pixels)
    rows, inputs = encoder.encode(train.pixels), features.count_inputs(encoder.size)
    how = {"algorithm": algorithm, "eta": eta, "margin": margin, "seed": seed}
    settings = (digits, *features, *sorted(how.items()), fingerprint(*train, *test))
    kept = Checkpoint(checkpoint, " ".join(map(str, settings)) if checkpoint else "")
    if kept.passes > epochs:
        raise BadInput("epochs", epochs, f"the checkpoint has {kept.passes} passes already")
    pairs = np.array([sorted(digits)]) if digits else PAIRS
    learner, rng = begin(rows, train.labels, eta, seed, inputs, pairs)
    training = Training(learner, rng, algorithm, margin, kept)
    shown = [select(images, digits) for images in (train, test)] if digits else [test]
    measures = [follow(training.kept, encoder.encode(part.pixels), rows) for part in shown]

    def rate():
        found = zip(measures, shown, strict=True)
        return [rate_right(measure(), part.labels, pairs) for measure, part in found]

    errors, accuracy = run(training, epochs, rate)
    readout = finish(training, train, encoder, eta, History(errors, accuracy[:, -1]))
    last = measures[-1]()
    if digits:
        passes = np.arange(1, epochs + 1)
        return Passes(passes, 100 * errors[:, 0], *100 * accuracy.T, readout, shown[-1], last)
    return tabulate(readout, (follow(training.kept, rows, rows)(), train), (last, test))


def learn_averages(
    rows: SparseRows, labels: np.ndarray, inputs: int, epochs: int, seed: int, bar, margin=0
) -> np.ndarray:
    """The averaged weights of all pairs after so many passes, which ``bar`` counts."""
    training = Training(*begin(rows, labels, 1, seed, inputs), "averaged", margin)
    for _ in training.go_through(epochs):
        bar.update()
    return training.kept.weights()


def rate_right(distances: np.ndarray, labels: np.ndarray, pairs: np.ndarray) -> float:
    """The fraction of the images that the vote, or the one perceptron, has right."""
    if len(pairs) == 1:
        return rate_pairs(distances, labels, pairs)[0]
    return np.mean(vote(distances).answers == labels)


def run(training: Training, epochs: int, rate: Callable) -> tuple[np.ndarray, np.ndarray]:
    """Run the passes: the errors of each, and what was rated after it."""
    checkpoint = training.checkpoint
    errors, rates = (list(checkpoint.arrays.get(n, ())) for n in ("errors", "accuracy"))
    passes = training.go_through(epochs)
    bar = tqdm(passes, total=epochs, initial=len(errors), unit="pass", leave=False, disable=None)
    with bar:
        for found in bar:
            errors.append(found)
            rates.append(rate())
            checkpoint.write(errors=np.array(errors), accuracy=np.array(rates))
            bar.set_postfix_str(f"{100 * found.mean():.2f} % errors")
    return np.array(errors), np.array(rates)


def finish(training: Training, train: Images, encoder: Encoder, eta, history: History) -> Readout:
    """The readout as it is kept."""
    kept, learner, voted = training.kept, training.learner, None
    if isinstance(kept, Voted):
        numbers, places = np.unique(kept.log[:, 0], return_inverse=True)
        mistakes = np.column_stack([places, kept.log[:, 1:]])
        voted = AllWeights(kept.first, train.pixels[numbers], mistakes)
    unit = float(eta) / (FULL * kept.worth())
    samples = learner.count_samples()
    return Readout(learner.pairs, kept.weights(), unit, samples, encoder, history, voted)
