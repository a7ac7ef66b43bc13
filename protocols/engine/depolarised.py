"""Runs the voltage rule: each synapse's own neuron, in the authors' steps of 1 ms."""

from dataclasses import replace
from fractions import Fraction

import numpy as np

from models.bad_input import BadInput
from protocols.engine import clocked
from protocols.engine.clocked import MOST_STEPS, size_for
from protocols.engine.simulation import simulate
from protocols.engine.trains import Trains, no_spikes

STEP = Fraction(1, 1000)
#: A time constant is at least this many steps.
FEWEST = 3
#: How long the voltage is followed after the last spike (steps), ten of the slowest filter.
FALL = 150
#: The rest of models/neuron.py, which is not imported here: a built program needs no Brian2.
E_L, V_T_REST = -70.6, -50.4
IN_MS = ("tau_minus", "tau_plus", "tau_x", "tau_homeo")
IN_MV = ("theta_minus", "theta_plus", "u_clamp")
FILTERED = [f"{side}{late}" for side in ("minus", "plus") for late in ("", "_1", "_2", "_3")]


def simulated(structure, constants: dict, trains: Trains, name="the rule", seed=0) -> np.ndarray:
    """Weights (sets, conditions) after ``trains``; where volleys drive the neuron, it alone fires.

    Raises
    ------
    BadInput
        Spikes that are not on whole milliseconds; a time constant too short for them.
    """
    for symbol in IN_MS:
        if (shortest := constants[symbol].min()) < FEWEST * STEP:
            allowed = f"at least {FEWEST} ms, {FEWEST} of the authors' steps"
            raise BadInput("set", f"{symbol}={1e3 * shortest:g}*ms", allowed)
    whole = on_milliseconds(trains).times(len(constants["w_0"]))
    if len(whole.drive[0]):
        whole = replace(whole, post=no_spikes())
    scale = dict.fromkeys(IN_MS + IN_MV, 1e3) | {"b": 1e12}  # pA
    constants = {
        symbol: np.repeat(values * scale.get(symbol, 1), trains.conditions)
        for symbol, values in constants.items()
    }
    at_rest = np.where(np.isinf(constants["u_clamp"]), E_L, constants["u_clamp"])
    constants |= dict.fromkeys(["u", *FILTERED], at_rest)
    constants |= {"w": constants["w_0"], "u_homeo": constants["u_ref2"]}
    size = size_for(whole.conditions)
    weights = []
    for start, part in whole.parts(size):
        here = slice(start, start + part.conditions)
        inputs = {symbol: np.resize(values[here], size) for symbol, values in constants.items()}
        inputs |= {"V_T": np.full(size, V_T_REST), "volley": np.full(size, 1e3 * part.volley)}
        outputs = simulate(
            ("protocols.engine.depolarised_network", size),
            inputs | part.spikes,
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
    ratio = trains.tick / STEP
    for _, step in trains.spikes.values():
        if (step * ratio.numerator % ratio.denominator).any():
            allowed = "whole milliseconds, the step that the neuron's spike is made for"
            raise BadInput("", "the spike times", allowed)
    found = trains.changed(
        lambda index, step: (index, step * ratio.numerator // ratio.denominator), tick=STEP
    )
    if found.steps > MOST_STEPS:
        raise BadInput("", "the spike times", f"at most {MOST_STEPS * float(STEP):.0f} s")
    return found


WAYS, WHY_NOT = {"brian2": simulated}, clocked.WHY_NOT
