"""Training, and testing what was trained."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from tqdm import tqdm

from readout import all_pairs, one_pair
from readout.checkpoint import Checkpoint, fingerprint
from readout.dataset import Images
from readout.features import Features
from readout.judging import distances, so_far
from readout.keeping import Every, Sum
from readout.pairs import BRIGHTEST
from readout.results import Classifiers, Passes
from readout.sound_readout import FEATURES
from readout.trained import Trained
from readout.training import Training
from readout.voting import accuracies, vote
from synplast.bad_input import BadInput


def teach(
    digits: tuple[int, int] | None,
    train: Images,
    test: Images,
    sight: Features,
    epochs: int,
    checkpoint: Path | None = None,
    **how,
) -> Passes | Classifiers:
    """Train the perceptron of two digits, or without them those of all pairs.

    It goes on from where a checkpoint says; ``how`` has algorithm, eta, margin and seed.
    """
    train, test = sight.upright(train), sight.upright(test)
    eye = sight.eye(train)
    ink = eye(train.pixels)
    settings = (digits, *sight, *sorted(how.items()), fingerprint(*train, *test))
    kept = Checkpoint(checkpoint, " ".join(map(str, settings)) if checkpoint else "")
    if kept.passes > epochs:
        raise BadInput("epochs", epochs, f"the checkpoint has {kept.passes} passes already")
    training = begun(digits, train, ink, sight, kept, **how)
    shown = [of(digits, images) for images in (train, test)] if digits else [test]
    judges = [so_far(training.keeper, eye(images.pixels), ink) for images in shown]

    def measured():
        return [right(judge(), i.labels, digits) for judge, i in zip(judges, shown, strict=True)]

    errors, accuracy = followed(training, epochs, measured)
    readout = trained(training, train, sight, eye, how["eta"], errors, accuracy[:, -1])
    last = judges[-1]()
    if digits:
        passes = np.arange(1, epochs + 1)
        return Passes(passes, 100 * errors[:, 0], *100 * accuracy.T, readout, shown[-1], last)
    first = so_far(training.keeper, ink, ink)()
    return classified(readout, (first, train), (last, test))


def begun(digits, train, ink, sight, kept: Checkpoint, algorithm, eta, margin, seed) -> Training:
    """At the first weights, or where the checkpoint was left."""
    if digits:
        lesson, rng = one_pair.begun(train, digits, eta, seed)
    else:
        inputs = sight.inputs(train.pixels.shape[1:])
        lesson, rng = all_pairs.begun(train, ink, eta, seed, inputs)
    return Training(lesson, algorithm, rng, margin, kept)


def of(digits: tuple[int, int], images: Images) -> Images:
    """The images of two digits."""
    here = np.isin(images.labels, digits)
    return Images(images.pixels[here], images.labels[here])


def right(distances: np.ndarray, labels: np.ndarray, digits: tuple[int, int] | None) -> float:
    """The fraction of the images that the vote, or the one perceptron, has right."""
    if digits:
        return accuracies(distances, labels, np.array([digits]))[0]
    return np.mean(vote(distances).answers == labels)


def followed(training: Training, epochs: int, measured: Callable) -> tuple[np.ndarray, np.ndarray]:
    """Run the passes: the errors of each, and what was measured after it."""
    checkpoint = training.checkpoint
    errors, measures = (list(checkpoint.arrays.get(n, ())) for n in ("errors", "accuracy"))
    passes = training.passes(epochs)
    bar = tqdm(passes, total=epochs, initial=len(errors), unit="pass", leave=False, disable=None)
    with bar:
        for state in bar:
            errors.append(state.errors)
            measures.append(measured())
            checkpoint.write(errors=np.array(errors), accuracy=np.array(measures))
            bar.set_postfix_str(f"{100 * state.errors.mean():.2f} % errors")
    return np.array(errors), np.array(measures)


def trained(training: Training, train: Images, sight, eye, eta, errors, accuracy) -> Trained:
    """The readout as it is kept."""
    keeper, lesson = training.keeper, training.lesson
    worth = lesson.samples() if isinstance(keeper, Sum) else np.ones(len(lesson.pairs))
    size = train.pixels.shape[1:]
    weights, mistakes = keeper.weights(), np.zeros((0, 4), np.int64)
    first, images = weights[:0], train.pixels[:0]
    if isinstance(keeper, Every):
        numbers, places = np.unique(keeper.log[:, 0], return_inverse=True)
        mistakes = np.column_stack([places, keeper.log[:, 1:]])
        first, images = keeper.first, train.pixels[numbers]
    return Trained(
        pairs=lesson.pairs,
        weights=weights,
        unit=float(eta) / (BRIGHTEST * worth),
        size=np.array(size),
        features=np.array([sight.name], FEATURES),
        expansion=np.array([sight.cells, sight.seed]),
        tuning=np.array([eye.thresholds, eye.gains] if sight.cells else [[], []], np.float32),
        samples=lesson.samples(),
        first=first,
        images=images,
        mistakes=mistakes,
        errors=errors,
        accuracy=accuracy,
    )


def tested(readout: Trained, train: Images, test: Images) -> Classifiers:
    """Test a readout."""
    train, test = readout.sight.upright(train), readout.sight.upright(test)
    eye = readout.eye()
    if not readout.votes:
        train, test = (of(tuple(readout.pairs[0]), images) for images in (train, test))
    parts = [(distances(readout, eye, eye(part.pixels)), part) for part in (train, test)]
    return classified(readout, *parts)


def classified(readout: Trained, *parts) -> Classifiers:
    """Rate the distances of images to train on and to test on."""
    names, rows, result = [f"{i}-{j}" for i, j in readout.pairs], [], None
    for found, images in parts:
        row = accuracies(found, images.labels, readout.pairs)
        if readout.votes:
            result = vote(found)
            row = np.append(row, np.mean(result.answers == images.labels))
        rows.append(100 * row)
    names += ["vote"] * readout.votes
    last, test = parts[-1]
    return Classifiers(np.array(names), *rows, readout, test, last, result)
