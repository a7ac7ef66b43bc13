"""A trained readout: perceptrons of one pair of digits or of all, and what is read of an image."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from readout.digits.features import Encoder
from readout.digits.pairs import PAIRS
from readout.perceptron.class_pairs import elect, score_classes


class History(NamedTuple):
    """How it was learned, pass after pass.

    Attributes
    ----------
    errors : array of float (passes, perceptrons)
        Fraction of the samples that were mistakes during each pass.
    accuracy : array of float (passes,)
        On the test images after each pass: of the vote, or of the one perceptron.
    """

    errors: np.ndarray
    accuracy: np.ndarray


class AllWeights(NamedTuple):
    """All weights that ever were, which the voted keep: the first, and what made the others.

    Attributes
    ----------
    first : array of int64 (perceptrons, inputs)
        Before the first mistake.
    images : array of uint8 (images, rows, columns)
        Those that were mistakes, prepared.
    mistakes : array of int64 (mistakes, 4)
        In their order: the place in ``images``, the digit, the other digit of the pair, and how
        many samples the pair had seen.
    """

    first: np.ndarray
    images: np.ndarray
    mistakes: np.ndarray


@dataclass(frozen=True, eq=False)
class Readout:
    """A classifier of images, with the methods of `readout.perceptron.classifier.Perceptron`.

    Attributes
    ----------
    pairs : array of int64 (perceptrons, 2)
        Their two digits; the first is the class +1. All 45 or one.
    weights : array of int64 (perceptrons, inputs)
        That of the constant input first. Of an average, the sum over the samples.
    unit : array of float (perceptrons,)
        ``unit * weights`` are w and b for inputs and a constant input from 0 to 1; of the voted,
        their mean over the samples.
    samples : array of int64 (perceptrons,)
        How many each has learned from.
    encoder : Encoder
    history : History
    voted : AllWeights or None
    """

    pairs: np.ndarray
    weights: np.ndarray
    unit: np.ndarray
    samples: np.ndarray
    encoder: Encoder
    history: History
    voted: AllWeights | None = None

    def __repr__(self) -> str:
        reads = f"{self.encoder.features.name} of {' x '.join(map(str, self.encoder.size))}"
        return f"<Readout: {len(self.pairs)} perceptrons, {reads} images>"

    @property
    def classes_(self) -> np.ndarray:
        """The digits that it tells apart: array of int64 (digits,)."""
        return np.unique(self.pairs)

    @property
    def all_pairs(self) -> bool:
        """Whether all pairs are there, to vote."""
        return len(self.pairs) == len(PAIRS)

    def decision_function(self, images) -> np.ndarray:
        """How far on a digit's side: array (images,), above 0 for the larger of two digits.

        For ten, array (images, 10): the votes, and up to half a vote for the distances among them
        that settle a tie.
        """
        distances = self.measure_distances(self._encode(images))
        return score_classes(distances, 10) if self.all_pairs else -distances[:, 0]

    def predict(self, images) -> np.ndarray:
        """The digit of each image, array of uint8 (images, rows, columns): array (images,)."""
        distances = self.measure_distances(self._encode(images))
        return self.classes_[elect(distances, len(self.classes_))]

    def score(self, images, labels) -> float:
        """The fraction of the images that are read right."""
        return float(np.mean(self.predict(images) == labels))

    def measure_distances(self, rows) -> np.ndarray:
        """How far encoded images lie on the side of each pair's smaller digit.

        Array (images, perceptrons), in steps of brightness; of the voted, the balance of all
        votes, from -1 to 1.
        """
        from readout.perceptron import activations, weight_votes

        if self.voted is None:
            return activations.measure_distances(rows, self.weights)
        first, images, mistakes = self.voted
        votes = weight_votes.WeightVotes(rows, first, self.pairs)
        votes.take(mistakes, self.encoder.encode(images))
        return votes.balance(self.samples)

    def _encode(self, images):
        from readout.digits.dataset import Images

        images = np.asarray(images)
        if images.dtype != np.uint8 or images.shape[1:] != tuple(self.encoder.size):
            size = " x ".join(map(str, self.encoder.size))
            what = f"images are {images.dtype} of shape {images.shape}"
            raise ValueError(f"{what}, where bytes (uint8) of images of {size} are read")
        prepared = self.encoder.features.prepare(Images(images, None))
        return self.encoder.encode(prepared.pixels)
