"""A training that can be interrupted: where it stood after its last whole pass."""

import zlib
from pathlib import Path

import numpy as np

from models.bad_input import BadInput
from models.whole_file import whole

ALWAYS = {"weights", "seen", "errors", "accuracy"}  # and what the algorithm keeps besides


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
        return len(self.arrays.get("errors", ()))

    def write(self, **arrays) -> None:
        """Keep the arrays in place of those before."""
        self.arrays |= arrays
        if self.path:
            with whole(self.path) as beside:
                np.savez(beside, settings=np.array(self.settings), **self.arrays)


def read(path: Path, settings: str) -> dict:
    try:
        with open(path, "rb") as file, np.load(file, allow_pickle=False) as arrays:
            found = {name: arrays[name] for name in arrays.files}
        theirs = str(found.pop("settings"))
        if not found.keys() >= ALWAYS:
            raise KeyError
    except Exception:  # a foreign file makes NumPy and zipfile raise almost anything
        raise BadInput("checkpoint", path, "not a checkpoint; remove it to start anew") from None
    if theirs != settings:
        raise BadInput("checkpoint", path, "of another training; remove it to start anew")
    return found


def fingerprint(*arrays: np.ndarray) -> str:
    """A few digits that change with the arrays."""
    return ".".join(f"{zlib.crc32(np.ascontiguousarray(array)):08x}" for array in arrays)
