"""Homeostatic scaling: one factor for all, the goal regained, and when it is stable."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from models.scaling import VAN_ROSSUM_2000 as MODEL
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
