"""Lines of ruled and squared paper, taken off what is drawn across them."""

import numpy as np

SOLID = 0.3  # of a side: a printed line runs so far without a gap
ACROSS = 0.96  # of a side: and so far in all
THICK = 0.06  # of a side: no thicker
LEFT = 0.1  # of what is drawn: lines that leave less are strokes


def take_off_lines(drawn: np.ndarray) -> np.ndarray:
    """``drawn``, array of bool (rows, columns), without straight lines from edge to edge."""
    left = take_off_rows(take_off_rows(drawn).T).T
    return left if left.sum() >= LEFT * drawn.sum() else drawn


def take_off_rows(drawn: np.ndarray) -> np.ndarray:
    """Without the lines that run from left to right; what crosses one is closed again."""
    from scipy import ndimage

    wide, left = drawn.shape[1], drawn
    runs = find_runs(drawn, int(SOLID * wide) | 1)
    if not runs.any():
        return drawn
    numbers, _ = ndimage.label(runs, np.ones((3, 3)))
    for number, box in enumerate(ndimage.find_objects(numbers), 1):
        part = numbers[box] == number
        thick = part.sum() / part.shape[1]
        if part.shape[1] < ACROSS * wide or thick > THICK * wide:
            continue
        line = np.zeros_like(drawn)
        line[box] = part
        without = left & ~ndimage.binary_dilation(line, np.ones((3, 1)))
        gap = int(np.ceil(thick)) + 5
        framed = np.pad(without, ((gap, gap), (0, 0)))
        crossing = ndimage.binary_closing(framed, np.ones((gap, 1)))[gap:-gap]
        left = without | (crossing & left)
    return left


def find_runs(drawn: np.ndarray, length: int) -> np.ndarray:
    """Pixels of runs along a row that are at least so long, an odd number."""
    from scipy import ndimage

    middle = ndimage.minimum_filter1d(drawn.astype(np.uint8), length, axis=1, mode="constant")
    return ndimage.maximum_filter1d(middle, length, axis=1, mode="constant").astype(bool)
