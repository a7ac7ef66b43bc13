"""The graded calcium rule: against small steps and the paper's formula; extracellular calcium."""

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from brian2 import second

from models.card import Bath
from models.catalogue import find
from models.graded import Graded
from protocols.engine.run import run
from protocols.engine.spike_trains import spike_trains
from protocols.experiments.catalogue import find as find_experiment
from protocols.experiments.replicate import replicate
from protocols.stdp import stdp
from synplast.bad_input import BadInput

RULE = Graded.PUBLISHED["graupner_2016"]
#: An author's program, typed again: tau_Ca, Cpre, Cpost, theta_p, gamma_d, gamma_p, tau, D.
TAU_CA, C_PRE, C_POST, THETA_P = 18.9304409e-3, 0.864671725, 2.30814844, 4.99779542
GAMMA_D, GAMMA_P, TAU, D = 111.825154, 894.236947, 707.022578, 0.010


def weight(pre, post, rule=RULE, engine="exact"):
    """After spikes at whole milliseconds."""
    sides = [[[Fraction(int(time), 1000) for time in side]] for side in (pre, post)]
    return run([rule.card()], spike_trains(*sides), engine=engine).item()


def in_steps(pre, post, tau, step):
    """tau dw/dt = gamma_p (1 - w) H(c - theta_p) - gamma_d w H(c - 1), by Euler's method."""
    arrive = {}
    for time in pre:
        arrive.setdefault(round((time / 1000 + D) / step), []).append("pre")
    for time in post:
        arrive.setdefault(round(time / 1000 / step), []).append("post")
    c_pre = c_post = 0.0
    w, kept = 0.5, math.exp(-step / TAU_CA)
    for n in range(max(arrive) + round(0.2 / step)):
        for side in sorted(arrive.get(n, []), reverse=True):  # at once, pre is first
            if side == "pre":
                c_pre += C_PRE
            else:
                c_post += C_POST + (2 * (C_PRE + C_POST) - C_POST - C_PRE) / C_PRE * c_pre
        c = c_pre + c_post
        rise = GAMMA_P * (1 - w) * (c > THETA_P)
        w += step / tau * (rise - GAMMA_D * w * (c > 1))
        c_pre, c_post = c_pre * kept, c_post * kept
    return w


@pytest.mark.parametrize("seed", range(3))
def test_small_steps_come_to_the_same_weight(seed):
    random = np.random.default_rng(seed)
    pre, post = (np.sort(random.choice(600, 15, replace=False)) for _ in range(2))
    quick = replace(RULE, tau=5 * second)
    twice, once = (in_steps(pre, post, 5, step) for step in (2e-5, 1e-5))
    assert abs(twice - once) < 0.005 < abs(once - 0.5)
    assert weight(pre, post, quick) == pytest.approx(once, abs=3 * abs(twice - once))


def by_formula(rate, lag, pairs=75):
    """The paper's: pairs in a steady state, and the time above each threshold spread evenly."""
    period, first = 1 / rate, math.exp(-1 / (rate * TAU_CA))
    apart = lag - D
    eta = 1 + C_POST / C_PRE
    # The presynaptic calcium after its own spike and at the postsynaptic one, in a steady state.
    after_pre = C_PRE / (1 - first)
    at_post = after_pre * math.exp(-(apart % period) / TAU_CA)
    jumps = sorted([(0.0, C_PRE), (apart % period, C_POST + eta * at_post)])
    c = sum(size * math.exp(-(period - time) / TAU_CA) for time, size in jumps) / (1 - first)
    p = d = 0.0
    ends = [time for time, _ in jumps[1:]] + [period]
    for (time, size), end in zip(jumps, ends, strict=True):
        c += size
        p += min(max(TAU_CA * math.log(c / THETA_P), 0), end - time)
        d += min(max(TAU_CA * math.log(c), 0), end - time)
        c *= math.exp(-(end - time) / TAU_CA)
    rates = GAMMA_P * p / period, GAMMA_D * d / period
    mean = rates[0] / sum(rates)
    return (mean + (0.5 - mean) * math.exp(-pairs * period * sum(rates) / TAU)) / 0.5 - 1


@pytest.mark.parametrize("lag", [-10, 10, 17])
@pytest.mark.parametrize("rate", [1, 10, 20, 40, 50])
def test_seventy_five_pairs_are_within_two_points_of_the_papers_formula(rate, lag):
    # At high rates it counts calcium in its steady state from the first pair on.
    found = stdp(RULE, pairs=75, rate=rate, lag=[lag], engine="exact").change
    assert found == pytest.approx(by_formula(rate, lag / 1000), abs=0.02 if rate > 20 else 0.005)


def test_two_spikes_at_once_bring_twice_the_sum_of_both_if_the_presynaptic_one_is_first():
    def moved(pre, post):
        """Above theta_d alone, by the time there: ln c."""
        return -math.log(weight(pre, post, quiet) / 0.5) * TAU / GAMMA_D / TAU_CA

    quiet = replace(RULE, theta_p=100.0)
    both = C_PRE + C_POST
    assert moved([0], [10]) == pytest.approx(math.log(2 * both), rel=1e-9)
    # A millisecond after the postsynaptic spike the presynaptic calcium comes too late.
    late = math.log(C_POST) if C_POST < 1 else 1e-3 / TAU_CA
    falls = C_POST * math.exp(-1e-3 / TAU_CA) + C_PRE
    assert moved([0], [9]) == pytest.approx(late + math.log(falls), rel=1e-9)


def test_eta_alone_makes_pairs_potentiate_at_low_rates():
    linear = replace(RULE, eta=0.0)
    both = stdp([RULE, linear], pairs=75, rate=10, lag=[10], engine="exact").change
    assert both[1] < -0.1 < 0 < both[0]


def test_calcium_outside_scales_what_spikes_bring_in_proportion():
    card = find("graded")
    more = card.with_calcium(3)
    assert (more["Cpre"], more["Cpost"]) == pytest.approx((1.2 * C_PRE, 1.2 * C_POST))
    assert more["eta"] == card["eta"]
    assert more.name == "graded:graupner_2016 3 mM"
    assert card.with_calcium(2.5).constants == card.constants
    assert "At an extracellular calcium of 2.5 mM" in str(card)
    half = card.in_bath(Bath(blocked=0.5, calcium=3))
    assert (half["Cpre"], half["Cpost"]) == pytest.approx((0.6 * C_PRE, 1.2 * C_POST))


def test_a_rule_whose_calcium_is_not_known_is_refused():
    for rule in ("pair", "calcium:DP"):
        with pytest.raises(BadInput, match=r"calcium=1.3: .* has no extracellular calcium, or"):
            stdp(rule, calcium=[1.3], engine="exact")


def test_a_window_at_each_concentration_is_that_of_the_scaled_constants():
    windows = stdp("calcium:cortical_slices", calcium=[1.25, 2.5], lag=[-10, 10], engine="exact")
    half = find("calcium:cortical_slices", {"Cpre": "0.28087695", "Cpost": "0.61982"})
    own = stdp([half, find("calcium:cortical_slices")], lag=[-10, 10], engine="exact")
    assert windows.change == pytest.approx(own.change, abs=1e-12)


def test_each_target_is_met_at_its_own_concentration():
    experiment, card = find_experiment("inglebert_2020"), find("calcium:hippocampal_slices")
    found = replicate(experiment, [card, find("pair")])
    for target, change in zip(experiment.targets, found.change[0], strict=True):
        trains, _ = experiment.trains([target])
        there = card.with_calcium(target.condition["calcium"])
        alone = run([there], trains, engine="exact").item() / card["w_0"] - 1
        assert change == pytest.approx(alone, abs=1e-12)
    assert np.isfinite(found.change[1]).sum() == 4  # 2.5 and 3 mM
    assert found.why_not[1] == (
        "models no extracellular calcium, or none that is known, here 1.8 mM"
    )


def test_the_calcium_of_slices_says_nothing_then_depression_then_potentiation_at_10_ms():
    change = stdp("calcium:hippocampal_slices", pairs=100, rate=Fraction("0.3"), lag=[10],
                  calcium=[1.3, 1.5, 1.8, 2.5, 3], engine="exact").change  # fmt: skip
    assert change[:2].tolist() == [0, 0]
    assert change[2] < 0 < 0.5 < change[3] < change[4]
