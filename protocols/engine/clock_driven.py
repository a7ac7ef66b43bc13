"""Runs rules with equations that only a clock can advance, as those of the membrane voltage."""

import math
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from typing import NamedTuple

import numpy as np

from models.structure import Structure, spelt
from protocols.engine.initial_state import find_slowest
from protocols.engine.propagator import propagator
from protocols.engine.simulation import QUICKEST, run_network, seed_of
from protocols.engine.spike_trains import Trains
from synplast.bad_input import BadInput

#: The rule is followed after the last spike for so many of its slowest time constant, a fall of
#: what goes to rest to 2e-9.
FALL = 20
#: What draws random numbers in a rule's text.
RANDOM = re.compile(r"\b(randn?|poisson|binomial|xi(_\w+)?)\b")
#: Synapses in one build, at most; more conditions run in parts. A build takes steps for as many as
#: there are, but its arrays lie this far apart: powers of two would meet in the processor's cache.
SIZE = 1000
#: The step is halved until the weights' change moves by less than this part of the largest, at
#: most so many times.
CLOSE, HALVINGS = 1e-3, 6


class Steps(NamedTuple):
    """How a rule is advanced.

    Attributes
    ----------
    longest : Fraction
        The longest time step (s).
    part : int
        And the part of the fastest time constant, of those named tau, that a step may be.
    """

    longest: Fraction
    part: int


VOLTAGE = Steps(Fraction(1, 1000), 3)


def simulate(
    structure: Structure,
    numbers: dict,
    trains: Trains,
    name="the rule",
    seed=0,
    steps=VOLTAGE,
    target=QUICKEST,
    fall=FALL,
) -> np.ndarray:
    """Weights (sets, conditions) after ``trains``, once what moves them has come to rest.

    Parameters
    ----------
    numbers : dict from name to array (sets,)
        The constants, and the variables at the start, in SI units.
    steps : Steps

    Raises
    ------
    BadInput
        The spikes need too many time steps.
    """
    groups: dict[tuple, list[int]] = {}
    for n, follow in enumerate(fall * find_settling_time(structure, numbers)):
        one = {symbol: values[n] for symbol, values in numbers.items()}
        groups.setdefault((tick_of(structure, trains, one, steps), follow), []).append(n)
    weights = np.empty((len(numbers["w"]), trains.conditions))
    for (tick, follow), sets in groups.items():  # a set's steps do not depend on the others
        some = {name: values[sets] for name, values in numbers.items()}
        given = {spelt(name): values for name, values in some.items()}
        if structure.method == "exact":
            given |= propagator(structure, some, tick)
        here = {name: np.repeat(values, trains.conditions) for name, values in given.items()}
        whole = trains.on(tick).times(len(sets))
        sides = ["pre", "post"]
        if structure.on_drive:
            here["volley"] = np.full(whole.conditions, whole.volley)
            sides.append("drive")
        after = math.ceil(follow / tick)
        built = partial(blueprint, structure)
        found = simulate_in_parts(built, here, whole, sides, after, name, seed, target)
        weights[sets] = found.reshape(len(sets), -1)
    return weights


def blueprint(structure: Structure, size: int) -> tuple:
    return "protocols.engine.timing_network", structure, size


def simulate_until_converged(
    structure, numbers, trains, name, seed, steps: Steps, *others
) -> np.ndarray:
    """As `simulate`, with steps halved until that changes nothing; raises `BadInput`."""
    weights = simulate(structure, numbers, trains, name, seed, steps, *others)
    if structure.method == "exact" or draws(structure):
        return weights
    for _ in range(HALVINGS):
        before, steps = weights, Steps(steps.longest / 2, 2 * steps.part)
        weights = simulate(structure, numbers, trains, name, seed, steps, *others)
        largest = np.abs(weights - np.reshape(numbers["w"], (-1, 1))).max()
        moved = np.abs(weights - before).max()
        if not moved > max(CLOSE * largest, 1e-9 * np.abs(numbers["w"]).max()):
            return weights
    allowed = f"its change still moves by {moved / largest:.2g} of itself when the step is halved "
    allowed += f"to {float(steps.longest):.2g} s; take slower constants, or write it event-driven"
    raise BadInput("rule", name, allowed)


def draws(structure: Structure) -> bool:
    """Whether a rule draws random numbers: NumPy and C++ draw others from the same seed."""
    texts = structure.equations, structure.on_pre, structure.on_post, structure.on_drive
    return any(RANDOM.search(text) for text in texts)


def find_settling_time(structure: Structure, numbers: dict) -> np.ndarray:
    """The slowest time constant (s) of what moves the weight after the last spike: (sets,)."""
    kinds = {one.name: one.kind for one in structure.variables}
    if kinds["w"] != "clock-driven":  # nothing but a spike changes the weight
        return np.zeros(len(numbers["w"]))
    return find_slowest(structure.variables, numbers)


def tick_of(structure: Structure, trains: Trains, one: dict, steps: Steps) -> Fraction:
    """The time step (s) for a set: it holds the spikes, and is short beside what is fastest."""
    if structure.method == "exact":
        return trains.tick
    taus = [exactly(value) for symbol, value in one.items() if symbol.startswith("tau")]
    longest = min([steps.longest, *(tau / steps.part for tau in taus)])
    return trains.tick / math.ceil(trains.tick / longest)


def exactly(seconds: float) -> Fraction:
    return Fraction(f"{seconds:.12g}")


def simulate_in_parts(
    built: Callable[[int], tuple],
    inputs: dict,
    trains: Trains,
    sides: Sequence[str],
    follow: int,
    name: str,
    seed: int,
    target: str = QUICKEST,
) -> np.ndarray:
    """Weights of all conditions, as many at a time as a build can hold.

    Parameters
    ----------
    built : callable
        The blueprint for so many synapses at most.
    inputs : dict from name to array (conditions,)
    sides : sequence of str
        Which of the trains' sides the network takes.
    follow : int
        Steps after the last spike.
    """
    weights = []
    for start, part in trains.parts(SIZE):
        here = slice(start, start + part.conditions)
        given = {symbol: values[here] for symbol, values in inputs.items()}
        given |= {side: part.spikes[side] for side in sides} | {"synapses": [part.conditions]}
        steps, own = part.steps + follow, seed_of(seed, start)
        what = built(SIZE), given, float(part.tick), steps, own, name.partition(":")[0]
        fewer = built(part.conditions)
        outputs = run_network(*what, by_numpy=fewer, wait=True, target=target)
        weights.append(outputs["w"][: part.conditions])  # of a build of SIZE
    return np.concatenate(weights)
