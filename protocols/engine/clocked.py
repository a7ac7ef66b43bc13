"""Runs rules whose equations follow the membrane voltage, which only a clock can advance."""

import math
from fractions import Fraction

import numpy as np

from models.bad_input import BadInput
from protocols.engine.simulation import simulate
from protocols.engine.trains import Trains, grid

#: The longest time step (s), a third of the fastest time constant, and how it is integrated.
STEP, METHOD = Fraction(1, 1000), "rk4"
#: How long calcium is followed after the last spike (s).
FALL = Fraction(1)
#: Synapses in a build: an idle one costs as much as another.
SIZES = 4, 64
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
    size = SIZES[0] if trains.conditions <= SIZES[0] else SIZES[1]
    blueprint = ("protocols.engine.network", structure, size, METHOD)
    weights = []
    for n in range(len(constants["w_0"])):
        one = {symbol: np.full(size, values[n]) for symbol, values in constants.items()}
        for _, part in delayed(trains, constants["D_bpap"][n]).parts(size):
            steps = part.steps + math.ceil(FALL / part.tick)
            inputs = one | {"w": one["w_0"], "pre": part.pre, "post": part.post}
            tick, family = float(part.tick), name.partition(":")[0]
            outputs = simulate(blueprint, inputs, tick, steps, seed, family, wait=True)
            weights.append(outputs["w"][: part.conditions])
    return np.concatenate(weights).reshape(-1, trains.conditions)


def delayed(trains: Trains, delay: float) -> Trains:
    """``trains`` with postsynaptic spikes ``delay`` (s) later, on a grid of at most a `STEP`."""
    late = Fraction(f"{delay:.12g}")
    tick = grid(trains.tick, late)
    tick /= math.ceil(tick / STEP)
    if trains.steps * (trains.tick / tick) > MOST_STEPS:
        allowed = f"spikes that lie on a grid of {float(tick):.3g} s; take rounder times"
        raise BadInput("", "the spike times", f"at most {MOST_STEPS:.0e} steps, for {allowed}")
    finer = int(trains.tick / tick)
    pre, post = ((index, step * finer) for index, step in (trains.pre, trains.post))
    return Trains(tick, trains.conditions, pre, (post[0], post[1] + int(late / tick)))


REASON = "follows the membrane voltage, which has no closed form; use --engine brian2"
WAYS = {"brian2": simulated}
WHY_NOT = {"exact": REASON, "sampled": REASON}
