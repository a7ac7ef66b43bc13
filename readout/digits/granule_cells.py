"""A fixed random expansion, like the cerebellum's granule cells or the mushroom body's.

Each cell sees a small patch of the image through random synapses, some of them inhibitory, and
fires above a threshold of its own, so that it is silent for most images (Marr 1969,
doi:10.1113/jphysiol.1969.sp008820; Litwin-Kumar et al. 2017, doi:10.1016/j.neuron.2017.01.030).
Nothing here learns: only the perceptrons that read the cells do.
"""

from typing import NamedTuple

import numpy as np

from readout.digits.features import GRID
from readout.perceptron.limits import FULL
from readout.perceptron.sparse_rows import SparseRows
from synplast.compiling import compiled

# Chosen on the last 10,000 training images, held back from learning.
SMALLEST, LARGEST = 7, 12  # the side of a patch
ACTIVE = 0.25  # the fraction of images that a cell fires for
MOST_ACTIVE = 2000  # cells that fire for an image, to bound the memory
SAMPLE = 5000  # training images that set the thresholds
BLOCK = 1000  # images at a time, to bound the memory


class GranuleLayer(NamedTuple):
    """The cells.

    Attributes
    ----------
    synapses : array of float32 (pixels, cells)
        Whole numbers, in units of 1/64.
    thresholds, gains : arrays of float32 (cells,)
        A cell's rate is ``gain * (synapses · pixels - threshold)``, from 0 to 255.
    """

    synapses: np.ndarray
    thresholds: np.ndarray
    gains: np.ndarray


def fit_layer(pixels: np.ndarray, cells: int, seed: int) -> GranuleLayer:
    """Draw cells, with thresholds and gains set by the first of the images to train on."""
    active = min(ACTIVE, MOST_ACTIVE / cells)
    synapses = draw_synapses(pixels.shape[1:], cells, np.random.default_rng(seed))
    flat = pixels[:SAMPLE].reshape(min(SAMPLE, len(pixels)), -1).astype(np.float32)
    thresholds, gains = np.empty((2, cells), np.float32)
    for start in range(0, cells, BLOCK):
        part = slice(start, start + BLOCK)
        drive = np.sort(flat @ synapses[:, part], axis=0)
        thresholds[part] = np.maximum(drive[int((1 - active) * len(drive))], GRID)
        top = drive[int((1 - active / 20) * len(drive))]
        gains[part] = FULL / np.maximum(top - thresholds[part], GRID)
    return GranuleLayer(synapses, thresholds, gains)


def draw_synapses(size: tuple[int, int], cells: int, rng: np.random.Generator) -> np.ndarray:
    """Synapses onto a random square for each cell, summing to 0: array (pixels, cells).

    Whole numbers, of standard deviation 64: of at most 144, times at most 255, every sum stays
    below 2^24 (a mean of 7 standard deviations would be too much), so that single precision holds
    it exactly and a product of matrices is the same in whatever order a machine adds.
    """
    rows, columns = size
    most = size if min(size) == 1 else (min(size), min(size))  # of a single line, a part of it
    synapses = np.zeros((cells, rows, columns), np.float32)
    sides = rng.integers(SMALLEST, LARGEST, cells, endpoint=True)
    for cell, side in zip(synapses, sides, strict=True):
        tall, wide = np.minimum(side, most)
        top = rng.integers(rows - tall, endpoint=True)
        left = rng.integers(columns - wide, endpoint=True)
        weights = rng.standard_normal((tall, wide))
        # What rounds up in one synapse rounds down in the next, and the sum stays 0.
        sums = np.rint(GRID * np.cumsum(weights - weights.mean()))
        cell[top : top + tall, left : left + wide] = np.diff(sums, prepend=0).reshape(tall, wide)
    return np.ascontiguousarray(synapses.reshape(cells, -1).T)


def measure_rates(layer: GranuleLayer, pixels: np.ndarray) -> SparseRows:
    """The rates of the cells that fire, with the constant input: what the perceptrons read."""
    indptr = [np.zeros(1, np.int64)]
    indices, data = [np.empty(0, np.uint16)], [np.empty(0, np.uint8)]
    for start in range(0, len(pixels), BLOCK):
        block = pixels[start : start + BLOCK]
        flat = block.reshape(len(block), -1)
        lit = flat.any(axis=0)  # no digit goes to the margin
        drive = flat[:, lit].astype(np.float32) @ layer.synapses[lit]
        room = int(np.count_nonzero(drive > layer.thresholds)) + len(block)
        index, rate = np.empty(room, np.uint16), np.empty(room, np.uint8)
        ends = np.empty(len(block), np.int64)
        used = fire(drive, layer.thresholds, layer.gains, index, rate, ends)
        indices.append(index[:used].copy())
        data.append(rate[:used].copy())
        indptr.append(ends + indptr[-1][-1])
    return SparseRows(np.concatenate(indptr), np.concatenate(indices), np.concatenate(data))


TUNING = "Array(float32, 1, 'C', readonly=True)"


@compiled(f"int64(float32[:, ::1], {TUNING}, {TUNING}, uint16[::1], uint8[::1], int64[::1])")
def fire(drive, thresholds, gains, indices, data, ends):
    """Pack the rates, from 1 to 255, after the constant input of each image; how many."""
    entry = 0
    for image in range(drive.shape[0]):
        indices[entry], data[entry] = 0, FULL
        entry += 1
        for cell in range(drive.shape[1]):
            rate = gains[cell] * (drive[image, cell] - thresholds[cell])
            if rate >= 0.5:
                indices[entry], data[entry] = 1 + cell, min(int(rate + 0.5), FULL)
                entry += 1
        ends[image] = entry
    return entry
