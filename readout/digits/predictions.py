"""What a readout says of pictures from outside the data set, and what speaks against it."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from readout.digits import pictures
from readout.digits.dataset import Images
from readout.digits.likeness import doubt_answers
from readout.digits.readout import Readout
from readout.perceptron.class_pairs import count_votes, settle
from synplast.option_types import Number, Text


class Predictions(NamedTuple):
    """One row a picture.

    Attributes
    ----------
    picture : array of str (pictures,)
    digit : array (pictures,)
        The answer.
    votes : array (pictures,)
        How many of the nine perceptrons of this digit speak for it; of two digits there is one.
    runner_up : array (pictures,)
        The digit with most votes among the others.
    margin : array (pictures,)
        How far the picture lies from the nearest of these nine boundaries, in steps of brightness,
        or of the voted the least of the balances of their votes; below 0 if that perceptron speaks
        against the answer.
    doubt : array of str (pictures,)
        Why this may be wrong; empty where nothing speaks against it.
    readout : Readout
    test : Images
        The pictures as they were read.
    """

    picture: Text
    digit: Number
    votes: Number
    runner_up: Number
    margin: Number
    doubt: Text
    readout: Readout
    test: Images


def read_pictures(paths: Sequence[Path], size: tuple[int, int]) -> list[pictures.Digit]:
    """The digits in the pictures, made like the data set's."""
    return [pictures.read(path, size) for path in paths]


def predict(
    paths: Sequence[Path], given: list[pictures.Digit], readout: Readout, train: Images
) -> Predictions:
    """Let the readout vote on the pictures; ``train`` is what it may have learned from."""
    encoder = readout.encoder
    pixels = np.array([digit.pixels for digit in given])
    shown = encoder.features.prepare(Images(pixels, np.zeros(len(pixels), np.uint8)))
    distances = readout.measure_distances(encoder.encode(shown.pixels))
    answers, *what = describe_votes(distances, readout)
    unlike = doubt_answers(shown, answers, train)
    doubts = ["; ".join(one.doubts + more) for one, more in zip(given, unlike, strict=True)]
    names = np.array([str(path) for path in paths])
    return Predictions(names, answers, *what, np.array(doubts), readout, shown)


def describe_votes(distances: np.ndarray, readout: Readout) -> tuple[np.ndarray, ...]:
    """Answers, their votes, the runners-up and the margins, arrays (pictures,)."""
    digits, (i, j) = readout.classes_, readout.pairs.T
    votes, among_tied = count_votes(distances, len(digits))
    row, elected = np.arange(len(votes)), settle(votes, among_tied)
    answers, won = digits[elected], votes[row, elected]
    votes[row, elected] = -1
    own = (i == answers[:, None]) | (j == answers[:, None])
    towards = np.where(i == answers[:, None], distances, -distances)
    return answers, won, digits[votes.argmax(axis=1)], np.where(own, towards, np.inf).min(axis=1)
