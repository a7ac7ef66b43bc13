"""One pass over an image serves all nine of the 45 perceptrons that learn from it.

The perceptron of the digits i and j is held twice, as what speaks for i in i's block and, with
the opposite sign, as what speaks for j in j's: ``weights[i, :, j] == -weights[j, :, i]``. All that
an image of i can teach then stands side by side in i's block, and every mistake there is an
activation <= 0. Mistakes are few, so that it costs little to correct both copies.

Only the pixels with ink are visited, a fifth of MNIST's. Inputs and weights are whole numbers and
so is every sum; `pairs.most_epochs` says why none of them overflows.
"""

from typing import NamedTuple

import numpy as np

from protocols.compiled import compiled
from readout.pairs import BRIGHTEST, DIGITS


class Ink(NamedTuple):
    """The inputs of each image that are not 0, one image after the other.

    Attributes
    ----------
    starts : array of int64 (images + 1,)
        Image n has the entries ``starts[n]`` to ``starts[n + 1]``.
    places : array of uint16 (entries,)
        Which input: 0 is the constant one, 1 + k is pixel k.
    values : array of uint8 (entries,)
    """

    starts: np.ndarray
    places: np.ndarray
    values: np.ndarray


def ink(pixels: np.ndarray) -> Ink:
    """Pack images, array of uint8 (images, rows, columns)."""
    flat = pixels.reshape(len(pixels), -1)
    starts = np.zeros(len(flat) + 1, np.int64)
    np.cumsum(1 + np.count_nonzero(flat, axis=1), out=starts[1:])
    places, values = np.empty(starts[-1], np.uint16), np.empty(starts[-1], np.uint8)
    pack(flat, places, values)
    return Ink(starts, places, values)


@compiled("void(Array(uint8, 2, 'C', readonly=True), uint16[::1], uint8[::1])")
def pack(flat, places, values):
    entry = 0
    for image in range(flat.shape[0]):
        places[entry], values[entry] = 0, BRIGHTEST
        entry += 1
        for pixel in range(flat.shape[1]):
            if flat[image, pixel]:
                places[entry], values[entry] = 1 + pixel, flat[image, pixel]
                entry += 1


@compiled(
    "void(int64[::1], Array(uint8, 1, 'C', readonly=True), int64[::1], uint16[::1], uint8[::1],"
    " float64[:, :, ::1], int64[:, :, ::1], int64[::1], int64[:, ::1])"
)
def learn(order, labels, starts, places, values, weights, late, seen, mistakes):
    """Rosenblatt's rule for all pairs of digits, once over the images in ``order``, in place.

    Parameters
    ----------
    order : array of int64 (images,)
    labels : array of uint8 (images,)
    starts, places, values : arrays
        The images' `Ink`.
    weights : array of float64 (digits, inputs, digits)
        Whole numbers: floats hold them exactly up to 2^53, and multiply faster.
    late : array of int64 (digits, inputs, digits)
        Sum of the corrections, each times the number of samples that came before it: with it,
        the sum of the weights after each sample needs no sum over the samples.
    seen : array of int64 (digits,)
        Images of each digit so far.
    mistakes : array of int64 (digits, digits)
        [i, j] counts the images of i that i's perceptron against j got wrong.
    """
    activations = np.empty(DIGITS)
    for image in order:
        digit = labels[image]
        entries = range(starts[image], starts[image + 1])
        activations[:] = 0
        for k in entries:
            place, value = places[k], float(values[k])
            for other in range(DIGITS):
                activations[other] += value * weights[digit, place, other]
        for other in range(DIGITS):
            if other != digit and activations[other] <= 0:
                mistakes[digit, other] += 1
                before = seen[digit] + seen[other]
                for k in entries:
                    weights[digit, places[k], other] += values[k]
                    weights[other, places[k], digit] -= values[k]
                    late[digit, places[k], other] += before * values[k]
        seen[digit] += 1


@compiled("int64[:, ::1](int64[::1], uint16[::1], uint8[::1], int64[:, ::1])")
def activations(starts, places, values, weights):
    """w · x of every image: array (images, perceptrons), for weights (inputs, perceptrons)."""
    images, perceptrons = len(starts) - 1, weights.shape[1]
    found = np.zeros((images, perceptrons), np.int64)
    for image in range(images):
        for k in range(starts[image], starts[image + 1]):
            place, value = places[k], np.int64(values[k])
            for perceptron in range(perceptrons):
                found[image, perceptron] += value * weights[place, perceptron]
    return found
