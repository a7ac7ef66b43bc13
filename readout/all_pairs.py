"""All 45 pairs of digits, learned together in one pass over the images."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction

import numpy as np

from readout import shared_pass
from readout.dataset import Images
from readout.lanes import LANES
from readout.pairs import DIGITS, PAIRS, Pass, first_weights, numbers
from readout.shared_pass import Ink
from readout.training import Training

CORES = os.cpu_count() or 1
I, J = PAIRS.T


def passes(
    train: Images,
    ink: Ink,
    epochs: int,
    eta: Fraction,
    algorithm: str,
    seed: int,
    margin: Fraction | int = 0,
    inputs: int = 0,
) -> Iterator[Pass]:
    """Train; one state after each pass, with weights (45, inputs).

    ``inputs`` counts them with the constant one, where they are not the pixels.
    """
    lesson, rng = begun(train, ink, eta, seed, inputs)
    return Training(lesson, algorithm, rng, margin).passes(epochs)


def last(passes: Iterator[Pass], bar) -> Pass:
    """The state after the last pass, none of those before it kept; ``bar`` counts them."""
    for state in passes:
        found = state
        bar.update()
    return found


def begun(
    train: Images, ink: Ink, eta: Fraction, seed: int, inputs: int = 0
) -> tuple["Lesson", np.random.Generator]:
    """All pairs at their first weights, and what draws the orders."""
    rng = np.random.default_rng(seed)
    first = first_weights(inputs or 1 + train.pixels[0].size, eta, rng)
    return Lesson(ink, train.labels, first), rng


class Lesson:
    """All pairs while they learn.

    Attributes
    ----------
    pairs : array of int64 (45, 2)
    labels : array (images,)
    seen : array of int64 (digits,)
        Images of each digit so far.
    """

    pairs = PAIRS

    def __init__(self, ink: Ink, labels: np.ndarray, first: np.ndarray):
        self.ink, self.labels = ink, labels
        self.lengths = np.add.reduceat(ink.values.astype(np.int64) ** 2, ink.starts[:-1])
        self.room = 2**62 // int(self.lengths.max())
        self.resume(first, np.zeros(DIGITS, np.int64))

    def resume(self, weights: np.ndarray, seen: np.ndarray) -> None:
        """Go on from these weights, array of int64 (45, inputs), after so many images."""
        self.seen = seen.copy()
        self.weights = aligned((DIGITS, weights.shape[1], LANES), np.int64)
        self.weights[I, :, J], self.weights[J, :, I] = weights, -weights
        self.squares = np.zeros((DIGITS, DIGITS), np.int64)
        self.squares[I, J] = self.squares[J, I] = (weights**2).sum(axis=1)
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

    def samples(self) -> np.ndarray:
        """How many samples each pair has seen: array of int64 (45,)."""
        return self.seen[PAIRS].sum(axis=1)

    def numbers(self, log: np.ndarray) -> np.ndarray:
        """Which pair made each mistake: array of int64 (mistakes,)."""
        return numbers(log)

    def corrections(self, log: np.ndarray, shares: np.ndarray) -> np.ndarray:
        """The sum of share y x over the mistakes of each pair: array of int64 (45, inputs)."""
        sums = np.zeros((DIGITS, DIGITS, self.weights.shape[1]), np.int64)
        shared_pass.add_up(log, np.ascontiguousarray(shares), *self.ink, sums)
        return sums[I, J]


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
            lambda a, b: shared_pass.read_out(*ink, lanes, a, b, found[a:b]), parts[:-1], parts[1:]
        ):
            pass
    return found.reshape(len(found), -1)[:, :count]


def distances(ink: Ink, weights: np.ndarray) -> np.ndarray:
    """How far every image lies on the side of each pair's smaller digit: array (images, 45).

    In units of one step of brightness, (w · x) / |w| with the constant input among the others.
    """
    # Whole numbers: below 1 is only the length of weights that are all 0.
    return activations(ink, weights) / np.maximum(np.linalg.norm(weights, axis=1), 1)
