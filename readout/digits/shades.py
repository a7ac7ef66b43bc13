"""The shades of a picture, whatever it keeps them as: 0 to 255, darker or lighter for more."""

import numpy as np

from readout.digits.paper import take_border

LEAST = 16  # of 255, between strokes and paper
OPAQUE = 128  # of 255
#: Where the values of more bits, or of fractions, may end. Some overshoot after resampling.
ENDS = (1, 8, 50, 255, 1023, 4095, 16_383, 65_535)
OVERSHOOT = 1.25


def read_shades(picture) -> np.ndarray:
    """The shades of a Pillow picture of any mode: array of uint8 (rows, columns).

    Raises
    ------
    ValueError
        Its values are not finite, or cannot be shades.
    """
    if picture.mode[0] in "IF":  # 16 or 32 bits, or fractions: Pillow would clip them at 255
        return scale_numbers(np.asarray(picture, np.float64))
    if picture.mode == "LAB":
        return np.asarray(picture.getchannel("L"))
    seen = picture.convert("RGBA")
    lowest, highest = seen.getchannel("A").getextrema()
    if lowest == 255:
        return np.asarray(seen.convert("L"))
    return flatten_transparent(seen, lowest == highest)


def scale_numbers(values: np.ndarray) -> np.ndarray:
    """Numbers from 0, or from as far below 0 as above, to one of `ENDS` as shades."""
    largest = np.abs(values).max()
    if not np.isfinite(largest):
        raise ValueError("not finite")
    end = next((max(end, largest) for end in ENDS if largest <= OVERSHOOT * end), largest)
    if values.min() < 0:
        values = (values + end) / 2
    return np.rint(values * (255 / end)).astype(np.uint8)


def flatten_transparent(seen, even: bool) -> np.ndarray:
    """What is transparent is paper, of the shade that the strokes are not.

    Strokes of one colour are as strong as they are opaque. Otherwise the paper is what the border
    shows of it; white if that is nothing, or black if all of the strokes are light.
    """
    from PIL import Image

    opaque = np.asarray(seen.getchannel("A"))
    grey = np.asarray(seen.convert("L"))
    drawn = grey[opaque >= max(1, opaque.max() / 2)]
    if not even and drawn.size and np.ptp(drawn) < LEAST:
        return opaque
    edge = take_border(grey)[take_border(opaque) >= OPAQUE]
    if 2 * edge.size >= take_border(grey).size:
        paper = int(np.median(edge))
    else:
        paper = 0 if drawn.size and drawn.min() >= 128 else 255
    sheet = Image.new("RGBA", seen.size, (paper, paper, paper, 255))
    return np.asarray(Image.alpha_composite(sheet, seen).convert("L"))
