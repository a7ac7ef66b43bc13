"""Perceptrons that learn pass after pass, what is kept of them, and where they stand."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

import numpy as np

from readout.checkpoint import Checkpoint
from readout.keeping import KEEPERS
from readout.pairs import Pass, samples
from readout.sound_checkpoint import sound


class Training:
    """A lesson from its first weights on, or from where a checkpoint says.

    Each pass takes the images in one random order, of which a perceptron sees those of its two
    digits. An image is a mistake when y (w · x) <= margin times the mean |x|².

    Parameters
    ----------
    lesson : `readout.all_pairs.Lesson` or `readout.one_pair.Lesson`
    algorithm : str
        What is kept: one of `KEEPERS`.
    rng : Generator
        Draws the orders.

    Raises
    ------
    BadInput
        The checkpoint is not where such a training can have stood.
    """

    def __init__(
        self,
        lesson,
        algorithm: str,
        rng: np.random.Generator,
        margin: Fraction | int = 0,
        checkpoint: Checkpoint | None = None,
    ):
        self.lesson, self.rng, self.margin = lesson, rng, margin
        self.keeper = KEEPERS[algorithm](lesson)
        self.checkpoint = checkpoint or Checkpoint(None)
        before = self.checkpoint.arrays
        if before:
            if not sound(before, lesson, self.keeper):
                self.checkpoint.refuse()
            lesson.resume(before["weights"], before["seen"])
            for name in self.keeper.arrays:
                setattr(self.keeper, name, before[name].copy())

    def passes(self, epochs: int) -> Iterator[Pass]:
        """One state after each pass; those of the checkpoint are not made again."""
        labels = self.lesson.labels
        orders = (self.rng.permutation(len(labels)) for _ in range(epochs))
        for order in islice(orders, self.checkpoint.passes, None):
            log = self.lesson.go_through(order, self.margin)
            self.keeper.take(log)
            kept = {name: getattr(self.keeper, name) for name in self.keeper.arrays}
            where = {"weights": self.lesson.last(), "seen": self.lesson.seen}
            self.checkpoint.arrays |= where | kept
            count = len(self.lesson.pairs)
            mistakes = np.bincount(self.lesson.numbers(log), minlength=count)
            yield Pass(self.keeper.weights(), mistakes / samples(labels, self.lesson.pairs))
