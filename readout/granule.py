"""A fixed random expansion, like the cerebellum's granule cells or the mushroom body's.

Each cell sees a small patch of the image through random synapses, some of them inhibitory, and
fires above a threshold of its own, so that it is silent for most images (Marr 1969,
doi:10.1113/jphysiol.1969.sp008820; Litwin-Kumar et al. 2017, doi:10.1016/j.neuron.2017.01.030).
Nothing here learns: only the perceptrons that read the cells do.
"""

from typing import NamedTuple

import numpy as np

from readout.features import GRID
from readout.pairs import BRIGHTEST
from readout.shared_pass import Ink
from synplast.compiling import compiled

# Chosen on the last 10,000 training images, held back from learning.
SMALLEST, LARGEST = 7, 12  # the side of a patch
ACTIVE = 0.25  # the fraction of images that a cell fires for
MOST_ACTIVE = 2000  # cells that fire for an image, to bound the memory
SAMPLE = 5000  # training images that set the thresholds
BLOCK = 1000  # images at a time, to bound the memory


class Granule(NamedTuple):
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

    def __call__(self, pixels: np.ndarray) -> Ink:
        return rates(self, pixels)


def grow(pixels: np.ndarray, cells: int, seed: int) -> Granule:
    """Draw cells, with thresholds and gains set by the first of the images to train on."""
    active = min(ACTIVE, MOST_ACTIVE / cells)
    synapses = patches(pixels.shape[1:], cells, np.random.default_rng(seed))
    flat = pixels[:SAMPLE].reshape(min(SAMPLE, len(pixels)), -1).astype(np.float32)
    thresholds, gains = np.empty((2, cells), np.float32)
    for start in range(0, cells, BLOCK):
        part = slice(start, start + BLOCK)
        drive = np.sort(flat @ synapses[:, part], axis=0)
        thresholds[part] = np.maximum(drive[int((1 - active) * len(drive))], GRID)
        top = drive[int((1 - active / 20) * len(drive))]
        gains[part] = BRIGHTEST / np.maximum(top - thresholds[part], GRID)
    return Granule(synapses, thresholds, gains)


def patches(size: tuple[int, int], cells: int, rng: np.random.Generator) -> np.ndarray:
    """Synapses onto a random square for each cell, summing to 0: array (pixels, cells).

    Whole numbers, of standard deviation 64: of at most 144, times at most 255, every sum stays
    below 2^24 (a mean of 7 standard deviations would be too much), so that single precision holds
    it exactly and a product of matrices is the same in whatever order a machine adds.
    """
    rows, columns = size
    synapses = np.zeros((cells, rows, columns), np.float32)
    sides = np.minimum(rng.integers(SMALLEST, LARGEST, cells, endpoint=True), min(size))
    for cell, side in zip(synapses, sides, strict=True):
        top, left = (
            rng.integers(rows - side, endpoint=True),
            rng.integers(columns - side, endpoint=True),
        )
        weights = rng.standard_normal((side, side))
        # What rounds up in one synapse rounds down in the next, and the sum stays 0.
        sums = np.rint(GRID * np.cumsum(weights - weights.mean()))
        cell[top : top + side, left : left + side] = np.diff(sums, prepend=0).reshape(side, side)
    return np.ascontiguousarray(synapses.reshape(cells, -1).T)


def rates(granule: Granule, pixels: np.ndarray) -> Ink:
    """The rates of the cells that fire, with the constant input: what the perceptrons read."""
    starts = [np.zeros(1, np.int64)]
    places, values = [np.empty(0, np.uint16)], [np.empty(0, np.uint8)]
    for start in range(0, len(pixels), BLOCK):
        block = pixels[start : start + BLOCK]
        drive = block.reshape(len(block), -1).astype(np.float32) @ granule.synapses
        room = int(np.count_nonzero(drive > granule.thresholds)) + len(block)
        place, value, ends = (
            np.empty(room, np.uint16),
            np.empty(room, np.uint8),
            np.empty(len(block), np.int64),
        )
        used = fire(drive, granule.thresholds, granule.gains, place, value, ends)
        places.append(place[:used].copy())
        values.append(value[:used].copy())
        starts.append(ends + starts[-1][-1])
    return Ink(np.concatenate(starts), np.concatenate(places), np.concatenate(values))


@compiled("int64(float32[:, ::1], float32[::1], float32[::1], uint16[::1], uint8[::1], int64[::1])")
def fire(drive, thresholds, gains, places, values, ends):
    """Pack the rates, from 1 to 255, after the constant input of each image; how many."""
    entry = 0
    for image in range(drive.shape[0]):
        places[entry], values[entry] = 0, BRIGHTEST
        entry += 1
        for cell in range(drive.shape[1]):
            rate = gains[cell] * (drive[image, cell] - thresholds[cell])
            if rate >= 0.5:
                places[entry], values[entry] = 1 + cell, min(int(rate + 0.5), BRIGHTEST)
                entry += 1
        ends[image] = entry
    return entry
