"""What a figure shows, simulated once and kept in the user's cache, until it is made of else."""

import pickle
from contextlib import suppress
from pathlib import Path
from typing import Any

from filelock import FileLock

from figures import chapters
from synplast import cache
from synplast.whole_file import whole


def data_of(name: str) -> Any:
    """The data of a figure, from an earlier run if it is made of the same.

    Raises
    ------
    Exception
        What simulating it raises.
    """
    origin = chapters.simulated_in(name)
    path = cache.folder() / "figures" / f"{origin}-{chapters.inputs(origin)}.pickle"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = FileLock(f"{path}.lock").acquire()
    except OSError:  # a cache that cannot be written costs time, not the answer
        return chapters.module(name).data()
    with held:  # of two that show the same, the second waits
        return read(path) or make(path, origin)


def read(path: Path) -> Any:
    """What an earlier run kept; None where it is not there, or not whole."""
    try:
        return pickle.loads(path.read_bytes())
    except Exception:
        return None


def make(path: Path, name: str) -> Any:
    """Simulate the data of a figure and keep them, and none of before."""
    found = chapters.module(name).data()
    for older in path.parent.glob(f"{name}-*.pickle*"):
        if not older.name.startswith(path.name):
            older.unlink(missing_ok=True)
    with suppress(OSError), whole(path) as beside:
        beside.write_bytes(pickle.dumps(found))
    return found
