"""The vote of the 45 perceptrons on the ten digits, and what comes out of it."""

from typing import NamedTuple

import numpy as np

from readout.digits.pairs import DIGITS, PAIRS, count_samples
from readout.perceptron.class_pairs import count_votes, settle


class Vote(NamedTuple):
    """What came out.

    Attributes
    ----------
    votes : array (images, 10)
        How many perceptrons spoke for each digit.
    answers : array (images,)
        The digit elected.
    """

    votes: np.ndarray
    answers: np.ndarray


def vote(distances: np.ndarray) -> Vote:
    """Let the perceptrons vote, see `readout.perceptron.class_pairs`.

    Parameters
    ----------
    distances : array (images, 45)
        How far each image lies on the side of each pair's smaller digit, in order of `PAIRS`.
    """
    votes, among_tied = count_votes(distances, DIGITS)
    return Vote(votes, settle(votes, among_tied))


def rate_pairs(distances: np.ndarray, labels: np.ndarray, pairs: np.ndarray = PAIRS) -> np.ndarray:
    """The fraction of its two digits' images that each pair has on the right side: array."""
    first, second = (labels[:, None] == digit for digit in pairs.T)
    right = (first & (distances > 0)) | (second & (distances < 0))
    return right.sum(axis=0) / count_samples(labels, pairs)


def count_confusions(labels: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """How many images of each digit, the rows, were read as each: array of int (10, 10)."""
    table = np.zeros((DIGITS, DIGITS), int)
    np.add.at(table, (labels, answers), 1)
    return table


def find_worst(labels: np.ndarray, result: Vote, count: int) -> np.ndarray:
    """The images that were misread by most: array of int (up to count,).

    By how many votes the answer had more than the truth; of those alike, the first.
    """
    row = np.arange(len(labels))
    margin = result.votes[row, result.answers] - result.votes[row, labels]
    wrong = np.flatnonzero(result.answers != labels)
    return wrong[np.argsort(-margin[wrong], kind="stable")][:count]
