"""A rule's first use: what Brian2 makes of its text, and whether the engines agree on it.

One text is run by Brian2's NumPy target, by its C++ program and from spike to spike. A rule of this
project is held by its tests to mean the same to each; any other is compared on a few spikes when it
is first run, and once more when its C++ program is there.
"""

import contextlib
import functools
import itertools
from fractions import Fraction
from functools import partial
from importlib.metadata import version

import numpy as np

from models.catalogue import cards
from models.structure import Structure
from protocols.engine import clock_driven, exact, linear, standalone
from protocols.engine.by_brian2 import STEPS, blueprint, simulate_rule
from protocols.engine.initial_state import require_kept_weight
from protocols.engine.simulation import CPP, NUMPY, QUICKEST, note
from protocols.engine.spike_trains import Trains, spike_trains
from synplast import cache
from synplast.bad_input import BadInput, innermost
from synplast.brian2_loader import load_brian2
from synplast.packages import digest

#: What two engines may differ by, of the largest weight: roundings of a few spikes.
CLOSE = 1e-9
#: What Brian2 makes of log(-1) it cannot read.
NO_NUMBER = "a part of its text is no number, as log(-1) is"
#: Sets of constants that are compared.
MOST_SETS = 20
#: Pairs either way, coincident, triplets and more, in ms: spikes of the two sides.
FEW_SPIKES = [
    ([0, 50, 100], [10, 60, 110]),
    ([10, 60, 110], [0, 50, 100]),
    ([0, 40], [0, 40]),
    ([0, 10, 35], [5, 30]),
    ([5, 30], [0, 10, 35]),
    ([0, 3, 9, 27, 81], [1, 4, 16, 64, 81]),
    ([7, 8, 20], []),
    ([], [7, 8, 20]),
]


#: A reward or more for each of them, one with a spike of either side.
FEW_REWARDS = [[30, 50, 60, 150], [5, 100], [0, 40, 90], [12], [10, 40], [1, 27], [9], [8, 25]]


def require(structure: Structure, numbers: dict, name: str, conditions: int, kind: str) -> None:
    """Compare the engines on a rule that is not published, unless that was done before.

    Parameters
    ----------
    conditions : int
        Of the run to come; a clock-driven rule has a C++ program for so many.
    kind : str
        Of engine, as the card names it.

    Raises
    ------
    BadText
        Brian2 does not take the rule's text.
    BadInput
        Two engines differ.
    """
    if structure in list_published():
        return
    require_kept_weight(structure.variables, numbers, name)
    some = {symbol: values[:MOST_SETS] for symbol, values in numbers.items()}
    versions = [version(package) for package in ("brian2", "numpy")]
    made = cache.fingerprint(digest("models", "protocols"), *versions)
    key = cache.fingerprint(kind, structure, {s: v.tolist() for s, v in some.items()}, made)
    path = cache.folder() / f"agreed-{key}.json"
    agreed = _agreed.get(path) or cache.read(path) or []
    if CPP in agreed or (agreed and not is_built(structure)):
        return
    try:
        _agreed[path] = compare(structure, some, name, conditions, kind)
    except (BadInput, OSError):
        raise
    except Exception as error:
        take_apart(structure)
        said = innermost(error).replace("name 'nan' is not defined", NO_NUMBER)
        raise BadInput("rule", name, said) from None
    with contextlib.suppress(OSError):  # without a cache, it is compared again next time
        path.parent.mkdir(parents=True, exist_ok=True)
        cache.write(path, _agreed[path])


#: Which engines this process found to agree, where the cache cannot be written.
_agreed: dict = {}


@functools.cache
def list_published() -> frozenset[Structure]:
    """The texts of this project's own rules, which its tests hold to agree."""
    return frozenset(card.structure for card in cards().values())


def compare(
    structure: Structure, numbers: dict, name: str, conditions: int, kind: str
) -> list[str]:
    """The engines that agree; raises `BadInput` of the first that does not."""
    if clock_driven.draws(structure):  # no two draw the same
        run_once(structure)
        return [NUMPY, CPP]
    rewarded = kind == "reward"
    exactly = partial(linear.run, fall=0) if rewarded else exact.run
    if structure.method:
        numbers = {s: v[:1] for s, v in numbers.items()}
        trains = few_spikes(conditions, rewarded)
        found = by_the_clock(structure, numbers, trains)
    else:
        trains = few_spikes(len(FEW_SPIKES), rewarded)
        found = {NUMPY: simulate_rule(structure, numbers, trains, name, target=NUMPY)}
        if is_built(structure):
            found[CPP] = simulate_rule(structure, numbers, trains, name, target=CPP)
    with contextlib.suppress(BadInput):  # it has no closed form
        found["exact"] = exactly(structure, numbers, trains, name)
    if structure.method:
        follow = clock_driven.FALL * clock_driven.find_settling_time(structure, numbers)[0]
        note(
            f"{name} is integrated by {structure.method}, and read {follow:.3g} s after the last "
            f"spike: {clock_driven.FALL} times its slowest time constant"
        )
    for (one, a), (other, b) in itertools.combinations(found.items(), 2):
        differ(name, one, a, other, b)
    return list(found)


def by_the_clock(structure: Structure, numbers: dict, trains: Trains) -> dict:
    """Weights of a clock-driven rule by each target, the C++ program as large as the run's."""
    run = partial(clock_driven.simulate, structure, numbers, trains, steps=STEPS, fall=0)
    found = {NUMPY: run(target=NUMPY)}
    return found | {CPP: run(target=QUICKEST)} if is_built(structure) else found


def few_spikes(count: int, rewarded: bool = False) -> Trains:
    """So many conditions of them, over and over, and of rewards where a rule learns from them."""
    every = [(*spikes, few) for spikes, few in zip(FEW_SPIKES, FEW_REWARDS, strict=True)]
    sides = list(zip(*itertools.islice(itertools.cycle(every), count), strict=True))
    sides = sides if rewarded else sides[:2]
    return spike_trains(*([[Fraction(ms, 1000) for ms in one] for one in side] for side in sides))


def is_built(structure: Structure) -> bool:
    """Whether the C++ program is there; a clock-driven rule waits for it."""
    if structure.method:
        return standalone.compiler() is not None
    return standalone.entry(blueprint(structure)).exists()


def differ(name: str, one: str, a: np.ndarray, other: str, b: np.ndarray) -> None:
    """Refuse a rule on which two engines differ by more than rounding."""
    largest = np.max(np.abs([a, b]), initial=0, where=np.isfinite([a, b]))
    if np.allclose(a, b, rtol=0, atol=CLOSE * largest, equal_nan=True):
        return
    apart = np.where(np.isnan(a) != np.isnan(b), np.inf, np.abs(a - b))
    at = np.unravel_index(np.nanargmax(apart), a.shape)
    allowed = f"its text means two things: w = {a[at]:.6g} by {one} and {b[at]:.6g} by {other} "
    allowed += "after a few spikes; write its statements more plainly, one step a line"
    raise BadInput("rule", name, allowed)


def run_once(structure: Structure) -> None:
    """Let Brian2 write out and check a rule's code, without a step."""
    load_brian2()
    from brian2 import second
    from brian2.codegen.runtime.numpy_rt import NumpyCodeObject

    from protocols.engine.session import own_session
    from protocols.engine.timing_network import assemble

    with own_session():
        assemble(structure, 1, codeobj_class=NumpyCodeObject).net.run(0 * second, namespace={})


def take_apart(structure: Structure) -> None:
    """Find the part that Brian2 refuses, each with those before it; raises `BadText`."""
    from models.equations import PARTS, BadText
    from models.own_names import readable

    rule = structure._replace(on_pre="w = w", on_post="w = w", on_drive="")
    for part in ("equations", *PARTS):
        rule = rule._replace(**{part: getattr(structure, part)})
        try:
            run_once(rule)
        except Exception as error:
            raise BadText(part, readable(innermost(error))) from None
