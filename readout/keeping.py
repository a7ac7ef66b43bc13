"""What each algorithm keeps of the same learning, read from its mistakes pass by pass.

A lesson (`readout.all_pairs.Lesson`, `readout.one_pair.Lesson`) goes through the images and logs
its mistakes; a keeper takes the log of each pass as soon as it is over.
"""

import numpy as np


class Last:
    """The last weights: what Rosenblatt's rule keeps, and the rule with a margin.

    Attributes
    ----------
    arrays : tuple of str
        The attributes that a checkpoint must hold.
    """

    arrays: tuple[str, ...] = ()

    def __init__(self, lesson):
        self.lesson = lesson

    def take(self, log: np.ndarray) -> None:
        """Read the mistakes of the pass just over: array of int64 (mistakes, 4)."""

    def weights(self) -> np.ndarray:
        """What is kept: array of int64 (perceptrons, inputs)."""
        return self.lesson.last()


class Sum(Last):
    """The sum of the weights after every sample, which is their mean in another unit."""

    arrays = ("late",)

    def __init__(self, lesson):
        super().__init__(lesson)
        self.late = np.zeros_like(lesson.last())

    def take(self, log):
        self.late += self.lesson.corrections(log, log[:, 3])

    def weights(self):
        # Over T samples, T w less what each correction missed by not being there.
        return self.lesson.samples()[:, None] * self.lesson.last() - self.late


class Pocket(Last):
    """The weights that were right for the longest time, the first of those alike."""

    arrays = ("pocket", "longest", "since")

    def __init__(self, lesson):
        super().__init__(lesson)
        self.pocket = lesson.last()
        self.longest, self.since = np.zeros((2, len(self.pocket)), np.int64)

    def take(self, log):
        numbers, samples = self.lesson.numbers(log), self.lesson.samples()
        later, better = np.zeros(len(log), np.int64), np.zeros(len(samples), bool)
        for number in range(len(samples)):
            own = np.flatnonzero(numbers == number)
            ends = np.concatenate([[self.since[number]], log[own, 3], [samples[number]]])
            best = np.diff(ends).argmax()
            if np.diff(ends)[best] > self.longest[number]:
                better[number], later[own[best:]] = True, 1
                self.longest[number] = np.diff(ends)[best]
            self.since[number] = ends[-2]
        found = self.lesson.last() - self.lesson.corrections(log, later)
        self.pocket[better] = found[better]

    def weights(self):
        return self.pocket.copy()


class Every(Sum):
    """All weights that ever were, as the first and the mistakes; `weights` is their sum."""

    arrays = (*Sum.arrays, "log")

    def __init__(self, lesson):
        super().__init__(lesson)
        self.first, self.log = lesson.last(), np.zeros((0, 4), np.int64)

    def take(self, log):
        super().take(log)
        self.log = np.concatenate([self.log, log])


#: By the names of `readout.history.ALGORITHMS`.
KEEPERS = {"rosenblatt": Last, "averaged": Sum, "voted": Every, "pocket": Pocket, "margin": Last}
