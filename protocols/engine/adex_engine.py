"""Runs the voltage rule: each synapse's own AdEx neuron, in the authors' steps of 1 ms."""

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np

from models import adex
from protocols.engine import clock_driven
from protocols.engine.spike_trains import Trains, no_spikes
from synplast.bad_input import BadInput

STEP = Fraction(int(adex.STEP), 1000)
#: A time constant is at least this many steps.
FEWEST = 3
#: The voltage is followed after the last spike for so many of the slowest trace's constants.
FALL = 10
TRACES = ("tau_minus", "tau_plus", "tau_x")
IN_MS = (*TRACES, "tau_homeo")
IN_MV = ("theta_minus", "theta_plus", "u_clamp")
FILTERED = [f"{side}{late}" for side in ("minus", "plus") for late in ("", "_1", "_2", "_3")]


def simulate(structure, constants: dict, trains: Trains, name="the rule", seed=0) -> np.ndarray:
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
    whole = put_on_milliseconds(trains).times(len(constants["w_0"]))
    if len(whole.drive[0]):
        whole = replace(whole, post=no_spikes())
    scale = dict.fromkeys(IN_MS + IN_MV, 1e3) | {"b": 1e12}  # pA
    constants = {
        symbol: np.repeat(values * scale.get(symbol, 1), trains.conditions)
        for symbol, values in constants.items()
    }
    at_rest = np.where(np.isinf(constants["u_clamp"]), adex.REST["u"], constants["u_clamp"])
    constants |= dict.fromkeys(["u", *FILTERED], at_rest)
    constants |= {"w": constants.pop("w_0"), "u_homeo": constants["u_ref2"]}
    follow = math.ceil(FALL * max(constants[symbol].max() for symbol in TRACES))  # steps of 1 ms
    constants["V_T"] = np.full(whole.conditions, adex.REST["V_T"])
    constants["volley"] = np.full(whole.conditions, 1e3 * whole.volley)
    weights = clock_driven.simulate_in_parts(
        blueprint, constants, whole, list(whole.spikes), follow, name, seed
    )
    return weights.reshape(-1, trains.conditions)


def blueprint(size: int) -> tuple:
    return "protocols.engine.adex_network", size


def put_on_milliseconds(trains: Trains) -> Trains:
    """``trains`` on the grid of 1 ms; raises `BadInput`."""
    ratio = trains.tick / STEP
    for _, step in trains.spikes.values():
        if (step * ratio.numerator % ratio.denominator).any():
            allowed = "whole milliseconds, the step that the neuron's spike is made for; take lags "
            allowed += "of whole ms, and rates whose periods are"
            raise BadInput("", "the spike times", allowed)
    return trains.change(
        lambda index, step: (index, step * ratio.numerator // ratio.denominator), tick=STEP
    )
