"""The learning rule as it is written, on pairs of digits: what compiled learners must give."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from readout.digits.pairs import DIGITS, PAIRS, draw_first_weights
from readout.digits.training import Training, begin
from readout.perceptron.limits import FULL
from readout.perceptron.rule import learn
from readout.perceptron.sparse_rows import pack_rows


def inputs_and_targets(images, pair, order=slice(None)):
    """The images of two digits, in order: arrays of int64 (samples, inputs) and (samples,)."""
    labels = images.labels[order]
    here = np.isin(labels, pair)
    flat = images.pixels[order][here].reshape(here.sum(), -1).astype(np.int64)
    return np.insert(flat, 0, FULL, axis=1), np.where(labels[here] == min(pair), 1, -1)


def every_state(train, pair, epochs, eta=1, seed=0, margin=0) -> Iterator[tuple]:
    """Of each pass, the weights after every sample and which were mistakes: two arrays."""
    rng = np.random.default_rng(seed)
    size = 1 + train.pixels[0].size
    weights = draw_first_weights(size, Fraction(eta), rng)[PAIRS.tolist().index(sorted(pair))]
    squares = (train.pixels.astype(np.int64) ** 2).sum() + len(train.labels) * FULL**2
    most = int(margin * Fraction(int(squares), len(train.labels)))
    for _ in range(epochs):
        x, y = inputs_and_targets(train, pair, rng.permutation(len(train.labels)))
        states, mistakes = zip(*learn(weights, x, y, margin=most), strict=True)
        weights = states[-1]
        yield np.array(states), np.array(mistakes)


def keep(algorithm, states):
    """What an algorithm keeps of all the weights so far, by its definition."""
    if algorithm in ("averaged", "voted"):
        return states.sum(axis=0)  # over the samples, the mean
    if algorithm == "pocket":
        changed = np.flatnonzero((np.diff(states, axis=0) != 0).any(axis=1)) + 1
        return states[max(np.split(np.arange(len(states)), changed), key=len)[0]]
    return states[-1]


def train(images, epochs, eta=1, algorithm="averaged", seed=0, margin=0, pairs=PAIRS) -> Iterator:
    """The compiled learner's weights and errors after each pass: arrays (pairs, ...)."""
    rows, inputs = pack_rows(images.pixels), 1 + images.pixels[0].size
    learner, rng = begin(rows, images.labels, Fraction(eta), seed, inputs, pairs)
    assert len(learner.seen) == DIGITS
    training = Training(learner, rng, algorithm, margin)
    for errors in training.go_through(epochs):
        yield training.kept.weights(), errors
