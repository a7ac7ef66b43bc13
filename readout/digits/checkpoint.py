"""A training that can be interrupted: where it stood after its last whole pass."""

import zlib
from pathlib import Path

import numpy as np

from readout.digits import array_file
from readout.digits.valid_arrays import count_rows
from synplast.bad_input import BadInput


class Checkpoint:
    """The arrays of a training, in a file if it has one.

    Parameters
    ----------
    path : path or None
        Without one, nothing is kept.
    settings : str
        What decides the training, all but the number of passes.

    Raises
    ------
    BadInput
        The file is of another training, or no checkpoint.
    """

    def __init__(self, path: Path | None, settings: str = ""):
        self.path, self.settings, self.arrays = path, settings, {}
        if path and path.exists():
            self.arrays = read(path, settings)

    @property
    def passes(self) -> int:
        """How many are done."""
        return count_rows(self.arrays, "errors")

    def write(self, **arrays) -> None:
        """Keep the arrays in place of those before."""
        self.arrays |= arrays
        if self.path:
            array_file.write(self.path, settings=np.array(self.settings), **self.arrays)

    def refuse(self) -> None:
        """Raise `BadInput` for arrays that no training can have left."""
        raise BadInput("checkpoint", self.path, "not a checkpoint; remove it to start anew")


def read(path: Path, settings: str) -> dict:
    try:
        found = array_file.read(path)
        theirs = str(found.pop("settings"))
    except Exception:
        raise BadInput("checkpoint", path, "not a checkpoint; remove it to start anew") from None
    if theirs != settings:
        raise BadInput("checkpoint", path, "of another training; remove it to start anew")
    return found


def fingerprint(*arrays: np.ndarray) -> str:
    """A few digits that change with the arrays."""
    return ".".join(f"{zlib.crc32(np.ascontiguousarray(array)):08x}" for array in arrays)
