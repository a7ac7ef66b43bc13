"""Testing a trained readout: the accuracy of each pair, and of the vote."""

import numpy as np

from readout.digits.dataset import Images, select
from readout.digits.election import rate_pairs, vote
from readout.digits.readout import Readout
from readout.digits.results import Classifiers


def evaluate(readout: Readout, train: Images, test: Images) -> Classifiers:
    """Test a readout on the images to train on and on those to test on."""
    encoder, parts = readout.encoder, []
    for images in (train, test):
        part = encoder.features.prepare(images)
        if not readout.all_pairs:
            part = select(part, readout.pairs[0])
        parts.append((readout.measure_distances(encoder.encode(part.pixels)), part))
    return tabulate(readout, *parts)


def tabulate(readout: Readout, *parts: tuple[np.ndarray, Images]) -> Classifiers:
    """Rate the distances of images to train on and to test on."""
    names, rows, result = [f"{i}-{j}" for i, j in readout.pairs], [], None
    for found, images in parts:
        row = rate_pairs(found, images.labels, readout.pairs)
        if readout.all_pairs:
            result = vote(found)
            row = np.append(row, np.mean(result.answers == images.labels))
        rows.append(100 * row)
    names += ["vote"] * readout.all_pairs
    last, test = parts[-1]
    return Classifiers(np.array(names), *rows, readout, test, last, result)


def rate_right(distances: np.ndarray, labels: np.ndarray, pairs: np.ndarray) -> float:
    """The fraction of the images that the vote, or the one perceptron, has right."""
    if len(pairs) == 1:
        return rate_pairs(distances, labels, pairs)[0]
    return np.mean(vote(distances).answers == labels)
