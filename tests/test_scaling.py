"""Homeostatic scaling: one factor for all, the goal regained, and when it is stable."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from models.catalogue import find
from models.scaling import VAN_ROSSUM_2000 as MODEL
from models.structure import spelt
from protocols.drift import INHIBITORY
from protocols.engine.initial_state import numbers_of
from protocols.engine.simulation import run_network
from protocols.scaling import scaling
from synplast.bad_input import BadInput


@pytest.mark.parametrize("left", ["0.5", "2"])
def test_the_rate_comes_back_and_all_weights_by_the_same_factor(left):
    result = scaling(left=left, hours=12)
    assert result.rate[0] == pytest.approx(10 * float(left))
    assert result.rate[-1] == pytest.approx(10, rel=1e-3)
    assert result.strongest == pytest.approx(result.weakest, rel=1e-9)
    assert result.weakest[-1] == pytest.approx(1 / float(left), rel=1e-3)


def test_it_is_what_another_solver_makes_of_the_factor_alone():
    def slopes(t, y):
        factor, sensed, total = y
        error = MODEL.goal - sensed
        grows = factor * (MODEL.beta * error + MODEL.gamma * total)
        return grows, (5 * factor - sensed) / MODEL.tau_a, error

    result = scaling(hours=2)
    solved = solve_ivp(slopes, (0, 7200), (1, 10, 0), t_eval=3600 * result.time, rtol=1e-9)
    # Euler's steps of 1 s are wrong by about 1 / (2 tau_a).
    assert result.weakest == pytest.approx(solved.y[0], rel=1 / MODEL.tau_a)


@pytest.mark.parametrize(("ratio", "settles"), [(1.2, True), (0.8, False)])
def test_the_goal_is_stable_where_beta_is_above_gamma_tau(ratio, settles):
    model = replace(MODEL, gamma=MODEL.beta / (ratio * MODEL.tau_a))
    assert model.stability() == pytest.approx(ratio)
    cubic = [model.tau_a, 1, model.goal * model.beta, model.goal * model.gamma]
    assert (np.roots(cubic).real.max() < 0) == settles


def test_the_cubic_is_the_linearised_equations():
    w, x = np.array([0.4, 0.6]), np.array([10.0, 10.0])

    def slope(state):
        grows, senses, error = MODEL.slopes(w * state[0], state[1], state[2], x)
        return np.array([grows @ x / MODEL.goal, senses, error])

    rest = np.array([1.0, MODEL.goal, 0.0])
    matrix = np.stack([(slope(rest + d) - slope(rest - d)) / 2e-6 for d in 1e-6 * np.eye(3)], 1)
    cubic = [MODEL.tau_a, 1, MODEL.goal * MODEL.beta, MODEL.goal * MODEL.gamma]
    found = np.sort_complex(np.linalg.eigvals(matrix))
    assert found == pytest.approx(np.sort_complex(np.roots(cubic)), rel=1e-4)


def test_gains_that_swing_are_refused():
    with pytest.raises(BadInput, match=r"gamma=1e-06: less than 4e-07, or the rate swings"):
        scaling(gamma="1e-6")
    with pytest.raises(BadInput, match=r"left=0\.01: a fraction"):
        scaling(left="0.01")


def test_the_command_prints_a_row_every_five_minutes(call, tmp_path):
    done = call("protocols.scaling", "--hours", "1", "--figure", "a.svg")
    assert done.stdout.splitlines()[0] == "time (h),rate,weakest,strongest"
    assert len(done.stdout.splitlines()) == 1 + 13
    assert (tmp_path / "a.svg").exists()


#: Large gains, whose effect is seen within seconds.
GAINS = {"beta": 2e-3, "gamma": 1e-4, "tau_a": 10.0, "goal": 20.0}
INPUTS, SECONDS, STEPS = 200, 3, 1000  # of 1 ms, in a second


def with_stdp(amplitude, seed=0):
    """The network's outputs under van Rossum's rule with scaling, and what it was given."""
    rule = find("pair:van_rossum_2000", {"A_plus": amplitude, "A_minus": amplitude})
    random = np.random.default_rng(seed)
    steps = SECONDS * STEPS
    step, index = np.nonzero(random.random((steps, INPUTS)) < 0.015)
    other, inhibitory = np.nonzero(random.random((steps, INHIBITORY)) < 0.01)
    given = {spelt(name): np.resize(v, INPUTS) for name, v in numbers_of([rule]).items()}
    given |= {"w": random.uniform(0.5, 1.5, INPUTS), "conductance": np.full(INPUTS, 0.06)}
    given |= {"source": (index, step), "inhibition": (inhibitory, other)}
    given |= GAINS | {"a": GAINS["goal"], "most_spikes": STEPS}
    blueprint = ("models.competition", rule.structure, INPUTS, INHIBITORY, True)
    return run_network(blueprint, given, 1 / STEPS, steps, 0, "this", wait=True), given


def growth_by_hand(times):
    """The exponents by which scaling has the weights grow, second by second."""
    sensed, total, found = GAINS["goal"], 0.0, []
    for spikes in np.histogram(times, SECONDS, (0, SECONDS))[0]:
        error = GAINS["goal"] - sensed
        found.append(GAINS["beta"] * error + GAINS["gamma"] * total)
        total, sensed = total + error, sensed + (spikes - sensed) / GAINS["tau_a"]
    return found


def test_scaling_alone_multiplies_every_weight_of_a_spiking_neuron_by_the_same_factor():
    found, given = with_stdp("0")
    factor = np.exp(sum(growth_by_hand(found["times"])))
    assert abs(factor - 1) > 0.01
    assert found["w"] / given["w"] == pytest.approx(np.full(INPUTS, factor), rel=1e-12)


def test_scaling_and_stdp_together_are_a_loop_by_hand():
    found, given = with_stdp("0.003")
    w, conductance, dt = given["w"].copy(), given["conductance"], 1e-3
    (index, step), (_, other) = given["source"], given["inhibition"]
    v, g_ex, g_in, x, y = -70.0, 0.0, 0.0, np.zeros(INPUTS), 0.0
    times, spikes, sensed, total = [], 0, GAINS["goal"], 0.0
    for n in range(SECONDS * STEPS):
        rest = (-70 + g_in * -70) / (1 + g_ex + g_in)
        v = rest + (v - rest) * np.exp(-(1 + g_ex + g_in) * dt / 0.020)
        g_ex, g_in = g_ex * np.exp(-dt / 0.005), g_in * np.exp(-dt / 0.005)
        x, y = x * np.exp(-dt / 0.020), y * np.exp(-dt / 0.020)
        fired, here = v > -54, index[step == n]
        g_ex, g_in = g_ex + conductance[here] @ w[here], g_in + 0.05 * np.sum(other == n)
        w[here] -= 0.003 * w[here] * y
        x[here] += 1
        if fired:
            w, y, v, spikes = w + 0.003 * x, y + 1, -60.0, spikes + 1
            times.append(n * dt)
        if (n + 1) % STEPS == 0:
            error = GAINS["goal"] - sensed
            w = w * np.exp(GAINS["beta"] * error + GAINS["gamma"] * total)
            total, sensed = total + error, sensed + (spikes - sensed) / GAINS["tau_a"]
            spikes = 0
    assert len(times) > 20
    assert found["times"] == pytest.approx(times)
    assert found["w"] == pytest.approx(w, rel=1e-9)


def test_the_hastened_model_is_the_same_in_less_time():
    x, w, fast = np.array([10.0, 20.0]), np.array([0.4, 0.7]), MODEL.hasten(8)
    grows, senses, error = MODEL.slopes(w, 12.0, 300.0, x)
    found = fast.slopes(w, 12.0, 300.0 / 8, x)  # of its integral, an eighth is there
    assert np.allclose(found[0], 8 * grows)
    assert found[1:] == pytest.approx((8 * senses, error))
    assert fast.stability() == pytest.approx(MODEL.stability())
