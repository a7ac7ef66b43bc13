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

from readout import all_pairs, dataset, one_pair, shared_pass
from readout.learning import learning
from readout.pairs import PAIRS
from readout.voting import vote


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
        x, y = one_pair.inputs_and_targets(train, pair)
        w = x[0] * 0
        total += seconds(lambda w=w, x=x, y=y: all(True for _ in learning(w, x, y)))
    return total


def ours(train) -> float:
    """Seconds a pass, the middle of ten."""
    passes = all_pairs.passes(train, shared_pass.ink(train.pixels), 11, Fraction(1), "averaged", 0)
    times = [time.perf_counter() for _ in passes]
    return statistics.median(after - before for before, after in pairwise(times))


def floor(ink) -> float:
    """Seconds to read every byte of the packed images once, and do nothing with it."""
    return min(seconds(lambda: [part.view(np.uint8).max() for part in ink]) for _ in range(10))


def voted(train, test) -> float:
    """Seconds from the test images' pixels to all their answers, the middle of ten."""
    *_, (weights, _) = all_pairs.passes(train, shared_pass.ink(train.pixels), 1, 1, "averaged", 0)

    def answer():
        return vote(all_pairs.distances(shared_pass.ink(test.pixels), weights)).answers

    return statistics.median(seconds(answer) for _ in range(10))


if __name__ == "__main__":
    train, test = dataset.load()
    mine, ink = ours(train), shared_pass.ink(train.pixels)
    others = {"scikit-learn": scikit_learn(train), "plain NumPy": plain(train)}
    others["floor: bytes read"] = floor(ink)
    print("one pass over 45 pairs   ms   in units of ours")
    for name, taken in ({"ours": mine} | others).items():
        print(f"{name:20}{1000 * taken:7.1f}{taken / mine:12.2f}")
    print(f"the packed images are {sum(part.nbytes for part in ink) / 1e6:.0f} MB")
    taken = 1000 * voted(train, test)
    print(f"the 10,000 test images packed, read and voted on in {taken:.0f} ms")
