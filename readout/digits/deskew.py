"""Deskewing: each digit is sheared until it leans neither way (LeCun et al. 1998)."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

BLOCK = 2000  # images at a time, to bound the memory


def deskew(pixels: np.ndarray) -> np.ndarray:
    """Images with their slant taken out and their centre of mass in the middle column.

    The slant is the covariance of the brightness's column and row over the variance of its row
    (doi:10.1109/5.726791).

    Parameters
    ----------
    pixels : array of uint8 or float (images, rows, columns)
        None below 0.

    Returns
    -------
    array of the same type and shape; whole numbers are rounded
    """
    result, whole = np.empty_like(pixels), pixels.dtype.kind == "u"
    for start in range(0, len(pixels), BLOCK):
        block = pixels[start : start + BLOCK].astype(np.float32 if whole else float)
        shifted = shift_rows(block, measure_shifts(block))
        result[start : start + BLOCK] = np.rint(shifted) if whole else shifted
    return result


def measure_shifts(images: np.ndarray) -> np.ndarray:
    """How far to the right each row lies of where it should: array (images, rows)."""
    # Of whole numbers, up to the division all sums are exact in whatever order.
    rows, columns = np.arange(images.shape[1]), np.arange(images.shape[2])
    mass = images.sum(axis=(1, 2))
    mass[mass == 0] = 1
    by_row, by_column = images.sum(axis=2), images.sum(axis=1)
    y, x = by_row @ rows / mass, by_column @ columns / mass
    variance = by_row @ rows**2 / mass - y**2
    covariance = np.einsum("nrc,r,c->n", images, rows, columns, optimize=True) / mass - x * y
    # A single row has no slant.
    slant = np.divide(covariance, variance, out=np.zeros_like(variance), where=variance > 1e-3)
    middle = (len(columns) - 1) / 2
    return slant[:, None] * (rows - y[:, None]) + (x - middle)[:, None]


def shift_rows(images: np.ndarray, by: np.ndarray) -> np.ndarray:
    """Every row moved to the left by its own distance, in between by straight lines."""
    columns, whole = images.shape[2], np.floor(by)
    part = (by - whole).astype(images.dtype)[:, :, None]
    frame = columns + 1  # nothing lies beyond the edges
    framed = np.pad(images, ((0, 0), (0, 0), (frame, frame)))
    start = frame + np.clip(whole, -frame, columns).astype(np.int64)
    image, row = np.indices(by.shape, sparse=True)
    moved = sliding_window_view(framed, columns + 1, axis=2)[image, row, start]
    return (1 - part) * moved[:, :, :-1] + part * moved[:, :, 1:]
