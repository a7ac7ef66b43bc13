"""Rats in Morris's pool: days of trials with a platform, then a probe trial without."""

import os
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from models.actor_critic import ActorCritic
from models.spiking_actor_critic import SpikingActorCritic
from synplast.progress import progress

#: In the middle of a quadrant, ours; and where rats are let in, by the wall at the four
#: cardinal points, each once a day.
PLATFORM = np.sqrt(0.125), np.sqrt(0.125)
STARTS = 0.95 * np.array([[1, 0], [0, 1], [-1, 0], [0, -1]])
PROBE = 60.0  # s

#: Over a pool of radius 1, 0.15 apart: where it is asked how a rat heads.
PLACES = np.stack(np.meshgrid(*2 * [np.linspace(-0.9, 0.9, 13)]), axis=2).reshape(-1, 2)
PLACES = PLACES[np.hypot(*PLACES.T) < 0.9]

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
    aim : array (rats, 1 + days)
        Before the first day and after each, see `aim`.
    """

    latency: np.ndarray
    quadrants: np.ndarray
    paths: list[np.ndarray]
    aim: np.ndarray


def train_rats(
    model: ActorCritic | SpikingActorCritic,
    rats: int,
    days: int,
    visible: bool,
    seed: int,
) -> Rats:
    """Train a group of rats, and test it.

    Each rat draws its own random numbers, the same whether its LTP is blocked or not: the two swim
    alike until the first has learned something.

    Parameters
    ----------
    visible : bool
        Whether a flag shows the platform, to rats that are no `SpikingActorCritic`.
    """
    random = [np.random.default_rng(one) for one in np.random.SeedSequence(seed).spawn(rats)]
    # Compiled swimming lets the others go on.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        group = pool.map(lambda one: train_rat(model, days, visible, one), random)
        latency, quadrants, paths, aims = zip(*progress(group, "rat", rats), strict=True)
    return Rats(np.array(latency), np.array(quadrants), paths[0], np.array(aims))


def train_rat(model, days: int, visible: bool, random) -> tuple:
    """Latencies (days, 4), quadrants (4,), three paths and the aims (1 + days,) of a rat."""
    trial, weights = prepare(model)(model, random)
    platform = (*PLATFORM, model.platform, FLAG * visible)
    paths, latency, aims = [], [], [aim(model, weights)]
    for _ in range(days):
        for start in random.permutation(len(STARTS)):
            path, seconds = trial(STARTS[start] * model.pool, model.time_out, platform)
            paths = [*paths[:1], path]
            latency.append(seconds)
        aims.append(aim(model, weights))
    nowhere = (0.0, 0.0, -1.0, 0.0)  # a platform of no size
    probe, _ = trial(STARTS[random.integers(len(STARTS))] * model.pool, PROBE, nowhere)
    swims = [paths[0], paths[-1], probe]
    return np.reshape(latency, (days, -1)), quadrants(probe), swims, aims


def prepare(model):
    """What begins a rat of a model: ``trial(start, seconds, target)``, and its weights as they are.

    A trial is a path and a time.
    """
    if isinstance(model, SpikingActorCritic):
        from protocols.engine.spiking_swimming import prepare
    else:
        from protocols.engine.swimming import prepare
    return prepare


def aim(model: ActorCritic | SpikingActorCritic, weights: np.ndarray) -> float:
    """How well the directions that a rat has learned point at the platform.

    The mean over the pool of the cosine between where its place cells drive it and where the
    platform is: 1 straight to it, 0 by chance or where it is driven nowhere.
    """
    places = model.pool * PLACES
    heads, to = model.headings(weights, places), PLATFORM - places
    lengths = np.hypot(*heads.T) * np.hypot(*to.T)
    return float(((heads * to).sum(axis=1) / np.where(lengths, lengths, np.inf)).mean())


def quadrants(path: np.ndarray) -> np.ndarray:
    """Fraction of a path in the quadrant of the platform, and on from it anticlockwise: (4,)."""
    x, y = path.T
    quadrant = np.floor(np.arctan2(y, x) / (np.pi / 2)).astype(int) % 4
    return np.bincount(quadrant, minlength=4) / len(path)
