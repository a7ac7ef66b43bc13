"""The calcium rule's closed form against a grid in time and the paper's formulas, typed again."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest

from models.calcium import Calcium
from protocols.engine.run import run
from protocols.engine.spike_trains import spike_trains
from protocols.frequency import frequency
from protocols.stdp import stdp

#: s; a threshold's crossing between two arrivals is found to half of it.
STEP = 4e-6
CORTICAL = 22.6936e-3, 0.5617539, 1.23964, 1.3, 331.909, 725.085, 3.3501, 346.3615, 4.6098e-3
SLICES = 48.8373e-3, 1.0, 0.275865, 1.3, 313.0965, 1645.59, 9.1844, 688.355, 18.8008e-3
DP = 20e-3, 1.0, 2.0, 1.3, 200.0, 321.808, 2.8284, 150.0, 13.7e-3
NUMBERS = {  # and the fraction DOWN, and the strength of UP
    "cortical_slices": (CORTICAL, 0.5, 5.40988),
    "hippocampal_slices": (SLICES, 0.7, 5.28145),
    "DP": (DP, 0.5, 5.0),
}


def by_hand(name, pre, post, T):
    """The change, and how far the grid may be off; ``pre``, ``post`` and T in seconds."""
    (tau_Ca, C_pre, C_post, theta_p, *rates, D), beta, b = NUMBERS[name]
    arrive = sorted([(t + D, C_pre) for t in pre] + [(t, C_post) for t in post])
    p = d = c = 0.0
    for (time, size), (until, _) in itertools.pairwise([*arrive, (math.inf, 0)]):
        c += size
        assert c < 100
        lasts = min(until - time, 5 * tau_Ca)  # it has fallen below 1 then
        edges = np.append(np.arange(0, lasts, STEP), lasts)
        middle, width = (edges[1:] + edges[:-1]) / 2, np.diff(edges)
        falling = c * np.exp(-middle / tau_Ca)
        p += width[falling > theta_p].sum()
        d += width[falling > 1].sum()
        c *= math.exp(-(until - time) / tau_Ca)
    change = formulas(p, d, T, *rates, beta, b)
    off = len(arrive) * STEP / 2
    corners = itertools.product([max(p - off, 0), p + off * (p > 0)], [max(d - off, 0), d + off])
    allowed = max(abs(formulas(*at, T, *rates, beta, b) - change) for at in corners) if d else 0
    return change, allowed + 1e-12


def formulas(p, d, T, gamma_d, gamma_p, sigma, tau, beta, b):
    """Graupner & Brunel 2012, supporting information, from the times above the thresholds."""
    if not p and not d:
        return 0.0
    alpha_p, alpha_d = p / T, d / T
    Gamma_p, Gamma_d = gamma_p * alpha_p, gamma_d * alpha_d
    rho_bar = Gamma_p / (Gamma_p + Gamma_d)
    sigma_rho2 = sigma**2 * (alpha_p + alpha_d) / (Gamma_p + Gamma_d)
    tau_eff = tau / (Gamma_p + Gamma_d)
    decay = math.exp(-T / tau_eff)
    width = math.sqrt(sigma_rho2 * (1 - decay**2))
    U = (1 + math.erf(-(0.5 - rho_bar + rho_bar * decay) / width)) / 2
    D = (1 - math.erf(-(0.5 - rho_bar + (rho_bar - 1) * decay) / width)) / 2
    weak, strong = beta * (1 - U) + (1 - beta) * D, beta * U + (1 - beta) * (1 - D)
    return (weak + b * strong) / (beta + (1 - beta) * b) - 1


@pytest.mark.parametrize("lag", [-10, 10])
@pytest.mark.parametrize("rate", ["0.1", 1, 10, 20, 40, 50])
def test_the_rate_curve_of_cortical_slices(rate, lag):
    rate = Fraction(rate)
    pre = np.arange(75) / float(rate)
    expected, allowed = by_hand("cortical_slices", pre, pre + lag / 1000, 75 / rate)
    found = frequency(
        "calcium:cortical_slices", lag=[lag], rate=[rate], pairs=75, engine="exact"
    ).change
    assert allowed < 0.005
    assert found == pytest.approx(expected, abs=allowed)


# Wittenberg & Wang 2006, as the paper fits them: 5 Hz, the lag to the second of the burst.
@pytest.mark.parametrize("pairs", [30, 100])
@pytest.mark.parametrize("lag", [-40, -15, 0, 10, 25, 60])
def test_a_burst_of_two_postsynaptic_spikes(lag, pairs):
    pre = [Fraction(1) + Fraction(n, 5) for n in range(pairs)]
    second = [time + Fraction(lag, 1000) for time in pre]
    post = sorted(t - late for t in second for late in (Fraction("0.0115"), 0))
    expected, allowed = by_hand(
        "hippocampal_slices", np.array(pre, float), np.array(post, float), pairs / 5
    )
    assert allowed < 0.005
    found = weight_change("hippocampal_slices", pre, post)
    assert found == pytest.approx(expected, abs=allowed)


@pytest.mark.parametrize("lag", [-30, -10, 10, 20, 30])
def test_pairs_in_slices_at_5_hz(lag):
    pre = np.arange(200) / 5
    expected, allowed = by_hand("hippocampal_slices", pre, pre + lag / 1000, 40.0)
    assert allowed < 0.005
    found = stdp("calcium:hippocampal_slices", pairs=200, rate=5, lag=[lag], engine="exact").change
    assert found == pytest.approx(expected, abs=allowed)


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("rate", [1, 5, 10, 20, 50])
def test_a_train_of_presynaptic_spikes_alone(name, rate):
    pre = [Fraction(n, rate) for n in range(900)]
    expected, allowed = by_hand(name, np.array(pre, float), [], 900 / rate)
    assert allowed < 0.005
    assert weight_change(name, pre, []) == pytest.approx(expected, abs=allowed)


def test_presynaptic_spikes_alone_do_nothing_then_depress_then_potentiate():
    def at(rate):
        return weight_change("hippocampal_slices", [Fraction(n, rate) for n in range(900)], [])

    # Calcium peaks at 1 / (1 - exp(-1 / (rate tau_Ca))): 1 is the lower threshold.
    assert at(1) == pytest.approx(0, abs=1e-3)
    assert at(10) < -0.1
    assert at(50) > 0.5


def weight_change(name, pre, post):
    card = Calcium.PUBLISHED[name].card()
    return run([card], spike_trains([pre], [post]), engine="exact").item() / card["w_0"] - 1
