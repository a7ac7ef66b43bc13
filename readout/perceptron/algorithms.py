"""What each algorithm keeps of the same learning, read from its mistakes pass by pass.

Rosenblatt's rule adds the same ``eta y x`` whatever is kept in the end. A learner
(`readout.perceptron.whole_learner`, `readout.perceptron.float_learner`) goes through the samples
and logs its mistakes; an algorithm takes the log of each pass when it is over. Of a learner it
reads ``last_weights()``, ``count_samples()``, ``number_mistakes(log)`` and
``sum_corrections(log, shares)``.
"""

import numpy as np

MOST_MISTAKES = 2**25  # in one gigabyte

#: What is kept, and who proposed it.
ALGORITHMS = {
    "rosenblatt": "the last weights (Rosenblatt 1958, doi:10.1037/h0042519)",
    "averaged": "the mean of the weights after every sample (Freund & Schapire 1999, "
    "doi:10.1023/A:1007662407062)",
    "voted": "all weights that ever were, each with as many votes as samples it survived "
    "(Freund & Schapire 1999, doi:10.1023/A:1007662407062)",
    "pocket": "the weights that were right for the longest time (Gallant 1990, "
    "doi:10.1109/72.80230)",
    "margin": "the last weights, where too small a margin is a mistake too (Krauth & Mezard 1987, "
    "doi:10.1088/0305-4470/20/11/013)",
}


class Last:
    """Nothing but the last weights: Rosenblatt's rule, and the rule with a margin.

    Attributes
    ----------
    arrays : tuple of str
        The attributes that a checkpoint must hold.
    """

    arrays: tuple[str, ...] = ()

    def __init__(self, learner):
        self.learner = learner

    def take(self, log: np.ndarray) -> None:
        """Read the mistakes of the pass just over: array of int64 (mistakes, 4)."""

    def weights(self) -> np.ndarray:
        """What is kept, times `worth`: array (perceptrons, inputs)."""
        return self.learner.last_weights()

    def worth(self) -> np.ndarray:
        """How many weights `weights` is the sum of: array of int64 (perceptrons,)."""
        return np.ones(len(self.learner.count_samples()), np.int64)


class Averaged(Last):
    """The sum of the weights after every sample, which is their mean in another unit."""

    arrays = ("late",)

    def __init__(self, learner):
        super().__init__(learner)
        self.late = np.zeros_like(learner.last_weights())

    def take(self, log):
        self.late += self.learner.sum_corrections(log, log[:, 3])

    def weights(self):
        # Over T samples, T w less what each correction missed by not being there.
        return self.learner.count_samples()[:, None] * self.learner.last_weights() - self.late

    def worth(self):
        return self.learner.count_samples()


class Pocket(Last):
    """The weights that were right for the longest time, the first of those alike."""

    arrays = ("pocket", "longest", "since")

    def __init__(self, learner):
        super().__init__(learner)
        self.pocket = learner.last_weights()
        self.longest, self.since = np.zeros((2, len(self.pocket)), np.int64)

    def take(self, log):
        numbers, samples = self.learner.number_mistakes(log), self.learner.count_samples()
        later, better = np.zeros(len(log), np.int64), np.zeros(len(samples), bool)
        for number in range(len(samples)):
            own = np.flatnonzero(numbers == number)
            ends = np.concatenate([[self.since[number]], log[own, 3], [samples[number]]])
            best = np.diff(ends).argmax()
            if np.diff(ends)[best] > self.longest[number]:
                better[number], later[own[best:]] = True, 1
                self.longest[number] = np.diff(ends)[best]
            self.since[number] = ends[-2]
        found = self.learner.last_weights() - self.learner.sum_corrections(log, later)
        self.pocket[better] = found[better]

    def weights(self):
        return self.pocket.copy()


class Voted(Averaged):
    """All weights that ever were, as the first and the mistakes; `weights` is their sum."""

    arrays = (*Averaged.arrays, "log")

    def __init__(self, learner):
        super().__init__(learner)
        self.first, self.log = learner.last_weights(), np.zeros((0, 4), np.int64)

    def take(self, log):
        """Raises OverflowError for more than `MOST_MISTAKES`."""
        if len(self.log) + len(log) > MOST_MISTAKES:
            what = f"voting keeps every mistake, and these make more than {MOST_MISTAKES}"
            raise OverflowError(what)
        super().take(log)
        self.log = np.concatenate([self.log, log])


BY_NAME = {
    "rosenblatt": Last,
    "averaged": Averaged,
    "voted": Voted,
    "pocket": Pocket,
    "margin": Last,
}
