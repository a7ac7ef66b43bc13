"""What is done to a network, stretch after stretch of time, as spikes from outside."""

from typing import NamedTuple

import numpy as np


class Stretch(NamedTuple):
    """One stretch of the story: its name, its duration (s) and who is stimulated."""

    name: str
    duration: float
    neurons: np.ndarray = np.array([], int)


class Story(NamedTuple):
    """Stretches one after the other."""

    stretches: tuple[Stretch, ...]

    @property
    def duration(self) -> float:
        return sum(stretch.duration for stretch in self.stretches)

    def spans(self, *names: str) -> list[tuple[float, float]]:
        """When the stretches called one of ``names`` start and end (s), in order."""
        ends = np.cumsum([stretch.duration for stretch in self.stretches]).tolist()
        timed = zip(self.stretches, ends, strict=True)
        return [(end - s.duration, end) for s, end in timed if s.name in names]

    def span(self, name: str) -> tuple[float, float]:
        """When the first stretch called ``name`` starts and ends (s)."""
        return self.spans(name)[0]

    def spikes(self, chosen, rate: float, dt: float, random) -> tuple[np.ndarray, np.ndarray]:
        """Poisson spikes at ``rate`` (Hz) to each neuron of the stretches that are ``chosen``.

        Parameters
        ----------
        chosen : callable
            From a stretch to the neurons (array of int) that get them.
        dt : float
            The time step (s); a neuron gets one spike a step at most.

        Returns
        -------
        index, step : two arrays of int
            In order of step.
        """
        found, first = [(np.array([], int), np.array([], int))], 0
        for stretch in self.stretches:
            steps, neurons = round(stretch.duration / dt), chosen(stretch)
            step, place = np.nonzero(random.random((steps, len(neurons))) < rate * dt)
            found.append((neurons[place], first + step))
            first += steps
        index, step = (np.concatenate(side) for side in zip(*found, strict=True))
        return index, step
