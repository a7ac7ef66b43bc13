"""The readout in scikit-learn's words: features are transformers, and a pipeline is the readout."""

import subprocess
import sys

import digit_files
import numpy as np
import pytest
from scipy import sparse
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import check_estimator

from readout import Deskew, GranuleCells, Perceptron, PoissonSpikes
from readout.digits.deskew import deskew
from readout.digits.granule_cells import draw_synapses
from readout.digits.poisson_spikes import count_spikes, scale_counts
from readout.mnist import mnist
from readout.perceptron.rule import learn


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """The first images of MNIST, and the folder of them: train, test and path."""
    folder = tmp_path_factory.mktemp("few")
    parts = digit_files.first_images(1000, 300)
    digit_files.write(folder, *parts)
    return *parts, folder


@pytest.mark.parametrize(
    "transformer", [Deskew(), Deskew((1, -1)), GranuleCells(30), PoissonSpikes(2.0)], ids=repr
)
def test_scikit_learn_takes_it_for_a_transformer_of_its_own(transformer):
    results = check_estimator(transformer, on_fail=None, on_skip=None)
    failed = [(r["check_name"], r["exception"]) for r in results if r["status"] == "failed"]
    assert failed == []
    assert sum(r["status"] == "passed" for r in results) > 25


@pytest.mark.parametrize("algorithm", ["averaged", "rosenblatt", "pocket", "voted"])
def test_the_pipeline_is_the_readout_that_the_command_trains_on_granule_cells(few, algorithm):
    train, test, folder = few
    how = {"features": "granule", "cells": 300, "epochs": 3, "data": folder}
    command = mnist(all=True, algorithm=algorithm, **how)
    pipeline = make_pipeline(
        Deskew(), GranuleCells(300, random_state=0), Perceptron(algorithm, epochs=3)
    ).fit(train.pixels, train.labels)
    same_perceptrons(pipeline[-1], command.readout)
    np.testing.assert_array_equal(pipeline.predict(test.pixels), command.vote.answers)
    assert 100 * pipeline.score(test.pixels, test.labels) == command.test_accuracy[-1]
    np.testing.assert_array_equal(command.readout.predict(test.pixels), command.vote.answers)


def same_perceptrons(perceptron, readout):
    """The class's +1 is the second of two; its whole numbers go from 0 to 255."""
    weights = np.column_stack([perceptron.intercept_ / 255, perceptron.coef_])
    np.testing.assert_array_equal(
        -weights, readout.weights / np.rint(1 / readout.unit / 255)[:, None]
    )
    errors = perceptron.history_["mistakes"] / (readout.samples / perceptron.n_iter_)
    np.testing.assert_array_equal(errors, readout.history.errors)


@pytest.mark.parametrize(("features", "margin"), [("pixels", 0), ("deskewed", 2)])
def test_images_are_learned_as_the_command_learns_them(few, features, margin):
    train, test, folder = few
    command = mnist(all=True, algorithm="averaged", features=features, epochs=2, data=folder)
    perceptron = Perceptron("averaged", epochs=2, margin=margin)
    pipeline = make_pipeline(*[Deskew()] * (features == "deskewed"), perceptron)
    pipeline.fit(train.pixels, train.labels)
    same_perceptrons(pipeline[-1], command.readout)
    np.testing.assert_array_equal(pipeline.predict(test.pixels), command.vote.answers)


def test_sparse_rows_are_learned_as_dense_ones_are(few):
    train, test, _ = few
    x, new = (part.pixels.reshape(len(part.pixels), -1) for part in (train, test))
    for kind in (np.uint8, float):
        dense = Perceptron("averaged", epochs=2).fit(x.astype(kind), train.labels)
        rows = Perceptron("averaged", epochs=2)
        rows.fit(sparse.csr_array(x.astype(kind)), train.labels)
        np.testing.assert_array_equal(rows.coef_, dense.coef_)  # of whole numbers, so exact
        found = rows.predict(sparse.csr_matrix(new.astype(kind)))
        np.testing.assert_array_equal(found, dense.predict(new.astype(kind)))


def test_entries_in_any_order_are_the_same_and_twice_given_bytes_are_refused():
    y, rows = [0, 1], ([1, 2, 3], [2, 0, 1], [0, 2, 3])
    x = sparse.csr_array((np.array(rows[0], np.uint8), *rows[1:]), (2, 3))
    sorted_ = Perceptron(epochs=3).fit(x.toarray(), y)
    np.testing.assert_array_equal(Perceptron(epochs=3).fit(x, y).coef_, sorted_.coef_)
    twice = sparse.csr_array((np.array([200, 100, 3], np.uint8), [0, 0, 1], [0, 2, 3]), (2, 3))
    with pytest.raises(ValueError, match="entry twice"):
        Perceptron(epochs=3).fit(twice, y)


@pytest.mark.parametrize("kind", [np.uint8, float])
def test_sparse_rows_are_learned_by_the_plain_rule(kind):
    rng = np.random.default_rng(0)
    x, y = rng.integers(0, 3, (60, 7)).astype(kind), rng.choice([-1, 1], 60)
    one, first = 255 if kind is np.uint8 else 1, np.arange(-4.0, 4)
    found = Perceptron(epochs=2, first=first, margin=0, shuffle=False)
    found.fit(sparse.csr_array(x), y)
    inputs = np.insert(x.astype(float), 0, one, axis=1)
    *_, (weights, _) = learn(first, np.tile(inputs, (2, 1)), np.tile(y, 2))
    np.testing.assert_array_equal([*found.intercept_ / one, *found.coef_[0]], weights)


def test_random_first_weights_of_bytes_keep_their_signs_and_are_of_an_eta_that_they_can_be():
    x, y, signs = np.array([[0, 200], [100, 0]], np.uint8), [0, 1], [0, 1, -1]
    found = Perceptron(epochs=1, margin=0, signs=signs).fit(x, y)
    assert (found.coef_[0] * signs[1:] >= 0).all()
    with pytest.raises(ValueError, match=r"eta=1e-09: 0.0001 or more"):
        Perceptron(eta=1e-9).fit(x, y)


def test_a_trained_readout_has_the_methods_of_the_class(few):
    _, test, folder = few
    for what in ({"all": True}, {"digits": (3, 5)}):
        readout = mnist(**what, epochs=1, data=folder).readout
        here = np.isin(test.labels, readout.classes_)
        images, labels = test.pixels[here], test.labels[here]
        decisions, answers = readout.decision_function(images), readout.predict(images)
        chosen = decisions.argmax(axis=1) if decisions.ndim > 1 else (decisions > 0).astype(int)
        np.testing.assert_array_equal(answers, readout.classes_[chosen])
        assert readout.score(images, labels) == np.mean(answers == labels) > 0.7
        with pytest.raises(ValueError, match="images of 28 x 28"):
            readout.predict(images[:, 1:])


def test_the_course_of_learning_is_kept(few):
    train, test, _ = few
    follow = test.pixels, test.labels
    perceptron = Perceptron("averaged", epochs=3).fit(train.pixels, train.labels, follow=follow)
    mistakes, accuracy = (perceptron.history_[name] for name in ("mistakes", "accuracy"))
    assert mistakes.shape == (3, 45)
    assert mistakes[0].sum() > mistakes[-1].sum() > 0
    np.testing.assert_array_equal(perceptron.mistakes_, mistakes.sum(axis=0))
    assert accuracy[-1] == perceptron.score(*follow)
    once = Perceptron("averaged", epochs=1).fit(train.pixels, train.labels)
    assert accuracy[0] == once.score(*follow)
    assert len(once.history_["accuracy"]) == 0


def test_deskewing_takes_images_flat_or_not_and_of_any_scale(few):
    pixels = few[1].pixels[:50]
    expected, flat = deskew(pixels), pixels.reshape(50, -1)
    np.testing.assert_array_equal(Deskew().fit_transform(pixels), expected)
    for size in (None, (28, 28), (28, -1)):
        found = Deskew(size).fit_transform(flat)
        np.testing.assert_array_equal(found, expected.reshape(50, -1))
    fractions = 255 * Deskew().fit_transform(pixels / 255)
    assert np.abs(fractions - expected).max() <= 0.51


@pytest.mark.parametrize("transformer", [Deskew(), GranuleCells(30), PoissonSpikes()])
def test_errors_speak_of_arrays(few, transformer):
    fitted = transformer.fit(few[1].pixels[:2])
    with pytest.raises(ValueError, match=r"X has images of \(14, 56\), not \(28, 28\)"):
        fitted.transform(few[1].pixels[:2].reshape(2, 14, 56))
    with pytest.raises(ValueError, match="X has 5 features"):
        fitted.transform(np.ones((2, 5)))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Deskew((3, 3)), "size="),
        (Deskew((14, -1)), "size="),
        (Deskew((14, 56)), "size="),
        (GranuleCells(0), "cells=0"),
        (GranuleCells(1.5), "cells=1.5"),
        (PoissonSpikes(0.3), "time=0.3"),
        (PoissonSpikes(rate=2000), "rate=2000"),
        (PoissonSpikes(400.0, rate=1000), "at most 255 spikes"),  # 400 ± 14 of a bright pixel
    ],
)
def test_a_parameter_that_cannot_be_is_refused(few, wrong, said):
    with pytest.raises(ValueError, match=said):
        wrong.fit(few[1].pixels[:1])


def test_a_single_line_has_receptive_fields_too():
    synapses = draw_synapses((1, 40), 20, np.random.default_rng(0))
    assert (synapses.sum(axis=0) == 0).all()
    assert (np.count_nonzero(synapses, axis=0) > 1).all()


def test_spike_counts_are_scaled_by_the_most_of_those_fitted_to(few):
    train, test = few[0].pixels[:20], few[1].pixels[:20]
    spikes = PoissonSpikes(time=10.0, random_state=4)
    counts = [count_spikes(part, 100, 20, seed) for part, seed in ((train, 4), (test, 5))]
    found = spikes.fit_transform(train), spikes.transform(test)
    for one, count in zip(found, counts, strict=True):
        np.testing.assert_array_equal(one, scale_counts(count, counts[0].max()))


#: After each statement, whether scikit-learn is there.
STATEMENTS = """
import sys
from pathlib import Path
import readout.logic as m; m.logic()
print('sklearn' in sys.modules)
import readout.convergence as m; m.convergence(sets=1)
print('sklearn' in sys.modules)
import readout.capacity as m; m.capacity(size=5, sets=1)
print('sklearn' in sys.modules)
import readout.mnist as m; m.mnist(all=True, epochs=1, data=Path(sys.argv[1]))
print('sklearn' in sys.modules)
"""


def test_scikit_learn_is_imported_only_by_who_uses_the_classes(few):
    call = [sys.executable, "-c", STATEMENTS, few[2]]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    assert done.stdout.split() == 4 * ["False"]
