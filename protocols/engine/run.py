"""Runs rules through spike trains: simulated on Brian2, or exactly from spike to spike.

A rule's card names the kind of engine that runs it; `protocols.engine.engines` lists them.
"""

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from models.card import Card
from protocols.engine import agreement
from protocols.engine.engine import Way
from protocols.engine.engines import engine_of
from protocols.engine.initial_state import numbers_of
from protocols.engine.spike_trains import Trains
from synplast.bad_input import BadInput


def run(cards: Sequence[Card], trains: Trains, seed: int = 0, engine: Way = "brian2") -> np.ndarray:
    """Weights after ``trains``, for every rule and condition.

    Parameters
    ----------
    cards : sequence of Card
        Rules that differ in constants alone share one run.
    trains : Trains
        The spikes of each condition.
    seed : int
        For rules that draw random numbers.
    engine : str
        ``"brian2"`` simulates in time steps, ``"exact"`` goes from spike to spike, ``"sampled"``
        does so and draws the noise.

    Returns
    -------
    array (cards, conditions)

    Raises
    ------
    BadInput
        The constants make the weight infinite or not a number; the grid needs too many steps; the
        rule has no closed form for the exact engine, or nothing to sample, or equations that its
        engine does not run.
    """
    weights = np.empty((len(cards), trains.conditions))
    alike = [(card.engine, card.structure, delays_of(card)) for card in cards]
    in_groups = sorted(range(len(cards)), key=lambda n: repr(alike[n]))
    for (kind, structure, delays), group in groupby(in_groups, key=lambda n: alike[n]):
        members = list(group)
        card = cards[members[0]]
        way = engine_of(kind).way(engine, card.name)
        engine_of(kind).require_equations(structure, card.name)
        numbers = numbers_of([cards[n] for n in members])
        if structure.variables:  # of an engine that takes any equations
            agreement.require(structure, numbers, card.name, len(members) * trains.conditions, kind)
        late = trains.delay(dict(delays)) if delays else trains
        weights[members] = way(structure, numbers, late, card.name, seed)
    for card, row in zip(cards, weights, strict=True):
        if np.isnan(row).any():
            allowed = "these constants make the weight no number, as 0/0 and powers of what is "
            allowed += "negative do"
            raise BadInput("rule", card.name, allowed)
        if np.isinf(row).any():
            raise BadInput("rule", card.name, "these constants drive the weight out of all bounds")
    return weights


def delays_of(card: Card) -> tuple[tuple[str, float], ...]:
    """By how much (s) the spikes of each side act late; not those that do not."""
    return tuple((side, card[symbol]) for side, symbol in card.delays.items() if card[symbol])
