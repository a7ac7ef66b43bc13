"""All algorithms on the same mistakes, and the sweep over granule cells."""

from fractions import Fraction

import numpy as np
import plain_rule
import pytest

from readout.cells import cells
from readout.compare import compare, elect_by_sum, learn_once
from readout.digits import dataset
from readout.digits.dataset import Images
from readout.digits.features import Features
from readout.digits.fitting import fit_readout
from readout.digits.pairs import PAIRS
from readout.digits.training import Training, begin
from readout.perceptron import weight_votes
from readout.perceptron.algorithms import ALGORITHMS
from readout.perceptron.classifier import Perceptron
from readout.perceptron.sparse_rows import pack_rows
from readout.perceptron.weight_votes import follow
from synplast.command import COMMANDS
from synplast.plotting import save


@pytest.fixture(scope="module")
def few():
    """The first 1500 images."""
    train, _ = dataset.load()
    return Images(train.pixels[:1500], train.labels[:1500])


@pytest.fixture(scope="module")
def kept(few):
    """What every algorithm keeps of two passes."""
    return learn_once(pack_rows(few.pixels), few.labels, list(ALGORITHMS), 2, 3)[0]


@pytest.fixture(scope="module")
def every_state(few):
    """The weights of a pair after each sample, by the rule as it is written."""

    def every_state(pair):
        return np.concatenate([w for w, _ in plain_rule.every_state(few, pair, 2, seed=3)])

    return every_state


def inputs(images):
    """Inputs of images, the constant one first."""
    return np.insert(images.reshape(len(images), -1).astype(float), 0, 255, axis=1)


@pytest.mark.parametrize("pair", [(0, 1), (5, 8)])
def test_the_voted_count_the_weights_after_every_sample(few, kept, every_state, pair):
    expected = np.sign(inputs(few.pixels[:300]) @ every_state(pair).T).mean(axis=1)
    found = follow(kept["voted"], pack_rows(few.pixels[:300]), pack_rows(few.pixels))()
    number = PAIRS.tolist().index(list(pair))
    np.testing.assert_allclose(found[:, number], expected, atol=1e-12)


def test_votes_are_the_same_whether_counted_pass_by_pass_or_a_few_mistakes_at_once(
    few, kept, monkeypatch
):
    rows = pack_rows(few.pixels)
    together = follow(kept["voted"], rows, rows)()
    training = Training(*begin(rows, few.labels, 1, 3, 785), "voted")
    counted = follow(training.kept, rows, rows)
    for _ in training.go_through(2):
        found = counted()
    np.testing.assert_array_equal(found, together)
    monkeypatch.setattr(weight_votes, "ROOM", 785 * 100)
    np.testing.assert_array_equal(follow(kept["voted"], rows, rows)(), together)


@pytest.mark.parametrize("pair", [(0, 1), (3, 5)])
def test_the_pocket_holds_the_weights_that_lasted_longest(kept, every_state, pair):
    states = every_state(pair)
    number = PAIRS.tolist().index(list(pair))
    longest = plain_rule.keep("pocket", states)
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
        x, y = plain_rule.inputs_and_targets(few, (3, 5), rng.permutation(len(few.labels)))
        perceptron.partial_fit(x[:, 1:] / 255, -y)
    test = found.test.pixels.reshape(len(found.test.pixels), -1) / 255
    expected = perceptron.decision_function(test)
    assert (np.sign(expected) == -np.sign(found.distances[:, 0])).all()
    if algorithm == "voted":
        np.testing.assert_allclose(-found.distances[:, 0], expected, atol=1e-12)


def mnist_of_two(images, digits, algorithm):
    how = {"algorithm": algorithm, "eta": Fraction(1), "margin": 0, "seed": 3}
    return fit_readout(digits, images, dataset.load()[1], Features(), 2, **how)


def test_sums_are_won_by_the_loudest_and_not_by_the_most_votes():
    # 1 wins all its nine contests by a hair; 0 loses to it, and wins one other by far.
    decisions = np.zeros((1, 45))
    for number, (i, j) in enumerate(PAIRS.tolist()):
        decisions[0, number] = {i: 1, j: -1}.get(1, 0) or 100 * ((i, j) == (0, 2))
    assert elect_by_sum(decisions)[0] == 0


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


@pytest.mark.parametrize("name", ["cells", "compare"])
def test_comparisons_are_drawn(tmp_path, name):
    sizes = {"cells": (20, 50)} if name == "cells" else {}
    function, draw = COMMANDS[f"readout.{name}"]
    result = function(**sizes, seeds=1, epochs=1, images=500)
    for lang in ("en", "fr"):
        save(lambda figure: draw(figure, result), tmp_path / f"{lang}.svg", lang)
    texts = [(tmp_path / f"{lang}.svg").read_text() for lang in ("en", "fr")]
    assert texts[0] != texts[1]
