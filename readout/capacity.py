"""How many random patterns a perceptron can learn, by what its weights may be."""

import functools
import os
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from readout.perceptron.limits import MOST_MEMORY, Epochs, Numbers, Sets, require_memory
from readout.perceptron.separability import decide
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import Count, Number, Seed, Text
from synplast.plotting import CYCLE, say

MOST_BINARY = 17  # all 2^17 weight vectors are tried
MANY = 5  # patterns, each of which leaves half of them
AT_ONCE = 1000  # sets, to bound the memory
CORES = os.cpu_count() or 1


class Capacity(NamedTuple):
    """The fraction of random sets of patterns that can be learned, and that were.

    Attributes
    ----------
    weights : array of str (rows,)
        free, signed (each has a sign that it must keep) or binary (+1 or -1).
    size : array (rows,)
        N, the number of weights.
    load : array (rows,)
        P/N, patterns for each weight.
    separable : array (rows,)
        Fraction of the sets for which there are such weights, each decided with a proof.
    theory : array (rows,)
        The same by Cover's count; nan for binary weights, of which only the limit of large N is
        known.
    learned : array (rows,)
        Fraction that a perceptron learned within the passes that it had, and with more would have
        learned all that are separable; nan for binary weights, which are not trained.
    """

    weights: Text
    size: Number
    load: Number
    separable: Number
    theory: Number
    learned: Number


@reads_its_arguments
def capacity(
    load: Numbers = "0.25:2.5:0.25",
    size: Count = 100,
    sets: Sets = 100,
    epochs: Epochs = 1000,
    seed: Seed = 0,
) -> Capacity:
    """Random patterns of random classes: for what fraction of such sets there are weights.

    Of P patterns in general position, a fraction C(P, N) / 2^P of the ways to class them can be
    learned by N free weights, one half at P = 2 N (Cover 1965, doi:10.1109/PGEC.1965.264137).
    Weights with a sign to keep, as Dale's law has it, learn half as many (Amit, Wong & Campbell
    1989, doi:10.1088/0305-4470/22/12/009): a random sign asks of w what one more random pattern
    does, so that the fraction is C(P + N, N) / 2^(P + N). Binary weights learn 0.83 N (Krauth &
    Mezard 1989, doi:10.1051/jphys:0198900500200305700); up to 17 of them, all are tried. What can
    be learned, a perceptron learns after finitely many mistakes: how many of the sets it has
    learned after --epochs passes is told beside.

    Parameters
    ----------
    load : numbers
        P/N.
    size : int
        N, the constant input included.
    sets : int
        Random sets for each load.
    epochs : int
        The most passes of the perceptron.
    seed : int
        Of the patterns.
    """
    few = min(size, MOST_BINARY)
    wanted = [
        (kind, n, round(float(ratio) * n) or 1)
        for kind, n in (("free", size), ("signed", size), ("binary", few))
        for ratio in load
    ]
    most, n = max((patterns, n) for _, n, patterns in wanted)
    numbers = 4 * (most + n) * n + 3 * n * n  # a set, its equations and what solves them
    require_memory("size", size, numbers, f"sets of {most} patterns for {n} weights")
    seeds = np.random.SeedSequence(seed).spawn(len(wanted))
    cores = min(CORES, max(1, MOST_MEMORY // (8 * numbers)))
    bar = tqdm(total=len(wanted) * sets, unit="set", leave=False, disable=None)
    found = []
    # A set to each core: several cores on one set of equations wait for each other.
    with bar, threadpool_limits(1, "blas"), ThreadPoolExecutor(cores) as threads:
        for want, own in zip(wanted, seeds, strict=True):
            one = []
            for start in range(0, sets, AT_ONCE):
                jobs = own.spawn(min(AT_ONCE, sets - start))
                for result in threads.map(lambda job, w=want: try_set(*w, epochs, job), jobs):
                    one.append(result)
                    bar.update()
            found.append(np.mean(one, axis=0))
    separable, learned = np.transpose(found)
    kinds, sizes, patterns = map(np.array, zip(*wanted, strict=True))
    theory = np.array([expect(*want) for want in wanted])
    return Capacity(kinds, sizes, patterns / sizes, separable, theory, learned)


def try_set(kind: str, size: int, patterns: int, epochs: int, seed) -> tuple[float, float]:
    """Whether one random set is separable, and whether a perceptron learned it."""
    rng = np.random.default_rng(seed)
    x, y = rng.standard_normal((patterns, size)), rng.choice([-1, 1], patterns)
    x[:, 0] = rng.choice([-1, 1], patterns)
    if kind == "binary":
        return bool(count_binary(x, y)), np.nan
    signs = rng.choice([-1.0, 1.0], size) if kind == "signed" else None
    separable = decide(x * y[:, None], signs).separable
    return separable, separable and learn(x, y, epochs, signs)


def learn(x: np.ndarray, y: np.ndarray, epochs: int, signs) -> bool:
    """Whether a perceptron makes no more mistakes, within ``epochs`` passes."""
    from readout.perceptron.float_learner import learn_until_right  # with Numba

    # With its constant input a sample is a point (1, x): a pattern times the sign that makes its
    # first entry positive, and any positive number, asks the same of the weights.
    first = x[:, :1]
    x, y = x[:, 1:] / first, y * np.sign(first[:, 0])
    if (y == y[0]).all():
        return True
    return learn_until_right(x, y == 1, epochs, signs=signs)[0]


def count_binary(x: np.ndarray, y: np.ndarray) -> int:
    """How many of all weight vectors of ±1 have every pattern on its side."""
    patterns, half = (x * y[:, None]).astype(np.float32), x.shape[1] // 2
    first, second = list_binary(half), list_binary(x.shape[1] - half)
    # While there are many, each half's sum is added once; then those that are left are tried.
    left = np.ones((len(first), len(second)), bool)
    for pattern in patterns[:MANY]:
        left &= (first @ pattern[:half])[:, None] > -(second @ pattern[half:])
    one, other = np.nonzero(left)
    weights = np.hstack([first[one], second[other]])
    for pattern in patterns[MANY:]:
        weights = weights[weights @ pattern > 0]
    return len(weights)


@functools.cache
def list_binary(size: int) -> np.ndarray:
    """Every vector of +1 and -1: array of float (2^size, size)."""
    bits = np.arange(2**size)[:, None] >> np.arange(size) & 1
    return (2 * bits - 1).astype(np.float32)


def count_cover(patterns: int, size: int) -> float:
    """C(P, N) / 2^P, with C(P, N) = 2 sum of the binomials (P - 1 over k) for k < N."""
    ways, binomial = 0, 1
    for k in range(min(size, patterns)):
        ways += 2 * binomial
        binomial = binomial * (patterns - 1 - k) // (k + 1)
    return ways / 2**patterns if patterns < 1000 else (ways >> (patterns - 60)) / 2**60


def expect(kind: str, size: int, patterns: int) -> float:
    """The fraction of sets that are separable."""
    if kind == "binary":
        return np.nan
    return count_cover(patterns + size * (kind == "signed"), size)


def draw(figure, result: Capacity) -> None:
    """Fraction separable, and learned, against P/N; lines are Cover's count."""
    draw_kinds(figure.subplots(), result)


def draw_kinds(axes, result: Capacity, kinds=("free", "signed", "binary"), learned=True) -> None:
    """The fractions for some kinds of weights; crosses where ``learned`` by the perceptron."""
    names = {
        "free": say(en="free", fr="libres"),
        "signed": say(en="of fixed sign (Dale)", fr="de signe fixé (Dale)"),
        "binary": say(en="binary", fr="binaires"),
    }
    for color, (kind, name) in zip(CYCLE, names.items(), strict=False):
        if kind not in kinds:
            continue
        here = result.weights == kind
        label = f"{name}, N = {result.size[here][0]}"
        axes.plot(result.load[here], result.separable[here], "o", color=color, ms=10, label=label)
        if learned:
            axes.plot(result.load[here], result.learned[here], "x", color=color, ms=13, mew=3)
        if kind != "binary":
            axes.plot(*trace_theory(kind, result.size[here][0], result.load), color=color)
    if "binary" in kinds:
        limit = say(en="binary, large N: 0.83", fr="binaires, N grand : 0,83")
        axes.axvline(0.83, color="0.5", linestyle=":", label=limit)
    if learned:
        label = say(en="learned by the perceptron", fr="appris par le perceptron")
        axes.plot([], [], "x", color="0.3", ms=13, mew=3, label=label)
    axes.plot([], [], color="0.3", label=say(en="Cover's count", fr="dénombrement de Cover"))
    axes.set_xlabel(say(en="patterns per weight, P/N", fr="motifs par poids, P/N"))
    axes.set_ylabel(say(en="fraction of sets separable", fr="fraction d'ensembles séparables"))
    axes.legend(fontsize="small")


def trace_theory(kind: str, size: int, load: np.ndarray) -> tuple[np.ndarray, list[float]]:
    """Loads up to the highest, and Cover's fraction at each."""
    patterns = np.unique(np.linspace(1, max(load) * size, 300).astype(int))
    return patterns / size, [expect(kind, int(size), int(p)) for p in patterns]


command(capacity, draw)
