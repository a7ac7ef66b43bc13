"""A rat whose spiking actor and critic learn by TD-LTP, three factors (Frémaux et al. 2013)."""

import math
from dataclasses import dataclass

import numpy as np

from models.model import Model
from synplast.bad_input import BadInput


@dataclass(frozen=True, kw_only=True)
class SpikingActorCritic(Model):
    """Spiking actor-critic: place cells drive critics and actors, which learn by TD-LTP.

    A presynaptic spike makes a later postsynaptic one eligible for as long as kappa lasts, and
    delta, one number for all synapses, turns that into change. Actors lie on a ring: neighbours
    excite each other and all are inhibited, so that a bump of activity points in a direction.

    Parameters
    ----------
    critics, actors : int
    side : int
        Place cells in a row and a column of their grid.
    spacing, sigma : float
        Of their grid, and width of a place field, rho_pc e^(-|p - p_j|^2 / sigma^2) (m).
    rho_pc, rho_0 : float
        Rates (Hz).
    tau_m, tau_s, tau_k, nu_k, tau_gamma, nu_gamma, tau_reward, nu_reward, tau_r : float
        Times (s); tau_r is the discount's.
    eps_0 : float
        An EPSP's integral at a weight of 1 (mV s).
    chi, theta, delta_u : float
        Reset, threshold and its softness (mV).
    w_0, w_sd, w_min, w_max : float
        Weights of place cells: at first, and their bounds.
    w_minus, w_plus, zeta : float
        Of an actor onto another, w_minus / N + w_plus e^(zeta cos) / sum e^(zeta cos).
    nu, V_0 : float
        Value by rate (s), and of silence.
    eta_critic, eta_actor : float
        Learning rates.
    R, R_wall : float
        Rewards of the platform and of the wall.
    pool, platform, bounce : float
        Radii, and how far off the wall a rat is put back (m).
    speed : float
        Of swimming (m/s).
    dt : float
        A step of time (s).
    time_out, before, after : float
        When a trial is ended, and what comes before and after it (s).
    """

    critics: int
    actors: int
    side: int
    spacing: float
    sigma: float
    rho_pc: float
    tau_m: float
    tau_s: float
    eps_0: float
    chi: float
    theta: float
    delta_u: float
    rho_0: float
    w_0: float
    w_sd: float
    w_min: float
    w_max: float
    w_minus: float
    w_plus: float
    zeta: float
    nu: float
    V_0: float
    tau_r: float
    tau_k: float
    nu_k: float
    eta_critic: float
    eta_actor: float
    tau_gamma: float
    nu_gamma: float
    R: float
    R_wall: float
    tau_reward: float
    nu_reward: float
    pool: float
    platform: float
    bounce: float
    speed: float
    dt: float
    time_out: float
    before: float
    after: float

    equations = """
        k(s; a, b) = (e^(-s / a) - e^(-s / b)) / (a - b), and eps(s) = eps_0 k(s; tau_m, tau_s)
        u_i = sum_j w_ij (X_j * eps) + chi e^(-(t - t_i) / tau_m), X_j since neuron i fired, at t_i
        neuron i fires at the rate rho_0 e^((u_i - theta) / delta_u)
        V = nu / N sum_i (Y_i * kappa) + V_0, Y of the critics, kappa(s) = k(s; tau_k, nu_k)
        delta = dV/dt - V / tau_r + r(t), r of a reward R being R k(s; tau_reward, nu_reward)
        dw_ij/dt = eta nu / (N delta_u) delta(t) ([Y_i (X_j * eps)] * kappa)(t)
        a place cell fires at the rate rho_pc e^(-|p - p_j|^2 / sigma^2)
        an actor onto another: w_minus / N + w_plus e^(zeta cos) / sum e^(zeta cos)
        the rat swims along the sum of the actors' directions, each times Y_i * k(s; tau_gamma,
        nu_gamma)
    """
    engine = "water_maze"
    units = {
        **dict.fromkeys(("spacing", "sigma", "pool", "platform", "bounce"), "m"),
        **dict.fromkeys(("rho_pc", "rho_0"), "Hz"),
        **dict.fromkeys(("tau_m", "tau_s", "tau_k", "nu_k", "tau_gamma", "nu_gamma"), "s"),
        **dict.fromkeys(("tau_reward", "nu_reward", "tau_r", "nu", "dt"), "s"),
        **dict.fromkeys(("time_out", "before", "after"), "s"),
        **dict.fromkeys(("chi", "theta", "delta_u"), "mV"),
        "eps_0": "mV*s",
        "speed": "m/s",
    }
    limits = {
        **dict.fromkeys(("critics", "actors", "side"), (1, 10_000)),
        **dict.fromkeys(("sigma", "spacing", "tau_r"), (1e-3, math.inf)),
        # Of the exact engine's frames (tau_s) and of the silence after which no EPSP is left.
        **dict.fromkeys(("tau_m", "tau_s"), (2e-3, 2e-2)),
        **dict.fromkeys(("tau_k", "nu_k", "tau_gamma", "nu_gamma"), (2e-3, math.inf)),
        **dict.fromkeys(("tau_reward", "nu_reward"), (2e-3, math.inf)),
        **dict.fromkeys(("rho_pc", "rho_0", "eps_0", "w_sd", "w_plus"), (0, math.inf)),
        **dict.fromkeys(("nu", "eta_critic", "eta_actor", "R"), (0, math.inf)),
        "zeta": (0, 500),
        **dict.fromkeys(("chi", "w_minus", "V_0", "R_wall"), (-1000, 0)),
        **dict.fromkeys(("w_0", "w_min", "w_max"), (-1000, 1000)),
        **dict.fromkeys(("platform", "speed", "time_out", "before", "after"), (0, math.inf)),
        "theta": (-100, 50),  # with delta_u: at 99 mV a neuron fires in every step
        "delta_u": (1e-3, 10),
        "bounce": (0, 0.4),
        "pool": (0.5, math.inf),  # so far from its centre is the platform
        "dt": (1e-5, 2e-3),
    }
    receptors = "eta_critic", "eta_actor"
    conventions = {
        "pairing": "a postsynaptic spike with all presynaptic ones since the last postsynaptic one",
        "order at a step": "place cells, critics and actors fire, then delta, then the rat swims; "
        "an actor's spike reaches those after it in the same step",
        "bounds": "hard, w in [w_min, w_max], of place cells' synapses",
        "delay": "none",
        "reward": "R at the platform, R_wall at a touch of the wall, off which the rat is put back",
        "before and after a trial": "the rat stays where it starts and nothing is learned; at the "
        "platform the place cells fall silent, and V fades with tau_k to 0, which nothing follows",
        "speed": "constant, not by the actors' rate",
        "a block of LTP": "lowers eta of both, for increases and decreases alike",
    }
    source = "Frémaux, Sprekeler & Gerstner 2013, doi:10.1371/journal.pcbi.1003024"

    def __post_init__(self):
        super().__post_init__()
        for more, less in (
            ("tau_m", "tau_s"),
            ("tau_k", "nu_k"),
            ("tau_gamma", "nu_gamma"),
            ("tau_reward", "nu_reward"),
            ("w_max", "w_min"),
        ):
            if not getattr(self, less) < getattr(self, more):
                allowed = f"less than {more}={getattr(self, more):g}"
                raise BadInput("set", f"{less}={getattr(self, less):g}", allowed)

    def grid(self) -> np.ndarray:
        """Of the place fields' centres in each direction (m): array (side,)."""
        return (np.arange(self.side) - (self.side - 1) / 2) * self.spacing

    def headings(self, weights: np.ndarray, places: np.ndarray) -> np.ndarray:
        """Where weights (cells, neurons) drive a rat at places (m): arrays (places, 2)."""
        across, upward = np.exp(-(((places.T[:, :, None] - self.grid()) / self.sigma) ** 2))
        fields = (across[:, :, None] * upward[:, None]).reshape(len(places), -1)
        angles = 2 * np.pi * np.arange(self.actors) / self.actors
        directions = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        return fields @ weights[:, self.critics :] @ directions

    def lateral(self) -> np.ndarray:
        """Weights of actors onto each other, none onto itself: array (actors, actors)."""
        angle = 2 * np.pi * np.arange(self.actors) / self.actors
        near = np.exp(self.zeta * np.cos(angle[:, None] - angle))
        np.fill_diagonal(near, 0)
        weights = self.w_minus / self.actors + self.w_plus * near / near[0].sum()
        np.fill_diagonal(weights, 0)
        return weights

    def learning_rates(self) -> np.ndarray:
        """eta nu / (N delta_u) of each neuron, critics first: array (critics + actors,)."""
        rates = np.repeat([self.eta_critic, self.eta_actor], [self.critics, self.actors])
        return rates * self.nu / (self.critics * self.delta_u)


FREMAUX_2013 = SpikingActorCritic(
    critics=100,
    actors=180,
    side=13,
    spacing=0.2,
    sigma=0.2,
    rho_pc=400.0,
    tau_m=0.020,
    tau_s=0.005,
    eps_0=0.020,
    chi=-5.0,
    theta=16.0,
    delta_u=2.0,
    rho_0=60.0,
    w_0=0.77,
    w_sd=0.1,
    w_min=0.0,
    w_max=3.0,
    w_minus=-60.0,
    w_plus=30.0,
    zeta=8.0,
    nu=2.0,
    V_0=-40.0,
    tau_r=4.0,
    tau_k=0.200,
    nu_k=0.050,
    eta_critic=0.002,
    eta_actor=0.0005,
    tau_gamma=0.050,
    nu_gamma=0.020,
    R=100.0,
    R_wall=-1.0,
    tau_reward=0.200,
    nu_reward=0.010,
    pool=1.0,
    platform=0.05,
    bounce=0.01,
    speed=0.6,
    dt=0.001,
    time_out=120.0,
    before=1.0,
    after=1.0,
)
SpikingActorCritic.PUBLISHED = {"fremaux_2013": FREMAUX_2013}
SpikingActorCritic.NOTES = {
    "fremaux_2013": "Frémaux, Sprekeler & Gerstner 2013: the paper was not at hand; what is here "
    "is from four public programs after it, numericalbrainorg/snsbook (code/part2/bg, of the "
    "textbook 'Numerical Brain'), realwsq/Fremaux2013 (which names the paper's equations), "
    "Akihiro-Na/SNNLab.jl and ndey96/spiking-actor-critic (for a pendulum). All of them that say "
    "it, two or more, agree on how many neurons there are, chi, theta, rho_0, delta_u, tau_m, "
    "tau_s, tau_r, nu, zeta, w_minus, w_plus, tau_gamma, nu_gamma, spacing and bounce. On the "
    "following realwsq differs from two or three: eps_0 (a fifth, but as here between actors), "
    "tau_k and nu_k (500 and 100 ms), V_0 (-20), rho_pc (1000 Hz), sigma (half), w_max (30, of "
    "EPSPs a fifth as large). snsbook takes V_0 with the other sign, and w_min is 0.5 there. Of "
    "snsbook alone are the first weights (ndey96 has 0.5, realwsq 5), the learning rates (0.02 "
    "and 0.005 ms/mV for eta nu / (N delta_u); SNNLab has four to one too, in units that are not "
    "told), R and R_wall (realwsq has 90 and -0.6), tau_reward, nu_reward, before (realwsq has "
    "0.5 s) and after. A unit of length of theirs is 0.1 m here, so that their maze of 20 is as "
    "wide as the pool, and the grid is wider by a cell on each side, as in SNNLab and realwsq. "
    "Their box is square, with a U-shaped obstacle round a goal at its centre (from memory and one "
    "program after it): here a round pool without obstacle, its platform in a quadrant, and 13 x "
    "13 place cells against their 121. platform and time_out are those of "
    "actor_critic:foster_2000; they have 1 and 50 s. Ours is the speed, constant and not by the "
    "actors' rate: at 0.3 m/s rats meet the wall too seldom to mind it, less than the 10 a second "
    "that the value of silence can foretell, V_0 / tau_r, and stay there. Some stay there at 0.6 "
    "m/s too: of 24 controls (seeds 0 to 5, 4 each) 8 take more than 90 s on the second day, and "
    "13 of the others less than 12 s; their mean is 43 ± 10 s, that of 24 with nine tenths of LTP "
    "blocked 67 ± 7 s, and in the probe 64 ± 9 % against 26 ± 5 %. 12 rats (seed 0) take 38 ± 10 s "
    "to the platform on the first day and 27 ± 13 s on the ninth; they spend 74 ± 13 % of the "
    "probe trial in the trained quadrant. With nine tenths of LTP blocked it is 66 ± 9 s, 50 ± 7 s "
    "on the second day, 14 ± 3 s on the ninth, when fewer stay at the wall, and 47 ± 7 %. At a "
    "quarter of the step a trained rat takes 2.8 ± 0.3 s, against 2.6 ± 0.3, and an untrained one "
    "keeps its direction over half a second by a cosine of 0.21 ± 0.02, against 0.16 ± 0.02."
}
