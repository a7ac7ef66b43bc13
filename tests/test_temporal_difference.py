"""Temporal differences: closed forms, the rule that they come from, and what time adds to it."""

import re

import numpy as np
import pytest
from scipy.stats import binom

from models.temporal_difference import TemporalDifference
from protocols.conditioning import conditioning
from protocols.phenomena import phenomena
from protocols.prediction_error import prediction_error
from protocols.stimulation.phenomena import PHENOMENA
from synplast.bad_input import BadInput

EPS = 0.1


@pytest.mark.parametrize("design", [one.design for one in PHENOMENA.values()])
def test_with_one_step_and_no_cue_in_turn_it_is_rescorla_and_wagners_rule(design):
    together = design.replace(">", "")
    one = conditioning(together, model="temporal_difference", gamma=0.3)
    other = conditioning(together)
    for name in ("prediction", *one.design.cues):
        assert getattr(one, name) == pytest.approx(getattr(other, name), abs=1e-14)


@pytest.mark.parametrize("gamma", [1, 0.9])
def test_values_and_errors_are_binomial_in_the_number_of_trials(gamma):
    result = prediction_error("40A+", gamma=gamma, steps=6)
    value, error = (column.reshape(40, 7) for column in (result.value, result.error))
    n, k = np.arange(40)[:, None], np.arange(6)  # k steps before the last
    before = slice(-2, None, -1)
    assert value[:, before] == pytest.approx(gamma**k * binom.sf(k, n, EPS), abs=1e-13)
    assert error[:, :0:-1] == pytest.approx(gamma**k * binom.pmf(k, n, EPS), abs=1e-13)


def test_the_error_moves_from_the_reward_to_the_cue_and_is_missed_where_it_was():
    result = prediction_error()
    at = {step: result.error[result.step == step] for step in (0, 5, 10)}
    assert (at[10][0], at[0][0]) == (1, 0)
    peak = [int(np.argmax(at[step][:150])) for step in (10, 5, 0)]
    assert peak == sorted(peak)
    assert at[10][149] == pytest.approx(0, abs=1e-6)
    # What the cue tells after n trials: the value has come back 10 steps.
    assert at[0][149] == pytest.approx(binom.sf(9, 149, EPS))
    assert at[10][150] == pytest.approx(-1, abs=1e-6)


def test_a_cue_that_announces_a_predictor_learns_its_value_and_loses_it_again():
    # 20A+, then m times B>A-: A and B's trace beside it lose together, s (1 - 2 eps)^m; B's onset
    # learns s at the rate eps, which sums to s ((1 - eps)^m - (1 - 2 eps)^m).
    s = 1 - (1 - EPS) ** 20
    result = conditioning("20A+ / 30B>A- / 1B", model="temporal_difference")
    m = np.arange(31)
    expected = s * ((1 - EPS) ** m - (1 - 2 * EPS) ** m)
    assert result.B[20:] == pytest.approx(expected, abs=1e-14)


def test_cues_in_turn_start_their_delay_lines_in_turn():
    model = TemporalDifference(eps=0.1, gamma=1.0, steps=2)
    w = model.begin(np.array([1.0, 0.0, 0.0]), 2)
    x = model.stimulate(w, np.array([0, 1, np.inf]))
    assert x.tolist() == [[0, -1, -1], [1, -1, -1], [2, 0, -1], [3, 1, -1]]


def test_with_one_rate_for_reward_and_none_relative_validity_is_a_third_either_way():
    # Errors of 0, and the solution nearest to the start: A + X = 1 and B + X = 0, or both 1/2.
    correlated = conditioning("2000AX+ 2000BX-", eps=0.01)
    control = conditioning("1000AX+ 1000AX- 1000BX+ 1000BX-", eps=0.01)
    assert correlated.X[-1] == pytest.approx(1 / 3, abs=0.01)
    assert (correlated.A[-1], correlated.B[-1]) == pytest.approx((2 / 3, -1 / 3), abs=0.01)
    assert control.X[-1] == pytest.approx(1 / 3, abs=0.01)


def longer(design, times):
    return re.sub(r"\d+", lambda n: n[0] if n[0] == "1" else f"{int(n[0]) * times}", design)


@pytest.mark.parametrize("name", ["blocking", "overexpectation", "superconditioning"])
def test_more_steps_only_take_more_trials(name):
    how = {"model": "temporal_difference", "steps": 3}
    group, control = (
        conditioning(longer(getattr(PHENOMENA[name], side), 6), **how).prediction[-1]
        for side in ("design", "control")
    )
    animals = PHENOMENA[name].animals
    assert (group > control) == (animals == "more")
    assert abs(group - control) > 0.3


def test_of_all_phenomena_time_adds_second_order_conditioning():
    result = phenomena()
    yes = {
        model: set(result.phenomenon[(result.model == model) & (result.explained == "yes")])
        for model in ("rescorla_wagner", "temporal_difference")
    }
    added = yes["temporal_difference"] - yes["rescorla_wagner"]
    assert (added, len(result.phenomenon)) == ({"second_order_conditioning"}, 2 * len(PHENOMENA))
    assert yes["rescorla_wagner"] < yes["temporal_difference"]


def test_what_cannot_be_printed_or_diverges_is_refused():
    with pytest.raises(BadInput, match=r"steps=100: makes .* rows; at most"):
        prediction_error("100000A+", steps=100)
    with pytest.raises(BadInput, match=r"eps=1: less than 1"):
        prediction_error("AB+", eps=1)


def test_the_commands_print_their_tables_and_draw(call, tmp_path):
    done = call(
        "protocols.prediction_error", "--design", "1A+", "--steps", "1", "--figure", "a.svg"
    )
    assert done.stdout.splitlines() == [
        "trial,shown,step,value,error",
        "1,A+,0,0,0",
        "1,A+,1,0,1",
    ]
    done = call("protocols.phenomena", "--figure", "b.svg")
    assert "of 17 phenomena rescorla_wagner explains 9" in done.stderr
    assert {path.name for path in tmp_path.glob("*.svg")} == {"a.svg", "b.svg"}
