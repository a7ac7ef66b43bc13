"""Digits as spikes: how long a readout must watch them to read as well as from the pixels."""

from typing import NamedTuple

import numpy as np
from tqdm import tqdm

from readout.digits import dataset
from readout.digits.dataset import Images
from readout.digits.features import Features
from readout.digits.pairs import require_room
from readout.digits.poisson_spikes import MOST, PER_MS, TICK, count_spikes, scale_counts
from readout.perceptron.limits import Epochs
from synplast.arguments import reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Count, Hz, Number, Percent, Seed, Times, ms
from synplast.plotting import CYCLE, decimal, say

LONGEST = 60_000  # ms


class Watched(NamedTuple):
    """Accuracy of the vote.

    Attributes
    ----------
    time : array (times,)
        How long each image was watched (ms).
    spikes : array (times,)
        How many spikes an image made in it, mean.
    accuracy : array (times,)
        On the test images, from as many spike counts as there are pixels (%).
    pixels : array (times,)
        The same readout's from the pixels, which know no chance (%).
    """

    time: ms
    spikes: Number
    accuracy: Percent
    pixels: Percent


@reads_its_arguments
def spikes(
    time: Times = "2,5,10,20,50,100,200,500,1000",
    rate: Hz = 100,
    images: Count = 5000,
    tests: Count = 1000,
    epochs: Epochs = 10,
    seed: Seed = 0,
) -> Watched:
    """Each pixel fires a Poisson train in Brian2, and 45 averaged perceptrons read the counts.

    They learn from spike counts over the same time as they are tested on, each image seen once.
    Counts are of spikes from the start; a longer time goes on from where the shorter one ended.

    Parameters
    ----------
    time : times
        How long the readout watches, up to a minute.
    rate : Hz
        Of a pixel of full brightness; it falls in proportion.
    images : int
        Learn from the first so many.
    tests : int
        Test on the first so many.
    epochs : int
        Number of passes.
    seed : int
        Of the spikes, and of learning.
    """
    times = sorted(time)
    steps = [t * PER_MS for t in times]
    if min(steps) <= 0 or max(times) > LONGEST or any(step != round(step) for step in steps):
        allowed = f"multiples of 0.5 ms, greater than 0, up to {LONGEST}"
        raise BadInput("time", " ".join(f"{float(t):g}" for t in time), allowed)
    if float(rate) * TICK > 0.5:
        raise BadInput(
            "rate", f"{float(rate):g}", "at most 1000 Hz: a pixel fires once a step of 0.5 ms"
        )
    if float(rate) * float(times[-1]) / 1000 > MOST:
        refuse_so_many(float(rate) * float(times[-1]) / 1000)
    from readout.digits.training import rate_averaged  # with Numba

    train, test = dataset.load()
    parts = (
        dataset.take_first(train, images),
        dataset.take_first(test, tests, "tests", every_digit=False),
    )
    require_room(epochs, parts[0], 1)
    rows, counted = [], [np.zeros(part.pixels.shape, np.int32) for part in parts]
    edges = np.diff([0, *map(round, steps)])
    with tqdm(total=(1 + len(times)) * epochs, unit="pass", leave=False, disable=None) as bar:
        best, _ = rate_averaged(Features(), *parts, epochs, seed, bar)
        for number, (end, step) in enumerate(zip(times, edges, strict=True)):
            for which, part in enumerate(parts):
                own = seed + 2 * number + which
                counted[which] += count_spikes(part.pixels, float(rate), int(step), own)
            most = int(counted[0].max())
            if most > MOST:
                refuse_so_many(most)
            seen = [
                Images(scale_counts(c, most), part.labels)
                for c, part in zip(counted, parts, strict=True)
            ]
            mean = counted[0].sum(axis=(1, 2)).mean()
            right, _ = rate_averaged(Features(), *seen, epochs, seed, bar)
            rows.append((float(end), mean, 100 * right, 100 * best))
    return Watched(*np.array(rows).T)


def refuse_so_many(spikes: float) -> None:
    what = f"at most {MOST} spikes of a pixel can be counted; take a lower rate or less time"
    raise BadInput("time", f"{spikes:g} spikes", what)


def draw(figure, result: Watched) -> None:
    """Accuracy against the time watched, up to what the pixels allow."""
    axes = figure.subplots()
    axes.set_xscale("log")
    axes.axhline(result.pixels[0], color="0.3", linestyle="--", label=say(en="pixels", fr="pixels"))
    label = say(en="spike counts", fr="potentiels comptés")
    axes.plot(result.time, result.accuracy, "o-", color=CYCLE[3], label=label)
    axes.set_xticks(result.time, [decimal(f"{value:g}") for value in result.time])
    axes.minorticks_off()
    axes.set_xlabel(say(en="time watched (ms)", fr="temps d'observation (ms)"))
    axes.set_ylabel(say(en="right, test images (%)", fr="justes, images de test (%)"))
    axes.legend(loc="lower right")


command(spikes, draw)
