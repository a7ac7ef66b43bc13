"""The marks on a sheet: specks and frames left out, and whether what stays is one digit."""

from typing import NamedTuple

import numpy as np

SPECK = 0.04  # of the largest mark
FRAME = 0.3  # of a side: a frame is larger
RIM = 0.08  # of its side: where all of a frame lies
ASIDE = 0.5  # of a side that a mark runs along: it belongs to what lies around the sheet
APART = 0.05  # of the digit: marks further apart are two
BLOT = 0.4  # of the digit: no pen is as wide
NEXT_TO = np.ones((3, 3))


class Measured(NamedTuple):
    """The digit alone, with a margin around it.

    Attributes
    ----------
    away : array of float (rows, columns)
        How far each pixel is from the digit.
    pen : float
        How wide the strokes are.
    """

    away: np.ndarray
    pen: float


def keep_digit(drawn: np.ndarray) -> np.ndarray:
    """``drawn``, array of bool (rows, columns), without specks, frames and what lines the edges."""
    from scipy import ndimage

    numbers, count = ndimage.label(drawn, NEXT_TO)
    sizes = np.bincount(numbers.ravel(), minlength=count + 1)
    sizes[0] = 0
    for number, box in enumerate(ndimage.find_objects(numbers), 1):
        if sizes[number] >= SPECK * sizes.max():
            part = numbers[box] == number
            around = is_frame(part, drawn[box], drawn.shape) or is_aside(part, box, drawn)
            sizes[number] *= not around
    return (sizes >= max(1, SPECK * sizes.max()))[numbers]


def is_frame(part: np.ndarray, drawn: np.ndarray, size: tuple[int, int]) -> bool:
    """Whether a mark lies along the sides of its box, and something else within."""
    if (np.array(part.shape) <= FRAME * np.array(size)).any():
        return False
    high, wide = (max(1, int(RIM * side)) for side in part.shape)
    rim = part.sum() - part[high:-high, wide:-wide].sum()
    return rim > 0.9 * part.sum() and (drawn & ~part).sum() >= 0.02 * part.sum()


def is_aside(part: np.ndarray, box: tuple[slice, slice], drawn: np.ndarray) -> bool:
    """Whether a mark runs along an edge of the picture, and is not all there is."""
    for axis, (place, side) in enumerate(zip(box, drawn.shape, strict=True)):
        ends = part if axis == 0 else part.T
        along = [ends[0]] * (place.start == 0) + [ends[-1]] * (place.stop == side)
        if any(line.sum() > ASIDE * drawn.shape[1 - axis] for line in along):
            return part.sum() < 0.9 * drawn.sum()
    return False


def measure_digit(digit: np.ndarray) -> Measured:
    """The digit in an array of bool (rows, columns)."""
    from scipy import ndimage

    alone = crop(digit, digit)
    return Measured(ndimage.distance_transform_edt(~alone), measure_pen(alone))


def doubt_digit(digit: np.ndarray, alone: Measured) -> list[str]:
    """Why this may not be one whole digit: array of bool (rows, columns)."""
    from scipy import ndimage

    extent = max(alone.away.shape)
    near = alone.away <= max(APART * extent, alone.pen) / 2
    count = ndimage.label(near, NEXT_TO)[1]
    doubts = [f"{'two' if count == 2 else count} separate marks"] if count > 1 else []
    rim = max(1, min(digit.shape) // 100)
    doubts += ["a blot"] * bool(alone.pen > BLOT * extent)
    return doubts + ["ink at the border"] * bool(digit.sum() > digit[rim:-rim, rim:-rim].sum())


def crop(values: np.ndarray, digit: np.ndarray) -> np.ndarray:
    """What is in the box around the digit, with a margin of a tenth of it, 0 beyond the edges."""
    box = [np.flatnonzero(digit.any(axis=axis)) for axis in (1, 0)]
    margin = 2 + max(side[-1] - side[0] for side in box) // 10
    rows, columns = (slice(side[0], side[-1] + 1 + 2 * margin) for side in box)
    return np.pad(values, margin)[rows, columns]


def measure_pen(digit: np.ndarray) -> float:
    """How wide the strokes are: their pixels lie a quarter of that from the nearest paper."""
    from scipy import ndimage

    inside = ndimage.distance_transform_edt(digit)  # paper is all around
    return 4 * float(inside[digit].mean()) - 1
