"""All 45 pairs of digits, learned together in one pass over the images."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from itertools import islice

import numpy as np

from readout import shared_pass
from readout.checkpoint import Checkpoint
from readout.dataset import Images
from readout.lanes import LANES, say_if_slower
from readout.pairs import DIGITS, PAIRS, Pass, first_weights, samples
from readout.shared_pass import Ink

CORES = os.cpu_count() or 1
I, J = PAIRS.T


def passes(
    train: Images,
    ink: Ink,
    epochs: int,
    eta: Fraction,
    averaged: bool,
    seed: int,
    margin: Fraction | int = 0,
    inputs: int = 0,
    checkpoint: Checkpoint | None = None,
) -> Iterator[Pass]:
    """Train; one state after each pass, with weights (45, inputs).

    Each pass takes the images in one random order, of which a pair sees those of its two digits.
    An image is a mistake when y (w · x) <= margin times the mean |x|². ``inputs`` counts them with
    the constant one, where they are not the pixels. A checkpoint's passes are not made again; those
    that are leave in it where they got to.
    """
    rng = np.random.default_rng(seed)
    first = first_weights(inputs or 1 + train.pixels[0].size, eta, rng)
    checkpoint = checkpoint or Checkpoint(None)
    before = checkpoint.arrays
    lesson = Lesson(ink, train.labels, before.get("weights", first))
    lesson.seen[:] = before.get("seen", 0)
    late = np.zeros((DIGITS, DIGITS, first.shape[1]), np.int64)
    late[I, J] = before.get("late", 0)
    orders = (rng.permutation(len(train.labels)) for _ in range(epochs))
    for order in islice(orders, checkpoint.passes, None):
        log = lesson.go_through(order, margin)
        mistakes = np.zeros((DIGITS, DIGITS), np.int64)
        np.add.at(mistakes, (log[:, 1], log[:, 2]), 1)
        errors = (mistakes + mistakes.T)[I, J] / samples(train.labels)
        last = lesson.last()
        if averaged:
            # The sum over T samples, T w less what each correction missed by not being there.
            shared_pass.add_up(log, log[:, 3].copy(), *ink, late)
            last = lesson.seen[PAIRS].sum(axis=1)[:, None] * last - late[I, J]
        checkpoint.arrays |= {"weights": lesson.last(), "late": late[I, J], "seen": lesson.seen}
        yield Pass(last, errors)


class Lesson:
    """All pairs while they learn."""

    def __init__(self, ink: Ink, labels: np.ndarray, first: np.ndarray):
        say_if_slower()
        self.ink, self.labels = ink, labels
        self.weights = aligned((DIGITS, first.shape[1], LANES), np.int64)
        self.weights[I, :, J], self.weights[J, :, I] = first, -first
        self.squares, self.seen = np.zeros((DIGITS, DIGITS), np.int64), np.zeros(DIGITS, np.int64)
        self.squares[I, J] = self.squares[J, I] = (first**2).sum(axis=1)
        self.lengths = np.add.reduceat(ink.values.astype(np.int64) ** 2, ink.starts[:-1])
        self.room = 2**62 // int(self.lengths.max())
        if self.squares.max() <= self.room:
            self.weights = in_lanes_of(np.int32, self.weights)

    def go_through(self, order: np.ndarray, margin: Fraction | int = 0) -> np.ndarray:
        """One pass; its mistakes, see `shared_pass.learn`."""
        most = int(margin * Fraction(int(self.lengths.sum()), len(self.lengths)))
        log = np.empty((9 * len(order), 4), np.int64)
        done = mistakes = 0
        while done < len(order):
            narrow = self.weights.dtype == np.int32
            room = self.room if narrow else 2**62
            what = (order[done:], self.labels, *self.ink, self.weights, self.squares, self.lengths)
            images, more = shared_pass.learn(*what, room, most, self.seen, log[mistakes:])
            done, mistakes = done + images, mistakes + more
            if narrow and self.squares.max() > self.room:
                self.weights = in_lanes_of(np.int64, self.weights)
        return log[:mistakes]

    def last(self) -> np.ndarray:
        """The weights of each pair: array of int64 (45, inputs)."""
        return self.weights[I, :, J].astype(np.int64)


def in_lanes_of(dtype: type, weights: np.ndarray) -> np.ndarray:
    result = aligned(weights.shape, dtype)
    result[:] = weights
    return result


def aligned(shape: tuple, dtype: type) -> np.ndarray:
    """Zeros on whole cache lines: a register's worth across two takes twice as long to load."""
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    memory = np.zeros(size + 64, np.uint8)
    start = -memory.ctypes.data % 64
    return memory[start : start + size].view(dtype).reshape(shape)


def activations(ink: Ink, weights: np.ndarray) -> np.ndarray:
    """w · x of every image: array of int64 (images, perceptrons)."""
    count, inputs = weights.shape
    blocks = -(-count // LANES)
    lanes = aligned((blocks, inputs, LANES), np.int64)
    for number, row in enumerate(weights):
        lanes[number // LANES, :, number % LANES] = row
    found = aligned((len(ink.starts) - 1, blocks, LANES), np.int64)
    parts = np.linspace(0, len(found), 1 + 4 * CORES).astype(int)
    with ThreadPoolExecutor(CORES) as threads:
        for _ in threads.map(
            lambda a, b: shared_pass.read_out(*ink, lanes, a, b, found), parts[:-1], parts[1:]
        ):
            pass
    return found.reshape(len(found), -1)[:, :count]


def distances(ink: Ink, weights: np.ndarray) -> np.ndarray:
    """How far every image lies on the side of each pair's smaller digit: array (images, 45).

    In units of one step of brightness, (w · x) / |w| with the constant input among the others.
    """
    # Whole numbers: below 1 is only the length of weights that are all 0.
    return activations(ink, weights) / np.maximum(np.linalg.norm(weights, axis=1), 1)
