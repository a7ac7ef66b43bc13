"""Calcium control: the windows, rates and voltages that Shouval, Bear & Cooper 2002 name."""

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from brian2 import ms, mV

from models.nmda import Nmda
from protocols.engine import simulation, standalone
from protocols.engine.run import run
from protocols.engine.spike_trains import Trains, spike_trains
from protocols.hfs import until
from protocols.lfs import lfs
from protocols.stdp import stdp
from synplast.bad_input import BadInput

RULE = Nmda.PUBLISHED["shouval_2002"]


def after_pulses(rule, pulses):
    """Change after pulses of its own fibre alone, at 1 Hz."""
    trains = spike_trains([[Fraction(n) for n in range(pulses)]], [[]])
    return run([rule.card()], trains).item() / float(rule.w_0) - 1


def by_loop(pre, post, volleys, steps):
    """The weight after spikes at these steps of 0.1 ms, by the paper's equations (ms, mV, µM)."""
    h, state = 0.1, np.array([0.25, 0, 0, 0, 0, 0, 0, 0])

    def slope(state):
        w, Ca, N_f, N_s, E_1, E_2, B_f, B_s = state
        V = -65 + E_1 - E_2 + B_f + B_s
        I = -(N_f + N_s) / 500 * (V - 130) / (1 + math.exp(-0.062 * V) / 3.57)
        rise, fall = (1 / (1 + math.exp(-80 * (Ca - at))) for at in (0.55, 0.35))
        towards = 0.25 + rise - 0.25 * fall - w
        dw = towards / (100 / (1e-5 + max(Ca, 0) ** 3) + 1000)
        traces = -N_f / 50, -N_s / 200, -E_1 / 50, -E_2 / 5, -B_f / 3, -B_s / 25
        return np.array([dw, I - Ca / 50, *traces])

    for step in range(steps):
        k1 = slope(state)
        k2 = slope(state + h / 2 * k1)
        k3 = slope(state + h / 2 * k2)
        k4 = slope(state + h * k3)
        state = state + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        if step in pre:
            closed = 1 - state[2] - state[3]
            state += [0, 0, closed / 4, closed / 4, 1, 1, 0, 0]
        if step - 20 in post:
            state += [0, 0, 0, 0, 0, 0, 75, 25]
        if step in volleys:
            # A peak of 10 mV: exp(-t/50) - exp(-t/5) has its own at t = 50 ln(10) / 9.
            scale = 10 / (10 ** (-1 / 9) - 10 ** (-10 / 9))
            state += [0, 0, 0, 0, scale, scale, 0, 0]
    return state[0]


def test_it_does_what_a_plain_loop_of_the_papers_equations_does():
    random = np.random.default_rng(0)
    sides = [np.sort(random.choice(3000, 8, replace=False)) for _ in range(3)]
    one = [(np.zeros(8, np.int32), steps) for steps in sides]
    found = run([RULE.card()], Trains(Fraction(1, 10_000), 1, *one, volley=0.01)).item()
    pre, post, volleys = map(set, sides)
    last = max(*pre, *(step + 20 for step in post), *volleys)
    # Read 20 x 200 ms later: 43,000 steps, each with a few roundings of calcium, which Omega
    # multiplies by 80.
    expected = by_loop(pre, post, volleys, 1 + last + 40_000)
    assert found == pytest.approx(expected, rel=43_000 * 8 * 80 * np.finfo(float).eps)


def test_the_window_has_depression_potentiation_and_depression_again():
    window = stdp(RULE, lag="-100:100:5")
    change = dict(zip(window.lag, window.change, strict=True))
    assert change[-10] < -0.1
    assert all(change[lag] > 0.1 for lag in range(0, 45, 5))
    assert all(change[lag] < -0.1 for lag in range(60, 95, 5))
    assert abs(change[-100]) < 0.01


@pytest.mark.skipif(standalone.compiler() is None, reason="no C++ compiler")
def test_what_answers_is_its_program(monkeypatch):
    stdp(RULE, lag=[10], pairs=1)  # builds it, if no test has
    monkeypatch.setattr(simulation, "run_numpy", lambda *_: pytest.fail("Brian2's NumPy target"))
    stdp(RULE, lag=[10], pairs=1)


def test_slow_pulses_depress_and_from_8_hz_they_potentiate():
    result = lfs(RULE, rate=[0.5, 1, 2, 5, 8, 10, 20])
    assert (result.change[result.rate <= 5] < -0.1).all()
    assert (result.change[result.rate >= 8] > 0.1).all()
    assert 5 < result.crossovers().popitem()[1] < 8


def test_a_clamped_voltage_gives_nothing_then_depression_then_potentiation():
    def at(voltage):
        clamped = replace(RULE, V_rest=voltage * mV, s=0 * mV)
        return after_pulses(clamped, 100)

    assert abs(at(-65)) < 0.01
    assert at(-55) < -0.3
    assert at(-45) > 0.3


def test_the_weight_goes_to_omega_of_a_calcium_that_stays():
    # Receptors that never close, half of them open, let in a calcium known by hand.
    always = replace(RULE, tau_f=1e9 * RULE.tau_f, tau_s=1e9 * RULE.tau_s, s=0 * mV)
    always = replace(always, V_rest=-50 * mV, B=0 * mV)
    H = (-50 - 130) / (1 + np.exp(0.062 * 50) / 3.57)
    Ca = 50 * 0.5 * H / -500

    def sig(x):
        return 1 / (1 + np.exp(-80 * x))

    Omega = 0.25 + sig(Ca - 0.55) - 0.25 * sig(Ca - 0.35)
    tau = 0.1 / (1e-5 + Ca**3) + 1
    assert Omega == pytest.approx(0.25 + sig(Ca - 0.55) - 0.25, rel=1e-6)
    # One pulse, and the second that is followed after it: calcium rises within 50 ms.
    change = after_pulses(always, 1)
    late = Omega + (0.25 - Omega) * np.exp(-(1 - 0.05) / tau)
    assert change == pytest.approx(late / 0.25 - 1, rel=0.05)


def test_a_volley_has_the_epsp_that_it_is_said_to_have():
    # As a fibre alone whose s, the scale of its EPSP, is larger by that of the volley.
    E_1, E_2 = (np.exp(-np.linspace(0, 50, 500_001) / tau) for tau in (50, 5))
    scale = 10 * mV / (E_1 - E_2).max()
    driven = lfs(RULE, rate=[10], pulses=20, fibres=20).change[0]
    pulses = [[Fraction(n, 10) for n in range(20)]]
    alone = run([replace(RULE, s=RULE.s + scale).card()], spike_trains(pulses, [[]])).item()
    assert driven == pytest.approx(alone / 0.25 - 1, rel=1e-6)


def test_the_step_follows_the_fastest_time_constant():
    # A fast action potential: what a step of 1 ms would miss, one of a third of it does not.
    fast = replace(RULE, tau_bf=0.3 * ms)
    change = stdp(fast, pairs=5, lag=[10]).change
    fine = stdp(fast, pairs=5, lag=[10, "0.01"]).change[:1]
    assert change == pytest.approx(fine, rel=1e-2)


def test_time_steps_shorter_than_a_millisecond_change_little():
    # Runge-Kutta's error at a third of the fastest constant: (1/3)^5 / 120 of the spike's height.
    coarse = stdp(RULE, lag=[-20, 0, 20, 40]).change
    fine = stdp(RULE, lag=[-20, 0, 20, 40, "0.1"]).change[:-1]
    assert coarse == pytest.approx(fine, abs=1e-3)


def test_ap5_abolishes_what_pulses_do_and_scales_the_current():
    assert abs(lfs(RULE, rate=[1, 20, 100], ap5=1).change).max() < 1e-6
    assert RULE.card().with_block(Fraction(1, 4))["G_NMDA"] == 0.75 * -1 / 500


def test_potentiation_by_a_tetanus_decays_within_the_hour():
    tetanus = [Fraction(n, 20) for n in range(300)]
    before, after, late = (
        run([RULE.card()], until(Fraction(time), tetanus, ["stimulated"], 50)).item()
        for time in (0, 60, 3600)
    )
    assert after > 2 * before
    assert late - before < 0.1 * (after - before)
    assert "no" in RULE.conventions["durable"]


@pytest.mark.parametrize("engine", ["exact", "sampled"])
def test_another_engine_than_brian2_is_refused_with_the_reason(engine):
    with pytest.raises(
        BadInput, match=f"engine={engine}: nmda:shouval_2002 follows the membrane voltage"
    ):
        stdp("nmda:shouval_2002", engine=engine)


def test_times_on_too_fine_a_grid_are_refused_with_the_number():
    with pytest.raises(BadInput, match="at most 1e\\+08"):
        stdp(RULE, lag=["0.000123"])
