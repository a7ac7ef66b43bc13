"""One Perceptron class, in scikit-learn's convention, by five algorithms."""

import numpy as np
import pytest

from readout.perceptron.algorithms import ALGORITHMS
from readout.perceptron.classifier import Perceptron
from readout.perceptron.rule import learn


@pytest.fixture
def clouds():
    """Two classes that overlap: arrays (200, 3) and (200,)."""
    rng = np.random.default_rng(0)
    y = np.repeat([-1, 1], 100)
    return rng.standard_normal((200, 3)) + 0.7 * y[:, None], y


def states(x, y, epochs=3):
    """The weights after every sample, by the rule as it is written."""
    order = np.tile(np.arange(len(x)), epochs)
    inputs = np.insert(x, 0, 1, axis=1)
    return np.array([w for w, _ in learn(np.zeros(4), inputs[order], y[order])])


def fitted(algorithm, x, y, **how):
    return Perceptron(algorithm=algorithm, epochs=3, shuffle=False, **how).fit(x, y)


def weights(perceptron):
    return np.append(perceptron.intercept_, perceptron.coef_)


@pytest.mark.filterwarnings("ignore:.*does not inherit from:UserWarning")
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_scikit_learn_takes_it_for_an_estimator_of_its_own(algorithm):
    from sklearn.utils import estimator_checks as checks

    classifier = Perceptron(algorithm=algorithm, epochs=5)
    results = checks.check_estimator(classifier, on_fail=None, on_skip=None)
    assert [r["check_name"] for r in results if r["status"] == "failed"] == []


def test_rosenblatt_keeps_the_last_weights(clouds):
    np.testing.assert_allclose(weights(fitted("rosenblatt", *clouds)), states(*clouds)[-1])


def test_averaged_keeps_the_mean_after_every_sample(clouds):
    np.testing.assert_allclose(weights(fitted("averaged", *clouds)), states(*clouds).mean(axis=0))


def test_pocket_keeps_the_weights_that_lasted_longest(clouds):
    found = states(*clouds)
    distinct, counts = np.unique(found, axis=0, return_counts=True)
    longest = weights(fitted("pocket", *clouds))
    lasted = counts[np.isclose(distinct, longest).all(axis=1)]
    assert lasted == counts.max()


def test_voted_lets_the_weights_after_every_sample_vote(clouds):
    x, y = clouds
    all_of_them = states(x, y)
    votes = np.sign(np.insert(x, 0, 1, axis=1) @ all_of_them.T).mean(axis=1)
    np.testing.assert_allclose(fitted("voted", x, y).decision_function(x), votes)


def test_margin_ends_with_every_sample_beyond_it_where_it_can():
    x, y = np.array([[2.0, 1], [1, 2], [-1, -1], [-2, 0]]), np.array([1, 1, -1, -1])
    found = Perceptron(algorithm="margin", margin=5.0).fit(x, y)
    assert found.converged_
    assert (y * found.decision_function(x) > 5).all()


def test_passes_one_by_one_are_a_fit(clouds):
    for algorithm in ALGORITHMS:
        together = Perceptron(algorithm=algorithm, epochs=4).fit(*clouds)
        alone = Perceptron(algorithm=algorithm)
        for _ in range(4):
            alone.partial_fit(*clouds)
        np.testing.assert_array_equal(weights(together), weights(alone))


def test_weights_keep_the_signs_they_must_have(clouds):
    signs = np.array([0, 1, -1, 1])
    found = weights(Perceptron(signs=signs, epochs=5).fit(*clouds))
    assert (signs * found >= 0).all()


def test_three_classes_are_told_apart_by_the_vote_of_their_pairs():
    rng = np.random.default_rng(1)
    y = np.repeat(["a", "b", "c"], 30)
    x = rng.standard_normal((90, 2)) + np.repeat([[0, 9], [9, 0], [-9, -9]], 30, axis=0)
    found = Perceptron().fit(x, y)
    assert found.score(x, y) == 1
    assert (found.classes_[found.decision_function(x).argmax(axis=1)] == y).all()


@pytest.mark.parametrize("classes", [2, 3, 5])
@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("size", [1e-10, 1, 1e10, 1e90])
def test_the_class_predicted_is_the_argmax_of_the_decisions(algorithm, classes, size):
    rng = np.random.default_rng(2)
    x, y = size * rng.integers(-3, 4, (60, 2)), rng.integers(0, classes, 60)
    found = Perceptron(algorithm=algorithm, epochs=3).fit(x, y)
    new = np.concatenate([size * rng.integers(-9, 10, (200, 2)), np.zeros((1, 2))])
    decisions = found.decision_function(new)
    assert np.isfinite(decisions).all()
    expected = decisions.argmax(axis=1) if classes > 2 else decisions > 0
    np.testing.assert_array_equal(found.predict(new), expected.astype(int))


def test_weights_that_a_sample_lies_on_the_boundary_of_vote_for_neither_class():
    # (-1, -1, 0) lasts for one sample of four, then (0, -2, 0) for three.
    found = Perceptron("voted", shuffle=False).fit([[1.0, 0], [-1, 0]], [0, 1])
    assert found.decision_function([[-1.0, 5], [-2, 5]]).tolist() == [3 / 4, 1]


def test_a_run_without_a_mistake_lasts_to_the_end():
    x, y = np.array([[2.0, 1], [1, 2], [-1, -1], [-2, 0]]), np.array([1, 1, -1, -1])
    found = [Perceptron(algorithm=name) for name in ("pocket", "rosenblatt")]
    for perceptron in found:
        for _ in range(20):
            perceptron.partial_fit(x, y)
        assert perceptron.converged_
    np.testing.assert_allclose(*map(weights, found))


@pytest.mark.parametrize(
    ("change", "said"),
    [({"algorithm": "best"}, "one of rosenblatt"), ({"eta": 1, "epoch": 3}, "Invalid parameter")],
)
def test_a_parameter_that_is_not_allowed_is_refused(clouds, change, said):
    with pytest.raises(ValueError, match=said):
        Perceptron().set_params(**change).fit(*clouds)


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": [0.0]},
        {"first": [0.0, 1.0, np.nan, 0.0]},
        {"signs": [1.0]},
        {"signs": [1, 1, 1, 1], "algorithm": "averaged"},  # its corrections are not clipped
        {"signs": [1, 1, 1, 1], "first": [0, -1, 0, 0]},
        {"epochs": 0},
        {"epochs": 1.5},
        {"eta": 0},
        {"eta": float("nan")},
        {"eta": 1e200},
        {"margin": -1},
    ],
)
def test_a_parameter_that_cannot_be_is_refused(clouds, wrong):
    name = next(iter(wrong))
    with pytest.raises(ValueError, match=f"^{name}=|^signs=|^first="):
        Perceptron(**wrong).fit(*clouds)


def test_samples_whose_products_would_overflow_are_refused(clouds):
    with pytest.raises(ValueError, match="above 1e"):
        Perceptron().fit(1e200 * clouds[0], clouds[1])


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_pair_that_was_never_shown_has_the_weights_that_it_started_with(algorithm):
    x, y = np.array([[0.0, 1.0], [1.0, 0.0]]), ["a", "a"]
    perceptron = Perceptron(algorithm).partial_fit(x, y, classes=["a", "b", "c"])
    assert (perceptron.coef_[2] == 0).all()
    assert np.isfinite(perceptron.decision_function(x)).all()
