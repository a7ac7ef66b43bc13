"""The idx format of MNIST: four bytes of magic, the size of each dimension, then the bytes.

http://yann.lecun.com/exdb/mnist (LeCun, Cortes & Burges); all numbers are big-endian.
"""

import gzip
import math
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources.abc import Traversable
from typing import IO

import numpy as np

from synplast.bad_input import BadInput

GZIP = b"\x1f\x8b"
UNSIGNED_BYTE = 8
MOST = 2**30  # bytes: more than any data set of digits has
BLOCK = 2**20  # bytes at a time


def read(file: Traversable, dimensions: int) -> np.ndarray:
    """The array of bytes in an idx file, gzipped or not.

    No more memory is taken than the header promises.

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
    with open_unpacked(file) as data:
        shape = read_header(file, data, dimensions)
        promised, found = math.prod(shape), bytearray()
        while part := data.read(min(BLOCK, promised + 1 - len(found))):
            found += part
    start = 4 + 4 * dimensions
    if len(found) < promised:
        many = f"{start + len(found)} bytes where its header promises {start + promised}"
        raise explain(file, f"cut short: {many}")
    if len(found) > promised:
        raise explain(file, f"too long: more than the {start + promised} bytes its header promises")
    return np.frombuffer(found, np.uint8).reshape(shape)


def read_shape(file: Traversable, dimensions: int) -> list[int]:
    """The size of each dimension, as the header has it; raises as `read` does."""
    with open_unpacked(file) as data:
        return read_header(file, data, dimensions)


def read_header(file: Traversable, data: IO[bytes], dimensions: int) -> list[int]:
    """The size of each dimension, from the first bytes of ``data``."""
    start = 4 + 4 * dimensions
    first = data.read(start)
    if len(first) < 4 or first[:2] != b"\0\0":
        raise explain(file, "not an idx file, which starts with two bytes of 0")
    if first[2] != UNSIGNED_BYTE:
        raise explain(file, f"its numbers are of type {first[2]}, only bytes (type 8) can be read")
    if first[3] != dimensions:
        raise explain(file, f"has {first[3]} dimensions where {dimensions} are needed")
    if len(first) < start:
        raise explain(file, f"cut short: {len(first)} bytes are less than the header")
    sizes = [int.from_bytes(first[k : k + 4]) for k in range(4, start, 4)]
    if math.prod(sizes) > MOST:
        raise explain(
            file, f"its header promises {math.prod(sizes)} bytes, at most {MOST} are read"
        )
    return sizes


@contextmanager
def open_unpacked(file: Traversable) -> Iterator[IO[bytes]]:
    """The file opened, and unpacked while it is read if it is gzipped."""
    try:
        with file.open("rb") as raw:
            packed = raw.read(len(GZIP)) == GZIP
            raw.seek(0)
            yield gzip.GzipFile(fileobj=raw) if packed else raw
    except EOFError:
        raise explain(file, "cut short: its gzip stream does not end") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise explain(file, f"corrupt gzip ({error})") from None
    except OSError as error:
        raise explain(file, error.strerror) from None


def explain(file: Traversable, what: str) -> BadInput:
    return BadInput("data", file, what)
