"""Runs rules through spike trains on Brian2, by the quickest target that is ready.

The first time a rule is run, Brian2's NumPy target answers while a C++ build of the same network
is made in the background. From then on the build answers, whatever the numbers. Without a C++
compiler, NumPy always answers.
"""

import sys
from collections.abc import Sequence
from itertools import groupby

import numpy as np

from models.bad_input import BadInput
from models.card import Card
from protocols import binary
from protocols.trains import Trains

#: Above this, waiting for a C++ build (seconds) is shorter than NumPy's 40 microseconds a step.
PATIENCE = 200_000

NOW_AND_LATER = (
    "Brian2's NumPy target answers, while its C++ program is built in the background for next time"
)


def run(cards: Sequence[Card], trains: Trains, seed: int = 0) -> np.ndarray:
    """Weights after ``trains``, for every rule and condition.

    Parameters
    ----------
    cards : sequence of Card
        Rules that differ in constants alone share one run.
    trains : Trains
        The spikes of each condition.
    seed : int
        For rules that draw random numbers.

    Returns
    -------
    array (cards, conditions)

    Raises
    ------
    BadInput
        The constants make the weight infinite or not a number.
    """
    weights = np.empty((len(cards), trains.conditions))
    by_structure = sorted(range(len(cards)), key=lambda n: repr(cards[n].structure))
    for structure, group in groupby(by_structure, key=lambda n: cards[n].structure):
        members = list(group)
        # An array a constant, one number a synapse.
        constants = {
            symbol: np.repeat([cards[n][symbol] for n in members], trains.conditions)
            for symbol, _ in structure[3]
        }
        found = run_one(structure, constants, trains.times(len(members)), seed, cards[members[0]])
        weights[members] = found.reshape(len(members), -1)
    for card, row in zip(cards, weights, strict=True):
        if not np.isfinite(row).all():
            raise BadInput("rule", card.name, "these constants drive the weight out of all bounds")
    return weights


def run_one(structure, constants, trains: Trains, seed: int, card: Card) -> np.ndarray:
    """Weights of one network by the build in the cache, else by NumPy, else by a new build."""
    short = card.name.partition(":")[0]
    try:
        weights = run_binary(structure, constants, trains, seed)
    except binary.Broken as broken:
        note(f"the C++ build of {short} in the cache does not run ({broken}); making it again")
        binary.discard(structure)
        weights = None
    if weights is not None:
        return weights
    slower = "Brian2's NumPy target answers, slower"
    if binary.compiler() is None:
        note(f"no C++ compiler (g++ and make) found: {slower}")
    elif failed := binary.failure(structure):
        note(f"the C++ build of {short} failed ({failed}): {slower}")
    else:
        wait = trains.steps > PATIENCE
        note(
            f"first run of {short} here: "
            + ("building its C++ program, about 10 s" if wait else NOW_AND_LATER)
        )
        try:
            binary.build_in_another_process(structure, wait)
            if wait:
                return run_binary(structure, constants, trains, seed)
        except (RuntimeError, OSError, binary.Broken) as error:
            note(f"the C++ build failed ({error}): {slower}")
    from protocols.network import run_numpy

    return run_numpy(structure, constants, trains, seed)


def run_binary(structure, constants, trains: Trains, seed: int) -> np.ndarray | None:
    """As `protocols.binary.run`, in parts of at most its number of synapses."""
    parts = []
    for part, (start, piece) in enumerate(trains.parts(binary.SIZE)):
        own = {s: values[start : start + piece.conditions] for s, values in constants.items()}
        parts.append(binary.run(structure, own, piece, (seed + part) % 2**32))
        if parts[0] is None:
            return None
    return np.concatenate(parts)


def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
