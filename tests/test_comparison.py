"""All algorithms on the same mistakes, and the sweep over granule cells."""

from fractions import Fraction

import numpy as np
import pytest

from readout import all_pairs, dataset, shared_pass
from readout.cells import cells
from readout.compare import Learning, compare, summed
from readout.dataset import Images
from readout.history import ALGORITHMS
from readout.learning import learning
from readout.one_pair import inputs_and_targets
from readout.pairs import PAIRS


@pytest.fixture(scope="module")
def learned():
    """Two passes over the first 1500 images."""
    train, _ = dataset.load()
    few = Images(train.pixels[:1500], train.labels[:1500])
    return Learning(few, shared_pass.ink(few.pixels), 2, 3)


def every_state(learned, pair):
    """The pair's weights after each sample, by the rule as it is written."""
    train = learned.train
    rng = np.random.default_rng(3)
    rng.integers(-255, 255, (45, 785), endpoint=True)  # the first weights
    weights, states = learned.first[PAIRS.tolist().index(list(pair))], []
    for _ in range(2):
        x, y = inputs_and_targets(train, pair, rng.permutation(len(train.labels)))
        states += [weights for weights, _ in learning(weights, x, y)]
        weights = states[-1]
    return np.array(states)


def test_last_and_averaged_weights_are_those_of_the_training_command(learned):
    for averaged, mine in ((False, learned.last), (True, learned.averaged())):
        passes = all_pairs.passes(learned.train, learned.ink, 2, Fraction(1), averaged, 3)
        np.testing.assert_array_equal(list(passes)[-1].weights, mine)


@pytest.mark.parametrize("pair", [(0, 1), (5, 8)])
def test_the_voted_count_the_weights_after_every_sample(learned, pair):
    states = every_state(learned, pair)
    inputs = np.insert(learned.train.pixels[:40].reshape(40, -1).astype(float), 0, 255, axis=1)
    expected = np.sign(inputs @ states.T).mean(axis=1)
    found = learned.voted(PAIRS.tolist().index(list(pair)), inputs)
    np.testing.assert_allclose(found, expected, atol=1e-12)


def test_the_pocket_holds_the_weights_that_lasted_longest(learned):
    states = every_state(learned, (3, 5))
    changed = np.flatnonzero((np.diff(states, axis=0) != 0).any(axis=1)) + 1
    runs = np.split(np.arange(len(states)), changed)
    longest = states[max(runs, key=len)[0]]
    number = PAIRS.tolist().index([3, 5])
    np.testing.assert_array_equal(learned.pocket()[number], longest)


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
def test_comparisons_are_drawn(run, tmp_path, lang):
    sizes = ["--cells", "20,50", "--seeds", 1, "--epochs", 1, "--images", 2000]
    some = ["--seeds", 1, "--epochs", 1, "--images", 2000]
    for name, options in (("cells", sizes), ("compare", some)):
        done = run(f"readout.{name}", *options, "--figure", f"{name}.svg", "--lang", lang)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / f"{name}.svg").stat().st_size > 1000
