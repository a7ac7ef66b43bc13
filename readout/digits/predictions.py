"""What the vote says of pictures from outside the data set."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from readout.digits import pictures
from readout.digits.dataset import Images
from readout.digits.election import vote
from readout.digits.readout import Readout
from synplast.bad_input import BadInput
from synplast.option_types import Number, Text


class Predictions(NamedTuple):
    """One row a picture.

    Attributes
    ----------
    picture : array of str (pictures,)
    digit : array (pictures,)
        The answer.
    votes : array (pictures,)
        How many of the nine perceptrons of this digit speak for it.
    runner_up : array (pictures,)
        The digit with most votes among the others.
    margin : array (pictures,)
        How far the picture lies from the nearest of these nine boundaries, in steps of brightness,
        or of the voted the least of the balances of their votes; below 0 if that perceptron speaks
        against the answer.
    readout : Readout
    test : Images
        The pictures as they were read.
    """

    picture: Text
    digit: Number
    votes: Number
    runner_up: Number
    margin: Number
    readout: Readout
    test: Images


def read_pictures(paths: Sequence[Path], size: tuple[int, int]) -> Images:
    """The pictures, made like the data set's, in one array; their labels are unknown, 0."""
    pixels = np.array([pictures.read(path, size) for path in paths])
    return Images(pixels, np.zeros(len(pixels), np.uint8))


def predict(paths: Sequence[Path], given: Images, readout: Readout) -> Predictions:
    """Let the readout vote on the pictures."""
    if not readout.all_pairs:
        raise BadInput("predict", paths[0], "needs a vote, as with --all; this is one pair")
    encoder = readout.encoder
    shown = encoder.features.prepare(given)
    distances = readout.measure_distances(encoder.encode(shown.pixels))
    votes, answers = vote(distances)
    row = np.arange(len(answers))
    others = votes.copy()
    others[row, answers] = -1
    i, j = readout.pairs.T
    own = (i == answers[:, None]) | (j == answers[:, None])
    towards = np.where(i == answers[:, None], distances, -distances)
    nearest = np.where(own, towards, np.inf).min(axis=1)
    names = np.array([str(path) for path in paths])
    what = (votes[row, answers], others.argmax(axis=1), nearest)
    return Predictions(names, answers, *what, readout, shown)
