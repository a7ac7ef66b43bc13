"""The declared experiments by name, and a user's own by the name of its file."""

import functools
from importlib.resources import files
from pathlib import Path

from protocols.experiments.experiment import Experiment
from protocols.experiments.reading import read_experiment
from synplast.bad_input import BadInput, nearest

FOLDER = Path(str(files("protocols.experiments")))


def names() -> list[str]:
    """Every declared experiment."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def find(name: str) -> Experiment:
    """The experiment of a name, or of a file ``path/to/my_experiment.toml``.

    Raises
    ------
    BadInput
        No such experiment, or a file that declares none; names line and field.
    """
    if name.endswith(".toml"):
        return read_experiment(Path(name))
    if name not in names():
        allowed = f"no such experiment; {nearest(name, names())}, or a file FILE.toml"
        raise BadInput("experiment", name, allowed)
    return shipped(name)


@functools.cache
def shipped(name: str) -> Experiment:
    return read_experiment(FOLDER / f"{name}.toml")
