"""What each algorithm keeps of the same learning, and how well it reads digits."""

from fractions import Fraction
from typing import NamedTuple

import numpy as np
from tqdm import tqdm

from readout import all_pairs, dataset, shared_pass
from readout.dataset import Images
from readout.judging import so_far
from readout.keeping import ALGORITHMS, KEEPERS
from readout.options import Epochs, Seeds
from readout.pairs import DIGITS, PAIRS, require_room
from readout.shared_pass import Ink
from readout.voting import vote
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import Count, Number, Percent, Seed, Text
from synplast.plotting import CYCLE, decimal, say


class Comparison(NamedTuple):
    """Accuracy on the test images, over the seeds.

    Attributes
    ----------
    algorithm : array of str (algorithms,)
    vote, spread : arrays (algorithms,)
        Mean and standard deviation of the vote's (%).
    summed : array (algorithms,)
        Mean where the digit with the largest sum of w · x over its nine perceptrons is the answer
        (of the voted, of the balances of their votes), not the one with most votes (%).
    mistakes : array (algorithms,)
        While learning, of all 45 together, mean.
    source : array of str (algorithms,)
    """

    algorithm: Text
    vote: Percent
    spread: Percent
    summed: Percent
    mistakes: Number
    source: Text


@reads_its_arguments
def compare(
    epochs: Epochs = 10, seeds: Seeds = 3, images: Count = 60_000, seed: Seed = 0
) -> Comparison:
    """The 45 perceptrons of MNIST by every algorithm, and two ways to elect a digit.

    All but the margin (of 1, as in readout.mnist) read the same mistakes. The sum of w · x lets a
    perceptron with long weights outshout the others, and those that know neither digit speak too.

    Parameters
    ----------
    epochs : int
        Number of passes.
    seeds : int
        How many readouts of each.
    images : int
        Learn from the first so many.
    seed : int
        The first of the seeds.
    """
    train, test = dataset.load()
    train = dataset.first(train, images)
    require_room(epochs, train, 1, 1)
    ink, test_ink = shared_pass.ink(train.pixels), shared_pass.ink(test.pixels)
    parts = (train, ink, test, test_ink, epochs)
    with tqdm(total=2 * seeds * epochs, unit="pass", leave=False, disable=None) as bar:
        found = [compared(*parts, n, bar) for n in range(seed, seed + seeds)]
    votes, summed, mistakes = np.transpose(found)  # (algorithms, seeds) each
    return Comparison(
        np.array(list(ALGORITHMS)),
        100 * votes.mean(axis=1),
        100 * votes.std(axis=1),
        100 * summed.mean(axis=1),
        mistakes.mean(axis=1),
        np.array(list(ALGORITHMS.values())),
    )


def compared(train: Images, ink: Ink, test: Images, test_ink: Ink, epochs: int, seed: int, bar):
    """Accuracy by votes, by sums, and the mistakes: array (algorithms, 3)."""
    several = [name for name in ALGORITHMS if name != "margin"]
    usual, mistakes = learned(train, ink, several, epochs, seed, bar=bar)
    strict, more = learned(train, ink, ["margin"], epochs, seed, 1, bar)
    rows = []
    for name in ALGORITHMS:
        keeper = (usual | strict)[name]
        distances = so_far(keeper, test_ink, ink)()
        voted = name == "voted"
        sums = distances if voted else all_pairs.activations(test_ink, keeper.weights())
        answers = vote(distances).answers, summed(sums)
        right = [np.mean(answer == test.labels) for answer in answers]
        rows.append([*right, more if name in strict else mistakes])
    return np.array(rows)


def learned(
    train: Images,
    ink: Ink,
    algorithms: list[str],
    epochs: int,
    seed: int,
    margin: int = 0,
    bar: tqdm | None = None,
) -> tuple[dict, int]:
    """What each algorithm keeps of the same learning, and of how many mistakes."""
    lesson, rng = all_pairs.begun(train, ink, Fraction(1), seed)
    keepers, mistakes = {name: KEEPERS[name](lesson) for name in algorithms}, 0
    for _ in range(epochs):
        log = lesson.go_through(rng.permutation(len(train.labels)), margin)
        mistakes += len(log)
        for keeper in keepers.values():
            keeper.take(log)
        if bar is not None:
            bar.update()
    return keepers, mistakes


def summed(decisions: np.ndarray) -> np.ndarray:
    """The digit with the largest sum over its nine perceptrons: array (images,)."""
    totals = np.zeros((len(decisions), DIGITS))
    for column, (i, j) in zip(decisions.T, PAIRS, strict=True):
        totals[:, i] += column
        totals[:, j] -= column
    return totals.argmax(axis=1)


def draw(figure, result: Comparison) -> None:
    """The two elections side by side."""
    axes = figure.subplots()
    place = np.arange(len(result.algorithm))
    texts = (
        say(en="most votes", fr="le plus de votes"),
        say(en="largest sum", fr="plus grande somme"),
    )
    for shift, color, label, values in zip(
        (-0.2, 0.2), (CYCLE[3], CYCLE[4]), texts, (result.vote, result.summed), strict=True
    ):
        bars = axes.bar(place + shift, values, 0.38, color=color, label=label)
        axes.bar_label(bars, [decimal(f"{value:.1f}") for value in values], fontsize=11)
    low = min(result.vote.min(), result.summed.min())
    axes.set_ylim(max(0, 10 * (low // 10) - 10), 104)
    names = {
        "rosenblatt": "Rosenblatt",
        "averaged": say(en="averaged", fr="moyenné"),
        "voted": say(en="voted", fr="voté"),
        "pocket": say(en="pocket", fr="poche"),
        "margin": say(en="margin", fr="marge"),
    }
    axes.set_xticks(place, [names[name] for name in result.algorithm])
    axes.set_ylabel(say(en="right, test images (%)", fr="justes, images de test (%)"))
    axes.legend(ncols=2, loc="upper center", bbox_to_anchor=(0.5, 1.12))


command(compare, draw)
