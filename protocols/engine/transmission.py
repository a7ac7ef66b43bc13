"""What a synapse with short-term plasticity transmits at the last pulse of a train."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from models.card import Card
from protocols.engine.engine import Way
from protocols.engine.run import run
from protocols.engine.spike_trains import spike_trains
from synplast.bad_input import BadInput


def transmit(
    cards: Sequence[Card],
    trains: Sequence[Sequence[Fraction]],
    seed: int = 0,
    engine: Way = "exact",
) -> np.ndarray:
    """What the last pulse of each train (times in s) transmits, in units of a first pulse's.

    Returns
    -------
    array (cards, trains)

    Raises
    ------
    BadInput
        A model that transmits nothing, or that the engine does not run.
    """
    every = [*trains, [Fraction(0)]]
    transmitted = run(cards, spike_trains(every, [[]] * len(every)), seed, engine)
    for card, first in zip(cards, transmitted[:, -1], strict=True):
        if not first:
            raise BadInput("rule", card.name, "its first pulse transmits nothing")
    return transmitted[:, :-1] / transmitted[:, -1:]
