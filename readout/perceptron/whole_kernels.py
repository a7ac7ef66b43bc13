"""The compiled pass over sparse whole numbers: a sample serves all perceptrons that learn from it.

The perceptron of the classes i and j is held twice, as what is for i in i's block and, with the
opposite sign, as what is for j in j's: ``weights[i, :, j] == -weights[j, :, i]``. All that is
learned from a sample of i then stands side by side in i's block, and every mistake there is an
activation <= 0. Mistakes are few, so that it costs little to correct both copies.

Inputs and weights are whole numbers and so is every sum. They are held in 32 bits as long as
|w|² |x|² < 2^62, and so |w · x| < 2^31: what overflows on the way there comes back. Then 64 bits
hold them, for as many passes as whoever trains must bound.
"""

import numpy as np

from readout.perceptron.simd import WIDTH, prefetch, sum_products
from synplast.compiling import compiled

NONE = -(2**63)  # below every activation

LEARN = (
    "UniTuple(int64, 2)(int64[::1], Array(uint8, 1, 'C', readonly=True), int64[::1], uint16[::1],"
    " uint8[::1], {whole}[:, :, ::1], int64[:, ::1], int64[:, ::1], int64[::1], int64, int64[::1],"
    " int64[:, ::1])"
)


@compiled([LEARN.format(whole=whole) for whole in ("int32", "int64")], nogil=True)
def learn(
    order, labels, indptr, indices, data, weights, squares, margins, lengths, room, seen, log
):
    """Rosenblatt's rule for pairs of classes, over the samples in ``order``, in place.

    Parameters
    ----------
    order : array of int64 (samples,)
    labels : array of uint8 (samples,)
    indptr, indices, data : arrays
        The samples' `SparseRows`.
    weights : array of int32 or int64 (classes, inputs, 16)
    squares : array of int64 (classes, classes)
        |w|² of each pair, kept up to date.
    margins : array of int64 (classes, 16)
        A sample is a mistake when y (w · x) <= margin; `NONE` where there is no such pair.
    lengths : array of int64 (samples,)
        |x|² of each sample.
    room : int64
        The most |w|² for which w · x is sure to fit; above it, the rest of the samples is left.
    seen : array of int64 (classes,)
        Samples of each class so far.
    log : array of int64 (mistakes, 4)
        Gets the sample, its class, the other class, and how many samples the pair had seen.

    Returns
    -------
    samples, mistakes : int64
        How many samples were gone through, and how many entries the log has.
    """
    activations = np.empty(WIDTH, weights.dtype)
    mistakes = 0
    for turn in range(len(order)):
        sample = order[turn]
        label, full = labels[sample], False
        start, stop = indptr[sample], indptr[sample + 1]
        if turn + 1 < len(order):
            following = order[turn + 1]
            for k in range(indptr[following], indptr[following + 1], 32):
                prefetch(indices, k)
                prefetch(data, k)
        sum_products(activations, weights[label], indices, data, start, stop)
        for other in range(WIDTH):
            if activations[other] <= margins[label, other]:
                before = seen[label] + seen[other]
                entry = log[mistakes]
                entry[0], entry[1], entry[2], entry[3] = sample, label, other, before
                mistakes += 1
                mine, theirs = weights[label], weights[other]
                for k in range(start, stop):
                    mine[indices[k], other] += data[k]
                    theirs[indices[k], label] -= data[k]
                # |w + x|² = |w|² + 2 w · x + |x|²
                square = squares[label, other] + 2 * activations[other] + lengths[sample]
                squares[label, other] = squares[other, label] = square
                full |= square > room
        seen[label] += 1
        if full:
            return turn + 1, mistakes
    return len(order), mistakes


@compiled("void(int64[:, ::1], int64[::1], int64[::1], uint16[::1], uint8[::1], int64[:, :, ::1])")
def add_up(log, shares, indptr, indices, data, sums):
    """sums[i, j] += share * x for each mistake of class i against j: (classes, classes, inputs).

    The pair's own sum, with i < j, gets those of j with the sign of its class.
    """
    for n in range(len(log)):
        sample, label, other = log[n, 0], log[n, 1], log[n, 2]
        share = shares[n] if label < other else -shares[n]
        row = sums[min(label, other), max(label, other)]
        for k in range(indptr[sample], indptr[sample + 1]):
            row[indices[k]] += share * data[k]


READ_OUT = (
    "void(int64[::1], uint16[::1], uint8[::1], {whole}[:, :, ::1], int64, int64,"
    " {whole}[:, :, ::1])"
)


@compiled([READ_OUT.format(whole=whole) for whole in ("int32", "int64")], nogil=True)
def read_out(indptr, indices, data, weights, first, last, found):
    """w · x of samples ``first`` to ``last``: found (samples, blocks, 16), in place.

    ``weights`` is (blocks, inputs, 16): sixteen perceptrons in each block, kept close while all
    the samples are read.
    """
    for block in range(len(weights)):
        for sample in range(first, last):
            row = found[sample - first, block]
            sum_products(row, weights[block], indices, data, indptr[sample], indptr[sample + 1])
