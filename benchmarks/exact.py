"""The exact engine: how its time grows, and its ratio to NEST's simulation loop, in one run."""

import time
from fractions import Fraction
from statistics import median

import numpy as np
from tabulate import tabulate

from benchmarks.machine import describe
from models.catalogue import find
from protocols.engine import exact
from protocols.engine.initial_state import numbers_of
from protocols.engine.spike_trains import pairings

LAGS = range(-100, 101, 5)
COMPARED = ("pair:song_2000", "triplet:visual_cortex_all_to_all_full")


def seconds(name: str, sets: int = 1, pairs: int = 60, repeats: int = 1) -> float:
    """The exact engine's time for 41 lags of every set of constants."""
    card = find(name)
    trains = pairings([Fraction(lag, 1000) for lag in LAGS], pairs, Fraction(1))
    constants = numbers_of([card] * sets)
    constants["tau_plus"] = constants["tau_plus"] * np.linspace(0.5, 2, sets)
    exact.compile_now(card.structure, constants, name)
    exact.run(card.structure, constants, trains)  # which puts the spikes in turn, once
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        exact.run(card.structure, constants, trains)
        times.append(time.perf_counter() - began)
    return median(times)


def growth() -> None:
    rows = [
        (41 * sets, 60, seconds("pair", sets, repeats=3))
        for sets in (1, 10, 100, 1000, 10_000, 24_391)
    ]
    rows += [(41 * 100, pairs, seconds("pair", 100, pairs)) for pairs in (600, 6000)]
    table = [
        (n, p, f"{1e3 * t:.2f}", f"{1e3 * t * 41 / n:.3f}", f"{1e9 * t / (2 * p * n):.1f}")
        for n, p, t in rows
    ]
    heads = ["synapses", "pairs", "ms", "ms a set of 41", "ns a spike"]
    print(tabulate(table, heads, "simple"))


def against_nest(repeats: int = 5) -> None:
    try:
        from benchmarks import nest_pairs
    except ImportError:
        print("NEST is not installed (pip install .[oracle]): not compared with it")
        return
    rows = []
    for name in COMPARED:
        ours = seconds(name, repeats=4 * repeats)
        loops = [
            nest_pairs.window(find(name), list(LAGS), 60, 1000, resolution=1.0)[1]
            for _ in range(repeats)
        ]
        theirs = median(loops)
        rows.append((name, f"{1e3 * ours:.2f}", f"{1e3 * theirs:.0f}", f"{theirs / ours:.0f}"))
    print(
        tabulate(
            rows,
            ["41 lags x 60 pairs", "exact, ms", "NEST's loop, steps of 1 ms, ms", "ratio"],
            "simple",
        )
    )


if __name__ == "__main__":
    print(describe())
    growth()
    print()
    against_nest()
