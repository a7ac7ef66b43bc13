"""Two inputs to a neuron, each with a train of pulses or several, as Frey & Morris 1997."""

from collections.abc import Callable, Sequence

import numpy as np

from models.tagging import TagTrigger
from protocols.engine.tag_trigger import Burst, Course, follow
from synplast.bad_input import BadInput

#: Trains of pulses (ms), 10 min apart, as in the authors' program.
WEAK, STRONG = range(0, 210, 10), range(0, 1000, 10)
TRAINS = {
    "none": [],
    "weak": [WEAK],
    "strong": [STRONG] * 3,
    "weak-lfs": [range(0, 900_000, 1000)],
    "strong-lfs": [tuple(1100 * n + 50 * k for n in range(900) for k in range(3))],
}
APART = 600  # s
#: When the synthesis of proteins is blocked: around a tetanus, always or never.
BLOCKED = "never", "first", "second", "always"
#: A block lasts from so long before the tetanus to so long after its beginning (s).
BLOCK = 600, 2400


def stimulate(
    model: TagTrigger,
    first: str,
    second: str,
    gap: int,
    blocked: str,
    moments: Sequence[int],
    neurons: int,
    seed: int,
) -> Course:
    """Neurons through a tetanus of `TRAINS` to each input, the second ``gap`` (s) after the first.

    Parameters
    ----------
    blocked : str
        One of `BLOCKED`.
    moments : sequence of int
        When to look (s), since the first tetanus; the first of them is the start.
    """
    bursts = [
        Burst(start + n * APART, pathway, pulses)
        for pathway, (name, start) in enumerate([(first, 0), (second, gap)])
        for n, pulses in enumerate(TRAINS[name])
    ]
    return follow(model, bursts, moments, neurons, blocks(blocked, gap), seed)


def require_apart(first: str, second: str, gap: float) -> None:
    """Refuse a second tetanus while the first is still going on; ``gap`` in s."""
    if "none" not in (first, second) and abs(gap) < 1500:
        allowed = "25 min or more either way, for a strong tetanus takes 20"
        raise BadInput("gap", f"{float(gap / 60):g}", allowed)


def blocks(when: str, gap: int) -> Callable[[int], bool]:
    """Whether synthesis is blocked at a time (s): a function."""
    before, after = BLOCK
    spans = {
        "never": (0, 0),
        "first": (-before, after),
        "second": (gap - before, gap + after),
        "always": (-np.inf, np.inf),
    }
    start, end = spans[when]
    return lambda time: start <= time < end
