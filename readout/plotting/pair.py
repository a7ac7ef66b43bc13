"""One perceptron, in one picture: how it learned, its weights, what it gets most wrong."""

import numpy as np

from readout.plotting.panels import (
    draw_misread,
    hide_ticks,
    label_errors,
    make_colors,
    write_heading,
)
from synplast.plotting import CYCLE, say


def draw(figure, result) -> None:
    """Draw `readout.digits.results.Passes`, or `Classifiers` of one pair."""
    figure.set_size_inches(12.5, 7.5)
    above, below = figure.subfigures(2, 1, height_ratios=[0.66, 0.34])
    curves, image = above.subplots(1, 2, width_ratios=[0.55, 0.45])
    draw_curves(curves, result.readout)
    draw_weights(image, result.readout)
    draw_worst(below, result)


def draw_curves(axes, readout) -> None:
    """Mistakes during each pass, and on the test images after it."""
    passes = np.arange(1, len(readout.history.errors) + 1)
    test = 100 * (1 - readout.history.accuracy)
    during = say(en="training, during the pass", fr="apprentissage, pendant la passe")
    after = say(en="test images, after the pass", fr="images de test, après la passe")
    axes.plot(passes, 100 * readout.history.errors[:, 0], "o-", color=CYCLE[3], label=during)
    axes.plot(passes, test, "s-", color=CYCLE[2], label=after)
    axes.set_ylim(0, 1.25 * max(test.max(), 100 * readout.history.errors.max(), 0.1))
    label_errors(axes, len(passes))
    i, j = readout.pairs[0]
    write_heading(
        axes,
        say(
            en=f"{i} or {j}: errors, pass after pass", fr=f"{i} ou {j} : erreurs, passe après passe"
        ),
    )


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
            en=f"Weights: for {i} orange, for {j} blue",
            fr=f"Poids : pour {i} orange, pour {j} bleu",
        ),
    )


def draw_worst(figure, result, count: int = 8) -> None:
    """The test images furthest on the wrong side."""
    title = say(
        en="Test images furthest on the wrong side",
        fr="Images de test le plus loin du mauvais côté",
    )
    figure.suptitle(title, x=0.02, ha="left", fontsize=13, fontweight="bold")
    pair = result.readout.pairs[0]
    first = result.test.labels == pair[0]
    side = np.where(first, 1, -1) * result.distances[:, 0]
    for place, n in enumerate(np.argsort(side, kind="stable")[:count]):
        axes = figure.add_subplot(1, count, place + 1)
        axes.axis("off")
        if side[n] <= 0:
            truth, answer = pair if first[n] else pair[::-1]
            draw_misread(axes, result.test.pixels[n], truth, answer)
