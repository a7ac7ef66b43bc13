"""Sparse rows (CSR) of whole numbers from 0 to 255, each with the constant input first."""

from typing import NamedTuple

import numpy as np

from readout.perceptron.limits import FULL
from synplast.compiling import compiled


class SparseRows(NamedTuple):
    """The inputs of each sample that are not 0, one sample after the other.

    Attributes
    ----------
    indptr : array of int64 (samples + 1,)
        Sample n has the entries ``indptr[n]`` to ``indptr[n + 1]``.
    indices : array of uint16 (entries,)
        Which input: 0 is the constant one, 1 + k is number k of the sample.
    data : array of uint8 (entries,)
    """

    indptr: np.ndarray
    indices: np.ndarray
    data: np.ndarray


def pack_rows(samples: np.ndarray) -> SparseRows:
    """Pack samples, array of uint8 (samples, ...), of less than 2^16 numbers each."""
    flat = samples.reshape(len(samples), -1)
    indptr = np.zeros(len(flat) + 1, np.int64)
    np.cumsum(1 + np.count_nonzero(flat, axis=1), out=indptr[1:])
    indices, data = np.empty(indptr[-1], np.uint16), np.empty(indptr[-1], np.uint8)
    pack(flat, indices, data)
    return SparseRows(indptr, indices, data)


@compiled("void(Array(uint8, 2, 'C', readonly=True), uint16[::1], uint8[::1])")
def pack(flat, indices, data):
    entry = 0
    for sample in range(flat.shape[0]):
        indices[entry], data[entry] = 0, FULL
        entry += 1
        for k in range(flat.shape[1]):
            if flat[sample, k]:
                indices[entry], data[entry] = 1 + k, flat[sample, k]
                entry += 1


def square_lengths(rows: SparseRows) -> np.ndarray:
    """|x|² of each sample, the constant input included: array of int64 (samples,)."""
    return np.add.reduceat(rows.data.astype(np.int64) ** 2, rows.indptr[:-1])
