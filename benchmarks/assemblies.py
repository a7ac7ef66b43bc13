"""Time against size: a plastic network beside NEST's, then `protocols.assemblies` itself.

Ours is the whole program, with its start, wiring and files; NEST's is its loop, and apart from it
what it took to build. Both are on one thread and take turns, and the middle of three is shown.
"""

import time
from statistics import median

import numpy as np
from tabulate import tabulate

from benchmarks.machine import describe
from protocols.assemblies import plan_stimulation, simulate_network
from protocols.engine import standalone

DURATION = 10.0  # s
SIZES = 400, 800, 1600
STORY_SIZES = 200, 400, 800


def built(blueprint: tuple) -> float:
    """Seconds that the C++ build took, or that it took to find it in the cache."""
    began = time.perf_counter()
    standalone.build_in_another_process(blueprint, wait=True)
    return time.perf_counter() - began


def ours(size: int, v: np.ndarray, seed: int) -> tuple[float, float, float]:
    """Seconds of the whole program, mean rate (Hz) and mean weight."""
    began = time.perf_counter()
    steps = round(DURATION / 0.1e-3)
    out = standalone.run(("benchmarks.plastic_network", size), {"v": v}, 0.1e-3, steps, seed)
    return time.perf_counter() - began, out["spikes"].mean() / DURATION, out["w"].mean()


def against_nest(repeats: int = 3) -> None:
    try:
        from benchmarks import nest_network
    except ImportError:
        nest_network = None
        print("NEST is not installed (pip install .[oracle]): not compared with it")
    rows = []
    for size in SIZES:
        v = np.random.default_rng(size).uniform(-0.060, -0.050, size + size // 4)
        compiled = built(("benchmarks.plastic_network", size))
        mine, theirs = [], []
        for seed in range(repeats):  # in turn, so that a slow moment of the machine meets both
            mine.append(ours(size, v, seed))
            if nest_network:
                theirs.append(nest_network.simulate(size, DURATION, v, seed))
        seconds, rate, weight = map(median, zip(*mine, strict=True))
        row = [f"{size} + {size // 4}", f"{compiled:.0f}", f"{seconds:.2f}"]
        row += [f"{rate:.1f}", f"{weight:.3f}"]
        if nest_network:
            building, loop, rate, weight = map(median, zip(*theirs, strict=True))
            row += [f"{building:.2f}", f"{loop:.2f}", f"{rate:.1f}", f"{weight:.3f}"]
            row.append(f"{seconds / loop:.2f}")
        rows.append(row)
    columns = [f"{DURATION:g} s, p = 0.1", "build once, s", "ours, s", "Hz", "w"]
    columns += ["NEST builds, s", "its loop, s", "Hz", "w", "ours/NEST"] if nest_network else []
    print(tabulate(rows, columns, "simple", disable_numparse=True))


def stimulation() -> None:
    rows = []
    for size in STORY_SIZES:
        compiled = built(("models.assembly", size))
        began = time.perf_counter()
        simulate_network(plan_stimulation(size), size, "on", 1000.0, 2.3, 0)
        seconds = time.perf_counter() - began
        rows.append((f"{size} + {size // 4}", size * (size - 1), compiled, seconds))
    columns = ["protocols.assemblies", "plastic synapses", "build once, s", "a network, s"]
    print(tabulate(rows, columns, "simple", floatfmt=".1f"))


if __name__ == "__main__":
    print(describe())
    against_nest()
    print()
    stimulation()
