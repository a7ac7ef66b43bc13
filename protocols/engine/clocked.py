"""Runs rules with equations that only a clock can advance, as those of the membrane voltage."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from protocols.engine.simulation import seed_of, simulate
from protocols.engine.trains import Trains, grid, in_order

#: How long the rule is followed after the last spike (s).
FALL = Fraction(1)
#: Synapses in a build: an idle one costs as much as another.
SIZES = 4, 16, 64


class Steps(NamedTuple):
    """How a rule is advanced.

    Attributes
    ----------
    longest : Fraction
        The longest time step (s).
    part : int
        And the part of the fastest time constant, of those named tau, that a step may be.
    method : str or tuple of str
        Brian2's method of integration, or the first of several that can.
    """

    longest: Fraction
    part: int
    method: str | tuple[str, ...]


VOLTAGE = Steps(Fraction(1, 1000), 3, "rk4")


def simulated(
    structure, constants: dict, trains: Trains, name="the rule", seed=0, steps=VOLTAGE
) -> np.ndarray:
    """Weights (sets, conditions) after ``trains``, a second after the last spike.

    Parameters
    ----------
    structure : tuple
        `Card.structure`.
    constants : dict from symbol to array (sets,)
        In SI units; postsynaptic spikes act after the delay ``D_bpap``, if there is one.
    steps : Steps

    Raises
    ------
    BadInput
        The spikes need too many time steps.
    """

    def built(size):
        return "protocols.engine.network", structure, size, steps.method

    ticks: dict[Fraction, list[int]] = {}
    for n in range(len(constants["w_0"])):
        one = {symbol: values[n] for symbol, values in constants.items()}
        ticks.setdefault(tick_of(trains, one, steps), []).append(n)
    weights = np.empty((len(constants["w_0"]), trains.conditions))
    for tick, sets in ticks.items():  # a set's steps do not depend on the others
        here = {s: np.repeat(v[sets], trains.conditions) for s, v in constants.items()}
        whole = delayed(trains.on(tick).times(len(sets)), here.get("D_bpap"))
        inputs, sides = here | {"w": here["w_0"]}, ["pre", "post"]
        if structure[4]:
            inputs["volley"] = np.full(whole.conditions, whole.volley)
            sides.append("drive")
        follow = math.ceil(FALL / tick)
        found = in_parts(built, inputs, whole, sides, follow, name, seed)
        weights[sets] = found.reshape(len(sets), -1)
    return weights


def tick_of(trains: Trains, one: dict, steps: Steps) -> Fraction:
    """The time step (s) for a set: it holds the spikes, and is short beside what is fastest."""
    taus = [exactly(value) for symbol, value in one.items() if symbol.startswith("tau")]
    longest = min([steps.longest, *(tau / steps.part for tau in taus)])
    tick = grid(trains.tick, exactly(one.get("D_bpap", 0)))
    return tick / math.ceil(tick / longest)


def exactly(seconds: float) -> Fraction:
    return Fraction(f"{seconds:.12g}")


def delayed(trains: Trains, delays: np.ndarray | None) -> Trains:
    """``trains`` with postsynaptic spikes later by the delay of their condition (s)."""
    if delays is None:
        return trains
    late = np.array([int(exactly(delay) / trains.tick) for delay in delays])
    index, step = trains.post
    return replace(trains, post=in_order(index, step + late[index]))


def in_parts(
    built: Callable[[int], tuple],
    inputs: dict,
    trains: Trains,
    sides: Sequence[str],
    follow: int,
    name: str,
    seed: int,
) -> np.ndarray:
    """Weights of all conditions, as many at a time as a build has.

    Parameters
    ----------
    built : callable
        The blueprint for so many synapses.
    inputs : dict from name to array (conditions,)
    sides : sequence of str
        Which of the trains' sides the network takes.
    follow : int
        Steps after the last spike.
    """
    size, weights = size_for(trains.conditions), []
    for start, part in trains.parts(size):
        here = slice(start, start + part.conditions)
        given = {symbol: np.resize(values[here], size) for symbol, values in inputs.items()}
        given |= {side: part.spikes[side] for side in sides}
        steps, own = part.steps + follow, seed_of(seed, start)
        family = name.partition(":")[0]
        outputs = simulate(built(size), given, float(part.tick), steps, own, family, wait=True)
        weights.append(outputs["w"][: part.conditions])
    return np.concatenate(weights)


def size_for(conditions: int) -> int:
    return next((size for size in SIZES if conditions <= size), SIZES[-1])


REASON = "follows the membrane voltage, which has no closed form; use --engine brian2"
WAYS = {"brian2": simulated}
WHY_NOT = {"exact": REASON, "sampled": REASON}
