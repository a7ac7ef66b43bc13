"""Rules between rates: their curves, BCM's threshold, selectivity, the principal component."""

import numpy as np
import pytest

from models.rate import BCM, Hebb, Oja
from protocols.component import VARIANCES, component
from protocols.engine.rate_neuron import present
from protocols.metaplasticity import metaplasticity
from protocols.rate import rate
from protocols.selectivity import index, selectivity, shuffle_patterns, unit_vectors
from synplast.bad_input import BadInput
from synplast.command import COMMANDS
from synplast.plotting import draw_figure


def curve(name, history):
    result = rate(history=[history])
    here = result.rule == name
    return result.rate[here], result.change[here]


def test_hebb_never_weakens_a_synapse():
    y, change = curve("hebb", 1)
    assert (change[y > 0] > 0).all()


@pytest.mark.parametrize(("name", "threshold"), [("covariance", 1.4), ("bcm", 1.4**2)])
def test_below_the_threshold_it_depresses_and_above_it_potentiates(name, threshold):
    y, change = curve(name, 1.4)
    assert (change[(y > 0) & (y < threshold)] < 0).all()
    assert (change[y > threshold] > 0).all()


def test_bcm_does_nothing_to_a_silent_neuron_and_covariance_depresses_it():
    assert curve("bcm", 1)[1][0] == 0
    assert curve("covariance", 1)[1][0] < 0


def test_oja_turns_from_potentiation_to_depression_where_the_weight_explains_the_answer():
    y, change = curve("oja", 1)
    assert (change[(y > 0) & (y < 1)] > 0).all()
    assert (change[y > 1] < 0).all()


def test_a_neuron_that_was_silenced_is_potentiated_by_rates_that_depressed_it():
    result = rate(rate=[0.6], history=[0.5, 1])
    silenced, normal = result.change[result.rule == "bcm"]
    assert silenced > 0 > normal
    assert len(set(result.change[result.rule == "hebb"])) == 1


def test_the_threshold_is_the_mean_square_of_the_answer():
    y = np.random.default_rng(0).normal(1, 0.5, 20000)
    (theta,) = present(BCM(eta=1e-9), np.ones(1), y[:, None], 2000.0).theta[-1:]
    # The running mean of y^2 over 2 tau independent answers, four standard errors.
    assert theta == pytest.approx(1.25, abs=4 * np.std(y**2) / np.sqrt(2 * 2000))


@pytest.mark.parametrize("input", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("tau", [20, 100])
def test_a_neuron_finds_back_to_its_rate_below_the_stability_condition_and_not_above(input, tau):
    for product in (0.9, 1.1):
        eta = product / (input**2 * (tau + 1))
        rule = BCM(eta=eta)
        assert rule.stability(input**2, tau) == pytest.approx(product)
        w = 1.001 / input  # from a small step off y = theta = 1
        y = present(rule, np.array([w]), np.full((4000, 1), input), tau, theta=1.0).y
        early, late = np.abs(y[:1000] - 1).max(), np.abs(y[-1000:] - 1).max()
        assert (late < early) == (product < 1)


def test_the_condition_is_that_of_the_linearised_pair_of_equations():
    for tau in (10.0, 1000.0):
        a = 1 / (tau + 1)
        step = np.array([[1 + a, -a], [2 / tau, 1 - 1 / tau]])
        assert np.abs(np.linalg.eigvals(step)) == pytest.approx(1, abs=1e-12)


def test_less_input_lowers_the_threshold_below_the_rate_until_the_weight_has_made_up_for_it():
    result = metaplasticity(tau_theta=[20])
    assert result.rate[0] == 0.5
    assert (result.threshold[100:1000] < result.rate[100:1000]).all()
    assert result.rate[-1] == pytest.approx(1, abs=1e-4)
    assert result.threshold[-1] == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(("patterns", "overlap"), [(2, 0), (2, 0.5), (5, 0.3)])
def test_bcm_answers_one_pattern_of_k_with_k_and_oja_answers_all_alike(patterns, overlap, seed):
    result = selectivity(patterns, overlap, presentations=16_000, seed=seed)
    answers = np.sort(result.last("bcm"))
    # theta decays by up to a part K/tau between two of its pattern: the error of the mean field.
    assert answers[-1] == pytest.approx(patterns, rel=patterns / 100)
    assert answers[:-1] == pytest.approx(0, abs=patterns / 100)
    assert index(answers) == pytest.approx(1 - 1 / patterns, abs=patterns / 100)
    if overlap:  # orthogonal patterns have no principal component
        alike = np.sqrt((1 + (patterns - 1) * overlap) / patterns)
        assert result.last("oja") == pytest.approx(alike, rel=patterns * 0.005)


def test_different_neurons_choose_different_patterns():
    chosen = {selectivity(presentations=8000, seed=s).last("bcm").argmax() for s in range(4)}
    assert len(chosen) > 1


def test_patterns_have_the_length_and_the_cosine_that_are_asked_for():
    x = unit_vectors(7, 0.3)
    assert x @ x.T == pytest.approx(0.7 * np.eye(7) + 0.3)


def test_each_pattern_is_presented_once_in_every_cycle():
    order = shuffle_patterns(np.random.default_rng(0), 5, 52)
    assert order.shape == (52,)
    assert (np.sort(order[:50].reshape(10, 5)) == np.arange(5)).all()


@pytest.mark.parametrize("seed", range(3))
def test_oja_turns_to_the_principal_component_with_length_one_and_hebb_grows(seed):
    result = component(seed=seed)
    long, short = VARIANCES
    last = result.presentation >= 4000
    # About it the direction jitters with variance eta l1 l2 / (2 (l1 - l2)), in radians.
    jitter = np.degrees(np.sqrt(0.002 * long * short / (2 * (long - short))))
    oja, hebb = (last & (result.rule == name) for name in ("oja", "hebb"))
    assert result.angle[oja].max() < 5 * jitter
    assert result.length[oja] == pytest.approx(1, abs=0.01)
    # ln|w| grows by eta l1 a presentation, eta x^2 having a standard deviation of eta l1 sqrt(2).
    n = result.presentation[hebb]
    grown = np.log(result.length[hebb][-1] / result.length[hebb][0]) / (n[-1] - n[0])
    assert grown == pytest.approx(0.002 * long, abs=4 * 0.002 * np.sqrt(2 / (n[-1] - n[0])))


@pytest.mark.parametrize("seed", range(3))
def test_a_mean_turns_hebb_and_oja_away_from_the_cloud_and_not_covariance(seed):
    result = component(mean=1.5, seed=seed)
    hebb, covariance, oja = result.angle[result.presentation == 5999]
    assert min(hebb, oja) > 80
    assert covariance < 10


def test_hebb_multiplies_each_component_by_one_plus_eta_lambda():
    x = np.tile([[2.0, 0.0], [0.0, 1.0]], (50, 1))
    w = present(Hebb(eta=0.01), np.ones(2), x, 1.0).w
    assert w[98] == pytest.approx([1.04**49, 1.01**49], rel=1e-12)


def test_oja_keeps_a_weight_of_length_one_along_its_input():
    w = present(Oja(eta=0.1), np.array([0.6, 0.8]), np.tile([3.0, 4.0], (20, 1)), 1.0).w
    assert w[-1] == pytest.approx([0.6, 0.8])


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: component(eta=2, presentations=5000), "eta=2: the weights of the Hebb rule"),
        (lambda: metaplasticity(tau_theta=[0.5]), "tau_theta=0.5: presentations, 1 or more"),
        (lambda: metaplasticity(2, [1000], 1, 400), "eta=1: the weights of the BCM rule"),
        (lambda: selectivity(overlap=1), "overlap=1: a number from 0, below 1"),
        (lambda: selectivity(patterns=1), "patterns=1: a whole number from 2 to 100"),
        (lambda: rate(rate=[-1]), "rate=-1: numbers, 0 or more"),
    ],
)
def test_values_that_make_no_experiment_are_refused(call, said):
    with pytest.raises(BadInput, match=said):
        call()


@pytest.mark.parametrize("module", ["rate", "metaplasticity", "selectivity", "component"])
def test_the_command_prints_a_table_and_draws_in_both_languages(call, tmp_path, module):
    few = {} if module == "rate" else {"presentations": 500}
    options = [word for name, value in few.items() for word in (f"--{name}", value)]
    done = call(f"protocols.{module}", *options, "--figure", "fr.svg", "--lang", "fr")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 100
    assert (tmp_path / "fr.svg").exists()
    function, draw = COMMANDS[f"protocols.{module}"]
    result = function(**few)
    french, english = (draw_figure(lambda on: draw(on, result), lang) for lang in ("fr", "en"))
    assert {one.get_xlabel() for one in french.axes} != {one.get_xlabel() for one in english.axes}
