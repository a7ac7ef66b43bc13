"""One pass of MNIST over all 45 pairs: scikit-learn, the plain rule and ours, side by side.

Run from the root of the project: ``python benchmarks/mnist.py``.
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
    reference = scikit_learn(train)
    times = {"scikit-learn": reference, "plain loop": plain(train), "ours": ours(train)}
    times["floor: bytes read"] = floor(shared_pass.ink(train.pixels))
    print("one pass over 45 pairs   ms   times as fast as scikit-learn")
    for name, taken in times.items():
        print(f"{name:20}{1000 * taken:7.0f}{reference / taken:10.1f}")
    taken = 1000 * voted(train, test)
    print(f"the 10,000 test images packed, read and voted on in {taken:.0f} ms")
