"""The calcium rule's closed form (Graupner & Brunel 2012, supporting information), in plain terms.

Of numbers or of arrays alike; the page that moves translates these functions as they stand.
"""

import math

import numpy as np
from numpy import clip, exp, log, sqrt

erf = np.vectorize(math.erf, otypes=[float])


def exprel(x: np.ndarray) -> np.ndarray:
    """(exp(x) - 1) / x, which is 1 at 0."""
    return np.divide(np.expm1(x), x, out=np.ones_like(x), where=x != 0)


def time_above(theta, peak, tau_Ca, lasts):
    """How long calcium that falls from ``peak`` stays above ``theta`` until the next arrival."""
    return clip(tau_Ca * log(peak / theta), 0, lasts)


def probabilities(p, d, gamma_p, gamma_d, sigma, rho_star):
    """That a synapse goes UP, and DOWN, by the times above theta_p and theta_d (in tau)."""
    rate = gamma_p * p + gamma_d * d
    # From DOWN and from UP; exprel keeps both sound where no threshold is crossed.
    from_down = gamma_p * p * exprel(-rate)
    from_up = from_down + exp(-rate)
    width = sigma * sqrt(2 * (p + d) * exprel(-2 * rate))
    up = (1 + erf((from_down - rho_star) / width)) / 2
    stays = (1 + erf((from_up - rho_star) / width)) / 2
    return up, 1 - stays


def mean_weight(up, down, w_0, beta, b):
    """From the probabilities of going UP and DOWN."""
    return w_0 * (1 + (b - 1) * (beta * up - (1 - beta) * down) / (beta + (1 - beta) * b))
