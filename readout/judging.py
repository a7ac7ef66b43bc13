"""How far images lie on each perceptron's side, by what is kept of its learning.

For weights, in steps of brightness; for the voted, the balance of all its votes, from -1 to 1.
"""

from collections.abc import Callable

import numpy as np

from readout import all_pairs
from readout.ballots import Ballots
from readout.keeping import Every
from readout.trained import Trained


def distances(readout: Trained, eye: Callable, ink) -> np.ndarray:
    """Of a trained readout: array (images, perceptrons), above 0 for the smaller digit.

    Parameters
    ----------
    eye : callable
        What makes an Ink of images: `readout.features.Features.eye`.
    ink : Ink
        The images.
    """
    if not readout.voted:
        return all_pairs.distances(ink, readout.weights)
    ballots = Ballots(ink, readout.first, readout.pairs)
    ballots.take(readout.mistakes, eye(readout.images))
    return ballots.balance(readout.samples)


def so_far(keeper, ink, learned) -> Callable[[], np.ndarray]:
    """What tells the same while they learn, from images ``learned``, each time it is asked."""
    if not isinstance(keeper, Every):
        return lambda: all_pairs.distances(ink, keeper.weights())
    ballots = Ballots(ink, keeper.first, keeper.lesson.pairs)

    def balance():
        ballots.take(keeper.log, learned)
        return ballots.balance(keeper.lesson.samples())

    return balance
