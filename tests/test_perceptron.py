"""The learning rule, all pairs learned at once, and the vote."""

import re
from fractions import Fraction
from pathlib import Path

import digit_files
import numpy as np
import plain_rule
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.digits.election import count_confusions, find_worst, rate_pairs, vote
from readout.digits.pairs import PAIRS, bound_epochs, count_samples, draw_first_weights
from readout.perceptron.activations import activate
from readout.perceptron.limits import FULL
from readout.perceptron.rule import learn
from readout.perceptron.sparse_rows import pack_rows


@pytest.fixture(scope="module")
def few():
    """The first 800 images of MNIST."""
    return digit_files.first_images(800, 0)[0]


READOUT = Path(__file__).parents[1] / "readout"
COMMANDS = "mnist logic geometry worked_example convergence capacity compare cells spikes delay"


def test_the_perceptron_knows_no_digits_and_no_command():
    for path in (READOUT / "perceptron").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        named = re.findall(r"^\s*(?:from|import) readout\.?(\w*)", text, re.MULTILINE)
        assert set(named) <= {"perceptron"}, path


def test_only_commands_stand_at_the_top_of_the_readout():
    names = {path.stem for path in READOUT.glob("*.py")} - {"__init__", "__main__"}
    assert names == set(COMMANDS.split())


def elected(contests):
    """The digit elected where the image lies ``contests[i, j]`` on i's side."""
    return vote(np.array([[contests[i, j] for i, j in PAIRS.tolist()]])).answers[0]


def test_the_worked_example_of_the_course():
    points = [(1, 1), (2, -2), (-1, -1.5), (-2, -1), (-2, 1), (1.5, -0.5)]
    x = np.array([(1, *point) for point in points])
    y = [1, -1, -1, -1, 1, 1]
    weights = [w for w, mistake in learn(np.array([0, 1, 0.5]), x, y, eta=0.2) if mistake]
    np.testing.assert_allclose(
        weights, [(-0.2, 0.6, 0.9), (0, 0.2, 1.1), (0.2, 0.5, 1.0)], atol=1e-15
    )


def test_a_sample_on_the_boundary_is_a_mistake_for_either_class():
    for y in (1, -1):
        ((weights, mistake),) = learn(np.zeros(2), np.array([[1.0, 3.0]]), [y])
        assert mistake
        assert weights.tolist() == [y, 3 * y]


def test_learning_leaves_the_first_weights_as_they_were():
    first = np.zeros(2)
    list(learn(first, np.ones((3, 2)), [1, -1, 1]))
    assert first.tolist() == [0, 0]


@given(st.integers(0, 2**32 - 1), st.integers(1, 60))
def test_a_mistake_adds_at_most_the_square_of_its_sample(seed, count):
    """The bound behind `bound_epochs`: |w|² <= |w_0|² + (mistakes) max |x|²."""
    rng = np.random.default_rng(seed)
    x, y = rng.integers(0, 256, (count, 5)), rng.choice([-1, 1], count)
    first, mistakes = rng.integers(-255, 256, 5), 0
    for weights, mistake in learn(first, x, y):
        mistakes += mistake
        assert weights @ weights <= first @ first + mistakes * (x**2).sum(axis=1).max()


@pytest.mark.parametrize(
    ("eta", "seed", "margin"),
    [("1", 0, 0), ("0.2", 1, Fraction(1, 4)), ("100", 2, Fraction(1, 4)), ("0.0001", 3, 0)],
)
def test_all_pairs_at_once_are_each_the_plain_rule_bit_for_bit(few, eta, seed, margin):
    together = {
        algorithm: list(plain_rule.train(few, 2, eta, algorithm, seed, margin))
        for algorithm in ("rosenblatt", "averaged", "pocket")
    }
    for number, pair in enumerate(PAIRS.tolist()):
        states = np.zeros((0, 785), np.int64)
        plain = plain_rule.every_state(few, pair, 2, eta, seed, margin)
        for epoch, (more, mistakes) in enumerate(plain):
            states = np.concatenate([states, more])
            for algorithm, passes in together.items():
                weights, errors = passes[epoch]
                kept = plain_rule.keep(algorithm, states)
                np.testing.assert_array_equal(weights[number], kept, algorithm)
                assert errors[number] == mistakes.mean()


@pytest.mark.parametrize("algorithm", ["rosenblatt", "averaged", "pocket"])
@pytest.mark.parametrize("pair", [(3, 5), (0, 9)])
def test_a_pair_alone_is_the_same_perceptron_as_among_all(few, pair, algorithm):
    together = plain_rule.train(few, 3, "0.2", algorithm, 1, Fraction(1, 4))
    alone = plain_rule.train(few, 3, "0.2", algorithm, 1, Fraction(1, 4), np.array([pair]))
    number = PAIRS.tolist().index([*pair])
    for (weights, errors), (own, its) in zip(together, alone, strict=True):
        np.testing.assert_array_equal(own, weights[[number]])
        assert its == errors[[number]]


@pytest.mark.parametrize("pair", [(3, 5), (0, 9)])
def test_a_pair_alone_is_the_plain_rule_on_its_samples_in_the_order_of_the_pass(few, pair):
    rng = np.random.default_rng(7)
    inputs = np.insert(few.pixels.reshape(len(few.pixels), -1).astype(int), 0, FULL, axis=1)
    weights = draw_first_weights(inputs.shape[1], Fraction(1), rng)[PAIRS.tolist().index([*pair])]
    after_each = []
    for kept, _ in plain_rule.train(few, 3, seed=7, pairs=np.array([pair])):
        for n in rng.permutation(len(few.labels)):
            if few.labels[n] in pair:
                y = 1 if few.labels[n] == pair[0] else -1
                if y * np.dot(weights, inputs[n]) <= 0:
                    weights = weights + y * inputs[n]
                after_each.append(weights)
        np.testing.assert_array_equal(kept[0], np.sum(after_each, axis=0))


def test_a_pass_over_all_of_mnist_is_the_plain_rule_bit_for_bit():
    train, _ = digit_files.mnist()
    ((together, _),) = plain_rule.train(train, 1)
    ((states, _),) = plain_rule.every_state(train, (5, 8), 1)
    number = PAIRS.tolist().index([5, 8])
    np.testing.assert_array_equal(plain_rule.keep("averaged", states), together[number])


@pytest.mark.parametrize("eta", ["0.0001", "0.3", "1", "255"])
def test_the_first_weights_fill_the_range_from_minus_one_to_one(eta):
    unit = float(Fraction(eta)) / FULL
    weights = unit * draw_first_weights(785, Fraction(eta), np.random.default_rng(0))
    grid = min(unit, 1)
    assert 1 - 2 * grid - 0.01 < weights.max() <= 1
    assert -1 <= weights.min() < -1 + 2 * grid + 0.01
    # The standard deviation of a uniform distribution on n points from -1 to 1, within 4 sigma.
    points = 2 * int(FULL / Fraction(eta)) + 1
    spread = unit * np.sqrt((points**2 - 1) / 12)
    assert weights.std() == pytest.approx(spread, rel=4 / np.sqrt(weights.size))


def test_as_many_passes_are_allowed_as_the_sums_have_room_for():
    train, _ = digit_files.mnist()
    most = bound_epochs(train, Fraction(1))
    steps, square = most * int(count_samples(train.labels).max()), 785 * FULL**2
    assert steps * square * (1 + steps) ** 0.5 < 2**63
    assert most > 1000
    assert bound_epochs(train, Fraction(1, 10_000)) < most


def test_the_pixels_that_are_not_0_are_all_there_is_to_an_image(few):
    rows = pack_rows(few.pixels)
    weights = np.random.default_rng(0).integers(-(2**31), 2**31, (45, 785))
    flat = few.pixels.reshape(len(few.pixels), -1).astype(np.int64)
    expected = flat @ weights[:, 1:].T + FULL * weights[:, 0]
    np.testing.assert_array_equal(activate(rows, weights), expected)


def test_pairs_are_as_right_together_as_alone(few):
    ((kept, _),) = plain_rule.train(few, 1, algorithm="rosenblatt")
    found = activate(pack_rows(few.pixels), kept)
    alone = []
    for pair, weights in zip(PAIRS, kept, strict=True):
        x, y = plain_rule.inputs_and_targets(few, pair)
        alone.append(np.mean(y * (x @ weights) > 0))
    np.testing.assert_array_equal(rate_pairs(found, few.labels), alone)


def contests(*strongest):
    """Contests that ``strongest`` win against all others, and else the larger digit: a dict."""
    return {(i, j): 1 if i in strongest else -1 for i, j in PAIRS.tolist()}


@pytest.mark.parametrize("digit", range(10))
def test_a_digit_that_wins_all_its_contests_is_elected(digit):
    assert elected(contests(digit)) == digit


def test_two_tied_digits_are_settled_by_their_own_classifier():
    # 4 and 7 have eight votes each: the one that wins against the other loses to a weak digit.
    assert elected(contests(4, 7) | {(4, 7): 1, (0, 4): 1}) == 4
    assert elected(contests(4, 7) | {(4, 7): -1, (2, 7): 1}) == 7


def test_digits_tied_at_equal_distances_are_settled_for_the_smallest():
    # 6 beats 3, 3 beats 8, 8 beats 6, and all three beat everyone else.
    assert elected(contests(3, 6, 8) | {(3, 6): -1, (3, 8): 1, (6, 8): -1}) == 3


def test_more_tied_digits_are_settled_by_the_distances_among_them_alone():
    circle = contests(3, 6, 8) | {(3, 6): -1, (3, 8): 1, (6, 8): -1}
    assert elected(circle | {(6, 8): -2}) == 8
    assert elected(circle | {(6, 8): -2, (0, 6): -9}) == 8


def test_an_image_on_a_boundary_gives_nobody_the_vote():
    assert vote(np.zeros((1, 45))).votes.sum() == 0
    assert vote(np.zeros((1, 45))).answers[0] == 0
    assert not rate_pairs(np.zeros((10, 45)), np.arange(10)).any()


def test_the_confusion_matrix_counts_digits_down_and_answers_across():
    table = count_confusions(np.array([3, 3, 5]), np.array([3, 8, 5]))
    assert (table[3, 3], table[3, 8], table[5, 5], table.sum()) == (1, 1, 1, 3)


def test_the_worst_mistakes_are_those_that_most_votes_parted_from_the_truth():
    distances = np.ones((3, 45))  # all for the smaller digit: 0 has nine votes, 9 none
    assert find_worst(np.array([1, 0, 9]), vote(distances), 5).tolist() == [2, 0]
