"""The calcium rule with short-term depression: a plain loop, and what its fit recorded."""

import math

import numpy as np
import pytest

from models.calcium_std import CalciumSTD
from protocols.engine.run import run
from protocols.experiments.catalogue import find
from protocols.experiments.replicate import replicate

RULE = CalciumSTD.PUBLISHED["somatosensory_cortex"]
#: Markram et al. 1997 as the fit has them: rate (Hz), lag (ms), change.
FITTED = [(2, 5, -0.01), (5, 5, 0.02), (10, 5, 0.26), (10, -10, -0.21)]
FITTED += [(20, 5, 0.36), (30, 5, 0.42), (40, 5, 0.5)]
#: An author's program, typed again.
TAU_CA, C_PRE, C_POST, THETA_P = 48.9774484e-3, 2.41618557, 1.38836494, 1.38843434
GAMMA_D, GAMMA_P, TAU, D, U, TAU_REC = 176.541097, 579.578738, 143.09629, 0.010070054, 0.46, 0.525


def by_loop(rate, lag, sweeps=10, period=4.0):
    """The change after trains of five pairs."""
    pre = [n * period + k / rate for n in range(sweeps) for k in range(5)]
    events = sorted([(t + D, "pre", t) for t in pre] + [(t + lag / 1000, "post", t) for t in pre])
    w, c, resources, used, mean = 0.5, 0.0, 1.0, -math.inf, GAMMA_P / (GAMMA_P + GAMMA_D)
    for n, (time, side, fired) in enumerate(events):
        if side == "pre":
            resources = 1 - (1 - resources) * math.exp(-(fired - used) / TAU_REC)
            c += w * U * resources * C_PRE
            resources, used = (1 - U) * resources, fired
        else:
            c += C_POST
        lasts = events[n + 1][0] - time if n + 1 < len(events) else 1.0
        p = min(max(TAU_CA * math.log(c / THETA_P), 0), lasts)
        d = min(max(TAU_CA * math.log(c), 0), lasts)
        w = mean + (w - mean) * math.exp(-(GAMMA_P + GAMMA_D) * p / TAU)
        w *= math.exp(-GAMMA_D * (d - p) / TAU)
        c *= math.exp(-lasts / TAU_CA)
    return w / 0.5 - 1


def test_it_does_what_a_loop_over_the_spikes_does():
    experiment = find("markram_1997")
    found = replicate(experiment, [RULE.card()]).change[0]
    conditions = [one.condition for one in experiment.targets]
    looped = [by_loop(float(c["rate"]), float(1000 * c["lag"])) for c in conditions]
    assert found == pytest.approx(looped, abs=1e-4)  # D is rounded to 0.01 ms
    assert np.ptp(found) > 0.5


def test_the_sum_of_squares_that_the_fit_recorded_is_found_again():
    squares = sum((by_loop(rate, lag) - data) ** 2 for rate, lag, data in FITTED)
    assert squares == pytest.approx(0.00839, abs=0.0001)


def test_a_synapse_that_transmits_nothing_has_no_presynaptic_calcium():
    trains, _ = find("markram_1997").trains()
    card = RULE.card()
    silent = card.with_values({"U": "0"})
    none = card.with_values({"Cpre": "0"})
    one, other = run([silent, none], trains, engine="exact")
    assert one == pytest.approx(other, abs=1e-15)
