"""Pictures of digits from anywhere, made like MNIST's.

MNIST's digits are light on dark, fit a box of 20 x 20 pixels with their proportions kept, and have
their centre of mass on pixel 14 of 0 to 27, both ways (http://yann.lecun.com/exdb/mnist).
"""

import warnings
from pathlib import Path
from typing import NamedTuple

import numpy as np

from readout.digits import marks, paper, shades
from readout.digits.printed_lines import take_off_lines
from synplast.bad_input import BadInput

BOX = 20 / 28  # of the image's side
FAINT = 0.2  # of the strongest stroke: what is weaker is paper
FINE = 0.08  # of the digit: a finer pen is made as wide, half of MNIST's
MOST_PIXELS = 50_000_000  # in a picture, to bound the memory
MOST_SIDE = 800  # of what is looked at; larger pictures are made smaller


class Digit(NamedTuple):
    """A digit as it was found in a picture.

    Attributes
    ----------
    pixels : array of uint8 (rows, columns)
    doubts : list of str
        Why it may not be one whole digit.
    """

    pixels: np.ndarray
    doubts: list[str]


def read(path: Path, size: tuple[int, int]) -> Digit:
    """The digit in a picture file, dark on light or light on dark, of ``size``.

    Raises
    ------
    BadInput
        The file is no picture, is too large, or has nothing drawn on it.
    """
    found = find_digit(read_file(path), size)
    if found is None:
        raise BadInput("predict", path, "has nothing drawn on it")
    return found


def read_file(path: Path) -> np.ndarray:
    """The shades in a picture file: array of uint8 (rows, columns)."""
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
                return shades.read_shades(ImageOps.exif_transpose(picture))
    except OSError as error:
        what = error.strerror or "not a picture that can be read"
        raise BadInput("predict", path, what) from None
    except Image.DecompressionBombError:
        what = f"has more than {MOST_PIXELS // 10**6} million pixels: make it smaller"
        raise BadInput("predict", path, what) from None
    except (ValueError, SyntaxError):
        raise BadInput("predict", path, "not a picture that can be read") from None


def find_digit(grey: np.ndarray, size: tuple[int, int]) -> Digit | None:
    """The digit in a picture of these shades; None where nothing is drawn."""
    grey = make_smaller(grey)
    strokes = find_strokes(grey)
    if strokes is None:
        return None
    sheet = paper.take_sheet(grey, strokes > paper.DRAWN)
    if sheet is not None:
        on_it = find_strokes(sheet)
        strokes = strokes if on_it is None else on_it
    digit = marks.keep_digit(take_off_lines(strokes > paper.DRAWN))
    if not digit.any():
        return None
    alone = marks.measure_digit(digit)
    shown = thicken(marks.crop(strokes, digit), alone)
    return Digit(centre(shown, size), marks.doubt_digit(digit, alone))


def make_smaller(grey: np.ndarray) -> np.ndarray:
    from PIL import Image

    largest = max(grey.shape)
    if largest <= MOST_SIDE:
        return grey
    shape = [max(1, round(side * MOST_SIDE / largest)) for side in grey.shape[::-1]]
    return np.asarray(Image.fromarray(grey).resize(shape, Image.Resampling.BOX))


def find_strokes(grey: np.ndarray) -> np.ndarray | None:
    """From 0, the paper, to 1, the strongest stroke: array of float (rows, columns)."""
    ink = paper.measure_ink(grey)
    strongest = paper.find_strongest(ink)
    return None if strongest < shades.LEAST else np.minimum(ink / strongest, 1)


def thicken(strokes: np.ndarray, digit: marks.Measured) -> np.ndarray:
    """The strokes of the digit alone, those of a fine pen made wider: array of uint8."""
    extent = max(strokes.shape) / 1.2  # there is a margin around it
    shown = np.where((digit.away <= max(1, 0.01 * extent)) & (strokes >= FAINT), strokes, 0)
    wider = (FINE * extent - digit.pen) / 2
    if wider > 0:
        shown = np.maximum(shown, np.clip(wider + 1 - digit.away, 0, 1))
    return np.rint(255 * shown).astype(np.uint8)


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
