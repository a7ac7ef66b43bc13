"""The 45 pairs of digits, and what bounds their perceptrons' whole numbers.

The inputs are the raw pixels, 0 to 255, with 255 for the constant input, and weights are whole
multiples of eta/255, the first ones drawn on that grid in [-1, 1]. In the usual units, where pixels
go from 0 to 1, this is w <- w + eta y x with w uniform in [-1, 1]; and whatever the order of a
sum, it is the same to the last bit.
"""

import math
from bisect import bisect_left
from fractions import Fraction
from itertools import combinations

import numpy as np

from readout.digits.dataset import Images
from readout.perceptron.limits import FULL
from synplast.bad_input import BadInput

DIGITS = 10

# 0-1, 0-2 ... 8-9. The smaller digit is the class +1.
PAIRS = np.array(list(combinations(range(DIGITS), 2)))


def draw_first_weights(inputs: int, eta: Fraction, rng: np.random.Generator) -> np.ndarray:
    """Uniform in [-1, 1] on the grid of eta/255: array of int64 (45, inputs)."""
    most = math.floor(FULL / eta)
    return rng.integers(-most, most, (len(PAIRS), inputs), endpoint=True)


def count_samples(labels: np.ndarray, pairs: np.ndarray = PAIRS) -> np.ndarray:
    """How many images each pair learns from: array (pairs,)."""
    return np.bincount(labels, minlength=DIGITS)[pairs].sum(axis=-1)


def require_room(
    epochs: int, train: Images, eta: Fraction | int, margin: Fraction | int = 0, inputs: int = 0
) -> None:
    """Raise `BadInput` for more passes than `bound_epochs`."""
    most = bound_epochs(train, eta, margin, inputs)
    if epochs > most:
        raise BadInput("epochs", epochs, f"at most {most}, so that no sum can overflow")


def bound_epochs(
    train: Images, eta: Fraction | int, margin: Fraction | int = 0, inputs: int = 0
) -> int:
    """How many passes no sum can overflow in.

    A mistake, y (w · x) <= m R² with R² = max |x|², adds at most (1 + 2 m) R² to |w|², and a first
    weight is at most 255/eta. After T samples |w · x| is therefore at most
    a = R² sqrt(1/eta² + (1 + 2 m) T), and their sum over the samples T a, to be held in 64 bits
    (below 2^63).
    """
    square = FULL**2 * (inputs or 1 + train.pixels[0].size)
    most_samples = int(count_samples(train.labels).max())

    def largest(epochs):
        steps = epochs * most_samples
        return max(steps, 2**10) * square * math.sqrt(1 / eta**2 + (1 + 2 * margin) * steps)

    return bisect_left(range(1, 2**30), 2**63, key=largest)
