"""The calcium rule: its calcium, and three ways of running it that share little and agree."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from models.calcium import Calcium
from models.catalogue import find
from protocols.engine import calcium_averages
from protocols.engine.calcium_engine import closed_form
from protocols.engine.calcium_transients import on_the_grid, transients
from protocols.engine.run import run
from protocols.engine.spike_trains import pairings, spike_trains
from protocols.frequency import frequency
from protocols.stdp import stdp
from synplast.bad_input import BadInput

SETS = Calcium.PUBLISHED
LAGS = [Fraction(lag, 1000) for lag in (-20, -10, 0, 10, 20)]


def constants(rule):
    return {c.symbol: np.array([c.value]) for c in rule.card().constants}


def at(*milliseconds):
    return [Fraction(time, 1000) for time in milliseconds]


def standard_error(rule, trains):
    """Of the mean weight of `repeats` synapses, from the closed form's probabilities."""
    found = closed_form(constants(rule), trains)
    down = round(rule.repeats * rule.beta)
    both = rule.beta**2 * found.up * (1 - found.up) / down
    both += (1 - rule.beta) ** 2 * found.down * (1 - found.down) / (rule.repeats - down)
    return (rule.b - 1) * np.sqrt(both) / (rule.beta + (1 - rule.beta) * rule.b)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("rate", [1, 5, 20])
def test_the_closed_form_the_sampler_and_brian2_agree_within_sampling_error(name, rate):
    rule, trains = SETS[name], pairings(LAGS, 60, Fraction(rate))
    exact = run([rule.card()], trains, engine="exact")
    # Four standard errors: 1 in 16,000 by chance. Where nothing is crossed, 0: exactly alike.
    allowed = 4 * standard_error(rule, trains)
    assert (abs(run([rule.card()], trains, 1, "sampled") - exact) <= allowed).all()
    assert (abs(run([rule.card()], trains, 2, "brian2") - exact) <= allowed).all()


@pytest.mark.parametrize("engine", ["exact", "sampled", "brian2"])
def test_where_calcium_crosses_no_threshold_the_change_is_exactly_zero(engine):
    assert (stdp(SETS["D"], lag=[-100, 100], engine=engine).change == 0).all()
    silent = replace(SETS["DP"], Cpre=0.3, Cpost=0.3)
    assert (stdp(silent, lag=[-10, 10], engine=engine).change == 0).all()


def test_time_above_a_threshold_is_the_logarithm_of_how_far():
    rule = SETS["P"]  # a presynaptic spike brings 2, over 1.3 and 1
    alone = transients(constants(rule), spike_trains([at(0)], [[]]))
    assert alone.above_p.item() == pytest.approx(0.02 * np.log(2 / 1.3), rel=1e-14)
    assert alone.above_d.item() == pytest.approx(0.02 * np.log(2), rel=1e-14)


def test_calcium_of_spikes_adds_up_after_the_delay():
    rule = SETS["DP"]  # D = 13.7 ms; Cpre = 1, Cpost = 2
    passed = transients(constants(rule), spike_trains([at(0)], [at(20)]))
    peak = 2 + np.exp(-6.3 / 20)
    assert passed.lasts[0].item() == pytest.approx(6.3e-3, rel=1e-12)
    assert passed.above_d.sum() == pytest.approx(0.02 * np.log(peak), rel=1e-12)


def test_many_steps_find_the_same_time_above_a_threshold():
    rule, random = SETS["cortical_slices"], np.random.default_rng(0)
    pre, post = (np.sort(random.choice(1000, 40, replace=False)).tolist() for _ in range(2))
    time = np.arange(0, 1.2, 1e-6)
    c = sum(
        size * np.where(time >= t, np.exp(-(time - t) / float(rule.tau_Ca)), 0)
        for side, size, late in [(pre, rule.Cpre, float(rule.D)), (post, rule.Cpost, 0)]
        for t in np.array(side) / 1000 + late
    )
    passed = transients(constants(rule), spike_trains([at(*pre)], [at(*post)]))
    start = min(pre[0], post[0]) / 1000
    assert start < 0.1
    # Each crossing is found to a step; there are at most two a spike.
    for above, theta in [(passed.above_p, rule.theta_p), (passed.above_d, rule.theta_d)]:
        assert above.sum() == pytest.approx(1e-6 * np.count_nonzero(c > theta), abs=160e-6)


def test_the_closed_form_is_the_papers():
    # Supporting information, written out for one pair and no time in common with the code above.
    rule, T = SETS["P"], 60.0
    trains = pairings(at(500), 60, Fraction(1))  # every spike alone: 120 transients from 2
    alpha_p, alpha_d = 120 * 0.02 * np.log(2 / 1.3) / T, 120 * 0.02 * np.log(2) / T
    rates = rule.gamma_p * alpha_p, rule.gamma_d * alpha_d
    rho_bar = rates[0] / sum(rates)
    sigma_rho = np.sqrt(rule.sigma**2 * (alpha_p + alpha_d) / sum(rates))
    tau_eff = float(rule.tau) / sum(rates)
    found = closed_form(constants(rule), trains)
    assert found.rho_bar.item() == pytest.approx(rho_bar, rel=1e-9)
    assert found.sigma_rho.item() == pytest.approx(sigma_rho, rel=1e-9)
    assert found.stimulation.item() == pytest.approx(T / tau_eff, rel=1e-9)
    decay = np.exp(-T / tau_eff)
    width = np.sqrt(sigma_rho**2 * (1 - decay**2))
    up = (1 + calcium_averages.erf(-(0.5 - rho_bar + rho_bar * decay) / width)) / 2
    down = (1 - calcium_averages.erf(-(0.5 - rho_bar + (rho_bar - 1) * decay) / width)) / 2
    assert found.up.item() == pytest.approx(up, rel=1e-9)
    assert found.down.item() == pytest.approx(down, rel=1e-9)
    change = ((0.5 * (1 - up) + 0.5 * down) + 5 * (0.5 * up + 0.5 * (1 - down))) / 3 - 1
    assert stdp(rule, lag=[500], engine="exact").change == pytest.approx(change, abs=1e-9)


# The shapes that the regions of Fig. 2 are named for, from negative to positive lags.
@pytest.mark.parametrize(
    ("name", "signs"),
    [("DP", "-+"), ("DPD", "-+-"), ("DPDprime", "-+-"), ("P", "+"), ("D", "-"), ("Dprime", "-")],
)
def test_a_region_has_the_window_that_it_is_named_for(name, signs):
    change = stdp(SETS[name], lag="-60:60:1", engine="exact").change
    seen = np.sign(change[abs(change) > 0.01])
    runs = seen[np.concatenate([[True], seen[1:] != seen[:-1]])]
    assert "".join("-+"[int(s > 0)] for s in runs) == signs


def test_in_cortical_slices_pairs_depress_when_slow_and_potentiate_when_fast():
    change = frequency(SETS["cortical_slices"], lag=[-10], rate="0.1,50", pairs=75, engine="exact")
    assert change.change[0] < 0 < change.change[1]
    causal = frequency(SETS["cortical_slices"], lag=[10], rate="0.1,50", pairs=75, engine="exact")
    assert causal.change[0] < 0.1 < 0.5 < causal.change[1]


def test_a_delay_off_the_grid_is_kept_whole():
    assert on_the_grid(0.0137, Fraction(5, 1000)) == (2, pytest.approx(0.0037, rel=1e-12))
    trains = pairings(LAGS, 60, Fraction(1))
    rule = replace(SETS["DP"], sigma=0.0)
    fine = pairings([*LAGS, Fraction(1, 10000)], 60, Fraction(1))  # puts D on the grid
    coarse = run([rule.card()], trains)[0]
    assert (run([rule.card()], fine)[0][:-1] == coarse).all()


def test_between_pairs_far_apart_the_synapses_settle_in_their_wells():
    # A gap of 30 tau. The calcium of a single pair cannot carry rho over the boundary.
    how = {"rate": "0.001", "pairs": 3, "lag": [10]}
    for engine in ("brian2", "sampled"):
        assert stdp(SETS["hippocampal_cultures"], engine=engine, **how).change == 0


def test_every_seed_has_noise_of_its_own():
    # 32 conditions alike, in two builds' worth: none meets another's noise, of any seed.
    trains = pairings([Fraction(1, 100)] * 32, 20, Fraction(10))
    card = SETS["DP"].card()
    first, second = (run([card], trains, seed=seed)[0] for seed in (0, 16))
    assert not (first[16:] == second[:16]).all()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"beta": 2.0}, "from 0 to 1"),
        ({"theta_d": -1.0}, "0.001 or more"),
        ({"sigma": -1.0}, "0 or"),
    ],
)
def test_a_constant_outside_its_limits_is_refused(change, said):
    with pytest.raises(BadInput, match=said):
        replace(SETS["DP"], **change)
    ((symbol, value),) = change.items()
    with pytest.raises(BadInput, match=said):
        SETS["DP"].card().with_values({symbol: str(value)})


def test_the_same_seed_gives_the_same_bytes_from_the_first_run_on(run):
    # The first run has no build: were NumPy to answer it, the numbers drawn would be others.
    call = ["protocols.stdp", "--rule", "calcium", "--lag", "-10", "10", "--seed", "3"]
    first, second = (run(*call) for _ in range(2))
    assert (first.returncode, first.stdout) == (0, second.stdout)
    assert run(*call[:-1], "4").stdout != first.stdout


@pytest.mark.parametrize(
    ("rule", "engine", "said"),
    [
        (replace(SETS["DP"], repeats=1.0), "brian2", "a whole number from 2"),
        (replace(SETS["DP"], beta=1.0), "sampled", "a fraction between 0 and 1"),
        (find("pair"), "sampled", "draws no random numbers; use engine brian2 or exact"),
    ],
)
def test_what_cannot_be_drawn_is_refused(rule, engine, said):
    with pytest.raises(BadInput, match=said):
        stdp(rule, engine=engine)
