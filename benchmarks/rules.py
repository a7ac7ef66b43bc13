"""Each experiment of the rules with calcium or voltage, whole process, from the cached build."""

import subprocess
import sys
import time
from pathlib import Path

from tabulate import tabulate

PLAIN = str(Path(__file__).with_name("plain_calcium.py"))
WAYS = {
    "stdp, calcium:DP, 41 lags x 1000": ["protocols.stdp", "--rule", "calcium:DP"],
    "the same, sampled": ["protocols.stdp", "--rule", "calcium:DP", "--engine", "sampled"],
    "the same, exact": ["protocols.stdp", "--rule", "calcium:DP", "--engine", "exact"],
    "stdp, nmda": ["protocols.stdp", "--rule", "nmda"],
    "frequency, voltage": ["protocols.frequency", "--rule", "voltage"],
    "clamp, voltage": ["protocols.clamp", "--rule", "voltage"],
    "clamp, nmda": ["protocols.clamp", "--rule", "nmda"],
    "lfs": ["protocols.lfs"],
    "hfs": ["protocols.hfs"],
}


def seconds(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    rows = []
    for way, arguments in WAYS.items():
        seconds(["-m", *arguments])  # builds, and warms the catalogue
        rows.append((way, f"{seconds(['-m', *arguments]):.2f}"))
    rows.append(("plain Brian2, calcium, 1 lag x 1000", f"{seconds([PLAIN]):.1f}"))
    print(tabulate(rows, ["experiment", "seconds"], "simple"))


if __name__ == "__main__":
    main()
