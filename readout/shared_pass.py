"""One pass over an image serves all nine of the 45 perceptrons that learn from it.

The perceptron of the digits i and j is held twice, as what speaks for i in i's block and, with
the opposite sign, as what speaks for j in j's: ``weights[i, :, j] == -weights[j, :, i]``. All that
an image of i can teach then stands side by side in i's block, and every mistake there is an
activation <= 0. Mistakes are few, so that it costs little to correct both copies.

Only the pixels with ink are visited, a fifth of MNIST's. Inputs and weights are whole numbers and
so is every sum. They are held in 32 bits as long as |w|² |x|² < 2^62, and so |w · x| < 2^31: what
overflows on the way there comes back. Then 64 bits hold them: `pairs.most_epochs` says why.
"""

from typing import NamedTuple

import numpy as np

from readout.lanes import LANES, fetch_ahead, products
from readout.pairs import BRIGHTEST, DIGITS
from synplast.compiling import compiled


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
    flat = pixels.reshape(len(pixels), pixels.shape[1] * pixels.shape[2])
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


LEARN = (
    "UniTuple(int64, 2)(int64[::1], Array(uint8, 1, 'C', readonly=True), int64[::1], uint16[::1],"
    " uint8[::1], {lane}[:, :, ::1], int64[:, ::1], int64[::1], int64, int64, int64[::1],"
    " int64[:, ::1])"
)


@compiled([LEARN.format(lane=lane) for lane in ("int32", "int64")], nogil=True)
def learn(
    order, labels, starts, places, values, weights, squares, lengths, room, margin, seen, log
):
    """Rosenblatt's rule for all pairs of digits, over the images in ``order``, in place.

    Parameters
    ----------
    order : array of int64 (images,)
    labels : array of uint8 (images,)
    starts, places, values : arrays
        The images' `Ink`.
    weights : array of int32 or int64 (digits, inputs, 16)
    squares : array of int64 (digits, digits)
        |w|² of each pair, kept up to date.
    lengths : array of int64 (images,)
        |x|² of each image.
    room : int64
        The most |w|² for which w · x is sure to fit; above it, the rest of the images is left.
    margin : int64
        An image is a mistake when y (w · x) <= margin.
    seen : array of int64 (digits,)
        Images of each digit so far.
    log : array of int64 (mistakes, 4)
        Gets the image, its digit, the other digit, and how many samples the pair had seen.

    Returns
    -------
    images, mistakes : int64
        How many images were gone through, and how many entries the log has.
    """
    activations = np.empty(LANES, weights.dtype)
    mistakes = 0
    for turn in range(len(order)):
        image = order[turn]
        digit, full = labels[image], False
        start, stop = starts[image], starts[image + 1]
        if turn + 1 < len(order):
            following = order[turn + 1]
            for k in range(starts[following], starts[following + 1], 32):
                fetch_ahead(places, k)
                fetch_ahead(values, k)
        products(activations, weights[digit], places, values, start, stop)
        for other in range(DIGITS):
            if other != digit and activations[other] <= margin:
                before = seen[digit] + seen[other]
                entry = log[mistakes]
                entry[0], entry[1], entry[2], entry[3] = image, digit, other, before
                mistakes += 1
                mine, theirs = weights[digit], weights[other]
                for k in range(start, stop):
                    mine[places[k], other] += values[k]
                    theirs[places[k], digit] -= values[k]
                # |w + x|² = |w|² + 2 w · x + |x|²
                square = squares[digit, other] + 2 * activations[other] + lengths[image]
                squares[digit, other] = squares[other, digit] = square
                full |= square > room
        seen[digit] += 1
        if full:
            return turn + 1, mistakes
    return len(order), mistakes


@compiled("void(int64[:, ::1], int64[::1], int64[::1], uint16[::1], uint8[::1], int64[:, :, ::1])")
def add_up(log, shares, starts, places, values, sums):
    """sums[i, j] += share * x for each mistake of digit i against j: sums (digits, digits, inputs).

    The pair's own sum, with i < j, gets those of j with the sign of its class.
    """
    for n in range(len(log)):
        image, digit, other = log[n, 0], log[n, 1], log[n, 2]
        share = shares[n] if digit < other else -shares[n]
        row = sums[min(digit, other), max(digit, other)]
        for k in range(starts[image], starts[image + 1]):
            row[places[k]] += share * values[k]


READ_OUT = (
    "void(int64[::1], uint16[::1], uint8[::1], {lane}[:, :, ::1], int64, int64, {lane}[:, :, ::1])"
)


@compiled([READ_OUT.format(lane=lane) for lane in ("int32", "int64")], nogil=True)
def read_out(starts, places, values, weights, first, last, found):
    """w · x of images ``first`` to ``last``: found (images, blocks, 16), in place.

    ``weights`` is (blocks, inputs, 16): sixteen perceptrons in each block, kept close while all
    the images are read.
    """
    for block in range(len(weights)):
        for image in range(first, last):
            row = found[image - first, block]
            products(row, weights[block], places, values, starts[image], starts[image + 1])
