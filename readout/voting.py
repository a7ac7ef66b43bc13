"""The 45 perceptrons of all pairs of digits vote on what an image shows.

Each votes for the digit on whose side of its boundary the image lies, and for none if it lies
exactly on it. The digit with most votes is the answer. A tie is settled by the contests among the
tied alone: it goes to the digit on whose side the image lies furthest in all, which for two tied
digits is the one that their own perceptron prefers; if these distances are equal too, to the
smallest digit.
"""

from typing import NamedTuple

import numpy as np

from readout.pairs import DIGITS, PAIRS, samples


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
    """Let the perceptrons vote.

    Parameters
    ----------
    distances : array (images, 45)
        How far each image lies on the side of each pair's smaller digit, in order of `PAIRS`.
    """
    votes, among_tied = counted(distances, DIGITS)
    return Vote(votes, settled(votes, among_tied))


def counted(distances: np.ndarray, classes: int) -> tuple[np.ndarray, np.ndarray]:
    """Each class's votes, and its distances in all to the tied: arrays (samples, classes)."""
    lead = np.zeros((len(distances), classes, classes))  # [n, i, j]: of i over j
    i, j = np.triu_indices(classes, 1)
    lead[:, i, j], lead[:, j, i] = distances, -distances
    votes = (lead > 0).sum(axis=2)
    tied = votes == votes.max(axis=1, keepdims=True)
    return votes, (lead * tied[:, None]).sum(axis=2)


def settled(votes: np.ndarray, among_tied: np.ndarray) -> np.ndarray:
    # argmax takes the first, which is the smallest digit.
    tied = votes == votes.max(axis=1, keepdims=True)
    return np.where(tied, among_tied, -np.inf).argmax(axis=1)


def elected(distances: np.ndarray, classes: int) -> np.ndarray:
    """The class that the pairs of ``classes`` elect: array (samples,)."""
    return settled(*counted(distances, classes))


def scores(distances: np.ndarray, classes: int) -> np.ndarray:
    """Votes, and up to half of one for the distances: the largest is the class elected."""
    votes, among_tied = counted(distances, classes)
    found = votes + among_tied / (2 * (1 + np.abs(among_tied)))
    # Large distances all round to half a vote: the class elected stays ahead by the last bit.
    winner = np.arange(len(found)), settled(votes, among_tied)
    found[winner] = np.nextafter(found.max(axis=1), np.inf)
    return found


def accuracies(distances: np.ndarray, labels: np.ndarray, pairs: np.ndarray = PAIRS) -> np.ndarray:
    """The fraction of its two digits' images that each pair has on the right side: array."""
    first, second = (labels[:, None] == digit for digit in pairs.T)
    right = (first & (distances > 0)) | (second & (distances < 0))
    return right.sum(axis=0) / samples(labels, pairs)


def confusion_matrix(labels: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """How many images of each digit, the rows, were read as each: array of int (10, 10)."""
    table = np.zeros((DIGITS, DIGITS), int)
    np.add.at(table, (labels, answers), 1)
    return table


def worst(labels: np.ndarray, result: Vote, count: int) -> np.ndarray:
    """The images that were misread by most: array of int (up to count,).

    By how many votes the answer had more than the truth; of those alike, the first.
    """
    row = np.arange(len(labels))
    margin = result.votes[row, result.answers] - result.votes[row, labels]
    wrong = np.flatnonzero(result.answers != labels)
    return wrong[np.argsort(-margin[wrong], kind="stable")][:count]
