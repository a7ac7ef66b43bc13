"""The idx format of MNIST: four bytes of magic, the size of each dimension, then the bytes.

http://yann.lecun.com/exdb/mnist (LeCun, Cortes & Burges); all numbers are big-endian.
"""

import gzip
import math
import zlib
from importlib.resources.abc import Traversable

import numpy as np

from models.bad_input import BadInput

GZIP = b"\x1f\x8b"
UNSIGNED_BYTE = 8


def read(file: Traversable, dimensions: int) -> np.ndarray:
    """The array of bytes in an idx file, gzipped or not.

    Parameters
    ----------
    file : path
        Told by its content, not by its name, to be gzipped.
    dimensions : int
        How many it must have: 3 for images, 1 for labels.

    Returns
    -------
    array of uint8, of the shape that the file's header gives

    Raises
    ------
    BadInput
        The file cannot be read, is not an idx file of bytes with these dimensions, or does not
        hold exactly what its header promises.
    """
    data = content(file)
    start = 4 + 4 * dimensions
    if len(data) < 4 or data[:2] != b"\0\0":
        raise wrong(file, "not an idx file, which starts with two bytes of 0")
    if data[2] != UNSIGNED_BYTE:
        raise wrong(file, f"its numbers are of type {data[2]}, only bytes (type 8) can be read")
    if data[3] != dimensions:
        raise wrong(file, f"has {data[3]} dimensions where {dimensions} are needed")
    if len(data) < start:
        raise wrong(file, f"cut short: {len(data)} bytes are less than the header")
    shape = [int.from_bytes(data[k : k + 4]) for k in range(4, start, 4)]
    promised = start + math.prod(shape)
    if len(data) != promised:
        what = "cut short" if len(data) < promised else "too long"
        raise wrong(file, f"{what}: {len(data)} bytes where its header promises {promised}")
    return np.frombuffer(data, np.uint8, offset=start).reshape(shape)


def content(file: Traversable) -> bytes:
    """The bytes of a file, unpacked if they are gzipped."""
    try:
        data = file.read_bytes()
        return gzip.decompress(data) if data.startswith(GZIP) else data
    except EOFError:
        raise wrong(file, "cut short: its gzip stream does not end") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise wrong(file, f"corrupt gzip ({error})") from None
    except OSError as error:
        raise wrong(file, error.strerror) from None


def wrong(file: Traversable, what: str) -> BadInput:
    return BadInput("data", file, what)
