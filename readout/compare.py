"""What each algorithm keeps of the same learning, and how well it reads digits."""

from typing import NamedTuple

import numpy as np
from tqdm import tqdm

from readout.digits import dataset
from readout.digits.election import vote
from readout.digits.pairs import DIGITS, PAIRS, require_room
from readout.digits.training import begin
from readout.perceptron.activations import activate
from readout.perceptron.algorithms import ALGORITHMS, BY_NAME
from readout.perceptron.limits import Epochs, Seeds
from readout.perceptron.sparse_rows import SparseRows, pack_rows
from readout.perceptron.weight_votes import follow
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import Count, Number, Percent, Seed, Text
from synplast.plotting import CYCLE, decimal, say

IMAGE = 28 * 28  # pixels


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
    perceptron with long weights outdo the others, and those that know neither digit count too.

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
    train = dataset.take_first(train, images)
    require_room(epochs, train, 1, 1)
    rows, test_rows = pack_rows(train.pixels), pack_rows(test.pixels)
    with tqdm(total=2 * seeds * epochs, unit="pass", leave=False, disable=None) as bar:
        found = []
        for n in range(seed, seed + seeds):
            kept, mistakes = learn_by_all(rows, train.labels, epochs, n, bar)
            found.append(rate(kept, mistakes, test_rows, test.labels, rows))
    votes, summed, mistakes = np.transpose(found)  # (algorithms, seeds) each
    return Comparison(
        np.array(list(ALGORITHMS)),
        100 * votes.mean(axis=1),
        100 * votes.std(axis=1),
        100 * summed.mean(axis=1),
        mistakes.mean(axis=1),
        np.array(list(ALGORITHMS.values())),
    )


def learn_by_all(rows: SparseRows, labels: np.ndarray, epochs: int, seed: int, bar) -> tuple:
    """What each algorithm keeps, and of how many mistakes: two dicts by its name."""
    usual = [name for name in ALGORITHMS if name != "margin"]
    first, mistakes = learn_once(rows, labels, usual, epochs, seed, bar=bar)
    strict, more = learn_once(rows, labels, ["margin"], epochs, seed, 1, bar)
    return first | strict, dict.fromkeys(usual, mistakes) | {"margin": more}


def learn_once(
    rows: SparseRows,
    labels: np.ndarray,
    algorithms: list[str],
    epochs: int,
    seed: int,
    margin: int = 0,
    bar: tqdm | None = None,
) -> tuple[dict, int]:
    """What each algorithm keeps of the same learning, and of how many mistakes."""
    learner, rng = begin(rows, labels, 1, seed, inputs=1 + IMAGE)
    kept, mistakes = {name: BY_NAME[name](learner) for name in algorithms}, 0
    for _ in range(epochs):
        log = learner.go_through(rng.permutation(len(labels)), margin)
        mistakes += len(log)
        for one in kept.values():
            one.take(log)
        if bar is not None:
            bar.update()
    return kept, mistakes


def rate(kept: dict, mistakes: dict, rows: SparseRows, labels: np.ndarray, learned: SparseRows):
    """Accuracy by votes, by sums, and the mistakes: array (algorithms, 3)."""
    found = []
    for name in ALGORITHMS:
        distances = follow(kept[name], rows, learned)()
        sums = distances if name == "voted" else activate(rows, kept[name].weights())
        answers = vote(distances).answers, elect_by_sum(sums)
        right = [np.mean(answer == labels) for answer in answers]
        found.append([*right, mistakes[name]])
    return np.array(found)


def elect_by_sum(decisions: np.ndarray) -> np.ndarray:
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
        (-0.2, 0.2), CYCLE[:2], texts, (result.vote, result.summed), strict=True
    ):
        bars = axes.bar(place + shift, values, 0.38, color=color, label=label)
        axes.bar_label(bars, [decimal(f"{value:.1f}") for value in values], fontsize="small")
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
