"""What a rule is compared with: experiments, and perhaps a window from a file."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import numpy as np

from models.card import Card
from protocols.engine.engine import Way
from protocols.experiments.experiment import Experiment, require_numbers
from protocols.experiments.prediction import Prediction
from protocols.fitting.data_file import read_window
from protocols.fitting.possible import choose_way


class Comparison(NamedTuple):
    """A rule's prediction beside what was measured.

    Attributes
    ----------
    prediction : Prediction
    change, sem : array (targets,)
        What was measured, and its standard error; nan where it is missing.
    way : str
        The engine.
    """

    prediction: Prediction
    change: np.ndarray
    sem: np.ndarray
    way: Way


def compare(
    card: Card,
    experiments: Sequence[Experiment] | None,
    data: Path | None,
    pairs: int,
    rate: Fraction,
    engine: Way | None,
) -> Comparison:
    """Put a rule beside experiments and ``data``, of ``pairs`` at ``rate`` (Hz).

    Raises
    ------
    BadInput
        Nothing to compare with, or targets known by sign alone; an engine that the rule lacks.
    """
    chosen = list(experiments or ())
    if data is not None:
        chosen.append(read_window(data, pairs, rate))
    require_numbers(chosen)
    way = choose_way(card, engine)
    prediction = Prediction(card, chosen, way)
    measured = np.array([[one.change, one.sem] for one in prediction.targets]).T
    return Comparison(prediction, *measured, way)
