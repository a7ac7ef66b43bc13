"""A rat whose spiking actor and critic learn by TD-LTP, three factors (Frémaux et al. 2013)."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np


@dataclass(frozen=True, kw_only=True)
class SpikingActorCritic:
    """Place cells drive spiking neurons: critics, which tell how good a place is, and actors.

    A neuron i that fired last at t_i has u_i = sum_j w_ij (X_j * eps) + chi e^(-(t - t_i) / tau_m),
    of the spikes X_j since t_i, with eps(s) = eps_0 (e^(-s / tau_m) - e^(-s / tau_s)) / (tau_m -
    tau_s), and fires at the rate rho_0 e^((u_i - theta) / delta_u). With kappa the same shape of
    tau_k and nu_k, and Y the critics' spikes,

        V = nu / N sum_i (Y_i * kappa) + V_0,    delta = dV/dt - V / tau_r + r(t),
        dw_ij/dt = eta nu / (N delta_u) delta(t) ([Y_i (X_j * eps)] * kappa)(t).

    A presynaptic spike makes a later postsynaptic one eligible for as long as kappa lasts, and
    delta, one number for all synapses, turns that into change. The rule is the same for actors,
    which lie on a ring: neighbours excite each other and all are inhibited, so that a bump of
    activity points in a direction, and their spikes' vector, filtered by gamma, is where to swim.

    A reward r has the shape of tau_reward and nu_reward, and R for its integral; touching the wall
    costs. The rat stays for ``before`` where it starts and nothing is learned; at the platform the
    place cells fall silent for ``after``, and V fades with tau_k to 0, which nothing follows.

    A block of LTP lowers eta of both.

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

    source: ClassVar[str] = "Frémaux, Sprekeler & Gerstner 2013, doi:10.1371/journal.pcbi.1003024"

    def grid(self) -> np.ndarray:
        """Of the place fields' centres in each direction (m): array (side,)."""
        return (np.arange(self.side) - (self.side - 1) / 2) * self.spacing

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


#: The paper was not at hand; what is here is from two public programs after it, and from memory
#: where that says the same. Akihiro-Na/SNNLab.jl and numericalbrainorg/snsbook (code/part2/bg, of
#: the textbook "Numerical Brain") agree on how many neurons there are, eps, kappa, delta_u, nu,
#: V_0, tau_r, rho_pc, sigma, w_minus and w_plus. The grid and the bounds are the first's. The
#: second's alone are chi, theta, rho_0, zeta and gamma (these as from memory), the learning rates
#: (0.02 and 0.005 ms/mV for eta nu / (N delta_u)), the weights at first, the rewards and their
#: shape, the wall, and what comes before and after a trial. One of the paper's units of length is
#: 0.1 m here, so that its maze of 20 is as wide as the pool; platform and time out are those of
#: `models.actor_critic`. Ours is the speed, constant as there and not by the actors' rate: at
#: 0.3 m/s rats meet the wall too seldom to mind it, less than the 10 a second that the value of
#: silence can foretell, V_0 / tau_r, and stay there.
#:
#: Of 12 such rats (seed 0) some stay at the wall at 0.6 m/s too: 45 +- 8 s to the platform on the
#: first day and 22 +- 12 s on the ninth, where most take 2 or 3 s; 82 +- 11 % of the probe trial in
#: the trained quadrant. With nine tenths of LTP blocked 62 +- 10 s, 33 +- 11 s and 39 +- 8 %.
#: At a quarter of the step a trained rat takes 2.8 +- 0.3 s, against 2.6 +- 0.3, and an untrained
#: one keeps its direction over half a second by a cosine of 0.21 +- 0.02, against 0.16 +- 0.02.
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
