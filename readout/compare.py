"""What each algorithm keeps of the same learning, and how well it reads digits."""

from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from protocols.command import command
from protocols.kinds import Count, Number, Percent, Seed, Text, reads_its_arguments
from protocols.picture import CYCLE, say
from readout import all_pairs, dataset, shared_pass
from readout.dataset import Images
from readout.history import ALGORITHMS, History
from readout.pairs import BRIGHTEST, DIGITS, PAIRS, first_weights, samples
from readout.panels import decimal
from readout.voting import vote

BLOCK = 500  # test images at a time, to bound the memory
I, J = PAIRS.T


class Comparison(NamedTuple):
    """Accuracy on the test images, over the seeds.

    Attributes
    ----------
    algorithm : array of str (algorithms,)
    vote, spread : arrays (algorithms,)
        Mean and standard deviation of the vote's (%).
    summed : array (algorithms,)
        Mean where the digit with the largest sum of w · x over its nine perceptrons is the answer,
        not the one with most votes (%).
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
    epochs: Count = 10, seeds: Count = 3, images: Count = 60_000, seed: Seed = 0
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
    train = Images(train.pixels[:images], train.labels[:images])
    ink, test_ink = shared_pass.ink(train.pixels), shared_pass.ink(test.pixels)
    found = [
        measured(Learning(train, ink, epochs, n), test, test_ink) for n in range(seed, seed + seeds)
    ]
    votes, summed, mistakes = np.transpose(found)  # (algorithms, seeds) each
    return Comparison(
        np.array(list(ALGORITHMS)),
        100 * votes.mean(axis=1),
        100 * votes.std(axis=1),
        100 * summed.mean(axis=1),
        mistakes.mean(axis=1),
        np.array(list(ALGORITHMS.values())),
    )


class Learning:
    """The 45 perceptrons and all their mistakes; with the same seed, those of `all_pairs.passes`.

    Attributes
    ----------
    first, last : arrays of int64 (45, inputs)
    log : array of int64 (mistakes, 4)
        See `shared_pass.learn`.
    """

    def __init__(self, train: Images, ink, epochs: int, seed: int, margin: int = 0):
        rng = np.random.default_rng(seed)
        self.train, self.ink, self.epochs, self.seed = train, ink, epochs, seed
        self.first = first_weights(1 + train.pixels[0].size, Fraction(1), rng)
        lesson = all_pairs.Lesson(ink, train.labels, self.first)
        logs = [
            lesson.go_through(rng.permutation(len(train.labels)), margin) for _ in range(epochs)
        ]
        self.log, self.last = np.concatenate(logs), lesson.last()
        self.seen = epochs * samples(train.labels)

    def with_margin(self) -> "Learning":
        return Learning(self.train, self.ink, self.epochs, self.seed, 1)

    def history(self, number: int) -> tuple[History, np.ndarray]:
        """The mistakes of one pair, and the class ±1 of each."""
        pair = PAIRS[number]
        rows = self.log[np.sort(self.log[:, 1:3], axis=1) @ [DIGITS, 1] == pair @ [DIGITS, 1]]
        history = History(rows[:, 0], rows[:, 3], int(self.seen[number]))
        return history, np.where(rows[:, 1] == pair[0], 1, -1)

    def pocket(self) -> np.ndarray:
        """The weights that were right for longest: array of int64 (45, inputs)."""
        return np.array([self.lasting(number) for number in range(len(PAIRS))])

    def lasting(self, number: int) -> np.ndarray:
        history, y = self.history(number)
        chosen = history.shares("pocket") == 1
        corrections = self.inputs(history.sample[chosen]) * y[chosen, None]
        return self.first[number] + corrections.sum(axis=0)

    def averaged(self) -> np.ndarray:
        late = np.zeros((DIGITS, DIGITS, self.last.shape[1]), np.int64)
        shared_pass.add_up(self.log, self.log[:, 3].copy(), *self.ink, late)
        return self.seen[:, None] * self.last - late[I, J]

    def inputs(self, samples: np.ndarray) -> np.ndarray:
        flat = self.train.pixels[samples].reshape(len(samples), -1).astype(np.int64)
        return np.insert(flat, 0, BRIGHTEST, axis=1)

    def voted(self, number: int, inputs: np.ndarray) -> np.ndarray:
        """What all the weights that one pair ever had vote: array (images,), from -1 to 1.

        Parameters
        ----------
        inputs : array of float (images, inputs)
        """
        history, y = self.history(number)
        distinct, place = np.unique(history.sample, return_inverse=True)
        # Floats hold these whole numbers exactly: `pairs.most_epochs`.
        learned = self.inputs(distinct).astype(float)
        start, survived, result = self.first[number] @ inputs.T, history.survived(), []
        for n in range(0, len(inputs), BLOCK):
            block = inputs[n : n + BLOCK]
            moves = (learned @ block.T)[place] * y[:, None]
            sums = np.cumsum(np.vstack([start[n : n + BLOCK], moves]), axis=0)
            result.append(survived @ np.sign(sums) / history.seen)
        return np.concatenate(result)


def measured(learning: Learning, test: Images, ink) -> np.ndarray:
    """Accuracy of the vote and of the sums, and mistakes, by algorithm: array (algorithms, 3)."""
    flat = test.pixels.reshape(len(test.pixels), -1).astype(float)
    inputs = np.insert(flat, 0, BRIGHTEST, axis=1)
    strict = learning.with_margin()
    with ThreadPoolExecutor(all_pairs.CORES) as threads:
        columns = threads.map(lambda number: learning.voted(number, inputs), range(len(PAIRS)))
        voted = np.stack(list(columns), axis=1)
    decisions = {
        "rosenblatt": both(ink, learning.last),
        "averaged": both(ink, learning.averaged()),
        "voted": 2 * (voted,),
        "pocket": both(ink, learning.pocket()),
        "margin": both(ink, strict.last),
    }
    rows = []
    for algorithm in ALGORITHMS:
        distances, sums = decisions[algorithm]
        answers = vote(distances).answers, summed(sums)
        right = [np.mean(answer == test.labels) for answer in answers]
        rows.append([*right, len((strict if algorithm == "margin" else learning).log)])
    return np.array(rows)


def both(ink, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Distances, and w · x: arrays (images, 45)."""
    return all_pairs.distances(ink, weights), all_pairs.activations(ink, weights)


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
    axes.set_xticks(place, result.algorithm)
    axes.set_ylabel(say(en="right, test images (%)", fr="justes, images de test (%)"))
    axes.legend(ncols=2, loc="upper center", bbox_to_anchor=(0.5, 1.12))


command(compare, draw)
