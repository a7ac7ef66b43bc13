"""Handwritten digits: a perceptron for two of them, or one for each pair and a vote."""

import csv
from fractions import Fraction
from pathlib import Path
from typing import Literal

import numpy as np

from models.bad_input import BadInput
from models.whole_file import whole
from protocols.command import command
from protocols.kinds import Count, Seed, reads_its_arguments
from readout import dataset, pair_picture, predicting, trained, vote_picture
from readout.dataset import Images
from readout.features import Features
from readout.options import Cells, Csv, Eta, Existing, Margin, Npz, Pair, Pictures
from readout.pairs import PAIRS, most_epochs
from readout.predicting import Predictions, pictures, predicted
from readout.results import Classifiers, Passes
from readout.teaching import teach_all, teach_one, tested
from readout.trained import Trained
from readout.voting import confusion_matrix

# Chosen on the last 10,000 training images, held back from learning; the course's for pixels.
MARGINS = {"pixels": 0, "deskewed": 2, "granule": 1}


@reads_its_arguments
def mnist(
    digits: Pair = None,
    all: bool = False,
    load: Existing = None,
    algorithm: Literal["rosenblatt", "averaged", "margin"] = "rosenblatt",
    features: Literal["pixels", "deskewed", "granule"] = "pixels",
    cells: Cells = 3000,
    epochs: Count = 10,
    eta: Eta = 1,
    margin: Margin = None,
    seed: Seed = 0,
    data: Existing = None,
    save: Npz = None,
    confusion: Csv = None,
    predict: Pictures = None,
    checkpoint: Npz = None,
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
    algorithm : rosenblatt, averaged or margin
        Keep the last weights (rosenblatt, or margin: with --margin 1 unless given), or their
        average over all samples of all passes (averaged: Freund & Schapire 1999,
        doi:10.1023/A:1007662407062). readout.compare has more, with their sources.
    features : pixels, deskewed or granule
        What is read of an image: its pixels (pixels), those of the digit set upright (deskewed), or
        a fixed random expansion of these by cells with small receptive fields (granule).
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
        Another data set, as four idx files under MNIST's names, gzipped or not.
    save : file
        Keep the trained readout (.npz).
    confusion : file
        Write how often each digit was read as each (.csv).
    predict : pictures
        Read these too, of any size, dark on light or light on dark, with --all or --load: the
        digit, its votes, and how far from the nearest of its boundaries.
    checkpoint : file
        Keep where training stands after each pass (.npz), and go on from there if it is there:
        the result is the same to the last byte.

    Raises
    ------
    BadInput
        A value outside what is allowed, or a file that is not what it should be.
    """
    if (digits is not None) + all + (load is not None) != 1:
        raise BadInput("", "--digits D D, --all, --load FILE", "exactly one of these is needed")
    kept = trained.load(load) if load else None
    pairs = kept.pairs if kept else np.array([digits]) if digits else PAIRS
    if confusion and len(pairs) == 1:
        raise BadInput("confusion", confusion, "needs a vote, as with --all; this is one pair")
    train, test = dataset.load(data, np.unique(pairs))
    if digits and features == "granule":
        raise BadInput("features", features, "needs a vote, as with --all; this is one pair")
    if checkpoint and not all:
        raise BadInput("checkpoint", checkpoint, "only for the training of --all")
    if predict and len(pairs) == 1:
        raise BadInput("predict", predict[0], "needs a vote, as with --all; this is one pair")
    given = pictures(predict, train.pixels.shape[1:]) if predict else None
    sight = Features(features, *((cells, seed) if features == "granule" else ()))
    if kept:
        require_same_size(load, kept, test)
        result = tested(kept, train, test)
    else:
        how = {"epochs": epochs, "eta": eta, "averaged": algorithm == "averaged", "seed": seed}
        if margin is None:
            margin = MARGINS[features] or int(algorithm == "margin")
        how["margin"] = margin
        require_room(epochs, train, eta, how["margin"], sight)
        what = (train, test, sight)
        if digits:
            result = teach_one(digits, *what, **how)
        else:
            result = teach_all(*what, checkpoint=checkpoint, **how)
    if save:
        trained.save(result.trained, save)
    if confusion:
        write_confusion(result, confusion)
    return predicted(predict, given, result.trained, train) if predict else result


def require_same_size(load: Path, kept: Trained, test: Images) -> None:
    reads, has = tuple(kept.size), test.pixels.shape[1:]
    if reads != has:
        message = "reads images of {} x {}, and these are {} x {}".format(*reads, *has)
        raise BadInput("load", load, message)


def require_room(
    epochs: int, train: Images, eta: Fraction, margin: Fraction | int, sight: Features
) -> None:
    most = most_epochs(train, eta, margin, sight.inputs(train.pixels.shape[1:]))
    if epochs > most:
        raise BadInput("epochs", epochs, f"at most {most}, so that no sum can overflow")


def write_confusion(result: Classifiers, path: Path) -> None:
    """One row per digit: how many of its images were read as each."""
    table = confusion_matrix(result.test.labels, result.vote.answers)
    with whole(path) as beside, open(beside, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["digit", *(f"read as {digit}" for digit in range(len(table)))])
        writer.writerows([digit, *row] for digit, row in enumerate(table))


def draw(figure, result: Passes | Classifiers | Predictions) -> None:
    """How it was learned, what was learned, and what it gets wrong; or what it read."""
    if isinstance(result, Predictions):
        predicting.draw(figure, result)
        return
    (vote_picture if result.trained.votes else pair_picture).draw(figure, result)


command(mnist, draw)
