"""The spikes of both sides in the order in which they act, with the time between them."""

from typing import NamedTuple

import numpy as np


class Order(NamedTuple):
    """Spikes, condition after condition. Of two at once the presynaptic comes first.

    Attributes
    ----------
    intervals : array (different times,)
        The times between spikes that there are (s).
    interval : array (spikes,)
        Which of them has passed since the spike before; the first spike's is 0 s.
    side : array of int8 (spikes,)
        0 pre, 1 post.
    first : array (conditions + 1,)
        Where each condition's spikes begin, and where the last one's end.
    """

    intervals: np.ndarray
    interval: np.ndarray
    side: np.ndarray
    first: np.ndarray

    def table(self) -> tuple[np.ndarray, np.ndarray]:
        """Time since the spike before (s) and side, -1 where none is left: (spikes, conditions)."""
        counts = np.diff(self.first)
        rank = np.arange(len(self.side)) - np.repeat(self.first[:-1], counts)
        index = np.repeat(np.arange(len(counts)), counts)
        elapsed = np.zeros((counts.max(initial=0), len(counts)))
        kinds = np.full(elapsed.shape, -1, np.int8)
        elapsed[rank, index] = self.intervals[self.interval]
        kinds[rank, index] = self.side
        return elapsed, kinds


def put_in_turn(pre, post, conditions: int, tick: float) -> Order:
    """The order of two sides' spikes, each condition and step, on a grid of ``tick`` (s)."""
    index, step = (np.concatenate(both) for both in zip(pre, post, strict=True))
    side = np.repeat(np.array([0, 1], np.int8), [len(pre[0]), len(post[0])])
    order = np.lexsort((side, step, index))
    step = step[order]
    first = np.append(0, np.cumsum(np.bincount(index, minlength=conditions)))
    passed = np.diff(step, prepend=0)
    begins = first[:-1]
    passed[begins[begins < len(step)]] = 0
    steps, interval = np.unique(passed, return_inverse=True)
    return Order(steps * tick, interval.astype(np.int64), side[order], first.astype(np.int64))
