"""Pictures of digits from anywhere, made like MNIST's.

MNIST's digits are light on dark, fit a box of 20 x 20 pixels with their proportions kept, and have
their centre of mass on pixel 14 of 0 to 27, both ways (http://yann.lecun.com/exdb/mnist).
"""

from pathlib import Path

import numpy as np

from models.bad_input import BadInput

BOX = 20 / 28  # of the image's side
FAINT = 0.2  # of the strongest ink: what is weaker is paper


def read(path: Path, size: tuple[int, int]) -> np.ndarray:
    """The digit in a picture file, dark on light or light on dark: array of uint8 ``size``.

    Raises
    ------
    BadInput
        The file is no picture, or has no ink on it.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(path) as picture:
            picture.load()
            # A photograph may say which way up it is. What is transparent is paper, white.
            seen = ImageOps.exif_transpose(picture).convert("RGBA")
    except OSError as error:
        what = error.strerror or "not a picture that can be read"
        raise BadInput("predict", path, what) from None
    except (ValueError, SyntaxError, Image.DecompressionBombError):
        raise BadInput("predict", path, "not a picture that can be read") from None
    paper = Image.new("RGBA", seen.size, "white")
    grey = np.asarray(Image.alpha_composite(paper, seen).convert("L"), float)
    return centred(ink_of(grey, path), size)


def ink_of(grey: np.ndarray, path: Path) -> np.ndarray:
    """From 0, the paper, to 1, the strongest ink. The paper is what most of the border shows."""
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    ink = np.abs(grey - np.median(border))
    if ink.max() < 16:  # of 255 shades
        raise BadInput("predict", path, "has nothing drawn on it")
    ink /= ink.max()
    return np.where(ink < FAINT, 0, ink)


def centred(ink: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """The ink scaled into the box, its centre of mass in the middle: array of uint8 ``size``."""
    from PIL import Image

    rows, columns = (np.flatnonzero(ink.any(axis=axis)) for axis in (1, 0))
    digit = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = BOX * min(size) / max(digit.shape)
    shape = [max(1, round(scale * side)) for side in digit.shape]
    picture = Image.fromarray(np.uint8(np.rint(255 * digit))).resize(
        shape[::-1], Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    )
    small = np.asarray(picture, float)
    small *= 255 / small.max()  # thin strokes grow pale when they are made smaller
    result = np.zeros(size, np.uint8)
    top, left = (start_of(small.sum(axis=1 - axis), whole) for axis, whole in enumerate(size))
    result[top : top + shape[0], left : left + shape[1]] = np.rint(small)
    return result


def start_of(profile: np.ndarray, whole: int) -> int:
    """Where a row or column of ink must start for its centre of mass to be in the middle."""
    centre = profile @ np.arange(len(profile)) / profile.sum()
    return min(max(round(whole / 2 - centre), 0), whole - len(profile))
