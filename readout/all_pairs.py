"""All 45 pairs of digits, learned together in one pass over the images."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from readout import shared_pass
from readout.dataset import Images
from readout.pairs import DIGITS, PAIRS, Pass, first_weights, samples
from readout.shared_pass import Ink

I, J = PAIRS.T


def passes(
    train: Images, ink: Ink, epochs: int, eta: Fraction, averaged: bool, seed: int
) -> Iterator[Pass]:
    """Train; one state after each pass, with weights (45, inputs).

    Each pass takes the images in one random order, of which a pair sees those of its two digits.
    """
    rng = np.random.default_rng(seed)
    first = first_weights(1 + train.pixels[0].size, eta, rng)
    weights = np.zeros((DIGITS, first.shape[1], DIGITS))
    weights[I, :, J], weights[J, :, I] = first, -first
    late, seen = np.zeros(weights.shape, np.int64), np.zeros(DIGITS, np.int64)
    for _ in range(epochs):
        mistakes = np.zeros((DIGITS, DIGITS), np.int64)
        order = rng.permutation(len(train.labels))
        shared_pass.learn(order, train.labels, *ink, weights, late, seen, mistakes)
        last = weights[I, :, J].astype(np.int64)
        # The sum over T samples, T w less what each correction missed by not being there at once.
        total = seen[PAIRS].sum(axis=1)[:, None] * last - (late[I, :, J] - late[J, :, I])
        errors = (mistakes + mistakes.T)[I, J] / samples(train.labels)
        yield Pass(total if averaged else last, errors)


def activations(ink: Ink, weights: np.ndarray) -> np.ndarray:
    """w · x of every image: array of int64 (images, 45)."""
    return shared_pass.activations(*ink, np.ascontiguousarray(weights.T))


def distances(ink: Ink, weights: np.ndarray) -> np.ndarray:
    """How far every image lies on the side of each pair's smaller digit: array (images, 45).

    In units of one step of brightness, (w · x) / |w| with the constant input among the others.
    """
    # Whole numbers: below 1 is only the length of weights that are all 0.
    return activations(ink, weights) / np.maximum(np.linalg.norm(weights, axis=1), 1)
