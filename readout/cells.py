"""How well digits are read, against the number of granule cells between them and the readout."""

from typing import NamedTuple

import numpy as np
from tqdm import tqdm

from readout.digits import dataset
from readout.digits.dataset import Images
from readout.digits.features import Features
from readout.digits.options import Margin, Sizes
from readout.digits.pairs import require_room
from readout.perceptron.limits import Epochs, Seeds
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import Count, Number, Percent, Seed
from synplast.plotting import CYCLE, decimal, say

HELD_BACK = 10_000


class Cells(NamedTuple):
    """Accuracy of the vote.

    Attributes
    ----------
    cells : array (sizes,)
    accuracy, spread : arrays (sizes,)
        Mean and standard deviation over the seeds (%).
    firing : array (sizes,)
        How many cells fire for an image.
    """

    cells: Number
    accuracy: Percent
    spread: Percent
    firing: Number


@reads_its_arguments
def cells(
    cells: Sizes = (100, 300, 1000, 3000, 10_000),
    seeds: Seeds = 3,
    epochs: Epochs = 10,
    margin: Margin = 1,
    held_back: bool = False,
    images: Count = None,
    seed: Seed = 0,
) -> Cells:
    """Deskewed MNIST digits, granule cells, 45 averaged perceptrons and their vote.

    Parameters
    ----------
    cells : whole numbers
        How many cells.
    seeds : int
        Readouts for each number, each with cells of its own.
    epochs : int
        Number of passes.
    margin : number
        As in readout.mnist.
    held_back : flag
        Learn without the last 10000 images to train on, and test on these: what every choice was
        made by. Otherwise, test on the images to test on.
    images : int
        Learn from the first so many; from all unless given.
    seed : int
        The first of the seeds.
    """
    from readout.digits.training import rate_averaged  # with Numba

    train, test = dataset.load()
    if held_back:
        test = Images(train.pixels[-HELD_BACK:], train.labels[-HELD_BACK:])
        train = Images(train.pixels[:-HELD_BACK], train.labels[:-HELD_BACK])
    if images is not None:
        train = dataset.take_first(train, images)
    require_room(epochs, train, 1, margin, 1 + max(cells))
    train, test = (Features("granule").prepare(part) for part in (train, test))
    rows, each = [], range(seed, seed + seeds)
    total = len(cells) * seeds * epochs
    with tqdm(total=total, unit="pass", leave=False, disable=None) as bar:
        for size in cells:
            found = [
                rate_averaged(Features("granule", size, n), train, test, epochs, n, bar, margin)
                for n in each
            ]
            accuracy, firing = np.transpose(found)
            rows.append((size, 100 * accuracy.mean(), 100 * accuracy.std(), firing.mean()))
    return Cells(*np.array(rows).T)


def draw(figure, result: Cells) -> None:
    """Errors against the number of cells, both axes logarithmic."""
    axes = figure.subplots()
    axes.set(xscale="log", yscale="log")
    errors = 100 - result.accuracy
    axes.errorbar(result.cells, errors, result.spread, fmt="o-", color=CYCLE[2], capsize=4)
    for n, size in enumerate(result.cells):
        text = decimal(f"{result.accuracy[n]:.2f} %")
        offset = {"xytext": (6, 8), "textcoords": "offset points"}
        axes.annotate(text, (size, errors[n]), fontsize="small", **offset)
    axes.set_xticks(result.cells, [decimal(f"{size:g}") for size in result.cells])
    ticks = [tick for tick in (1, 2, 5, 10, 20, 50) if tick < 1.5 * errors.max()]
    axes.set_yticks(ticks, [str(tick) for tick in ticks])
    axes.minorticks_off()
    axes.margins(x=0.12)
    axes.set_xlabel(say(en="granule cells", fr="cellules granulaires"))
    axes.set_ylabel(say(en="errors (%)", fr="erreurs (%)"))


command(cells, draw)
