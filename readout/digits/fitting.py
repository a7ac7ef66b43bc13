"""A readout from images: trained pass after pass, tested after each, and kept."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
from tqdm import tqdm

from readout.digits.checkpoint import Checkpoint, fingerprint
from readout.digits.dataset import Images, select
from readout.digits.evaluation import rate_right, tabulate
from readout.digits.features import Encoder, Features
from readout.digits.pairs import PAIRS
from readout.digits.readout import AllWeights, History, Readout
from readout.digits.results import Classifiers, Passes
from readout.digits.training import Training, begin
from readout.perceptron.algorithms import Voted
from readout.perceptron.limits import FULL
from readout.perceptron.weight_votes import follow
from synplast.bad_input import BadInput


def fit_readout(
    digits: tuple[int, int] | None,
    train: Images,
    test: Images,
    features: Features,
    epochs: int,
    checkpoint: Path | None = None,
    *,
    algorithm: str,
    eta: Fraction | int,
    margin: Fraction | int,
    seed: int,
) -> Passes | Classifiers:
    """Train the perceptron of two digits, or without them those of all pairs, and test it.

    It goes on from where a checkpoint says.
    """
    train, test = features.prepare(train), features.prepare(test)
    encoder = features.fit(train.pixels)
    rows, inputs = encoder.encode(train.pixels), features.count_inputs(encoder.size)
    how = {"algorithm": algorithm, "eta": eta, "margin": margin, "seed": seed}
    settings = (digits, *features, *sorted(how.items()), fingerprint(*train, *test))
    kept = Checkpoint(checkpoint, " ".join(map(str, settings)) if checkpoint else "")
    if kept.passes > epochs:
        raise BadInput("epochs", epochs, f"the checkpoint has {kept.passes} passes already")
    pairs = np.array([sorted(digits)]) if digits else PAIRS
    learner, rng = begin(rows, train.labels, eta, seed, inputs, pairs)
    training = Training(learner, rng, algorithm, margin, kept)
    shown = [select(images, digits) for images in (train, test)] if digits else [test]
    measures = [follow(training.kept, encoder.encode(part.pixels), rows) for part in shown]

    def rate():
        found = zip(measures, shown, strict=True)
        return [rate_right(measure(), part.labels, pairs) for measure, part in found]

    errors, accuracy = run(training, epochs, rate)
    readout = finish(training, train, encoder, eta, History(errors, accuracy[:, -1]))
    last = measures[-1]()
    if digits:
        passes = np.arange(1, epochs + 1)
        return Passes(passes, 100 * errors[:, 0], *100 * accuracy.T, readout, shown[-1], last)
    return tabulate(readout, (follow(training.kept, rows, rows)(), train), (last, test))


def run(training: Training, epochs: int, rate: Callable) -> tuple[np.ndarray, np.ndarray]:
    """Run the passes: the errors of each, and what was rated after it."""
    checkpoint = training.checkpoint
    errors, rates = (list(checkpoint.arrays.get(n, ())) for n in ("errors", "accuracy"))
    passes = training.go_through(epochs)
    bar = tqdm(passes, total=epochs, initial=len(errors), unit="pass", leave=False, disable=None)
    with bar:
        for found in bar:
            errors.append(found)
            rates.append(rate())
            checkpoint.write(errors=np.array(errors), accuracy=np.array(rates))
            bar.set_postfix_str(f"{100 * found.mean():.2f} % errors")
    return np.array(errors), np.array(rates)


def finish(training: Training, train: Images, encoder: Encoder, eta, history: History) -> Readout:
    """The readout as it is kept."""
    kept, learner, voted = training.kept, training.learner, None
    if isinstance(kept, Voted):
        numbers, places = np.unique(kept.log[:, 0], return_inverse=True)
        mistakes = np.column_stack([places, kept.log[:, 1:]])
        voted = AllWeights(kept.first, train.pixels[numbers], mistakes)
    unit = float(eta) / (FULL * kept.worth())
    samples = learner.count_samples()
    return Readout(learner.pairs, kept.weights(), unit, samples, encoder, history, voted)
