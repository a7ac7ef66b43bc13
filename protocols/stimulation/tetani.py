"""Two inputs to a neuron, each with a train of pulses or several, as Frey & Morris 1997."""

from collections.abc import Callable

import numpy as np

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


def require_times(first: str, second: str, gap: float, hours: int) -> None:
    """Refuse a second tetanus during the first, or going on after ``hours``; ``gap`` in s."""
    told = f"{float(gap / 60):g}"
    if "none" not in (first, second) and abs(gap) < 1500:
        allowed = "25 min or more either way, for a strong tetanus takes 20"
        raise BadInput("gap", told, allowed)
    if second != "none" and gap + duration(second) >= 3600 * hours:
        most = (3600 * hours - duration(second)) / 60
        raise BadInput("gap", told, f"less than {most:.4g} min, so as to end within {hours} h")


def duration(tetanus: str) -> float:
    """From the first pulse of a tetanus to the last (s)."""
    trains = TRAINS[tetanus]
    return (len(trains) - 1) * APART + trains[-1][-1] / 1000


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
