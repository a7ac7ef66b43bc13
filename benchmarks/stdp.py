"""The STDP window, 41 lags x 60 pairs, whole process: ours beside plain Brian2, in one run."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from tabulate import tabulate

from benchmarks.machine import describe

PLAIN = str(Path(__file__).with_name("plain_stdp.py"))
WAYS = {
    "python -m protocols.stdp --pairs 60": ["-m", "protocols.stdp", "--pairs", "60"],
    "the same, a constant changed": ["-m", "protocols.stdp", "--set", "tau_plus=15*ms"],
    "the same, on a 0.1 ms grid": ["-m", "protocols.stdp", "--lag", "-99.9:100:5"],
    "plain Brian2, Cython, 0.1 ms": [PLAIN, "cython", "0.1"],
    "plain Brian2, NumPy, the spikes' 5 ms": [PLAIN, "numpy", "5"],
    "plain Brian2, C++ standalone, 0.1 ms": [PLAIN, "cpp_standalone", "0.1"],
}


def seconds(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - start


def main(repeats: int = 3) -> None:
    from models.catalogue import find
    from protocols.engine import standalone
    from protocols.engine.by_brian2 import blueprint

    standalone.build_in_another_process(blueprint(find("pair").structure), wait=True)
    seconds(WAYS["plain Brian2, Cython, 0.1 ms"])  # warms its cache
    times = {way: [] for way in WAYS}
    for _ in range(repeats):  # in turn, so that a slow moment of the machine meets them all
        for way, arguments in WAYS.items():
            times[way].append(seconds(arguments))
    middle = {way: median(found) for way, found in times.items()}
    ours = next(iter(middle.values()))
    rows = [(way, f"{found:.2f}", f"{found / ours:.1f}") for way, found in middle.items()]
    print(tabulate(rows, ["41 lags x 60 pairs", "seconds", "ratio"], "simple"))


if __name__ == "__main__":
    print(describe())
    main()
