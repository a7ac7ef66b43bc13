"""The votes of all weights that perceptrons ever had, each counted for as long as it lasted.

A mistake adds y x to the weights, and y (x · z) to their w · z of a sample z. So no weights but the
first need be held: w · z goes from mistake to mistake, and its sign counts once for each sample
that the weights survived (Freund & Schapire 1999, doi:10.1023/A:1007662407062).
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from tqdm import tqdm

from readout.perceptron.activations import CORES, activate, measure_distances
from readout.perceptron.algorithms import Voted
from readout.perceptron.class_pairs import number_pairs
from readout.perceptron.limits import FULL
from readout.perceptron.simd import WIDTH, allocate_aligned
from readout.perceptron.sparse_rows import SparseRows
from readout.perceptron.whole_kernels import read_out
from synplast.compiling import compiled

ROOM = 2**25  # numbers in the inputs of the mistakes taken at once, to bound the memory
PART = 64  # samples at a time in each thread


class WeightVotes:
    """The votes so far.

    Parameters
    ----------
    rows : SparseRows
        The samples voted on.
    first : array of int64 (perceptrons, inputs)
        The weights before the first mistake.
    pairs : array of int64 (perceptrons, 2)
        The classes.
    """

    def __init__(self, rows: SparseRows, first: np.ndarray, pairs: np.ndarray):
        self.rows, self.inputs = rows, first.shape[1]
        self.numbers = number_pairs(pairs, 1 + pairs.max())
        self.now = np.ascontiguousarray(activate(rows, first))
        self.votes = np.zeros_like(self.now)
        self.since = np.zeros(len(pairs), np.int64)
        self.taken = 0

    def take(self, log: np.ndarray, learned: SparseRows) -> None:
        """Count up to the last of the mistakes, of which the first may have been taken before.

        Parameters
        ----------
        log : array of int64 (mistakes, 4)
            See `readout.perceptron.whole_kernels.learn`.
        learned : SparseRows
            The samples that the log numbers.
        """
        size = max(1, ROOM // self.inputs)
        for start in range(self.taken, len(log), size):
            self._take(log[start : start + size], learned)
        self.taken = len(log)

    def _take(self, log: np.ndarray, learned: SparseRows) -> None:
        samples, place = np.unique(log[:, 0], return_inverse=True)
        table = unpack(learned, samples, self.inputs)
        which = self.numbers[log[:, 1], log[:, 2]]
        signs, lasted = np.where(log[:, 1] < log[:, 2], 1, -1), np.empty(len(log), np.int64)
        measure_intervals(log[:, 3].copy(), which, self.since, lasted)

        def count(start):
            stop = min(start + PART, len(self.now))
            found = np.empty((stop - start, len(table), WIDTH), table.dtype)
            read_out(*self.rows, table, start, stop, found)
            moves = found.reshape(len(found), -1)
            mine = self.now[start:stop], self.votes[start:stop]
            count_votes(moves, place, which, signs, lasted, *mine)

        with ThreadPoolExecutor(CORES) as threads:
            parts = range(0, len(self.now), PART)
            done = threads.map(count, parts)
            list(tqdm(done, "votes", len(parts), leave=False, disable=None, delay=1))

    def balance(self, samples: np.ndarray) -> np.ndarray:
        """What all weights vote after so many samples: array (samples, perceptrons), -1 to 1.

        Above 0 for the class +1; weights that a sample lies exactly on the boundary of vote for
        neither.
        """
        return (self.votes + (samples - self.since) * np.sign(self.now)) / samples


def follow(kept, rows: SparseRows, learned: SparseRows) -> Callable[[], np.ndarray]:
    """What tells how far ``rows`` lie on each side, each time that it is called while they learn.

    By the weights that an algorithm keeps, as `measure_distances`; of the voted, whose samples are
    ``learned``, the balance of all votes.
    """
    if not isinstance(kept, Voted):
        return lambda: measure_distances(rows, kept.weights())
    votes = WeightVotes(rows, kept.first, kept.learner.pairs)

    def balance():
        votes.take(kept.log, learned)
        return votes.balance(kept.learner.count_samples())

    return balance


def unpack(rows: SparseRows, samples: np.ndarray, inputs: int) -> np.ndarray:
    """Some samples' inputs side by side, as weights are: array (blocks, inputs, 16)."""
    kind = np.int32 if inputs * FULL**2 < 2**31 else np.int64
    table = allocate_aligned((-(-len(samples) // WIDTH), inputs, WIDTH), kind)
    for n, sample in enumerate(samples):
        here = slice(rows.indptr[sample], rows.indptr[sample + 1])
        table[n // WIDTH, rows.indices[here], n % WIDTH] = rows.data[here]
    return table


@compiled("void(int64[::1], int64[::1], int64[::1], int64[::1])")
def measure_intervals(before, which, since, lasted):
    """For how many samples the weights had lasted that each mistake changed; ``since`` moves on."""
    for n in range(len(before)):
        lasted[n] = before[n] - since[which[n]]
        since[which[n]] = before[n]


COUNT = (
    "void({whole}[:, ::1], int64[::1], int64[::1], int64[::1], int64[::1], int64[:, ::1],"
    " int64[:, ::1])"
)


@compiled([COUNT.format(whole=whole) for whole in ("int32", "int64")], nogil=True)
def count_votes(moves, place, which, signs, lasted, now, votes):
    """Go from mistake to mistake, in place: ``now`` and ``votes`` (samples, perceptrons)."""
    for sample in range(len(now)):
        for n in range(len(place)):
            w = which[n]
            activation = now[sample, w]
            votes[sample, w] += lasted[n] * ((activation > 0) - (activation < 0))
            now[sample, w] = activation + signs[n] * moves[sample, place[n]]
