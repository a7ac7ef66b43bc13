"""One perceptron tells two digits apart, by the plain rule."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from readout.dataset import Images
from readout.learning import learning
from readout.pairs import BRIGHTEST, DIGITS, PAIRS, Pass, first_weights
from readout.training import Training


def passes(
    train: Images,
    pair: tuple[int, int],
    epochs: int,
    eta: Fraction,
    algorithm: str,
    seed: int,
    margin: Fraction | int = 0,
) -> Iterator[Pass]:
    """Train; one state after each pass, with weights (1, inputs)."""
    lesson, rng = begun(train, pair, eta, seed)
    return Training(lesson, algorithm, rng, margin).passes(epochs)


def begun(
    train: Images, pair: tuple[int, int], eta: Fraction, seed: int
) -> tuple["Lesson", np.random.Generator]:
    """The pair at its first weights, and what draws the orders: those it has in `all_pairs`."""
    rng = np.random.default_rng(seed)
    number = PAIRS.tolist().index(sorted(pair))
    first = first_weights(1 + train.pixels[0].size, eta, rng)[[number]]
    return Lesson(train, pair, first), rng


class Lesson:
    """One pair while it learns; its attributes are those of `all_pairs.Lesson`."""

    def __init__(self, train: Images, pair: tuple[int, int], first: np.ndarray):
        self.train, self.labels, self.pairs = train, train.labels, np.array([sorted(pair)])
        self.length = mean_square(train)
        self.resume(first, np.zeros(DIGITS, np.int64))

    def resume(self, weights: np.ndarray, seen: np.ndarray) -> None:
        self.weights, self.seen = weights[0], seen.copy()

    def go_through(self, order: np.ndarray, margin: Fraction | int = 0) -> np.ndarray:
        pair = self.pairs[0]
        order = order[np.isin(self.labels[order], pair)]
        x, y = inputs_and_targets(self.train, pair, order)
        most, before, log = int(margin * self.length), self.seen.sum(), []
        for n, (weights, mistake) in enumerate(learning(self.weights, x, y, margin=most)):
            self.weights = weights
            if mistake:
                digit = self.labels[order[n]]
                log.append((order[n], digit, pair.sum() - digit, before + n))
        self.seen += np.bincount(self.labels[order], minlength=DIGITS)
        return np.array(log, np.int64).reshape(-1, 4)

    def last(self) -> np.ndarray:
        return self.weights[None].copy()

    def samples(self) -> np.ndarray:
        return self.seen[self.pairs].sum(axis=1)

    def numbers(self, log: np.ndarray) -> np.ndarray:
        return np.zeros(len(log), np.int64)

    def corrections(self, log: np.ndarray, shares: np.ndarray) -> np.ndarray:
        x, y = inputs_and_targets(self.train, self.pairs[0], log[:, 0])
        return ((shares * y) @ x)[None]


def mean_square(images: Images) -> Fraction:
    """The mean |x|² of all the images, constant input included."""
    # Block after block: what is counted takes eight times its memory.
    blocks = np.array_split(images.pixels, 1 + len(images.pixels) // 1000)
    counts = sum(np.bincount(block.ravel(), minlength=1 + BRIGHTEST) for block in blocks)
    squares = int(counts @ np.arange(1 + BRIGHTEST) ** 2)
    return BRIGHTEST**2 + Fraction(squares, len(images.labels))


def inputs_and_targets(
    images: Images, pair: tuple[int, int], order: np.ndarray | slice = slice(None)
) -> tuple[np.ndarray, np.ndarray]:
    """The images of two digits, in order: arrays of int64 (samples, inputs) and (samples,)."""
    labels = images.labels[order]
    here = np.isin(labels, pair)
    pixels = images.pixels[order][here]
    flat = pixels.reshape(len(pixels), pixels.shape[1] * pixels.shape[2])
    x = np.full((len(flat), 1 + flat.shape[1]), BRIGHTEST, np.int64)
    x[:, 1:] = flat
    return x, np.where(labels[here] == min(pair), 1, -1)
