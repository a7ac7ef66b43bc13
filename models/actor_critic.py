"""A rat with place cells that learns its way by an actor and a critic (Foster et al. 2000)."""

import math
from dataclasses import dataclass

import numpy as np

from models.model import Model


@dataclass(frozen=True, kw_only=True)
class ActorCritic(Model):
    """Actor-critic of rates: place cells tell how good a place is, and where to swim.

    The functions below are the equations of its card; the engine compiles them.

    Parameters
    ----------
    cells, actions : int
        How many place cells, and directions to swim in.
    sigma : float
        Width of a place field (m).
    beta : float
        How strictly the best action is taken.
    gamma : float
        Discount, a step of time.
    eta_critic, eta_actor : float
        Learning rates.
    pool, platform : float
        Their radii (m).
    speed : float
        Of swimming (m/s).
    dt : float
        A step of time (s).
    momentum : float
        Parts of the old direction to one part of the new in the direction swum.
    time_out : float
        When a trial is ended (s).
    """

    cells: int
    actions: int
    sigma: float
    beta: float
    gamma: float
    eta_critic: float
    eta_actor: float
    pool: float
    platform: float
    speed: float
    dt: float
    momentum: float
    time_out: float

    equations = """
        f_i = exp(-|p - s_i|^2 / (2 sigma^2)) at a place p
        C = w . f,  a_j = z_j . f
        action j with probability e^(beta a_j) / sum_k e^(beta a_k)
        delta = R + gamma C(p') - C(p), a step of time later
        w <- w + eta_critic delta f
        z_j <- z_j + eta_actor delta f, of the action j that was taken
    """
    engine = "water_maze"
    units = {
        **dict.fromkeys(("sigma", "pool", "platform"), "m"),
        **dict.fromkeys(("dt", "time_out"), "s"),
        "speed": "m/s",
    }
    limits = {
        **dict.fromkeys(("cells", "actions"), (1, 10_000)),
        **dict.fromkeys(("beta", "eta_critic", "eta_actor", "momentum"), (0, math.inf)),
        **dict.fromkeys(("platform", "speed", "time_out"), (0, math.inf)),
        **dict.fromkeys(("sigma", "dt"), (1e-3, math.inf)),
        "gamma": (0, 1),
        "pool": (0.5, math.inf),  # so far from its centre is the platform
    }
    receptors = "eta_critic", "eta_actor"
    conventions = {
        "factors": "presynaptic activity, the postsynaptic cell's being responsible (the critic, "
        "and the action taken), and delta, one number for all synapses",
        "eligibility": "none: TD(0)",
        "reward": "R = 1 at the platform, where the trial ends and C(p') = 0",
        "place fields": "evenly over the pool, on a sunflower's spiral",
        "the direction swum": "momentum parts of the old one to one of the action's",
        "at the wall": "reflected",
        "a block of LTP": "lowers both learning rates",
    }
    source = (
        "Foster, Morris & Dayan 2000, doi:10.1002/(SICI)1098-1063(2000)10:1<1::AID-HIPO1>3.0.CO;2-1"
    )

    def centres(self) -> np.ndarray:
        """Of the place fields, evenly over the pool on a sunflower's spiral: array (cells, 2)."""
        n = np.arange(self.cells) + 0.5
        radius, angle = self.pool * np.sqrt(n / self.cells), n * np.pi * (3 - np.sqrt(5))
        return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)

    def headings(self, weights: np.ndarray, places: np.ndarray) -> np.ndarray:
        """Where weights (cells, 1 + actions) drive a rat at places (m): arrays (places, 2)."""
        off = ((places[:, None] - self.centres()) ** 2).sum(axis=2)
        angles = 2 * np.pi * np.arange(self.actions) / self.actions
        directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        return np.exp(-off / (2 * self.sigma**2)) @ weights[:, 1:] @ directions


FOSTER_2000 = ActorCritic(
    cells=493,
    actions=8,
    sigma=0.16,
    beta=2.0,
    gamma=0.95,
    eta_critic=0.05,
    eta_actor=0.05,
    pool=1.0,
    platform=0.05,
    speed=0.3,
    dt=0.1,
    momentum=3.0,
    time_out=120.0,
)
ActorCritic.PUBLISHED = {"foster_2000": FOSTER_2000}
ActorCritic.NOTES = {
    "foster_2000": "Foster, Morris & Dayan 2000: as one public source gives the paper, but for "
    "gamma and the learning rates, on which public replications do not agree. They are free, and "
    "chosen so that after nine days controls spend the 40 to 45 % of the probe trial in the "
    "trained quadrant that rats do (from memory): of gamma 0.95, 0.98, 0.99, the critic's rate "
    "0.02, 0.05, 0.15 and the actor's 0.05, 0.15 only these do; the others give 37 % once and 49 "
    "to 80 % (20 rats each). Of the momentum, '1:3', which part is which is not settled either; "
    "here it is three parts of the old direction to one of the new."
}


def activate(f, x, y, centres, sigma):
    """Set ``f`` to what the place cells do at (x, y)."""
    for i in range(len(f)):
        square = (centres[i, 0] - x) ** 2 + (centres[i, 1] - y) ** 2
        f[i] = math.exp(-square / (2 * sigma**2))


def sum_inputs(weights, f):
    """What place cells ``f`` drive: of the critic, then of the actions."""
    sums = np.zeros(weights.shape[1])
    for i in range(len(f)):
        for j in range(len(sums)):  # innermost, where the processor adds several at once
            sums[j] += weights[i, j] * f[i]
    return sums


def choose(preference, beta, draw):
    """An action by its softmax probability, from ``draw`` in [0, 1)."""
    best, total, passed = preference[0], 0.0, 0.0
    for one in preference:
        best = max(best, one)
    for one in preference:
        total += math.exp(beta * (one - best))
    for j in range(len(preference) - 1):
        passed += math.exp(beta * (preference[j] - best))
        if passed > draw * total:
            return j
    return len(preference) - 1


def learn(weights, f, action, delta, eta_critic, eta_actor):
    """Change the weights (cells, 1 + actions), to the critic and to the action that was taken."""
    critic, actor = eta_critic * delta, eta_actor * delta
    for i in range(len(f)):
        weights[i, 0] += critic * f[i]
        weights[i, 1 + action] += actor * f[i]
