"""Training, and testing what was trained."""

from collections.abc import Callable, Iterable

import numpy as np
from tqdm import tqdm

from readout import one_pair
from readout.dataset import Images
from readout.pairs import BRIGHTEST, PAIRS, Pass, samples
from readout.results import Classifiers, Passes
from readout.trained import Trained
from readout.voting import accuracies, vote


def teach_one(digits, train: Images, test: Images, **how) -> Passes:
    """Train the perceptron of two digits."""

    def measured(weights):
        return [one_pair.accuracy(images, digits, weights[0]) for images in (train, test)]

    passes = one_pair.passes(train, digits, **how)
    last, errors, accuracy = followed(passes, how["epochs"], measured)
    readout = Trained(
        pairs=np.array([digits]),
        weights=last,
        unit=unit(samples(train.labels, np.array([digits])), **how),
        size=np.array(train.pixels.shape[1:]),
        errors=errors,
        accuracy=accuracy[:, 1],
    )
    epoch = np.arange(1, how["epochs"] + 1)
    return Passes(epoch, 100 * errors[:, 0], *100 * accuracy.T, readout, test)


def teach_all(train: Images, test: Images, **how) -> Classifiers:
    """Train the perceptrons of all pairs."""
    from readout import all_pairs, shared_pass  # with Numba, which a single pair can do without

    train_ink, test_ink = shared_pass.ink(train.pixels), shared_pass.ink(test.pixels)

    def measured(weights):
        return np.mean(vote(all_pairs.distances(test_ink, weights)).answers == test.labels)

    passes = all_pairs.passes(train, train_ink, **how)
    last, errors, accuracy = followed(passes, how["epochs"], measured)
    readout = Trained(
        pairs=PAIRS,
        weights=last,
        unit=unit(samples(train.labels), **how),
        size=np.array(train.pixels.shape[1:]),
        errors=errors,
        accuracy=accuracy,
    )
    return tested(readout, train, test)


def followed(passes: Iterable[Pass], epochs: int, measured: Callable) -> tuple[np.ndarray, ...]:
    """Run the passes: the last weights and, of each pass, the errors and what was measured."""
    errors, measures = [], []
    with tqdm(passes, total=epochs, unit="pass", leave=False, disable=None) as bar:
        for weights, wrong in bar:
            errors.append(wrong)
            measures.append(measured(weights))
            bar.set_postfix_str(f"{100 * wrong.mean():.2f} % errors")
    return weights, np.array(errors), np.array(measures)


def unit(samples: np.ndarray, epochs: int, eta, averaged: bool, seed: int) -> np.ndarray:
    """What a whole number of a weight is worth: array (perceptrons,)."""
    summed = epochs * samples if averaged else np.ones(len(samples))
    return float(eta) / (BRIGHTEST * summed)


def tested(readout: Trained, train: Images, test: Images) -> Classifiers:
    """Test a readout."""
    names = np.array([f"{i}-{j}" for i, j in readout.pairs])
    if not readout.votes:
        (pair,), (weights,) = readout.pairs, readout.weights
        right = [[one_pair.accuracy(images, pair, weights)] for images in (train, test)]
        return Classifiers(names, *100 * np.array(right), readout, test)
    from readout import all_pairs, shared_pass

    rows = []
    for images in (train, test):
        distances = all_pairs.distances(shared_pass.ink(images.pixels), readout.weights)
        result = vote(distances)
        right = np.mean(result.answers == images.labels)
        rows.append(np.append(accuracies(distances, images.labels), right))
    return Classifiers(np.append(names, "vote"), *100 * np.array(rows), readout, test, result)
