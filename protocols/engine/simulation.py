"""Runs a network on Brian2 by the quickest target that is ready.

The first time a network is run, Brian2's NumPy target answers while a C++ build of the same
network is made in the background; a run of many steps waits for it. From then on the build
answers, whatever the numbers. Without a C++ compiler, NumPy always answers.
"""

import functools
import importlib
import sys

import numpy as np

from protocols.engine import standalone
from protocols.engine.session import own_session
from synplast.bad_input import BadInput
from synplast.brian2_loader import load_brian2
from synplast.waiting import waiting

MOST_STEPS = 100_000_000

#: Above this, waiting for a C++ build (seconds) is shorter than NumPy's 40 microseconds a step.
PATIENCE = 200_000

#: The targets that a network may be run by.
QUICKEST, NUMPY, CPP = "quickest", "NumPy", "C++"

NOW_AND_LATER = (
    "Brian2's NumPy target answers, while its C++ program is built in the background for next time"
)
SLOWER = "Brian2's NumPy target answers, slower"


def run_network(
    blueprint: tuple,
    inputs: dict,
    tick: float,
    steps: int,
    seed: int,
    name: str,
    by_numpy: tuple | None = None,
    wait: bool = False,
    target: str = QUICKEST,
) -> dict:
    """Outputs of a network after ``steps`` steps.

    Parameters
    ----------
    blueprint : tuple
        Module and arguments of the ``assemble`` to build, see `synplast.assembled.Assembled`.
    inputs, tick, steps, seed
        As `protocols.engine.standalone.run` takes them.
    name : str
        What the notes call it.
    by_numpy : tuple, optional
        The blueprint for the NumPy target, where another is quicker there.
    wait : bool
        Wait for the build though there are few steps: NumPy draws other random numbers, or is slow
        on these equations.
    target : str
        `NUMPY` for Brian2's NumPy target whatever is built, `CPP` for a build that is there.

    Raises
    ------
    BadInput
        Too many steps.
    OSError
        The program was ended before its time, or its result is cut short.
    """
    if steps > MOST_STEPS:
        allowed = (
            f"{steps:.3g} steps of {tick:.3g} s are needed to hold every spike exactly, at most "
            f"{MOST_STEPS:.0e}; take rounder times, or --engine exact for a rule that has it"
        )
        raise BadInput("engine", "brian2", allowed)
    if target == NUMPY:
        return run_numpy(by_numpy or blueprint, inputs, tick, steps, seed)
    try:
        with waiting(f"simulating {name}"):
            outputs = standalone.run(blueprint, inputs, tick, steps, seed)
    except standalone.Broken as broken:
        note(f"the C++ build of {name} in the cache does not run ({broken}); making it again")
        standalone.discard(blueprint)
        outputs = None
    if outputs is not None:
        return outputs
    if standalone.compiler() is None:
        note(f"no C++ compiler (g++) found: {SLOWER}")
    elif (building := standalone.being_built(blueprint)) and not wait and steps <= PATIENCE:
        note(f"the C++ program of {name} is still being built: Brian2's NumPy target answers")
    elif not building and (failed := standalone.failure(blueprint)):
        note(f"the C++ build of {name} failed ({failed}): {SLOWER}")
    else:
        wait = wait or steps > PATIENCE
        doing = "building its C++ program, about 10 s" if wait else NOW_AND_LATER
        note(f"first run of {name} here: {doing}")
        try:
            with waiting(f"building {name}"):
                standalone.build_in_another_process(blueprint, wait)
        except (RuntimeError, OSError) as error:
            note(f"the C++ build failed ({error}): {SLOWER}")
        else:
            if wait and (outputs := first_of(blueprint, inputs, tick, steps, seed)):
                return outputs
    return run_numpy(by_numpy or blueprint, inputs, tick, steps, seed)


def first_of(*run) -> dict | None:
    """The outputs of a program that was just built; None, with a note, if it does not run."""
    try:
        with waiting("simulating"):
            return standalone.run(*run)
    except standalone.Broken as broken:
        note(f"the C++ program does not run here ({broken}): {SLOWER}")
        return None


def seed_of(seed: int, part: int) -> int:
    """A seed for one of the parts that a run is made in."""
    return int(np.random.SeedSequence([seed, part]).generate_state(1)[0])


def run_numpy(blueprint: tuple, inputs: dict, tick: float, steps: int, seed: int) -> dict:
    """As `protocols.engine.standalone.run`, by Brian2's NumPy target, which needs no compiler."""
    load_brian2()
    from brian2 import get_device, second
    from brian2.codegen.runtime.numpy_rt import NumpyCodeObject

    module, *arguments = blueprint
    with own_session():
        assembled = importlib.import_module(module).assemble(
            *arguments, codeobj_class=NumpyCodeObject
        )
        assembled.clock.dt = tick * second
        for name, values in inputs.items():
            target = assembled.inputs[name]
            if isinstance(values, tuple):
                index, step = values
                target.set_spikes(index, step * tick * second)
            else:
                target.set_value(np.asarray(values, target.dtype))
        get_device().seed(seed)
        with waiting("simulating"):
            assembled.net.run(steps * tick * second, namespace={})
        if assembled.clock.variables["timestep"].get_value()[0] != steps:
            raise RuntimeError("Brian2 ended the run before its time")
        return {n: np.array(variable.get_value()) for n, variable in assembled.outputs.items()}


@functools.cache  # said once a process
def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
