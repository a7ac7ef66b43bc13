"""How many random patterns a perceptron can learn, by what its weights may be."""

import functools
import sys
from concurrent.futures import ThreadPoolExecutor
from math import comb
from typing import NamedTuple

import numpy as np
from tqdm import tqdm

from protocols.command import command
from protocols.kinds import Count, Number, Seed, Text, reads_its_arguments
from protocols.picture import CYCLE, say
from readout.options import Numbers
from readout.panels import decimal
from readout.perceptron import Perceptron

MOST_BINARY = 17  # all 2^17 weight vectors are tried


class Capacity(NamedTuple):
    """The fraction of random sets of patterns that were learned.

    Attributes
    ----------
    weights : array of str (rows,)
        free, signed (each has a sign that it must keep) or binary (+1 or -1).
    size : array (rows,)
        N, the number of weights.
    load : array (rows,)
        P/N, patterns for each weight.
    learned : array (rows,)
        Fraction of the sets; a lower bound where training stopped after its last pass.
    theory : array (rows,)
        Cover's fraction for free weights; nan for the others, of which only the limit of large N
        is known.
    """

    weights: Text
    size: Number
    load: Number
    learned: Number
    theory: Number


@reads_its_arguments
def capacity(
    load: Numbers = "0.25:2.5:0.25",
    size: Count = 100,
    sets: Count = 20,
    epochs: Count = 1000,
    seed: Seed = 0,
) -> Capacity:
    """Random patterns of random classes: what fraction of such sets a perceptron can learn.

    Of P patterns in general position, a fraction C(P, N) / 2^P of the ways to class them can be
    learned by N free weights, one half at P = 2 N (Cover 1965, doi:10.1109/PGEC.1965.264137).
    Weights with a sign to keep, as Dale's law has it, learn half as many (Amit, Wong & Campbell
    1989, doi:10.1088/0305-4470/22/12/009), binary weights 0.83 N (Krauth & Mezard 1989,
    doi:10.1051/jphys:0198900500200305700). Free and signed weights are trained; binary ones, up to
    17 of them, are all tried.

    Parameters
    ----------
    load : numbers
        P/N.
    size : int
        N, the constant input included.
    sets : int
        Random sets for each load.
    epochs : int
        The most passes: a set not learned by then counts as not learned.
    seed : int
        Of the patterns.
    """
    few = min(size, MOST_BINARY)
    wanted = [
        (kind, n, round(float(ratio) * n) or 1)
        for kind, n in (("free", size), ("signed", size), ("binary", few))
        for ratio in load
    ]
    seeds = np.random.SeedSequence(seed).spawn(len(wanted))
    jobs = [
        (*want, epochs, own) for want, s in zip(wanted, seeds, strict=True) for own in s.spawn(sets)
    ]
    bar = tqdm(total=len(jobs), unit="set", leave=False, disable=None, file=sys.stderr)
    with bar, ThreadPoolExecutor() as threads:  # the compiled loop leaves the other core free
        found = []
        for one in threads.map(lambda job: learned(*job), jobs):
            found.append(one)
            bar.update()
    fractions = np.reshape(found, (len(wanted), sets)).mean(axis=1)
    kinds, sizes, patterns = zip(*wanted, strict=True)
    theory = [cover(p, n) if kind == "free" else np.nan for kind, n, p in wanted]
    loads = np.array(patterns) / np.array(sizes)
    return Capacity(np.array(kinds), np.array(sizes), loads, fractions, np.array(theory))


def learned(kind: str, size: int, patterns: int, epochs: int, seed) -> bool:
    """Whether one random set could be learned."""
    rng = np.random.default_rng(seed)
    x, y = rng.standard_normal((patterns, size)), rng.choice([-1, 1], patterns)
    x[:, 0] = rng.choice([-1, 1], patterns)
    if kind == "binary":
        return bool(binary_solutions(x, y))
    if kind == "signed":
        return trained(x, y, epochs, rng.choice([-1.0, 1.0], size))
    return trained(x, y, epochs, None)


def trained(x: np.ndarray, y: np.ndarray, epochs: int, signs) -> bool:
    """Whether a perceptron makes no more mistakes, within ``epochs`` passes."""
    # With its constant input a sample is a point (1, x): a pattern times the sign that makes its
    # first entry positive, and any positive number, asks the same of the weights.
    first = x[:, :1]
    x, y = x[:, 1:] / first, y * np.sign(first[:, 0])
    if (y == y[0]).all():
        return True
    return Perceptron(epochs=epochs, signs=signs, shuffle=False).fit(x, y).converged_


def binary_solutions(x: np.ndarray, y: np.ndarray) -> int:
    """How many of all weight vectors of ±1 have every pattern on its side."""
    weights = all_binary(x.shape[1])
    for pattern in x * y[:, None]:
        weights = weights[weights @ pattern.astype(np.float32) > 0]
    return len(weights)


@functools.cache
def all_binary(size: int) -> np.ndarray:
    """Every vector of +1 and -1: array of float (2^size, size)."""
    bits = np.arange(2**size)[:, None] >> np.arange(size) & 1
    return (2 * bits - 1).astype(np.float32)


def cover(patterns: int, size: int) -> float:
    """C(P, N) / 2^P, with C(P, N) = 2 sum of the binomials (P - 1 over k) for k < N."""
    ways = 2 * sum(comb(patterns - 1, k) for k in range(min(size, patterns)))
    return ways / 2**patterns if patterns < 1000 else (ways >> (patterns - 60)) / 2**60


def draw(figure, result: Capacity) -> None:
    """Fraction learned against P/N, with each limit of large N."""
    figure.set_size_inches(9, 5.5)
    axes = figure.subplots()
    names = {
        "free": say(en="free", fr="libres"),
        "signed": say(en="of fixed sign (Dale)", fr="de signe fixé (Dale)"),
        "binary": say(en="binary", fr="binaires"),
    }
    limits = {"free": 2, "signed": 1, "binary": 0.83}
    for color, (kind, name) in zip(CYCLE[2:5], names.items(), strict=True):
        here = result.weights == kind
        label = f"{name}, N = {result.size[here][0]}"
        axes.plot(result.load[here], result.learned[here], "o-", color=color, label=label)
        axes.axvline(limits[kind], color=color, linestyle=":", linewidth=1.5)
    free = result.weights == "free"
    size = result.size[free][0]
    patterns = np.arange(1, int(max(result.load) * size) + 1)[:: max(1, size // 50)]
    curve = [cover(int(p), int(size)) for p in patterns]
    label = say(en="free, Cover 1965", fr="libres, Cover 1965")
    axes.plot(patterns / size, curve, "--", color="0.3", label=label)
    axes.set_xlabel(say(en="patterns per weight, P/N", fr="motifs par poids, P/N"))
    axes.set_ylabel(say(en="fraction of sets learned", fr="fraction d'ensembles appris"))
    axes.yaxis.set_major_formatter(lambda value, _: decimal(f"{value:g}"))
    axes.xaxis.set_major_formatter(lambda value, _: decimal(f"{value:g}"))
    title = say(
        en="Weights; dotted: limit of large N", fr="Poids ; pointillés : limite des grands N"
    )
    figure.legend(title=title, fontsize=11, title_fontsize=11, loc="outside lower center", ncols=2)


command(capacity, draw)
