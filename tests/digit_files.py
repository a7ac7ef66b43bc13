"""Data sets, and their files for the tests of what reads them."""

import functools

from readout.digits import dataset
from readout.digits.dataset import Images


@functools.cache
def mnist() -> tuple[Images, Images]:
    """MNIST, which takes half a second to unpack; nobody may write to it."""
    parts = dataset.load()
    for part in parts:
        for array in part:
            array.flags.writeable = False
    return parts


def as_idx(array) -> bytes:
    sizes = b"".join(size.to_bytes(4) for size in array.shape)
    return bytes([0, 0, 8, array.ndim]) + sizes + array.tobytes()


def write(folder, train: Images, test: Images) -> None:
    """Both parts under MNIST's names, not gzipped."""
    for name, part in (("train", train), ("t10k", test)):
        (folder / f"{name}-images-idx3-ubyte").write_bytes(as_idx(part.pixels))
        (folder / f"{name}-labels-idx1-ubyte").write_bytes(as_idx(part.labels))


def first_images(train: int, test: int) -> tuple[Images, Images]:
    """The first images of MNIST to train on and to test on."""
    counts = zip((train, test), mnist(), strict=True)
    return tuple(Images(part.pixels[:count], part.labels[:count]) for count, part in counts)
