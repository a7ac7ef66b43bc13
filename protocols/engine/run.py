"""Runs rules through spike trains: simulated on Brian2, or exactly from spike to spike.

A rule names the module that runs it (`Card.engine`). Such a module has ``WAYS``, a function for
each engine that it has, and ``WHY_NOT``, a reason for each that it has not; one that has a rule's
equations built in names the rule, ``EQUATIONS_OF``. This one runs the rules that are event-driven;
others bring their own.
"""

import importlib
import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby
from typing import Literal

import numpy as np

from models.bad_input import BadInput
from models.card import Card
from models.catalogue import find
from protocols.engine import clocked, exact
from protocols.engine.clocked import Steps
from protocols.engine.simulation import seed_of, simulate
from protocols.engine.trains import Trains

Engine = Literal["brian2", "exact", "sampled"]

#: Of a rule with an equation that is not event-driven.
STEPS = Steps(Fraction(1, 10_000), 10, ("exact", "euler", "heun"))
#: What draws random numbers in a rule's statements.
RANDOM = re.compile(r"\b(randn?|poisson|binomial)\b")

#: Synapses in one build; more conditions run in parts. Idle synapses cost next to nothing.
SIZE = 16384


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
    alike = [(card.engine, card.structure) for card in cards]
    in_groups = sorted(range(len(cards)), key=lambda n: repr(alike[n]))
    for (module, structure), group in groupby(in_groups, key=lambda n: alike[n]):
        members = list(group)
        constants = {s: np.array([cards[n][s] for n in members]) for s, _ in structure[3]}
        name = cards[members[0]].name
        way = way_of(module, engine, name)
        require_built_in(module, structure, name)
        weights[members] = way(structure, constants, trains, name, seed)
    for card, row in zip(cards, weights, strict=True):
        if np.isnan(row).any():
            allowed = "these constants make the weight no number, as 0/0 and powers of what is "
            allowed += "negative do"
            raise BadInput("rule", card.name, allowed)
        if np.isinf(row).any():
            raise BadInput("rule", card.name, "these constants drive the weight out of all bounds")
    return weights


def way_of(module: str, engine: str, name: str):
    """The function of ``module`` that runs its rules by ``engine``; `BadInput` says why none."""
    runs = importlib.import_module(module)
    if engine not in runs.WAYS:
        raise BadInput("engine", engine, f"{name} {runs.WHY_NOT[engine]}")
    return runs.WAYS[engine]


def built_in(module: str) -> str:
    """The rule whose equations ``module`` has built in; empty if it takes any."""
    return getattr(importlib.import_module(module), "EQUATIONS_OF", "")


def require_built_in(module: str, structure: tuple, name: str) -> None:
    """Refuse a rule with other equations than those that ``module`` has built in."""
    family = built_in(module)
    if family and structure != find(family).structure:
        allowed = f"has other equations than {family}, whose engine has those built in"
        raise BadInput("rule", name, allowed)


def by_brian2(
    structure: tuple, constants: dict, trains: Trains, name: str = "the rule", seed: int = 0
) -> np.ndarray:
    """As `protocols.engine.exact.run`, simulated; a synapse for every set and condition."""
    if clock_driven(structure[0]):
        return clocked.simulated(structure, constants, trains, name, seed, STEPS)
    sets = len(constants["w_0"])
    constants = {s: np.repeat(v, trains.conditions) for s, v in constants.items()}
    weights = []
    for start, part in trains.times(sets).parts(SIZE):
        here = slice(start, start + part.conditions)
        inputs = {s: values[here] for s, values in constants.items()}
        inputs |= {"w": inputs["w_0"], "pre": part.pre, "post": part.post}
        outputs = simulate(
            blueprint(structure),
            inputs,
            float(part.tick),
            part.steps,
            seed_of(seed, start),
            name.partition(":")[0],
            by_numpy=blueprint(structure, part.conditions),
            wait=bool(RANDOM.search(" ".join(structure[1:3]))),
        )
        weights.append(outputs["w"][: part.conditions])
    return np.concatenate(weights).reshape(sets, trains.conditions)


def blueprint(structure: tuple, size: int = SIZE) -> tuple:
    """What `protocols.engine.binary` builds for a rule."""
    return "protocols.engine.network", structure, size


def clock_driven(equations: str) -> bool:
    """Whether a differential equation is integrated in steps, on which its result then depends."""
    lines = [line for line in equations.splitlines() if "/dt" in line.partition("=")[0]]
    return any("event-driven" not in line for line in lines)


WAYS = {"brian2": by_brian2, "exact": exact.run}
WHY_NOT = {"sampled": "draws no random numbers; use --engine exact"}
