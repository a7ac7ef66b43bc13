"""What the vote says of pictures from outside the data set."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from readout import handwriting
from readout.dataset import Images
from readout.panels import INK, hide_ticks
from readout.trained import Trained
from readout.voting import vote
from synplast.bad_input import BadInput
from synplast.option_types import Number, Text
from synplast.plotting import say


class Predictions(NamedTuple):
    """One row a picture.

    Attributes
    ----------
    picture : array of str (pictures,)
    digit : array (pictures,)
        The answer.
    votes : array (pictures,)
        How many of the nine perceptrons of this digit speak for it.
    runner_up : array (pictures,)
        The digit with most votes among the others.
    margin : array (pictures,)
        How far the picture lies from the nearest of these nine boundaries, in steps of brightness,
        or of the voted the least of the balances of their votes; below 0 if that perceptron speaks
        against the answer.
    trained : Trained
    test : Images
        The pictures as they were read.
    """

    picture: Text
    digit: Number
    votes: Number
    runner_up: Number
    margin: Number
    trained: Trained
    test: Images


def pictures(paths: Sequence[Path], size: tuple[int, int]) -> Images:
    """The pictures, made like the data set's, in one array; their labels are unknown, 0."""
    pixels = np.array([handwriting.read(path, size) for path in paths])
    return Images(pixels, np.zeros(len(pixels), np.uint8))


def predicted(paths: Sequence[Path], given: Images, readout: Trained) -> Predictions:
    """Let the readout vote on the pictures."""
    from readout import judging  # with Numba, which --help can do without

    if not readout.votes:
        raise BadInput("predict", paths[0], "needs a vote, as with --all; this is one pair")
    sight = readout.sight
    shown = sight.upright(given)
    eye = readout.eye()
    distances = judging.distances(readout, eye, eye(shown.pixels))
    votes, answers = vote(distances)
    row = np.arange(len(answers))
    others = votes.copy()
    others[row, answers] = -1
    i, j = readout.pairs.T
    own = (i == answers[:, None]) | (j == answers[:, None])
    towards = np.where(i == answers[:, None], distances, -distances)
    nearest = np.where(own, towards, np.inf).min(axis=1)
    names = np.array([str(path) for path in paths])
    what = (votes[row, answers], others.argmax(axis=1), nearest)
    return Predictions(names, answers, *what, readout, shown)


def draw(figure, result: Predictions) -> None:
    """Each picture as the perceptrons saw it, with the answer."""
    across = min(5, len(result.picture))
    down = -(-len(result.picture) // across)
    figure.set_size_inches(2.4 * across + 0.6, 3 * down + 0.3)
    several = figure.subplots(down, across, squeeze=False)
    for axes in several.flat:
        axes.axis("off")
    for axes, pixels, digit, votes in zip(
        several.flat, result.test.pixels, result.digit, result.votes, strict=False
    ):
        axes.axis("on")
        axes.imshow(pixels, cmap=INK, vmin=0, vmax=255)
        hide_ticks(axes)
        axes.set_title(say(en=f"{digit}: {votes} votes", fr=f"{digit} : {votes} voix"), fontsize=13)
