"""Runs rules whose equations follow the membrane voltage, which only a clock can advance."""

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np

from models.bad_input import BadInput
from protocols.engine.simulation import simulate
from protocols.engine.trains import Trains, grid, in_order

#: The longest time step (s), and the part of the fastest time constant that it may be.
STEP, PART = Fraction(1, 1000), 3
#: How it is integrated.
METHOD = "rk4"
#: How long calcium is followed after the last spike (s).
FALL = Fraction(1)
#: Synapses in a build: an idle one costs as much as another.
SIZES = 4, 16, 64
MOST_STEPS = 100_000_000


def simulated(structure, constants: dict, trains: Trains, name="the rule", seed=0) -> np.ndarray:
    """Weights (sets, conditions) after ``trains``, a second after the last spike.

    Parameters
    ----------
    structure : tuple
        `Card.structure`.
    constants : dict from symbol to array (sets,)
        In SI units; the postsynaptic spike acts after the delay ``D_bpap``.

    Raises
    ------
    BadInput
        The spikes need too many time steps.
    """
    sets, step = len(constants["w_0"]), longest_step(constants, STEP, PART)
    constants = {s: np.repeat(values, trains.conditions) for s, values in constants.items()}
    whole = delayed(trains.times(sets), constants["D_bpap"], step)
    size = size_for(whole.conditions)
    weights = []
    for start, part in whole.parts(size):
        here = slice(start, start + part.conditions)
        inputs = {symbol: np.resize(values[here], size) for symbol, values in constants.items()}
        inputs |= {"w": inputs["w_0"], "pre": part.pre, "post": part.post}
        if structure[4]:
            inputs |= {"drive": part.drive, "volley": np.full(size, part.volley)}
        outputs = simulate(
            ("protocols.engine.network", structure, size, METHOD),
            inputs,
            float(part.tick),
            part.steps + math.ceil(FALL / part.tick),
            seed,
            name.partition(":")[0],
            wait=True,
        )
        weights.append(outputs["w"][: part.conditions])
    return np.concatenate(weights).reshape(sets, -1)


def size_for(conditions: int) -> int:
    return next((size for size in SIZES if conditions <= size), SIZES[-1])


def longest_step(constants: dict, most: Fraction, parts: int) -> Fraction:
    """A time step (s) that is short beside the fastest of the time constants, those named tau."""
    times = [values.min() for symbol, values in constants.items() if symbol.startswith("tau")]
    return min([most, *(Fraction(f"{time:.12g}") / parts for time in times)])


def delayed(trains: Trains, delays: np.ndarray, longest: Fraction) -> Trains:
    """``trains`` with postsynaptic spikes ``delays`` (s) later, in steps of at most ``longest``."""
    late = {delay: Fraction(f"{delay:.12g}") for delay in delays}
    tick = grid(trains.tick, *late.values())
    tick /= math.ceil(tick / longest)
    if trains.steps * (trains.tick / tick) > MOST_STEPS:
        allowed = f"spikes that lie on a grid of {float(tick):.3g} s; take rounder times"
        raise BadInput("", "the spike times", f"at most {MOST_STEPS:.0e} steps, for {allowed}")
    finer = trains.on(tick)
    steps = np.array([int(late[delay] / tick) for delay in delays])
    index, step = finer.post
    return replace(finer, post=in_order(index, step + steps[index]))


REASON = "follows the membrane voltage, which has no closed form; use --engine brian2"
WAYS = {"brian2": simulated}
WHY_NOT = {"exact": REASON, "sampled": REASON}
