"""Each experiment with calcium or voltage, whole process, beside a plain Brian2 script.

A plain script runs one condition, of which we simulate many, or a part of one: the ratio is between
the times for a second of one synapse (of a thousand, where there is noise).
"""

import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from tabulate import tabulate

from benchmarks.machine import describe

HERE = Path(__file__).parent
LFS = 900 * (2 + 1 + 0.5 + 0.2 + 0.1 + 0.05 + 0.02)  # s, at its seven rates
HFS = 2 * (7 * 20 + 1 + 5 + 15 + 30 + 60 - 10) * 60  # s, up to its seven readings
PAIRS = 2 * 60 * (10 + 1 / 10 + 1 / 20 + 1 / 40 + 1 / 50)  # s, at the five rates


class Plain(NamedTuple):
    """A plain script, its arguments, and how many seconds it simulates."""

    script: str
    arguments: str
    simulates: float


CALCIUM = Plain("plain_calcium.py", "60", 61)
PULSES = Plain("plain_nmda.py", "50 900", 19)
SLOW = Plain("plain_nmda.py", "1 60", 61)
VOLTAGE = Plain("plain_voltage.py", "10 20 60", 3.2)
# What we simulate (s), and what a plain script would be for it.
EXPERIMENTS = {
    "stdp --rule calcium:DP": (41 * 61, CALCIUM),
    "stdp --rule calcium:DP --engine sampled": (41 * 61, CALCIUM),
    "stdp --rule calcium:DP --engine exact": (41 * 61, CALCIUM),
    "stdp --rule nmda": (41 * 61, SLOW),
    "frequency --rule voltage": (PAIRS, VOLTAGE),
    "clamp --rule voltage": (21 * 100, VOLTAGE),
    "clamp --rule nmda": (21 * 101, SLOW),
    "lfs": (LFS, PULSES),
    "lfs --rule voltage": (LFS, VOLTAGE),
    "hfs": (HFS, CALCIUM),
    "hfs --rule nmda": (HFS, PULSES),
    "hfs --rule voltage": (HFS, VOLTAGE),
}


def seconds(arguments: list) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - start


def warm(arguments: list) -> float:
    """Of a second run: the first builds."""
    seconds(arguments)
    return seconds(arguments)


def against_plain_scripts() -> None:
    plain = {
        script: warm([HERE / script.script, *script.arguments.split()])
        for script in dict.fromkeys(script for _, script in EXPERIMENTS.values())
    }
    rows = []
    for words, (simulated, script) in EXPERIMENTS.items():
        name, *options = words.split()
        ours, theirs = warm(["-m", f"protocols.{name}", *options]), plain[script]
        ratio = (theirs / script.simulates) / (ours / simulated)
        beside = f"{script.script} {script.arguments}"
        rows.append((words, f"{ours:.2f}", beside, f"{theirs:.1f}", f"{ratio:.0f}"))
    heading = ["python -m protocols.", "seconds", "plain script", "its seconds", "ratio"]
    print(tabulate(rows, heading, "simple"))


def against_nest() -> None:
    """The voltage rule's pairs, whole process in both: NEST with the steps of its own, 0.1 ms."""
    try:
        import nest  # noqa: F401
    except ImportError:
        print("NEST is not installed (pip install .[oracle]): not compared with it")
        return
    ours = warm(["-m", "protocols.frequency", "--rule", "voltage"])
    theirs = warm(["-m", "benchmarks.nest_voltage"])
    rows = [("ours", f"{ours:.2f}", "1"), ("NEST", f"{theirs:.2f}", f"{theirs / ours:.1f}")]
    print(tabulate(rows, ["frequency --rule voltage", "seconds", "ratio"], "simple"))


if __name__ == "__main__":
    print(describe())
    against_plain_scripts()
    print()
    against_nest()
