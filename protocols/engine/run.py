"""Runs rules through spike trains: simulated on Brian2, or exactly from spike to spike.

A rule names the module that runs it (`Card.engine`). Such a module has ``WAYS``, a function for
each engine that it has, and ``WHY_NOT``, a reason for each that it has not; one that has a rule's
equations built in names the rule, ``EQUATIONS_OF``. This one runs the rules that are event-driven;
others bring their own.
"""

import importlib
from collections.abc import Sequence
from itertools import groupby
from typing import Literal

import numpy as np

from models.bad_input import BadInput
from models.card import Card, Structure
from models.catalogue import find
from protocols.engine import agreement, exact
from protocols.engine.by_brian2 import by_brian2
from protocols.engine.rest import numbers_of
from protocols.engine.trains import Trains

Engine = Literal["brian2", "exact", "sampled"]


def run(
    cards: Sequence[Card], trains: Trains, seed: int = 0, engine: Engine = "brian2"
) -> np.ndarray:
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
    for (module, structure, delays), group in groupby(in_groups, key=lambda n: alike[n]):
        members = list(group)
        card = cards[members[0]]
        way = way_of(module, engine, card.name)
        require_built_in(module, structure, card.name)
        numbers = numbers_of([cards[n] for n in members])
        if structure.variables:  # of an engine that takes any equations
            agreement.require(structure, numbers, card.name, len(members) * trains.conditions)
        late = trains.delayed(dict(delays)) if delays else trains
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


def way_of(module: str, engine: str, name: str):
    """The function of ``module`` that runs its rules by ``engine``; `BadInput` says why none."""
    runs = importlib.import_module(module)
    if engine not in runs.WAYS:
        raise BadInput("engine", engine, f"{name} {runs.WHY_NOT[engine]}")
    return runs.WAYS[engine]


def built_in(module: str) -> str:
    """The rule whose equations ``module`` has built in; empty if it takes any."""
    return getattr(importlib.import_module(module), "EQUATIONS_OF", "")


def require_built_in(module: str, structure: Structure, name: str) -> None:
    """Refuse a rule with other equations than those that ``module`` has built in."""
    family = built_in(module)
    if family and structure != find(family).structure:
        allowed = f"has other equations than {family}, whose engine has those built in"
        raise BadInput("rule", name, allowed)


WAYS = {"brian2": by_brian2, "exact": exact.run}
WHY_NOT = {"sampled": "draws no random numbers; use --engine exact"}
