"""Homeostatic scaling: all weights of a neuron by one factor, until its rate is the goal."""

import math
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from models.model import Model


@dataclass(frozen=True, kw_only=True)
class Scaling(Model):
    """Homeostatic scaling: all weights by one factor, until the rate is the goal.

    Every weight grows by the same part of itself, so that their ratios are kept. The neuron is
    linear, y = w . x.

    Parameters
    ----------
    beta : float
        Gain of the error (1/(s Hz)).
    gamma : float
        Gain of its integral (1/(s^2 Hz)).
    tau_a : float
        With which the rate is sensed (s).
    goal : float
        The rate that is held (Hz).
    """

    beta: float
    gamma: float
    tau_a: float
    goal: float

    equations = """
        dw/dt = w (beta (goal - a) + gamma I)
        dI/dt = goal - a
        da/dt = (y - a) / tau_a
        y = w . x
    """
    engine = "scaling"
    units = {"beta": "1/s/Hz", "gamma": "1/s^2/Hz", "tau_a": "s", "goal": "Hz"}
    limits = {
        **dict.fromkeys(("beta", "gamma", "goal"), (0, math.inf)),
        "tau_a": (10, math.inf),  # steps of 1 s
    }
    conventions = {
        "bounds": "none needed: a weight grows by a part of itself, and does not change its sign",
        "the neuron": "linear, without a threshold",
        "at rest": "a = goal and I = 0: before, the neuron fired at its goal",
        "with STDP": "beside a rule of STDP, once a second all weights by exp(beta (goal - a) + "
        "gamma I), with y the spikes of the second before, and the rule's changes between; the "
        "bounds of a rule that has some hold from its next spike on",
        "how slow": "beside STDP that alone has an integrate-and-fire neuron fire at 74 Hz, too "
        "slow for a goal of 20 Hz: at the published speed the neuron falls silent (2700 to 8300 s, "
        "the longest that was run), at twice that it swings between silence and 79 Hz: the "
        "integral winds up; at ten times it comes to the goal",
    }
    source = (
        "van Rossum, Bi & Turrigiano 2000, doi:10.1523/JNEUROSCI.20-23-08812.2000; after "
        "Turrigiano et al. 1998, doi:10.1038/36103"
    )

    def slopes(self, w: np.ndarray, sensed: float, total: float, x: np.ndarray) -> tuple:
        """How fast the weights (inputs,), the sensed rate a and the integral I change."""
        error = self.goal - sensed
        growth = w * (self.beta * error + self.gamma * total)
        return growth, (w @ x - sensed) / self.tau_a, error

    def hasten(self, factor: float) -> Self:
        """The same so many times as fast: what it does at t, it does at t / factor."""
        faster = {"beta": self.beta * factor, "gamma": self.gamma * factor**2}
        return replace(self, tau_a=self.tau_a / factor, **faster)

    def stability(self) -> float:
        """Above 1 the goal is stable, below 1 the rate swings about it, more and more.

        Scaling alone, linearised about the goal: tau_a l^3 + l^2 + goal beta l + goal gamma = 0 has
        all roots with a real part below 0 where beta > gamma tau_a (Routh, Hurwitz), whatever the
        goal.
        """
        swings = self.gamma * self.tau_a
        return self.beta / swings if swings else math.inf


VAN_ROSSUM_2000 = Scaling(beta=4e-5, gamma=1e-7, tau_a=100.0, goal=10.0)
Scaling.PUBLISHED = {"van_rossum_2000": VAN_ROSSUM_2000}
Scaling.NOTES = {
    "van_rossum_2000": "van Rossum, Bi & Turrigiano 2000: gains and time constant from memory of "
    "the paper; M. Rowan's program for NEURON (intf6.mod), which names the paper, has the time "
    "constant, and in the version that was read a thousandth of both gains, beside the comments "
    "'was e-5' and 'was e-7'. The goal is ours."
}
