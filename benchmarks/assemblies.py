"""Time against size: a plastic network beside NEST's, then `protocols.assemblies` itself.

Ours is the whole program, with its start, wiring and files; NEST's is its loop, and apart from it
what it took to build. Both are on one thread and take turns, seed by seed. Times are of the
processor, which other work on the machine disturbs least, and the middle is shown; rates and
weights are means and standard deviations over the seeds, and how far apart the two means are, in
standard errors of the difference.
"""

import os
import time
from statistics import mean, median, stdev

import numpy as np
from tabulate import tabulate

from benchmarks.machine import describe
from protocols.assemblies import STIMULUS, W_MAX, plan_stimulation, simulate_network
from protocols.engine import standalone

DURATION = 10.5  # s, a whole number of delays
SIZES = {400: 10, 800: 10, 1600: 3}  # and how many seeds of each
ASSEMBLY_SIZES = 200, 400, 800


def built(blueprint: tuple) -> float:
    """Seconds that the C++ build took, or that it took to find it in the cache."""
    began = time.perf_counter()
    standalone.build_in_another_process(blueprint, wait=True)
    return time.perf_counter() - began


def processor() -> float:
    """Seconds of the processor that the programs this process has run took."""
    spent = os.times()
    return spent.children_user + spent.children_system


def ours(size: int, v: np.ndarray, seed: int, poisson: bool) -> tuple[float, float, float]:
    """Seconds of the whole program, mean rate (Hz) and mean weight."""
    blueprint, steps = ("benchmarks.plastic_network", size, poisson), round(DURATION / 0.1e-3)
    began = processor()
    out = standalone.run(blueprint, {"v": v}, 0.1e-3, steps, seed)
    return processor() - began, out["spikes"].mean() / DURATION, out["w"].mean()


def against_nest() -> None:
    try:
        from benchmarks import nest_network
    except ImportError:
        nest_network = None
        print("NEST is not installed (pip install .[oracle]): not compared with it")
    rows = []
    for poisson in (False, True):
        for size, seeds in SIZES.items():
            v = np.random.default_rng(size).uniform(-0.060, -0.050, size + size // 4)
            compiled = built(("benchmarks.plastic_network", size, poisson))
            mine, theirs = [], []
            for seed in range(seeds):
                mine.append(ours(size, v, seed, poisson))
                if nest_network:
                    *found, weights = nest_network.simulate(size, DURATION, v, seed, poisson)
                    theirs.append((*found, weights.mean()))
            row = [f"{size} + {size // 4}{', Poisson' * poisson}", f"{compiled:.0f}"]
            row += summary(mine)
            if nest_network:
                row += [f"{median(one[0] for one in theirs):.2f}"]
                row += summary([one[1:] for one in theirs])
                ratios = (a[0] / b[1] for a, b in zip(mine, theirs, strict=True))
                row += [f"{median(ratios):.2f}", apart(mine, theirs)]
            rows.append(row)
    columns = [f"{DURATION:g} s, p = 0.1", "build once, s", "ours, s", "Hz", "w"]
    if nest_network:
        columns += ["NEST builds, s", "its loop, s", "Hz", "w", "ours/NEST", "apart, SE"]
    print(tabulate(rows, columns, "simple", disable_numparse=True))


def summary(runs: list[tuple[float, float, float]]) -> list[str]:
    """The middle time, the rates and the weights of a simulator, as they are printed."""
    seconds, rates, weights = zip(*runs, strict=True)
    return [
        f"{median(seconds):.2f}",
        f"{mean(rates):.1f} ± {stdev(rates):.1f}",
        f"{mean(weights):.4f} ± {stdev(weights):.4f}",
    ]


def apart(mine: list[tuple], theirs: list[tuple]) -> str:
    """By how many standard errors our mean rate and weight are above the other simulator's."""
    a, b = np.array(mine)[:, -2:], np.array(theirs)[:, -2:]
    error = np.sqrt(a.var(axis=0, ddof=1) / len(a) + b.var(axis=0, ddof=1) / len(b))
    return ", ".join(f"{z:+.1f}" for z in (a.mean(axis=0) - b.mean(axis=0)) / error)


def stimulation() -> None:
    rows = []
    for size in ASSEMBLY_SIZES:
        compiled = built(("models.assembly", size))
        began = processor()
        simulate_network(plan_stimulation(size), size, "on", STIMULUS, W_MAX, 0)
        seconds = processor() - began
        rows.append((f"{size} + {size // 4}", size * (size - 1), compiled, seconds))
    columns = ["protocols.assemblies", "plastic synapses", "build once, s", "a network, s"]
    print(tabulate(rows, columns, "simple", floatfmt=".1f"))


if __name__ == "__main__":
    print(describe())
    against_nest()
    print()
    stimulation()
