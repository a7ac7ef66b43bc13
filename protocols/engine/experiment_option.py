"""The option ``--experiment``: a declared experiment by name, or one of the user's own file."""

from typing import Annotated

from protocols.experiments.catalogue import find, names
from protocols.experiments.experiment import Experiment
from synplast.values import Kind, distinct


def experiments(value) -> tuple[Experiment, ...]:
    """Several experiments; one that is given again is not taken again.

    Raises
    ------
    BadInput
        Two different experiments of the same name, which no table could tell apart.
    """

    def read(one):
        return one if isinstance(one, Experiment) else find(str(one))

    return distinct("experiment", value, read)


Experiments = Annotated[
    tuple[Experiment, ...],
    Kind(
        experiments,
        "an experiment, as python -m protocols lists them, or FILE.toml",
        many=True,
        metavar="EXPERIMENT",
    ),
    f"An experiment, as python -m protocols lists them, or FILE.toml; all {len(names())} if none "
    "is given.",
]
