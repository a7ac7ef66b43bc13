"""What is read from the spikes of a population."""

from typing import NamedTuple

import numpy as np


class Spikes(NamedTuple):
    """Spikes of ``count`` neurons: index and time (s) of each, in any order."""

    index: np.ndarray
    time: np.ndarray
    count: int

    def rates(self, span: tuple[float, float]) -> np.ndarray:
        """Of each neuron between two times (s), the first before the second: array (count,), Hz."""
        require_span(span)
        if len(self.index) and not 0 <= self.index.min() <= self.index.max() < self.count:
            raise ValueError(f"a spike of none of {self.count} neurons")
        within = (span[0] <= self.time) & (self.time < span[1])
        return np.bincount(self.index[within], minlength=self.count) / (span[1] - span[0])

    def cv(self, span: tuple[float, float]) -> float:
        """Mean coefficient of variation of the intervals, of neurons with five of them or more.

        1 for a Poisson process, 0 for a clock; nan if no neuron has enough.
        """
        require_span(span)
        within = (span[0] <= self.time) & (self.time < span[1])
        times = [np.sort(self.time[within & (self.index == n)]) for n in range(self.count)]
        intervals = [np.diff(one) for one in times if len(one) > 5]
        return float(np.mean([i.std() / i.mean() for i in intervals])) if intervals else np.nan

    def synchrony(self, span: tuple[float, float], width: float = 0.005) -> float:
        """Variance over mean of all spikes in windows of ``width`` (s): 1 if independent."""
        require_span(span)
        windows = max(1, round((span[1] - span[0]) / width))
        counts, _ = np.histogram(self.time, windows, span)
        return float(counts.var() / counts.mean()) if counts.any() else np.nan


def require_span(span: tuple[float, float]) -> None:
    if not span[0] < span[1]:
        raise ValueError(f"no time passes from {span[0]} to {span[1]} s")
