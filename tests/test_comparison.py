"""All algorithms on the same mistakes, and the sweep over granule cells."""

from fractions import Fraction

import command_line
import numpy as np
import pytest

from readout import all_pairs, ballots, dataset, shared_pass
from readout.cells import cells
from readout.compare import compare, learned, summed
from readout.dataset import Images
from readout.features import Features
from readout.judging import so_far
from readout.keeping import ALGORITHMS
from readout.learning import learning
from readout.one_pair import inputs_and_targets
from readout.pairs import PAIRS
from readout.perceptron import Perceptron
from readout.teaching import teach
from readout.training import Training


@pytest.fixture(scope="module")
def few():
    """The first 1500 images."""
    train, _ = dataset.load()
    return Images(train.pixels[:1500], train.labels[:1500])


@pytest.fixture(scope="module")
def kept(few):
    """What every algorithm keeps of two passes."""
    return learned(few, shared_pass.ink(few.pixels), list(ALGORITHMS), 2, 3)[0]


@pytest.fixture(scope="module")
def every_state(few):
    """The weights of a pair after each sample, by the rule as it is written."""

    def every_state(pair):
        rng, states = np.random.default_rng(3), []
        first = rng.integers(-255, 255, (45, 785), endpoint=True)
        weights = first[PAIRS.tolist().index(list(pair))]
        for _ in range(2):
            x, y = inputs_and_targets(few, pair, rng.permutation(len(few.labels)))
            states += [weights for weights, _ in learning(weights, x, y)]
            weights = states[-1]
        return np.array(states)

    return every_state


def inputs(images):
    """Inputs of images, the constant one first."""
    return np.insert(images.reshape(len(images), -1).astype(float), 0, 255, axis=1)


@pytest.mark.parametrize("pair", [(0, 1), (5, 8)])
def test_the_voted_count_the_weights_after_every_sample(few, kept, every_state, pair):
    expected = np.sign(inputs(few.pixels[:300]) @ every_state(pair).T).mean(axis=1)
    ink = shared_pass.ink(few.pixels)
    found = so_far(kept["voted"], shared_pass.ink(few.pixels[:300]), ink)()
    number = PAIRS.tolist().index(list(pair))
    np.testing.assert_allclose(found[:, number], expected, atol=1e-12)


def test_votes_are_the_same_whether_counted_pass_by_pass_or_a_few_mistakes_at_once(
    few, kept, monkeypatch
):
    ink = shared_pass.ink(few.pixels)
    together = so_far(kept["voted"], ink, ink)()
    lesson, rng = all_pairs.begun(few, ink, Fraction(1), 3)
    training = Training(lesson, "voted", rng)
    counted = so_far(training.keeper, ink, ink)
    for _ in training.passes(2):
        found = counted()
    np.testing.assert_array_equal(found, together)
    monkeypatch.setattr(ballots, "ROOM", 785 * 100)
    np.testing.assert_array_equal(so_far(kept["voted"], ink, ink)(), together)


@pytest.mark.parametrize("pair", [(0, 1), (3, 5)])
def test_the_pocket_holds_the_weights_that_lasted_longest(kept, every_state, pair):
    states = every_state(pair)
    changed = np.flatnonzero((np.diff(states, axis=0) != 0).any(axis=1)) + 1
    runs = np.split(np.arange(len(states)), changed)
    longest = states[max(runs, key=len)[0]]
    number = PAIRS.tolist().index(list(pair))
    np.testing.assert_array_equal(kept["pocket"].weights()[number], longest)


@pytest.mark.parametrize("algorithm", ["averaged", "voted", "pocket"])
def test_a_pair_of_digits_is_the_perceptron_for_any_samples(few, algorithm):
    """In order of the passes; of inputs from 0 to 1, as its constant input is 1."""
    found = mnist_of_two(few, (3, 5), algorithm)
    rng = np.random.default_rng(3)
    first = rng.integers(-255, 255, (45, 785), endpoint=True)[PAIRS.tolist().index([3, 5])]
    # Its class +1 is the second of two.
    perceptron = Perceptron(algorithm=algorithm, first=-first / 255, shuffle=False)
    for _ in range(2):
        x, y = inputs_and_targets(few, (3, 5), rng.permutation(len(few.labels)))
        perceptron.partial_fit(x[:, 1:] / 255, -y)
    test = found.test.pixels.reshape(len(found.test.pixels), -1) / 255
    expected = perceptron.decision_function(test)
    assert (np.sign(expected) == -np.sign(found.distances[:, 0])).all()
    if algorithm == "voted":
        np.testing.assert_allclose(-found.distances[:, 0], expected, atol=1e-12)


def mnist_of_two(train, digits, algorithm):
    how = {"algorithm": algorithm, "eta": Fraction(1), "margin": 0, "seed": 3}
    return teach(digits, train, dataset.load()[1], Features(), 2, **how)


def test_sums_are_won_by_the_loudest_and_not_by_the_most_votes():
    # 1 wins all its nine contests by a hair; 0 loses to it, and wins one other by far.
    decisions = np.zeros((1, 45))
    for number, (i, j) in enumerate(PAIRS.tolist()):
        decisions[0, number] = {i: 1, j: -1}.get(1, 0) or 100 * ((i, j) == (0, 2))
    assert summed(decisions)[0] == 0


def test_every_algorithm_is_compared_and_the_average_beats_the_last():
    found = compare(epochs=1, seeds=1, images=3000)
    assert found.algorithm.tolist() == list(ALGORITHMS)
    accuracy = dict(zip(found.algorithm, found.vote, strict=True))
    assert accuracy["averaged"] > accuracy["rosenblatt"]
    worse = found.algorithm != "voted"
    assert (found.summed < found.vote)[worse].all()


def test_more_cells_read_better():
    found = cells(cells=(20, 200), seeds=1, epochs=2, images=3000, held_back=True)
    assert np.diff(found.accuracy) > 0
    assert np.diff(found.firing) > 0


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_comparisons_are_drawn(tmp_path, lang):
    sizes = ["--cells", "20,50", "--seeds", 1, "--epochs", 1, "--images", 2000]
    some = ["--seeds", 1, "--epochs", 1, "--images", 2000]
    for name, options in (("cells", sizes), ("compare", some)):
        figure = ["--figure", tmp_path / f"{name}.svg", "--lang", lang]
        done = command_line.run(f"readout.{name}", *options, *figure)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / f"{name}.svg").stat().st_size > 1000
