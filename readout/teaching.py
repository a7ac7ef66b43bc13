"""Training, and testing what was trained."""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from tqdm import tqdm

from models.bad_input import BadInput
from readout import one_pair
from readout.checkpoint import Checkpoint, fingerprint
from readout.dataset import Images
from readout.features import Features
from readout.pairs import BRIGHTEST, PAIRS, Pass, samples
from readout.results import Classifiers, Passes
from readout.trained import FEATURES, Trained
from readout.voting import accuracies, vote


def teach_one(digits, train: Images, test: Images, sight: Features, **how) -> Passes:
    """Train the perceptron of two digits."""
    train, test = sight.upright(train), sight.upright(test)

    def measured(weights):
        return [one_pair.accuracy(images, digits, weights[0]) for images in (train, test)]

    passes = one_pair.passes(train, digits, **how)
    last, errors, accuracy = followed(passes, how["epochs"], measured)
    readout = Trained(
        pairs=np.array([digits]),
        weights=last,
        unit=unit(samples(train.labels, np.array([digits])), **how),
        size=np.array(train.pixels.shape[1:]),
        **kept_of(sight),
        errors=errors,
        accuracy=accuracy[:, 1],
    )
    epoch = np.arange(1, how["epochs"] + 1)
    return Passes(epoch, 100 * errors[:, 0], *100 * accuracy.T, readout, test)


def teach_all(
    train: Images, test: Images, sight: Features, checkpoint: Path | None = None, **how
) -> Classifiers:
    """Train the perceptrons of all pairs, from where a checkpoint says."""
    from readout import all_pairs  # with Numba, which a single pair can do without

    train, test = sight.upright(train), sight.upright(test)
    eye = sight.eye(train)
    train_ink, test_ink = eye(train.pixels), eye(test.pixels)

    def measured(weights):
        return np.mean(vote(all_pairs.distances(test_ink, weights)).answers == test.labels)

    inputs = sight.inputs(train.pixels.shape[1:])
    kept = Checkpoint(checkpoint, settings(sight, train, test, **how) if checkpoint else "")
    if kept.passes > how["epochs"]:
        raise BadInput("epochs", how["epochs"], f"the checkpoint has {kept.passes} passes already")
    passes = all_pairs.passes(train, train_ink, inputs=inputs, checkpoint=kept, **how)
    last, errors, accuracy = followed(passes, how["epochs"], measured, kept)
    readout = Trained(
        pairs=PAIRS,
        weights=last,
        unit=unit(samples(train.labels), **how),
        size=np.array(train.pixels.shape[1:]),
        **kept_of(sight),
        errors=errors,
        accuracy=accuracy,
    )
    return measured_all(readout, (train_ink, train), (test_ink, test))


def settings(sight: Features, train: Images, test: Images, epochs: int, **how) -> str:
    """All that decides a training but the number of passes, in words."""
    return " ".join(map(str, [*sight, *sorted(how.items()), fingerprint(*train, *test)]))


def followed(
    passes: Iterable[Pass], epochs: int, measured: Callable, checkpoint: Checkpoint | None = None
) -> tuple[np.ndarray, ...]:
    """Run the passes: the last weights and, of each pass, the errors and what was measured."""
    checkpoint = checkpoint or Checkpoint(None)
    before = checkpoint.arrays
    weights = before.get("kept")
    errors, measures = list(before.get("errors", ())), list(before.get("accuracy", ()))
    bar = tqdm(passes, total=epochs, initial=len(errors), unit="pass", leave=False, disable=None)
    with bar:
        for weights, wrong in bar:
            errors.append(wrong)
            measures.append(measured(weights))
            checkpoint.write(kept=weights, errors=np.array(errors), accuracy=np.array(measures))
            bar.set_postfix_str(f"{100 * wrong.mean():.2f} % errors")
    return weights, np.array(errors), np.array(measures)


def unit(samples: np.ndarray, epochs: int, eta, averaged: bool, **_) -> np.ndarray:
    """What a whole number of a weight is worth: array (perceptrons,)."""
    summed = epochs * samples if averaged else np.ones(len(samples))
    return float(eta) / (BRIGHTEST * summed)


def kept_of(sight: Features) -> dict[str, np.ndarray]:
    name, expansion = np.array([sight.name], FEATURES), np.array([sight.cells, sight.seed])
    return {"features": name, "expansion": expansion}


def tested(readout: Trained, train: Images, test: Images) -> Classifiers:
    """Test a readout."""
    train, test = readout.sight.upright(train), readout.sight.upright(test)
    if not readout.votes:
        names = np.array([f"{i}-{j}" for i, j in readout.pairs])
        (pair,), (weights,) = readout.pairs, readout.weights
        right = [[one_pair.accuracy(images, pair, weights)] for images in (train, test)]
        return Classifiers(names, *100 * np.array(right), readout, test)
    eye = readout.sight.eye(train)
    return measured_all(readout, (eye(train.pixels), train), (eye(test.pixels), test))


def measured_all(readout: Trained, *parts) -> Classifiers:
    """Test all pairs on images to train on and to test on, each with what is read of them."""
    from readout import all_pairs

    rows = []
    for ink, images in parts:
        distances = all_pairs.distances(ink, readout.weights)
        result = vote(distances)
        right = np.mean(result.answers == images.labels)
        rows.append(np.append(accuracies(distances, images.labels), right))
    names = np.array([f"{i}-{j}" for i, j in readout.pairs])
    test = parts[-1][1]
    return Classifiers(np.append(names, "vote"), *100 * np.array(rows), readout, test, result)
