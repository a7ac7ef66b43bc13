"""The votes of all weights that perceptrons ever had, each counted for as long as it lasted.

A mistake adds y x to the weights, and y (x · z) to their w · z of an image z. So no weights but the
first need be held: w · z goes from mistake to mistake, and its sign counts once for each sample
that the weights survived (Freund & Schapire 1999, doi:10.1023/A:1007662407062).
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from tqdm import tqdm

from readout.all_pairs import CORES, activations, aligned
from readout.lanes import LANES
from readout.pairs import BRIGHTEST, numbers
from readout.shared_pass import Ink, read_out
from synplast.compiling import compiled

ROOM = 2**25  # numbers in the inputs of the mistakes taken at once, to bound the memory
PART = 64  # images at a time in each thread


class Ballots:
    """The votes so far.

    Parameters
    ----------
    ink : Ink
        The images voted on.
    first : array of int64 (perceptrons, inputs)
        Their weights before the first mistake.
    pairs : array of int64 (perceptrons, 2)
        Their digits.
    """

    def __init__(self, ink: Ink, first: np.ndarray, pairs: np.ndarray):
        self.ink, self.pairs, self.inputs = ink, pairs, first.shape[1]
        self.now = np.ascontiguousarray(activations(ink, first))
        self.votes = np.zeros_like(self.now)
        self.since = np.zeros(len(pairs), np.int64)
        self.taken = 0

    def take(self, log: np.ndarray, learned: Ink) -> None:
        """Count up to the last of the mistakes, of which the first may have been taken before.

        Parameters
        ----------
        log : array of int64 (mistakes, 4)
            See `readout.shared_pass.learn`.
        learned : Ink
            The images that the log numbers.
        """
        size = max(1, ROOM // self.inputs)
        for start in range(self.taken, len(log), size):
            self._take(log[start : start + size], learned)
        self.taken = len(log)

    def _take(self, log: np.ndarray, learned: Ink) -> None:
        images, place = np.unique(log[:, 0], return_inverse=True)
        rows, which = side_by_side(learned, images, self.inputs), numbers(log, self.pairs)
        classes, lasted = np.where(log[:, 1] < log[:, 2], 1, -1), np.empty(len(log), np.int64)
        intervals(log[:, 3].copy(), which, self.since, lasted)

        def count(start):
            stop = min(start + PART, len(self.now))
            found = np.empty((stop - start, len(rows), LANES), rows.dtype)
            read_out(*self.ink, rows, start, stop, found)
            moves = found.reshape(len(found), -1)
            mine = self.now[start:stop], self.votes[start:stop]
            count_votes(moves, place, which, classes, lasted, *mine)

        with ThreadPoolExecutor(CORES) as threads:
            parts = range(0, len(self.now), PART)
            done = threads.map(count, parts)
            list(tqdm(done, "votes", len(parts), leave=False, disable=None, delay=1))

    def balance(self, samples: np.ndarray) -> np.ndarray:
        """What all weights vote after so many samples: array (images, perceptrons), from -1 to 1.

        Above 0 for the smaller digit; weights that an image lies exactly on the boundary of vote
        for none.
        """
        return (self.votes + (samples - self.since) * np.sign(self.now)) / samples


def side_by_side(ink: Ink, images: np.ndarray, inputs: int) -> np.ndarray:
    """The images' inputs in lanes: array (blocks, inputs, 16)."""
    kind = np.int32 if inputs * BRIGHTEST**2 < 2**31 else np.int64
    rows = aligned((-(-len(images) // LANES), inputs, LANES), kind)
    for n, image in enumerate(images):
        here = slice(ink.starts[image], ink.starts[image + 1])
        rows[n // LANES, ink.places[here], n % LANES] = ink.values[here]
    return rows


@compiled("void(int64[::1], int64[::1], int64[::1], int64[::1])")
def intervals(before, which, since, lasted):
    """For how many samples the weights had lasted that each mistake changed; ``since`` moves on."""
    for n in range(len(before)):
        lasted[n] = before[n] - since[which[n]]
        since[which[n]] = before[n]


COUNT = (
    "void({lane}[:, ::1], int64[::1], int64[::1], int64[::1], int64[::1], int64[:, ::1],"
    " int64[:, ::1])"
)


@compiled([COUNT.format(lane=lane) for lane in ("int32", "int64")], nogil=True)
def count_votes(moves, place, which, classes, lasted, now, votes):
    """Go from mistake to mistake, in place: ``now`` and ``votes`` (images, perceptrons)."""
    for image in range(len(now)):
        for n in range(len(place)):
            w = which[n]
            activation = now[image, w]
            votes[image, w] += lasted[n] * ((activation > 0) - (activation < 0))
            now[image, w] = activation + classes[n] * moves[image, place[n]]
