"""One pass of MNIST over all 45 pairs: ours, scikit-learn, the plain rule, and the least there is.

Run from the root of the project: ``python -m benchmarks.mnist``.
"""

import statistics
import sys
import time
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np

from benchmarks.machine import describe
from readout.digits import dataset
from readout.digits.dataset import select
from readout.digits.election import vote
from readout.digits.pairs import PAIRS
from readout.digits.training import Training, begin
from readout.perceptron.activations import measure_distances
from readout.perceptron.limits import FULL
from readout.perceptron.rule import learn
from readout.perceptron.sparse_rows import pack_rows


def seconds(run) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def scikit_learn(train) -> float:
    """Seconds a pass: a fit of five less a fit of one, over four."""
    from sklearn.linear_model import Perceptron
    from sklearn.multiclass import OneVsOneClassifier

    x = train.pixels.reshape(len(train.pixels), -1) / 255

    def fit(passes):
        rule = Perceptron(max_iter=passes, tol=None, shuffle=True, random_state=0)
        return seconds(lambda: OneVsOneClassifier(rule).fit(x, train.labels))

    return (fit(5) - fit(1)) / 4


def plain(train) -> float:
    """Seconds a pass of the rule as it is written, pair after pair."""
    total = 0
    for pair in PAIRS:
        two = select(train, pair)
        flat = two.pixels.reshape(len(two.pixels), -1).astype(np.int64)
        x, y = np.insert(flat, 0, FULL, axis=1), np.where(two.labels == pair[0], 1, -1)
        w = x[0] * 0
        total += seconds(lambda w=w, x=x, y=y: all(True for _ in learn(w, x, y)))
    return total


def begun(train, pairs=PAIRS) -> Training:
    inputs = 1 + train.pixels[0].size
    learner = begin(pack_rows(train.pixels), train.labels, Fraction(1), 0, inputs, pairs)
    return Training(*learner, "averaged")


def ours(train, pairs=PAIRS) -> float:
    """Seconds a pass, the middle of ten."""
    times = [time.perf_counter() for _ in begun(train, pairs).go_through(11)]
    return statistics.median(after - before for before, after in pairwise(times))


def floor(rows) -> float:
    """Seconds to read every byte of the packed images once, and do nothing with it."""
    return min(seconds(lambda: [part.view(np.uint8).max() for part in rows]) for _ in range(10))


def voted(train, test) -> float:
    """Seconds from the test images' pixels to all their answers, the middle of ten."""
    training = begun(train)
    next(training.go_through(1))
    weights = training.kept.weights()

    def answer():
        return vote(measure_distances(pack_rows(test.pixels), weights)).answers

    return statistics.median(seconds(answer) for _ in range(10))


if __name__ == "__main__":
    print(describe())
    train, test = dataset.load()
    mine, rows = ours(train), pack_rows(train.pixels)
    others = {"ours, 3 and 5": ours(train, np.array([[3, 5]]))}
    others |= {"scikit-learn": scikit_learn(train), "plain NumPy": plain(train)}
    others["floor: bytes read"] = floor(rows)
    print("one pass over 45 pairs   ms   in units of ours")
    for name, taken in ({"ours": mine} | others).items():
        print(f"{name:20}{1000 * taken:7.1f}{taken / mine:12.2f}")
    print(f"the packed images are {sum(part.nbytes for part in rows) / 1e6:.0f} MB")
    taken = 1000 * voted(train, test)
    print(f"the 10,000 test images packed, read and voted on in {taken:.0f} ms")
