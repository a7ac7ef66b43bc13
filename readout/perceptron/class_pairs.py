"""Pairs of classes: their numbers, and the vote of their perceptrons on the class of a sample.

Each perceptron votes for the class on whose side of its boundary the sample lies, and for none if
it lies exactly on it. The class with most votes is elected. A tie is settled by the contests among
the tied alone: it goes to the class on whose side the sample lies furthest in all, which for two
tied classes is the one that their own perceptron prefers; if these distances are equal too, to the
first class.
"""

import numpy as np


def number_pairs(pairs: np.ndarray, classes: int) -> np.ndarray:
    """Which pair two classes are, either way round, -1 for none: array (classes, classes)."""
    table = np.full((classes, classes), -1)
    i, j = pairs.T
    table[i, j] = table[j, i] = np.arange(len(pairs))
    return table


def count_votes(distances: np.ndarray, classes: int) -> tuple[np.ndarray, np.ndarray]:
    """Each class's votes, and its distances in all to the tied: arrays (samples, classes).

    Parameters
    ----------
    distances : array (samples, pairs)
        How far each sample lies on the side of each pair's first class, in the order of
        ``itertools.combinations``.
    """
    lead = np.zeros((len(distances), classes, classes))  # [n, i, j]: of i over j
    i, j = np.triu_indices(classes, 1)
    lead[:, i, j], lead[:, j, i] = distances, -distances
    votes = (lead > 0).sum(axis=2)
    tied = votes == votes.max(axis=1, keepdims=True)
    return votes, (lead * tied[:, None]).sum(axis=2)


def settle(votes: np.ndarray, among_tied: np.ndarray) -> np.ndarray:
    """The class with most votes, a tie settled: array (samples,)."""
    # argmax takes the first, which is the smallest class.
    tied = votes == votes.max(axis=1, keepdims=True)
    return np.where(tied, among_tied, -np.inf).argmax(axis=1)


def elect(distances: np.ndarray, classes: int) -> np.ndarray:
    """The class that the pairs elect: array (samples,)."""
    return settle(*count_votes(distances, classes))


def score_classes(distances: np.ndarray, classes: int) -> np.ndarray:
    """Votes, and up to half of one for the distances: array (samples, classes).

    The largest is the class elected.
    """
    votes, among_tied = count_votes(distances, classes)
    found = votes + among_tied / (2 * (1 + np.abs(among_tied)))
    # Large distances all round to half a vote: the class elected stays ahead by the last bit.
    winner = np.arange(len(found)), settle(votes, among_tied)
    found[winner] = np.nextafter(found.max(axis=1), np.inf)
    return found
