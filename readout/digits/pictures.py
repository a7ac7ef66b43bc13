"""Pictures of digits from anywhere, made like MNIST's.

MNIST's digits are light on dark, fit a box of 20 x 20 pixels with their proportions kept, and have
their centre of mass on pixel 14 of 0 to 27, both ways (http://yann.lecun.com/exdb/mnist).
"""

import warnings
from pathlib import Path

import numpy as np

from readout.digits import shades
from synplast.bad_input import BadInput

BOX = 20 / 28  # of the image's side
FAINT = 0.2  # of the strongest stroke: what is weaker is paper
MOST_PIXELS = 50_000_000  # in a picture, to bound the memory


def read(path: Path, size: tuple[int, int]) -> np.ndarray:
    """The digit in a picture file, dark on light or light on dark: array of uint8 ``size``.

    Raises
    ------
    BadInput
        The file is no picture, is too large, or has nothing drawn on it.
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            # Pillow's own bound is a warning first, and lies higher.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            # By its name, Pillow maps a TIFF that lies on its side into memory, and scrambles it.
            with open(path, "rb") as file, Image.open(file) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Image.DecompressionBombError
                picture.load()
                # A photograph may say which way up it is.
                grey = shades.read_shades(ImageOps.exif_transpose(picture))
    except OSError as error:
        what = error.strerror or "not a picture that can be read"
        raise BadInput("predict", path, what) from None
    except Image.DecompressionBombError:
        what = f"has more than {MOST_PIXELS // 10**6} million pixels: make it smaller"
        raise BadInput("predict", path, what) from None
    except (ValueError, SyntaxError):
        raise BadInput("predict", path, "not a picture that can be read") from None
    return centre(find_strokes(grey, path), size)


def find_strokes(grey: np.ndarray, path: Path) -> np.ndarray:
    """From 0, the paper, which most of the border shows, to 255, the strongest stroke."""
    distance = np.abs(np.arange(256) - np.median(shades.take_border(grey)))
    strongest = distance[[grey.min(), grey.max()]].max()
    if strongest < shades.LEAST:
        raise BadInput("predict", path, "has nothing drawn on it")
    strokes = np.minimum(distance / strongest, 1)
    return np.rint(255 * np.where(strokes < FAINT, 0, strokes)).astype(np.uint8)[grey]


def centre(strokes: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Strokes scaled into the box, their centre of mass in the middle: array of uint8 ``size``."""
    from PIL import Image

    rows, columns = (np.flatnonzero(strokes.any(axis=axis)) for axis in (1, 0))
    digit = strokes[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = BOX * min(size) / max(digit.shape)
    shape = [max(1, round(scale * side)) for side in digit.shape]
    picture = Image.fromarray(digit).resize(
        shape[::-1], Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    )
    small = np.asarray(picture, float)
    small *= 255 / small.max()  # thin strokes grow pale when they are made smaller
    result = np.zeros(size, np.uint8)
    top, left = (find_start(small.sum(axis=1 - axis), whole) for axis, whole in enumerate(size))
    result[top : top + shape[0], left : left + shape[1]] = np.rint(small)
    return result


def find_start(profile: np.ndarray, whole: int) -> int:
    """Where a row or column must start for its centre of mass to be in the middle."""
    centre = (profile * np.arange(len(profile))).sum() / profile.sum()
    return min(max(round(whole / 2 - centre), 0), whole - len(profile))
