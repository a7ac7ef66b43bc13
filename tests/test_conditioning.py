"""Rescorla & Wagner's rule: the course's tables, closed forms, phenomena, design strings."""

import contextlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.delta import delta
from models.rescorla_wagner import COURSE
from protocols.conditioning import conditioning
from protocols.stimulation.conditioning_design import design
from protocols.stimulation.phenomena import PHENOMENA
from readout.perceptron.rule import learn
from synplast.bad_input import BadInput

EPS = COURSE.eps


def test_the_courses_tables_start_with_the_printed_steps_and_end_at_the_printed_limits():
    up, down = conditioning("100A+"), conditioning("100A", start="A=1")
    assert up.prediction[:2].tolist() == [0, 0.1]
    assert down.prediction[:2].tolist() == [1, 0.9]
    # 0.9^99 is 3e-5: the limit to the figure's eye.
    assert up.prediction[-1] == pytest.approx(1, abs=1e-4)
    assert down.prediction[-1] == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize("eps", ["0.05", "0.1", "0.5", "1"])
def test_after_n_trials_the_distance_to_the_reward_is_one_minus_eps_to_the_n(eps):
    n = np.arange(30)
    left = (1 - float(eps)) ** n
    assert conditioning("30A+", eps=eps).prediction == pytest.approx(1 - left, abs=1e-14)
    assert conditioning("30A-", eps=eps, start="A=1").prediction == pytest.approx(left, abs=1e-14)


def test_a_row_tells_what_the_animal_comes_to_the_trial_with():
    result = conditioning("2A+ / 1AB- / 1B")
    assert result.phase.tolist() == [1, 1, 2, 3]
    assert result.trial.tolist() == [1, 2, 3, 4]
    assert result.shown.tolist() == ["A+", "A+", "AB-", "B-"]
    assert list(result.A) == pytest.approx([0, 0.1, 0.19, 0.171])
    assert list(result.B) == pytest.approx([0, 0, 0, -0.019])
    assert result.prediction == pytest.approx([0, 0.1, 0.19, -0.019])


def test_of_two_cues_shown_together_each_takes_half_of_what_is_left_to_learn():
    before, after = 1 - (1 - EPS) ** 10, (1 - 2 * EPS) ** 10
    blocked, overshadowed = conditioning("blocking"), conditioning("20AB+ / 1B")
    assert blocked.B[-1] == pytest.approx((1 - before) * (1 - after) / 2)
    assert overshadowed.B[-1] == pytest.approx((1 - (1 - 2 * EPS) ** 20) / 2)


def test_an_inhibitor_comes_to_cancel_its_exciter():
    result = conditioning("300A+ 300AB- / 1B")
    # Both errors go to 0: w_A = 1 and w_A + w_B = 0. The slowest mode loses 2.4 % a pair of trials.
    assert (result.A[-1], result.B[-1]) == pytest.approx((1, -1), abs=0.02)


def test_what_two_predictors_say_together_goes_back_to_the_reward():
    result = conditioning("100A+ 100B+ / 100AB+ / 1A")
    assert result.prediction[200] == pytest.approx(2, abs=1e-3)
    assert result.prediction[-1] == pytest.approx(0.5, abs=1e-3)


def test_a_cue_rewarded_at_random_is_worth_the_fraction_of_its_rewards():
    result = conditioning("3000A+ 7000A-", eps=0.05, order="random", seed=1)
    settled = result.prediction[200:]
    # v is a moving average of independent rewards: its mean over N trials has the error of theirs,
    # and its variance is eps / (2 - eps) times theirs. Three standard errors: over 9800 trials,
    # 1 / eps trials apart, a variance is known to sqrt(2 / 490) of itself.
    assert settled.mean() == pytest.approx(0.3, abs=3 * np.sqrt(0.21 / len(settled)))
    assert settled.var() == pytest.approx(0.21 * 0.05 / 1.95, rel=3 * np.sqrt(2 / 490))


def test_alternating_rewards_leave_v_at_the_fixed_point_of_a_pair_of_trials():
    result = conditioning("200A+ 200A-")
    # v -> (1 - eps)(v + eps (1 - v)) after the pair, its fixed point (1 - eps) / (2 - eps).
    assert result.prediction[-2] == pytest.approx((1 - EPS) / (2 - EPS))


@pytest.mark.parametrize("model", ["rescorla_wagner", "temporal_difference"])
@pytest.mark.parametrize("name", PHENOMENA)
def test_a_model_explains_the_phenomena_it_is_said_to_and_no_other(name, model):
    phenomenon, result = PHENOMENA[name], conditioning(name, model=model)
    more = result.prediction[-1] > result.control + 1e-12
    less = result.prediction[-1] < result.control - 1e-12
    in_time = bool(phenomenon.in_time) and model == "temporal_difference"
    explained = phenomenon.explained or in_time
    assert (more if phenomenon.animals == "more" else less) == explained
    why = phenomenon.in_time if in_time else phenomenon.why
    assert result.notes[-1] == f"{'explained' if explained else 'not explained'}: {why}"
    assert phenomenon.source in result.notes[0]


def test_a_rest_and_showing_a_cue_for_nothing_change_nothing():
    rested, preexposed = conditioning("spontaneous_recovery"), conditioning("latent_inhibition")
    assert rested.prediction[-1] == rested.control
    assert preexposed.prediction[-1] == preexposed.control


def test_a_cue_paired_with_a_predictor_but_never_rewarded_becomes_an_inhibitor():
    assert conditioning("second_order_conditioning").B[-1] < 0


@given(st.lists(st.floats(-5, 5), min_size=3, max_size=3), st.sampled_from([-1, 1]))
def test_the_perceptron_learns_by_the_same_step_with_its_own_error(weights, y):
    w, x = np.array(weights), np.array([1.0, -2.0, 0.5])
    answer = 1 if w @ x > 0 else -1
    if w @ x == 0:
        answer = -y  # on the boundary is on the wrong side
    ((after, _),) = learn(w, x[None], [y], eta=0.2)
    np.testing.assert_array_equal(after, delta(w, x, (y - answer) / 2, 0.2))


def test_kinds_of_trial_are_spread_evenly_or_shuffled_and_none_is_lost():
    shown = conditioning("4A+ 2B-").shown.tolist()
    assert shown == ["A+", "B-", "A+", "A+", "B-", "A+"]
    shuffled = [conditioning("40A+ 20B-", order="random", seed=s).shown.tolist() for s in (0, 0, 1)]
    assert shuffled[0] == shuffled[1] != shuffled[2]
    assert shuffled[2].count("A+") == 40


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("10A+ / 10A?+", r"at '\?', character 11: "),
        ("10A+ // B", "at '/', character 7: a phase needs trials"),
        ("10A+ /", "at the end: a phase needs trials"),
        ("", "a design such as"),
        ("A+ / 0A", "at '0', character 6: a number of trials, 1 or more"),
        ("10 A+", "at ' ', character 3: a cue is a letter from A to Z"),
        ("ABA+", "at 'A', character 3: each cue once"),
        ("A>BA+", "at 'A', character 4: each cue once"),
        ("2A>+", r"at '\+', character 4: a cue follows >"),
        ("2>A+", "at '>', character 2: a cue is a letter"),
        ("A>>B+", "at '>', character 3: a cue follows >"),
        ("10+", r"at '\+', character 3: a cue is"),
        ("10a+", "at 'a', character 3: a cue is"),
        ("10A+B", "at 'B', character 5: a space or / can follow 10A"),
        ("100001A", "at most 100000 trials"),
        ("bloking", "did you mean blocking"),
    ],
)
def test_a_design_that_cannot_be_read_is_pointed_at(text, said):
    with pytest.raises(BadInput, match=f"design={'.*'}{said}"):
        conditioning(text)


@given(st.text(alphabet="AB 10+-−/,a", max_size=12))
def test_any_text_is_a_design_or_bad_input(text):
    with contextlib.suppress(BadInput):
        assert all(trials.count > 0 for phase in design(text).phases for trials in phase)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: conditioning("ABCD+", eps=0.5), "eps=0.5: less than 0.5, or the prediction"),
        (lambda: conditioning(eps=0), "eps=0: a number greater than 0"),
        (lambda: conditioning("A+", start="B=1"), "start=B=1: a number for a cue of the design"),
        (lambda: conditioning("A+", start="A=nan"), "start=A=nan"),
        (lambda: conditioning("blocking", start="A=1"), "both groups of a phenomenon start at 0"),
        (lambda: conditioning("A+", start="A"), "start=A: CUE=NUMBER"),
        (lambda: conditioning("A+", steps=3), "steps=3: only with model temporal_difference"),
        (lambda: conditioning("A+", gamma=0.5), r"gamma=0\.5: only with model temporal"),
    ],
)
def test_values_that_make_no_experiment_are_refused(call, said):
    with pytest.raises(BadInput, match=said):
        call()


def test_the_command_prints_a_row_a_trial_and_the_verdict(call, tmp_path):
    done = call("protocols.conditioning", "--design", "2A+ / 1AB+", "--figure", "a.svg")
    assert done.stdout.splitlines() == [
        "phase,trial,shown,prediction,A,B",
        "1,1,A+,0,0,0",
        "1,2,A+,0.1,0.1,0",
        "2,3,AB+,0.19,0.19,0",
    ]
    assert done.stderr == ""
    assert (tmp_path / "a.svg").exists()
    verdict = call("protocols.conditioning", "--design", "blocking").stderr.splitlines()
    assert "Kamin 1969" in verdict[0]
    assert verdict[2].startswith("explained")
