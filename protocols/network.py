"""The Brian2 network of a protocol: one synapse a condition, its two sides given as spikes."""

import numpy as np
from brian2 import Clock, Network, SpikeGeneratorGroup, Synapses, second
from brian2.codegen.runtime.numpy_rt import NumpyCodeObject
from brian2.devices.device import get_device

from protocols.trains import Trains


def network(structure: tuple, size: int, clock: Clock, trains: Trains | None = None, **target):
    """Network of ``size`` synapses of a rule; spikes are left out where ``trains`` is None.

    Parameters
    ----------
    structure : tuple
        `Card.structure`: equations, statements, and the constants' names and units. Constants
        are declared for each synapse, so that they are data and may differ between synapses.
    clock : Clock
        Its step must hold every spike.

    Returns
    -------
    Network
        Its synapses are ``network["plastic"]``, before which no weight or constant is set.
    """
    equations, on_pre, on_post, constants = structure
    declared = [f"{symbol} : {unit} (constant)" for symbol, unit in constants]
    sides = []
    for name in ("pre", "post"):
        index, step = getattr(trains, name) if trains else ([], np.array([]))
        times = step * float(clock.dt) * second
        sides.append(
            SpikeGeneratorGroup(size, index, times, clock=clock, name=f"{name}_spikes", **target)
        )
    plastic = Synapses(
        *sides,
        "\n".join([equations, *declared]),
        on_pre=on_pre,
        on_post=on_post,
        clock=clock,
        name="plastic",
        namespace={},
        **target,
    )
    plastic.connect(j="i")
    return Network(*sides, plastic, name="protocol")


def run_numpy(structure: tuple, constants: dict, trains: Trains, seed: int) -> np.ndarray:
    """Weights after ``trains``, by Brian2's NumPy target, which needs no compiler.

    Parameters
    ----------
    constants : dict from symbol to array (conditions,), in SI units
        ``w_0`` among them is the weight at the start.
    """
    get_device().seed(seed)
    clock = Clock(float(trains.tick) * second, name="steps")
    net = network(structure, trains.conditions, clock, trains, codeobj_class=NumpyCodeObject)
    plastic = net["plastic"]
    for symbol, values in constants.items():
        setattr(plastic, f"{symbol}_", values)
    plastic.w_ = constants["w_0"]
    with np.errstate(all="ignore"):  # the engine refuses what is not finite, in words
        net.run(trains.steps * clock.dt, namespace={})
    return np.array(plastic.w_)
