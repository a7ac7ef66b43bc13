"""What training and testing give: the tables, and what the pictures need besides."""

from typing import NamedTuple

import numpy as np

from readout.digits.dataset import Images
from readout.digits.election import Vote
from readout.digits.readout import Readout
from synplast.option_types import Number, Percent, Text


class Passes(NamedTuple):
    """One perceptron, pass after pass.

    Attributes
    ----------
    epoch : array (passes,)
        Number of the pass, from 1.
    errors : array (passes,)
        Samples that were mistakes during the pass (%).
    train_accuracy, test_accuracy : array (passes,)
        Images on the right side after the pass (%).
    readout : Readout
        The perceptron after the last pass.
    test : Images
        What it was tested on, images of its two digits.
    distances : array (images, 1)
        How far these lie on the side of the smaller digit: `Readout.measure_distances`.
    """

    epoch: Number
    errors: Percent
    train_accuracy: Percent
    test_accuracy: Percent
    readout: Readout
    test: Images
    distances: np.ndarray


class Classifiers(NamedTuple):
    """The perceptrons after the last pass and, in the last row, their vote.

    Attributes
    ----------
    classifier : array of str
        ``0-1`` ... ``8-9`` and ``vote``; or one pair, from a file.
    train_accuracy, test_accuracy : array
        In percent; a pair's is of the images of its two digits.
    readout : Readout
    test : Images
        What they were tested on.
    distances : array (images, perceptrons)
        How far these lie on the side of each pair's smaller digit: `Readout.measure_distances`.
    vote : Vote or None
        On the test images.
    """

    classifier: Text
    train_accuracy: Percent
    test_accuracy: Percent
    readout: Readout
    test: Images
    distances: np.ndarray
    vote: Vote | None = None
