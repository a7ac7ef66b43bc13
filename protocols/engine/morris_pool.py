"""Rats in Morris's pool: days of trials with a platform, then a probe trial without."""

from typing import NamedTuple

import numpy as np

from models.actor_critic import ActorCritic
from protocols.engine.swimming import swim
from synplast.progress import progress

#: In the middle of a quadrant, ours; and where rats are let in, by the wall at the four
#: cardinal points, each once a day.
PLATFORM = np.sqrt(0.125), np.sqrt(0.125)
STARTS = 0.95 * np.array([[1, 0], [0, 1], [-1, 0], [0, -1]])
PROBE = 60.0  # s

#: How much more a rat prefers to swim at a platform that it sees than away from it: half of this.
#: Ours, and not learned.
FLAG = 3.0


class Rats(NamedTuple):
    """What a group did.

    Attributes
    ----------
    latency : array (rats, days, 4)
        Time to the platform (s), or to the end of the trial.
    quadrants : array (rats, 4)
        Fraction of the probe trial in the trained quadrant, and on from it anticlockwise.
    paths : list of three arrays (steps, 2)
        How the first rat swam in its first trial, its last, and the probe (m).
    """

    latency: np.ndarray
    quadrants: np.ndarray
    paths: list[np.ndarray]


def train_rats(
    model: ActorCritic, rats: int, days: int, plastic: float, visible: bool, seed: int
) -> Rats:
    """Train a group of rats, and test it.

    Each rat draws its own random numbers, the same whether it is ``plastic`` or not: the two swim
    alike until the first has learned something.

    Parameters
    ----------
    plastic : float
        The part of LTP that works: of both learning rates.
    visible : bool
        Whether a flag shows the platform.
    """
    group = []
    seeds = np.random.SeedSequence(seed).spawn(rats)
    for rat in progress(seeds, "rat"):
        group.append(train_rat(model, days, plastic, visible, np.random.default_rng(rat)))
    latency, quadrants, paths = zip(*group, strict=True)
    return Rats(np.array(latency), np.array(quadrants), paths[0])


def train_rat(model: ActorCritic, days: int, plastic: float, visible: bool, random) -> tuple:
    """Latencies (days, 4), quadrants (4,) and three paths of a rat."""
    place_cells = model.centres()
    weights = np.zeros((model.cells, 1 + model.actions))
    rates = (model.eta_critic * plastic, model.eta_actor * plastic)
    world = (model.pool, model.speed * model.dt, model.momentum)
    constants = (model.sigma, model.beta, model.gamma, *rates, *world)

    def trial(start, seconds, target):
        steps = round(seconds / model.dt)
        path = np.empty((1 + steps, 2))
        path[0] = start
        swum = swim(path, weights, place_cells, random.random(steps), target, constants)
        return path[: 1 + swum]

    platform = (*PLATFORM, model.platform, FLAG * visible)
    first, last, steps = None, None, []
    for _ in range(days):
        for start in random.permutation(len(STARTS)):
            last = trial(STARTS[start] * model.pool, model.time_out, platform)
            first = last if first is None else first
            steps.append(len(last) - 1)
    latency = np.array(steps).reshape(days, -1) * model.dt
    nowhere = (0.0, 0.0, -1.0, 0.0)  # a platform of no size
    probe = trial(STARTS[random.integers(len(STARTS))] * model.pool, PROBE, nowhere)
    return latency, quadrants(probe), [first, last, probe]


def quadrants(path: np.ndarray) -> np.ndarray:
    """Fraction of a path in the quadrant of the platform, and on from it anticlockwise: (4,)."""
    x, y = path.T
    quadrant = np.floor(np.arctan2(y, x) / (np.pi / 2)).astype(int) % 4
    return np.bincount(quadrant, minlength=4) / len(path)
