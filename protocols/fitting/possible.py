"""Whether a fit can be made: which way the rule is run, and what is free matters for the data."""

import sys
import time

import numpy as np

from models.card import Card
from protocols.engine import exact
from protocols.engine.engine import Way
from protocols.engine.engines import engine_of
from protocols.engine.initial_state import numbers_of
from protocols.engine.spike_source import source_of
from protocols.fitting.problem import Problem
from synplast.bad_input import BadInput

#: Random sets of constants in which each constant is changed, to see whether anything follows.
TRIED = 40
#: A prediction that takes longer (s) is told of.
SLOW = 0.5


def choose_way(card: Card, asked: Way | None) -> Way:
    """How the rule is run: as is asked, else exactly, else by Brian2."""
    engine = engine_of(card.engine)
    if asked:
        engine.way(asked, card.name)
        return asked
    try:
        way = engine.way("exact", card.name)
        if way is exact.run:
            source_of(card.structure, card.name)
    except BadInput as bad:
        print(f"{bad.allowed.partition(';')[0]}: fitted on Brian2, slowly", file=sys.stderr)
        return "brian2"
    return "exact"


def require_possible(problem: Problem, way: Way) -> bool:
    """Refuse more constants than targets, and a constant that changes no prediction.

    Returns whether a prediction is slow, and then tries no constants.

    Raises
    ------
    BadInput
        Names the constant.
    """
    free, targets = problem.free, len(problem.data)
    if len(free) > targets - bool(np.isnan(problem.sem).any()):
        given = " ".join(one.symbol for one in free)
        more = ", and an error to fit" if np.isnan(problem.sem).any() else ""
        raise BadInput("free", given, f"at most as many as the {targets} targets{more}")
    if way == "exact" and problem.prediction.way is exact.run:
        card = problem.prediction.card
        exact.compile_now(card.structure, numbers_of([card]), card.name)
    took = time_one(problem)
    if took > SLOW and (took := time_one(problem)) > SLOW:  # the first may have built a program
        how = "least squares alone; fewer --starts are quicker"
        print(f"each prediction takes {took:.1f} s: {how}", file=sys.stderr)
        return True  # trying them all would be as long as the fit
    random = np.random.default_rng(0)
    places = random.random((TRIED, len(free)))
    before = problem.predict(places)
    for n, one in enumerate(free):
        moved = places.copy()
        moved[:, n] = random.random(TRIED)
        if np.array_equal(problem.predict(moved), before, equal_nan=True):
            allowed = "a constant that matters: these data do not depend on it at all, as the "
            raise BadInput("free", one.symbol, f"{allowed}others stand")
    return False


def time_one(problem: Problem) -> float:
    """How long (s) a prediction of one set takes."""
    began = time.perf_counter()
    problem.predict(np.full((1, len(problem.free)), 0.5))
    return time.perf_counter() - began
