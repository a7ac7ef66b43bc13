"""Simulates any rule on Brian2: a synapse for every set of constants and every condition."""

from fractions import Fraction

import numpy as np

from models.structure import Structure, spelt
from protocols.engine import clock_driven
from protocols.engine.clock_driven import Steps, draws
from protocols.engine.simulation import QUICKEST, run_network, seed_of
from protocols.engine.spike_trains import Trains

#: Synapses in one build; more conditions run in parts. Idle synapses cost next to nothing.
SIZE = 16384
#: Of a rule with an equation that is not event-driven and not linear.
STEPS = Steps(Fraction(1, 10_000), 10)


def simulate_rule(
    structure: Structure,
    numbers: dict,
    trains: Trains,
    name: str = "the rule",
    seed: int = 0,
    target: str = QUICKEST,
) -> np.ndarray:
    """Weights (sets, conditions) after ``trains``, see `protocols.engine.exact.run`."""
    if structure.method:
        return clock_driven.simulate_until_converged(
            structure, numbers, trains, name, seed, STEPS, target
        )
    sets = len(numbers["w"])
    numbers = {spelt(s): np.repeat(v, trains.conditions) for s, v in numbers.items()}
    if structure.on_drive:
        numbers["volley"] = np.full(sets * trains.conditions, trains.volley)
    weights = []
    for start, part in trains.times(sets).parts(SIZE):
        here = slice(start, start + part.conditions)
        inputs = {s: values[here] for s, values in numbers.items()}
        inputs |= {"pre": part.pre, "post": part.post}
        if structure.on_drive:
            inputs["drive"] = part.drive
        outputs = run_network(
            blueprint(structure),
            inputs,
            float(part.tick),
            part.steps,
            seed_of(seed, start),
            name.partition(":")[0],
            by_numpy=blueprint(structure, part.conditions),
            wait=draws(structure),
            target=target,
        )
        weights.append(outputs["w"][: part.conditions])
    return np.concatenate(weights).reshape(sets, trains.conditions)


def blueprint(structure: Structure, size: int = SIZE) -> tuple:
    """What `protocols.engine.standalone` builds for a rule."""
    return "protocols.engine.timing_network", structure, size
