"""What is done to a network, period after period of time, as spikes from outside."""

from typing import NamedTuple

import numpy as np


class Period(NamedTuple):
    """One period of the stimulation: its name, its duration (s) and who is stimulated."""

    name: str
    duration: float
    neurons: np.ndarray = np.array([], int)


class Stimulation(NamedTuple):
    """Stretches one after the other."""

    periods: tuple[Period, ...]

    @property
    def duration(self) -> float:
        return sum(period.duration for period in self.periods)

    def spans(self, *names: str) -> list[tuple[float, float]]:
        """When the periods called one of ``names`` start and end (s), in order."""
        ends = np.cumsum([period.duration for period in self.periods]).tolist()
        timed = zip(self.periods, ends, strict=True)
        return [(end - s.duration, end) for s, end in timed if s.name in names]

    def span(self, name: str) -> tuple[float, float]:
        """When the first period called ``name`` starts and ends (s)."""
        return self.spans(name)[0]

    def spikes(self, chosen, rate: float, dt: float, random) -> tuple[np.ndarray, np.ndarray]:
        """Poisson spikes at ``rate`` (Hz) to each neuron of the periods that are ``chosen``.

        Parameters
        ----------
        chosen : callable
            From a period to the neurons (array of int) that get them.
        dt : float
            The time step (s); a neuron gets one spike a step at most.

        Returns
        -------
        index, step : two arrays of int
            In order of step.
        """
        found, first = [(np.array([], int), np.array([], int))], 0
        for period in self.periods:
            steps, neurons = round(period.duration / dt), chosen(period)
            step, place = np.nonzero(random.random((steps, len(neurons))) < rate * dt)
            found.append((neurons[place], first + step))
            first += steps
        index, step = (np.concatenate(side) for side in zip(*found, strict=True))
        return index, step
