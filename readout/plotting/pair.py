"""One perceptron, in one picture: how it learned, its weights, what it gets most wrong."""

import numpy as np

from readout.plotting.panels import (
    draw_misread,
    hide_ticks,
    label_passes,
    make_colors,
    write_heading,
)
from synplast.plotting import CYCLE, say

TRAINING, TEST = CYCLE[3], CYCLE[2]


def draw(figure, result) -> None:
    """Draw `readout.digits.results.Passes`, or `Classifiers` of one pair."""
    above, below = figure.subfigures(2, 1, height_ratios=[0.68, 0.32])
    training, test, image = above.subplots(1, 3)
    draw_curves(training, test, result.readout)
    draw_weights(image, result.readout)
    draw_worst(below, result)


def draw_curves(training, test, readout) -> None:
    """Mistakes during each pass; and errors on the test images after it."""
    passes = np.arange(1, len(readout.history.errors) + 1)
    errors = 100 * (1 - readout.history.accuracy)
    training.plot(passes, 100 * readout.history.errors[:, 0], "o-", color=TRAINING)
    test.plot(passes, errors, "s-", color=TEST)
    titles = (
        say(en="Learning:\nmistakes (%)", fr="Apprentissage :\nerreurs (%)"),
        say(en="Test:\nerrors (%)", fr="Test :\nerreurs (%)"),
    )
    for axes, title in zip((training, test), titles, strict=True):
        axes.set_ylim(0, 1.25 * max(axes.get_ylim()[1], 0.1))
        label_passes(axes, len(passes))
        write_heading(axes, title)


def draw_weights(axes, readout) -> None:
    """Each pixel's weight, in the units where brightness goes from 0 to 1."""
    values = (readout.unit[0] * readout.weights[0, 1:]).reshape(readout.encoder.size)
    most = np.abs(values).max() or 1
    shown = axes.imshow(values, cmap=make_colors(), vmin=-most, vmax=most)
    bar = axes.figure.colorbar(shown, ax=axes, shrink=0.9)
    bar.outline.set_visible(False)
    hide_ticks(axes)
    i, j = readout.pairs[0]
    write_heading(
        axes,
        say(
            en=f"Weights:\n{i} orange, {j} blue",
            fr=f"Poids :\n{i} orange, {j} bleu",
        ),
    )


def draw_worst(figure, result, count: int = 8) -> None:
    """The test images furthest on the wrong side."""
    title = say(
        en="Test images furthest on the wrong side",
        fr="Images de test le plus loin du mauvais côté",
    )
    figure.suptitle(title, x=0.02, ha="left", fontsize="small", fontweight="bold")
    pair = result.readout.pairs[0]
    first = result.test.labels == pair[0]
    side = np.where(first, 1, -1) * result.distances[:, 0]
    for place, n in enumerate(np.argsort(side, kind="stable")[:count]):
        axes = figure.add_subplot(1, count, place + 1)
        axes.axis("off")
        if side[n] <= 0:
            truth, answer = pair if first[n] else pair[::-1]
            draw_misread(axes, result.test.pixels[n], truth, answer)
