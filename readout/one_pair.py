"""One perceptron tells two digits apart, by the plain rule."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from readout.dataset import Images
from readout.learning import learning
from readout.pairs import BRIGHTEST, PAIRS, Pass, first_weights


def passes(
    train: Images,
    pair: tuple[int, int],
    epochs: int,
    eta: Fraction,
    averaged: bool,
    seed: int,
    margin: Fraction | int = 0,
) -> Iterator[Pass]:
    """Train; one state after each pass, with weights (1, inputs).

    The first weights and the order of the samples are those that the pair has in `all_pairs`.
    """
    rng = np.random.default_rng(seed)
    number = PAIRS.tolist().index(sorted(pair))
    weights = first_weights(1 + train.pixels[0].size, eta, rng)[number]
    total = np.zeros_like(weights)
    most = int(margin * mean_square(train))
    for _ in range(epochs):
        x, y = inputs_and_targets(train, pair, rng.permutation(len(train.labels)))
        mistakes, states = 0, learning(weights, x, y, margin=most)
        for weights, mistake in states:
            mistakes += mistake
            if averaged:
                total += weights
        kept = total if averaged else weights
        yield Pass(kept[None].copy(), np.array([mistakes / len(y)]))


def mean_square(images: Images) -> Fraction:
    """The mean |x|² of all the images, constant input included."""
    counts = np.bincount(images.pixels.ravel(), minlength=1 + BRIGHTEST)
    squares = int(counts @ np.arange(1 + BRIGHTEST) ** 2)
    return BRIGHTEST**2 + Fraction(squares, len(images.labels))


def inputs_and_targets(
    images: Images, pair: tuple[int, int], order: np.ndarray | slice = slice(None)
) -> tuple[np.ndarray, np.ndarray]:
    """The images of two digits, in order: arrays of int64 (samples, inputs) and (samples,)."""
    labels = images.labels[order]
    here = np.isin(labels, pair)
    pixels = images.pixels[order][here]
    x = np.full((len(pixels), 1 + pixels[0].size), BRIGHTEST, np.int64)
    x[:, 1:] = pixels.reshape(len(pixels), -1)
    return x, np.where(labels[here] == min(pair), 1, -1)


def accuracy(images: Images, pair: tuple[int, int], weights: np.ndarray) -> float:
    """The fraction of the two digits' images that is on the right side, y (w · x) > 0."""
    x, y = inputs_and_targets(images, pair)
    return np.mean(y * (x @ weights) > 0)
