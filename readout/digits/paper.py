"""Ink told from paper, in whatever light, and the sheet told from what it lies on."""

import numpy as np

EVEN = 30  # of 255: how far the shades of paper part in an even light
WINDOW = 0.2  # of a side, wider than a pen: paper is what lies so near
FEW = 30  # pixels that are at least as strong as what counts as the strongest: no speck is
DRAWN = 0.4  # of the strongest: what is weaker is paper
SHEET = 0.5, 0.6  # the least of a sheet: of each side, and of the box around it


def measure_ink(grey: np.ndarray) -> np.ndarray:
    """How far each pixel is from the paper around it: array of float, 0 to 255.

    In an even light, paper is what most of the border shows. In an uneven one, it is what is left
    where all that is narrower than a wide pen is filled in; dark ink takes its share of the light.
    """
    border = take_border(grey)
    if np.subtract(*np.quantile(border, [0.9, 0.1])) <= EVEN:
        return np.abs(grey - np.median(border))
    from scipy import ndimage

    soft = ndimage.gaussian_filter(grey.astype(float), max(grey.shape) / 250)
    window = 2 * int(WINDOW * max(grey.shape) / 2) + 1
    if is_dark(grey):
        paper = ndimage.grey_closing(soft, (window, window))
        return 255 * np.maximum(1 - grey / np.maximum(paper, 1), 0)
    return np.maximum(grey - ndimage.grey_opening(soft, (window, window)), 0)


def take_border(shades: np.ndarray) -> np.ndarray:
    """The outermost pixels: array (pixels,)."""
    return np.concatenate([shades[0], shades[-1], shades[:, 0], shades[:, -1]])


def is_dark(grey: np.ndarray) -> bool:
    """Whether what stands out most from what is around it is darker."""
    from scipy import ndimage

    step = max(1, max(grey.shape) // 64)
    small = grey[::step, ::step].astype(float)
    around = ndimage.median_filter(small, max(3, len(small) * 2 // 5))
    return bool(((small - around) ** 3).sum() < 0)


def find_strongest(ink: np.ndarray) -> float:
    count = min(FEW, max(1, ink.size // 50))
    return float(np.partition(ink.ravel(), -count)[-count])


def take_sheet(grey: np.ndarray, drawn: np.ndarray) -> np.ndarray | None:
    """The picture of a sheet with something on it, if that is what was taken for ink."""
    from scipy import ndimage

    numbers, count = ndimage.label(drawn, np.ones((3, 3)))
    if not count:
        return None
    largest = np.bincount(numbers.ravel())[1:].argmax() + 1
    box = ndimage.find_objects(numbers)[largest - 1]
    part = numbers[box] == largest
    side, share = SHEET
    if (np.array(part.shape) < side * np.array(drawn.shape)).any() or part.mean() < share:
        return None
    # The sheet's own edge is neither paper nor ink.
    edge = max(2, int(0.015 * min(part.shape)))
    inside = ndimage.binary_erosion(ndimage.binary_fill_holes(part), iterations=edge)
    if np.count_nonzero(inside & ~part) < FEW:
        return None
    return np.where(inside, grey[box], np.median(grey[box][part])).astype(grey.dtype)
