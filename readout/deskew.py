"""Digits set upright: each is sheared until its ink leans neither way (LeCun et al. 1998)."""

import numpy as np

BLOCK = 2000  # images at a time, to bound the memory


def deskewed(pixels: np.ndarray) -> np.ndarray:
    """Images with their slant taken out and their centre of mass in the middle column.

    The slant is the covariance of the ink's column and row over the variance of its row
    (doi:10.1109/5.726791).

    Parameters
    ----------
    pixels : array of uint8 (images, rows, columns)

    Returns
    -------
    array of uint8 of the same shape
    """
    result = np.empty_like(pixels)
    for start in range(0, len(pixels), BLOCK):
        block = pixels[start : start + BLOCK].astype(np.float32)
        result[start : start + BLOCK] = np.rint(shifted(block, shifts(block)))
    return result


def shifts(ink: np.ndarray) -> np.ndarray:
    """How far to the right each row's ink lies of where it should: array (images, rows)."""
    # Up to the division all sums are of whole numbers, and exact in whatever order.
    rows, columns = np.arange(ink.shape[1]), np.arange(ink.shape[2])
    mass = np.maximum(ink.sum(axis=(1, 2)), 1)
    by_row, by_column = ink.sum(axis=2), ink.sum(axis=1)
    y, x = by_row @ rows / mass, by_column @ columns / mass
    variance = by_row @ rows**2 / mass - y**2
    covariance = np.einsum("nrc,r,c->n", ink, rows, columns, optimize=True) / mass - x * y
    # Ink in a single row has no slant.
    slant = np.divide(covariance, variance, out=np.zeros_like(variance), where=variance > 1e-3)
    middle = (len(columns) - 1) / 2
    return slant[:, None] * (rows - y[:, None]) + (x - middle)[:, None]


def shifted(images: np.ndarray, by: np.ndarray) -> np.ndarray:
    """Every row moved to the left by its own distance, in between by straight lines."""
    columns = images.shape[2]
    place = np.arange(columns) + by[:, :, None]
    left = np.floor(place).astype(np.int64)
    part = (place - left).astype(np.float32)
    framed = np.pad(images, ((0, 0), (0, 0), (1, 2)))  # nothing lies beyond the edges

    def at(column):
        return np.take_along_axis(framed, np.clip(column + 1, 0, columns + 1), axis=2)

    return (1 - part) * at(left) + part * at(left + 1)
