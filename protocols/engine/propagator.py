"""The exact step of linear equations: x(t + dt) = P x(t) + p, whatever the step.

Rotter & Diesmann 1999, doi:10.1007/s004220050570. P and p are numbers of a set of constants and a
step, data of a network and not of its code.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from models.structure import Structure, Variable
from protocols.engine.initial_state import slopes_of


def entry(row: int, column: int) -> str:
    """What an entry of P is called in a network; the last column is p."""
    return f"propagator_{row}_{column}"


def step_of(names: list[str]) -> str:
    """The step of some variables as Brian2's statements."""
    sums = [
        " + ".join(f"{entry(row, n)} * {one}" for n, one in enumerate([*names, "1.0"]))
        for row in range(len(names))
    ]
    old = [f"_{name} = {found}" for name, found in zip(names, sums, strict=True)]
    return "\n".join([*old, *(f"{name} = _{name}" for name in names)])


def propagator(structure: Structure, numbers: dict, tick: Fraction) -> dict:
    """P and p of each set for steps of ``tick`` (s): arrays (sets,) by name."""
    from scipy.linalg import expm

    moving = [one for one in structure.variables if one.kind == "clock-driven"]
    step = expm(matrices(moving, numbers) * float(tick))
    places = np.ndindex(len(moving), len(moving) + 1)
    return {entry(row, column): step[:, row, column] for row, column in places}


def matrices(moving: Sequence[Variable], numbers: dict) -> np.ndarray:
    """The linear slopes of some variables and of one that is always 1: (sets, n + 1, n + 1)."""
    count, sets = len(moving), len(numbers["w"])
    slope = slopes_of(moving, numbers, t=0.0)
    zero = np.zeros((count, sets))
    matrix = np.zeros((sets, count + 1, count + 1))
    matrix[:, :count, count] = slope(zero).T
    for n in range(count):
        one = zero.copy()
        one[n] = 1
        matrix[:, :count, n] = (slope(one) - slope(zero)).T
    return matrix
