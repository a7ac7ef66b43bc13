"""A window of one's own, lags and changes in a CSV file, as an experiment of even pairs."""

from fractions import Fraction
from pathlib import Path

from protocols.experiments.experiment import Experiment
from protocols.experiments.fields import CONDITIONS, KINDS
from protocols.experiments.reading import read_targets
from synplast.bad_input import BadInput


def read_window(path: Path, pairs: int, rate: Fraction) -> Experiment:
    """The experiment in a file with the columns lag and change, and perhaps sem and n.

    Parameters
    ----------
    pairs : int
        Of each lag.
    rate : Fraction
        Pairs per second (Hz).

    Raises
    ------
    BadInput
        A file that cannot be read, or an error in it, by its line.
    """
    shared = {"sweeps": pairs, "period": 1 / rate}
    given = dict.fromkeys(["", *shared])
    try:
        if path.suffix.lower() != ".csv" or not path.is_file():
            raise BadInput("data", path, "a CSV file, FILE.csv, that is there")
        fields = KINDS["pairing"] | CONDITIONS
        varied, targets = read_targets(path, fields, "pairing", shared, given, "cells")
    except BadInput as bad:
        raise BadInput("data", bad.value, bad.allowed) from None
    return Experiment(
        name=path.stem, title=f"{path.name}", paper="the user's", doi="none", preparation={},
        kind="pairing", shared={"sweeps": str(pairs), "period": f"{float(1 / rate):g} s"},
        varied=varied, what="change", when="", targets_are="cells", numbers=path.name, trust="A",
        reading="", targets=targets,
    )  # fmt: skip
