"""The learning rule, all pairs learned at once, and the vote."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout import all_pairs, dataset, one_pair, shared_pass
from readout.dataset import Images
from readout.learning import learning
from readout.pairs import BRIGHTEST, PAIRS, first_weights, most_epochs, samples
from readout.voting import accuracies, confusion_matrix, vote, worst


@pytest.fixture(scope="module")
def few():
    """The first 4000 images of MNIST."""
    train, _ = dataset.load()
    return Images(train.pixels[:4000], train.labels[:4000])


def every_pass(train, epochs, eta, algorithm, seed):
    ink = shared_pass.ink(train.pixels)
    return list(all_pairs.passes(train, ink, epochs, Fraction(eta), algorithm, seed))


def elected(contests):
    """The digit elected where the image lies ``contests[i, j]`` on i's side."""
    return vote(np.array([[contests[i, j] for i, j in PAIRS.tolist()]])).answers[0]


def test_the_worked_example_of_the_course():
    points = [(1, 1), (2, -2), (-1, -1.5), (-2, -1), (-2, 1), (1.5, -0.5)]
    x = np.array([(1, *point) for point in points])
    y = [1, -1, -1, -1, 1, 1]
    weights = [w for w, mistake in learning(np.array([0, 1, 0.5]), x, y, eta=0.2) if mistake]
    np.testing.assert_allclose(
        weights, [(-0.2, 0.6, 0.9), (0, 0.2, 1.1), (0.2, 0.5, 1.0)], atol=1e-15
    )


def test_a_sample_on_the_boundary_is_a_mistake_for_either_class():
    for y in (1, -1):
        ((weights, mistake),) = learning(np.zeros(2), np.array([[1.0, 3.0]]), [y])
        assert mistake
        assert weights.tolist() == [y, 3 * y]


def test_learning_leaves_the_first_weights_as_they_were():
    first = np.zeros(2)
    list(learning(first, np.ones((3, 2)), [1, -1, 1]))
    assert first.tolist() == [0, 0]


@given(st.integers(0, 2**32 - 1), st.integers(1, 60))
def test_a_mistake_adds_at_most_the_square_of_its_sample(seed, count):
    """The bound behind `most_epochs`: |w|² <= |w_0|² + (mistakes) max |x|²."""
    rng = np.random.default_rng(seed)
    x, y = rng.integers(0, 256, (count, 5)), rng.choice([-1, 1], count)
    first, mistakes = rng.integers(-255, 256, 5), 0
    for weights, mistake in learning(first, x, y):
        mistakes += mistake
        assert weights @ weights <= first @ first + mistakes * (x**2).sum(axis=1).max()


@pytest.mark.parametrize("algorithm", ["rosenblatt", "averaged", "pocket"])
@pytest.mark.parametrize(("eta", "seed"), [("1", 0), ("0.2", 1), ("100", 2), ("0.0001", 3)])
def test_all_pairs_at_once_are_each_pair_alone_bit_for_bit(few, algorithm, eta, seed):
    together = every_pass(few, 2, eta, algorithm, seed)
    for number, pair in enumerate(PAIRS.tolist()):
        alone = one_pair.passes(few, pair, 2, Fraction(eta), algorithm, seed)
        for one, all_of_them in zip(alone, together, strict=True):
            np.testing.assert_array_equal(one.weights[0], all_of_them.weights[number])
            assert one.errors[0] == all_of_them.errors[number]


@pytest.mark.parametrize("pair", [(3, 5), (0, 9)])
def test_a_pair_alone_is_the_plain_rule_on_its_samples_in_the_order_of_the_pass(few, pair):
    rng = np.random.default_rng(7)
    inputs = np.insert(few.pixels.reshape(len(few.pixels), -1).astype(int), 0, BRIGHTEST, axis=1)
    weights = first_weights(inputs.shape[1], Fraction(1), rng)[PAIRS.tolist().index([*pair])]
    after_each = []
    for kept in one_pair.passes(few, pair, 3, Fraction(1), "averaged", seed=7):
        for n in rng.permutation(len(few.labels)):
            if few.labels[n] in pair:
                y = 1 if few.labels[n] == pair[0] else -1
                if y * np.dot(weights, inputs[n]) <= 0:
                    weights = weights + y * inputs[n]
                after_each.append(weights)
        np.testing.assert_array_equal(kept.weights[0], np.sum(after_each, axis=0))


def test_a_pass_over_all_of_mnist_is_the_plain_rule_bit_for_bit():
    train, _ = dataset.load()
    (together,) = every_pass(train, 1, 1, "averaged", 0)
    for pair in [(0, 1), (5, 8), (8, 9)]:
        (alone,) = one_pair.passes(train, pair, 1, Fraction(1), "averaged", seed=0)
        number = PAIRS.tolist().index([*pair])
        np.testing.assert_array_equal(alone.weights[0], together.weights[number])


@pytest.mark.parametrize("eta", ["0.0001", "0.3", "1", "255"])
def test_the_first_weights_fill_the_range_from_minus_one_to_one(eta):
    unit = float(Fraction(eta)) / BRIGHTEST
    weights = unit * first_weights(785, Fraction(eta), np.random.default_rng(0))
    grid = min(unit, 1)
    assert 1 - 2 * grid - 0.01 < weights.max() <= 1
    assert -1 <= weights.min() < -1 + 2 * grid + 0.01
    # The standard deviation of a uniform distribution on n points from -1 to 1, within 4 sigma.
    points = 2 * int(BRIGHTEST / Fraction(eta)) + 1
    spread = unit * np.sqrt((points**2 - 1) / 12)
    assert weights.std() == pytest.approx(spread, rel=4 / np.sqrt(weights.size))


def test_as_many_passes_are_allowed_as_the_sums_have_room_for():
    train, _ = dataset.load()
    most = most_epochs(train, Fraction(1))
    steps, square = most * int(samples(train.labels).max()), 785 * BRIGHTEST**2
    assert steps * square * (1 + steps) ** 0.5 < 2**63
    assert most > 1000
    assert most_epochs(train, Fraction(1, 10_000)) < most


def test_the_pixels_with_ink_are_all_there_is_to_an_image(few):
    ink = shared_pass.ink(few.pixels)
    weights = np.random.default_rng(0).integers(-(2**31), 2**31, (45, 785))
    flat = few.pixels.reshape(len(few.pixels), -1).astype(np.int64)
    expected = flat @ weights[:, 1:].T + BRIGHTEST * weights[:, 0]
    np.testing.assert_array_equal(all_pairs.activations(ink, weights), expected)


def test_pairs_are_as_right_together_as_alone(few):
    (kept,) = every_pass(few, 1, 1, "rosenblatt", 0)
    found = all_pairs.activations(shared_pass.ink(few.pixels), kept.weights)
    alone = []
    for pair, weights in zip(PAIRS, kept.weights, strict=True):
        x, y = one_pair.inputs_and_targets(few, pair)
        alone.append(np.mean(y * (x @ weights) > 0))
    np.testing.assert_array_equal(accuracies(found, few.labels), alone)


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
    assert not accuracies(np.zeros((10, 45)), np.arange(10)).any()


def test_the_confusion_matrix_counts_digits_down_and_answers_across():
    table = confusion_matrix(np.array([3, 3, 5]), np.array([3, 8, 5]))
    assert (table[3, 3], table[3, 8], table[5, 5], table.sum()) == (1, 1, 1, 3)


def test_the_worst_mistakes_are_those_that_most_votes_parted_from_the_truth():
    distances = np.ones((3, 45))  # all for the smaller digit: 0 has nine votes, 9 none
    assert worst(np.array([1, 0, 9]), vote(distances), 5).tolist() == [2, 0]
