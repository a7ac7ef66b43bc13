"""w · x of sparse rows of whole numbers, for many perceptrons at once, on all cores."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from readout.perceptron.simd import WIDTH, allocate_aligned
from readout.perceptron.sparse_rows import SparseRows
from readout.perceptron.whole_kernels import read_out

CORES = os.cpu_count() or 1


def activate(rows: SparseRows, weights: np.ndarray) -> np.ndarray:
    """w · x of every sample: array of int64 (samples, perceptrons)."""
    count, inputs = weights.shape
    blocks = -(-count // WIDTH)
    table = allocate_aligned((blocks, inputs, WIDTH), np.int64)
    for number, row in enumerate(weights):
        table[number // WIDTH, :, number % WIDTH] = row
    found = allocate_aligned((len(rows.indptr) - 1, blocks, WIDTH), np.int64)
    parts = np.linspace(0, len(found), 1 + 4 * CORES).astype(int)

    def read(start, stop):
        read_out(*rows, table, start, stop, found[start:stop])

    with ThreadPoolExecutor(CORES) as threads:
        list(threads.map(read, parts[:-1], parts[1:]))
    return found.reshape(len(found), -1)[:, :count]


def measure_distances(rows: SparseRows, weights: np.ndarray) -> np.ndarray:
    """How far every sample lies on the side of each one's class +1: array (samples, perceptrons).

    In units of the inputs, (w · x) / |w| with the constant input among the others.
    """
    # Whole numbers: below 1 is only the length of weights that are all 0.
    return activate(rows, weights) / np.maximum(np.linalg.norm(weights, axis=1), 1)
