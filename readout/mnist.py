"""Handwritten digits: a perceptron for two of them, or one for each pair and a vote."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import numpy as np

from readout.digits import dataset, readout_file
from readout.digits.dataset import Images
from readout.digits.election import count_confusions
from readout.digits.features import Features
from readout.digits.options import Cells, Csv, Eta, Existing, Margin, Npz, Pair, Pictures
from readout.digits.pairs import PAIRS, require_room
from readout.digits.predictions import Predictions, read_pictures
from readout.digits.predictions import predict as predict_pictures
from readout.digits.readout import Readout
from readout.digits.results import Classifiers, Passes
from readout.perceptron.class_pairs import elect
from readout.perceptron.limits import Epochs
from readout.plotting import pair, predictions, vote
from synplast.arguments import Unless, reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Seed
from synplast.whole_file import whole

TRAINING = Unless(lambda given: given["load"], "only for training; with --load nothing is trained")
GRANULE = Unless(lambda given: given["features"] != "granule", "only with --features granule")
# Chosen on the last 10,000 training images, held back from learning; the course's for pixels.
MARGINS = {"pixels": 0, "deskewed": 2, "granule": 1}


@reads_its_arguments
def mnist(
    digits: Pair = None,
    all: bool = False,
    load: Existing = None,
    algorithm: Annotated[
        Literal["rosenblatt", "averaged", "voted", "pocket", "margin"], TRAINING
    ] = "rosenblatt",
    features: Annotated[Literal["pixels", "deskewed", "granule"], TRAINING] = "pixels",
    cells: Annotated[Cells, TRAINING, GRANULE] = 3000,
    epochs: Annotated[Epochs, TRAINING] = 10,
    eta: Annotated[Eta, TRAINING] = 1,
    margin: Annotated[Margin, TRAINING] = None,
    seed: Annotated[Seed, TRAINING] = 0,
    data: Existing = None,
    save: Npz = None,
    confusion: Csv = None,
    predict: Pictures = None,
    checkpoint: Annotated[Npz, TRAINING] = None,
) -> Passes | Classifiers | Predictions:
    """Perceptrons that read handwritten digits: --digits 3 5 for two, --all to vote on all ten.

    A perceptron tells two digits apart. Its w and b start anywhere in [-1, 1]; in every pass it
    takes its samples in a new random order, and learns from those that it gets wrong. For all ten
    digits, the 45 perceptrons of all pairs vote; of two tied digits their own perceptron's choice
    wins, of more the one on whose side the image lies furthest. The images are MNIST's, 60000 to
    train on and 10000 to test on (LeCun et al. 1998, doi:10.1109/5.726791). Accuracies and errors
    are in percent.

    Parameters
    ----------
    digits : two digits
        Train one perceptron on these two.
    all : flag
        Train the 45 perceptrons of all pairs of digits, and let them vote.
    load : file
        Test a readout again that --save has kept; nothing is trained.
    algorithm : rosenblatt, averaged, voted, pocket or margin
        What to keep of the learning: the last weights (rosenblatt; margin, the same with --margin 1
        unless given), their mean over all samples of all passes (averaged), all weights that ever
        were, each with a vote for every sample that it survived (voted: with --all a quarter of a
        minute more, to train as to load, and a file of some 20 MB), or the weights that survived
        longest (pocket). readout.compare has their sources.
    features : pixels, deskewed or granule
        What is read of an image: its pixels (pixels), those of the deskewed digit (deskewed), or a
        fixed random expansion of these by cells with small receptive fields (granule).
    cells : int
        How many granule cells.
    epochs : int
        Number of passes.
    eta : number
        The learning rate; only its ratio to the initial weights matters.
    margin : number
        An image is a mistake when y (w · x) <= margin times the mean |x|² (Krauth & Mezard 1987,
        doi:10.1088/0305-4470/20/11/013). Unless given, 2 for deskewed digits, 1 for granule
        cells, 0 for pixels.
    seed : int
        Of the initial weights, of the order of the samples and of the granule cells.
    data : folder
        Another data set, as four idx files under MNIST's names or EMNIST's, gzipped or not.
        EMNIST's are transposed; grey values are scaled to end at 255.
    save : file
        Keep the trained readout (.npz), with a digest that --load checks.
    confusion : file
        Write how often each digit was read as each (.csv).
    predict : pictures
        Read these, of up to 50 million pixels, dark on light or light on dark: the digit, its
        votes, how far from the nearest of its boundaries, and a doubt where it may be wrong (two
        separate marks, ink at the border, unlike what was learned). --figure shows what was read.
    checkpoint : file
        Keep where training stands after each pass (.npz), and go on from there if it is there:
        the result is the same to the last byte.

    Raises
    ------
    BadInput
        A value outside what is allowed, or a file that is not what it should be.
    """
    from readout.digits import evaluation, fitting  # with Numba, which --help can do without

    if (digits is not None) + all + (load is not None) != 1:
        raise BadInput("", "--digits D D, --all, --load FILE", "exactly one of these is needed")
    kept = readout_file.load(load) if load else None
    pairs = kept.pairs if kept else np.array([digits]) if digits else PAIRS
    train, test = dataset.load(data, np.unique(pairs))
    if digits and features == "granule":
        raise BadInput("features", features, "only with --all; one pair is shown by its pixels")
    given = read_pictures(predict, train.pixels.shape[1:]) if predict else None
    if kept:
        require_same_size(load, kept, test)
        result = evaluation.evaluate(kept, train, test) if confusion or not predict else None
    else:
        read = Features(features, *((cells, seed) if features == "granule" else ()))
        if margin is None:
            margin = MARGINS[features] or int(algorithm == "margin")
        require_room(epochs, train, eta, margin, read.count_inputs(train.pixels.shape[1:]))
        how = {"algorithm": algorithm, "eta": eta, "margin": margin, "seed": seed}
        result = fitting.fit_readout(digits, train, test, read, epochs, checkpoint, **how)
    readout = kept or result.readout
    if save:
        with name_option("save", save):
            readout_file.save(readout, save)
    if confusion:
        with name_option("confusion", confusion):
            write_confusion(result, confusion)
    return predict_pictures(predict, given, readout, train) if predict else result


@contextmanager
def name_option(option: str, path: Path) -> Iterator[None]:
    """A file that cannot be written, on a full disk say, is named with its option."""
    try:
        yield
    except OSError as error:
        raise BadInput(option, path, error.strerror or "cannot be written") from None


def require_same_size(load: Path, kept: Readout, test: Images) -> None:
    reads, has = kept.encoder.size, test.pixels.shape[1:]
    if reads != has:
        message = "reads images of {} x {}, and these are {} x {}".format(*reads, *has)
        raise BadInput("load", load, message)


def write_confusion(result: Passes | Classifiers, path: Path) -> None:
    """One row per digit: how many of its images were read as each."""
    digits = result.readout.classes_
    answers = digits[elect(result.distances, len(digits))]
    table = count_confusions(result.test.labels, answers)[np.ix_(digits, digits)]
    with whole(path) as beside, open(beside, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["digit", *(f"read as {digit}" for digit in digits)])
        writer.writerows([digit, *row] for digit, row in zip(digits, table, strict=True))


def draw(figure, result: Passes | Classifiers | Predictions) -> None:
    """How it was learned, what was learned, and what it gets wrong; or what it read."""
    if isinstance(result, Predictions):
        predictions.draw(figure, result)
    else:
        (vote if result.readout.all_pairs else pair).draw(figure, result)


command(mnist, draw)
