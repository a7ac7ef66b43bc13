"""Runs the voltage rule: each synapse's own neuron, in the authors' steps of 1 ms."""

from fractions import Fraction

import numpy as np

from models.bad_input import BadInput
from protocols.engine import clocked
from protocols.engine.clocked import MOST_STEPS, SIZES
from protocols.engine.simulation import simulate
from protocols.engine.trains import Trains

STEP = Fraction(1, 1000)
#: How long the voltage is followed after the last spike (steps), ten of the slowest filter.
FALL = 150
#: The rest of models/neuron.py, which is not imported here: a built program needs no Brian2.
E_L, V_T_REST = -70.6, -50.4
IN_MS = ("tau_minus", "tau_plus", "tau_x", "tau_homeo")
IN_MV = ("theta_minus", "theta_plus", "u_clamp")


def simulated(structure, constants: dict, trains: Trains, name="the rule", seed=0) -> np.ndarray:
    """Weights (sets, conditions) after ``trains``.

    Raises
    ------
    BadInput
        Spikes that are not on whole milliseconds.
    """
    size = SIZES[0] if trains.conditions <= SIZES[0] else SIZES[1]
    whole = on_milliseconds(trains)
    weights = []
    for n in range(len(constants["w_0"])):
        scale = dict.fromkeys(IN_MS + IN_MV, 1000) | {"b": 1e12}  # pA
        one = {symbol: values[n] * scale.get(symbol, 1) for symbol, values in constants.items()}
        at_rest = E_L if np.isinf(one["u_clamp"]) else one["u_clamp"]
        filtered = [
            f"{side}{late}" for side in ("minus", "plus") for late in ("", "_1", "_2", "_3")
        ]
        one |= dict.fromkeys(["u", *filtered], at_rest)
        one |= {"w": one["w_0"], "V_T": V_T_REST, "u_homeo": one["u_ref2"]}
        for _, part in whole.parts(size):
            inputs = {symbol: np.full(size, value) for symbol, value in one.items()}
            outputs = simulate(
                ("protocols.engine.depolarised_network", size),
                inputs | {"pre": part.pre, "post": part.post},
                float(STEP),
                part.steps + FALL,
                seed,
                name.partition(":")[0],
                wait=True,
            )
            weights.append(outputs["w"][: part.conditions])
    return np.concatenate(weights).reshape(-1, trains.conditions)


def on_milliseconds(trains: Trains) -> Trains:
    """``trains`` on the grid of 1 ms; raises `BadInput`."""
    ratio, sides = trains.tick / STEP, []
    for index, step in (trains.pre, trains.post):
        if (step * ratio.numerator % ratio.denominator).any():
            allowed = "whole milliseconds, the step that the neuron's spike is made for"
            raise BadInput("", "the spike times", allowed)
        sides.append((index, step * ratio.numerator // ratio.denominator))
    found = Trains(STEP, trains.conditions, *sides)
    if found.steps > MOST_STEPS:
        raise BadInput("", "the spike times", f"at most {MOST_STEPS * float(STEP):.0f} s")
    return found


WAYS, WHY_NOT = {"brian2": simulated}, clocked.WHY_NOT
