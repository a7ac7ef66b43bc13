"""Mistakes until a perceptron has learned, beside the bound that its margin promises."""

from typing import NamedTuple

import numpy as np
from tqdm import tqdm

from readout.perceptron.limits import Numbers, Sets, require_memory
from synplast.arguments import reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Count, Number, Seed
from synplast.plotting import CYCLE, decimal, say

MOST_PASSES = 1_000_000


class Convergence(NamedTuple):
    """Mistakes on separable sets, of growing margin.

    Attributes
    ----------
    margin : array (margins,)
        gamma: the least distance of a sample from the plane that separates them.
    mean_mistakes, most_mistakes : arrays (margins,)
        Over the sets, until a pass has none.
    bound : array (margins,)
        (R/gamma)², R the length of the longest sample, its constant input included.
    """

    margin: Number
    mean_mistakes: Number
    most_mistakes: Number
    bound: Number


@reads_its_arguments
def convergence(
    margin: Numbers = "0.02,0.05,0.1,0.2,0.4,0.8",
    size: Count = 20,
    samples: Count = 100,
    sets: Sets = 20,
    seed: Seed = 0,
) -> Convergence:
    """A perceptron makes at most (R/gamma)² mistakes on separable samples (Novikoff 1962).

    Each sample is a vector of length 1 across a random direction, and at a distance of gamma or
    more along it, up to twice as far; the class is the side. The weights start at 0.

    Parameters
    ----------
    margin : numbers
        gamma.
    size : int
        Inputs, besides the constant one.
    samples : int
        In each set.
    sets : int
        For each margin.
    seed : int
        Of the sets, and of the orders of presentation.
    """
    what = f"{samples} samples of {size} inputs"
    require_memory("samples", samples, 4 * samples * (1 + size), what)
    rng, rows = np.random.default_rng(seed), []
    bar = tqdm(total=len(margin) * sets, unit="set", leave=False, disable=None)
    for gamma in map(float, margin):
        mistakes = []
        for _ in range(sets):
            mistakes.append(count_mistakes(*draw_set(gamma, size, samples, rng), gamma, rng))
            bar.update()
        square = 2 + 4 * gamma**2  # 1 across, 1 the constant input, at most 2 gamma along
        rows.append((gamma, np.mean(mistakes), max(mistakes), square / gamma**2))
    bar.close()
    return Convergence(*np.array(rows).T)


def count_mistakes(x: np.ndarray, y: np.ndarray, gamma: float, rng: np.random.Generator) -> int:
    """How many mistakes until a pass has none."""
    from readout.perceptron.float_learner import learn_until_right  # with Numba

    orders = np.random.default_rng(rng.integers(2**32))
    learned, mistakes = learn_until_right(x, y == 1, MOST_PASSES, orders)
    if not learned:
        raise BadInput("margin", f"{gamma:g}", f"not learned within {MOST_PASSES} passes")
    return mistakes


def draw_set(
    gamma: float, size: int, samples: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Samples on both sides of a plane: arrays (samples, size) and (samples,) of ±1."""
    # Sums, not products of matrices, whose order of addition is another on another machine.
    direction = rng.standard_normal(size)
    direction /= np.sqrt((direction**2).sum())
    across = rng.standard_normal((samples, size))
    across -= np.outer((across * direction).sum(axis=1), direction)
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-12)
    y = np.where(np.arange(samples) % 2, 1, -1)
    along = y * rng.uniform(gamma, 2 * gamma, samples)
    return across + np.outer(along, direction), y


def draw(figure, result: Convergence) -> None:
    """Mistakes and the bound against the margin, both axes logarithmic."""
    axes = figure.subplots()
    bound = say(en="bound $(R/\\gamma)^2$", fr="borne $(R/\\gamma)^2$")
    mean, most = say(en="mean", fr="moyenne"), say(en="most", fr="maximum")
    axes.loglog(result.margin, result.bound, "--", color="0.3", label=bound)
    axes.loglog(result.margin, result.most_mistakes, "v", color=CYCLE[1], label=most)
    axes.loglog(result.margin, result.mean_mistakes, "o-", color=CYCLE[0], label=mean)
    axes.set_xlabel(say(en="margin $\\gamma$", fr="marge $\\gamma$"))
    axes.set_ylabel(say(en="mistakes until learned", fr="erreurs avant d'avoir appris"))
    axes.set_xticks(result.margin, [decimal(f"{value:g}") for value in result.margin])
    axes.minorticks_off()
    axes.legend()


command(convergence, draw)
