"""The vote of all pairs, in one picture: learning, pairs, confusions, weights, worst mistakes."""

import numpy as np

from readout.digits.election import count_confusions, find_worst
from readout.digits.pairs import DIGITS
from readout.plotting.pair import TEST, TRAINING
from readout.plotting.panels import (
    draw_misread,
    label_passes,
    make_colors,
    shape_weights,
    write_heading,
)
from synplast.plotting import RIGHT, SMALLEST, WRONG, decimal, say


def draw(figure, result) -> None:
    """Draw `readout.digits.results.Classifiers` of all pairs."""
    figure.set_size_inches(25, 17)  # a poster: each of its panels is a figure of the course
    above, below = figure.subfigures(2, 1, height_ratios=[0.45, 0.55])
    training, test, pairs, confusions = above.subplots(1, 4, width_ratios=[2, 2, 3, 3])
    left, right = below.subfigures(1, 2, width_ratios=[0.47, 0.53])
    draw_training(training, result.readout)
    draw_test(test, result.readout)
    draw_pairs(pairs, result)
    draw_confusions(confusions, result)
    (draw_sizes if result.readout.encoder.layer else draw_weights)(left.subplots(), result.readout)
    draw_worst(right, result)


def draw_training(axes, readout) -> None:
    """Mistakes in each pass, of every pair and on average."""
    passes, errors = np.arange(1, len(readout.history.errors) + 1), 100 * readout.history.errors
    axes.plot(passes, errors, color="0.85", linewidth=0.8)
    axes.plot([], [], color="0.85", label=say(en="each pair", fr="chaque paire"))
    label = say(en="mean", fr="moyenne")
    axes.plot(passes, errors.mean(axis=1), "o-", color=TRAINING, label=label)
    axes.set_ylim(0, 1.3 * errors.max())
    label_passes(axes, len(passes))
    axes.legend(loc="upper right")
    write_heading(axes, say(en="Learning: mistakes (%)", fr="Apprentissage : erreurs (%)"))


def draw_test(axes, readout) -> None:
    """Errors of the vote on the test images after each pass."""
    passes, errors = (
        np.arange(1, len(readout.history.errors) + 1),
        100 * (1 - readout.history.accuracy),
    )
    axes.plot(passes, errors, "s-", color=TEST)
    axes.set_ylim(0, 1.3 * errors.max())
    label_passes(axes, len(passes))
    write_heading(axes, say(en="Test: errors of the vote (%)", fr="Test : erreurs du vote (%)"))


def label_digits(axes, x: str, y: str, across=range(DIGITS), down=range(DIGITS)) -> None:
    axes.set_xticks(across)
    axes.set_yticks(down)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlabel(x, labelpad=6)
    axes.set_ylabel(y, labelpad=8)


def draw_pairs(axes, result) -> None:
    """Each pair's accuracy on the test images."""
    table = np.full((DIGITS, DIGITS), np.nan)
    table[tuple(result.readout.pairs.T)] = result.test_accuracy[:-1]
    table = table[:-1, 1:]
    axes.imshow(table, cmap="YlGnBu", extent=(0.5, 9.5, 8.5, -0.5))
    middle = np.nanmean([np.nanmin(table), np.nanmax(table)])
    for (i, j), value in np.ndenumerate(table):
        if not np.isnan(value):
            color = "white" if value > middle else "black"
            text = decimal(f"{value:.1f}")
            axes.text(j + 1, i, text, ha="center", va="center", color=color, fontsize=SMALLEST)
    first, second = say(en="digit", fr="chiffre"), say(en="against digit", fr="contre chiffre")
    label_digits(axes, second, first, across=range(1, DIGITS), down=range(DIGITS - 1))
    write_heading(axes, say(en="45 pairs: right, test (%)", fr="45 paires : justes, test (%)"))


def draw_confusions(axes, result) -> None:
    """How often each digit was read as each; colour for the mistakes alone."""
    table = count_confusions(result.test.labels, result.vote.answers)
    mistakes = np.where(np.eye(DIGITS, dtype=bool), 0, table)
    axes.imshow(mistakes, cmap="OrRd")
    for (truth, answer), count in np.ndenumerate(table):
        if count:
            dark = mistakes[truth, answer] > 0.6 * mistakes.max()
            color = "white" if dark else RIGHT if truth == answer else "black"
            weight = "bold" if truth == answer else "normal"
            axes.text(
                answer,
                truth,
                str(count),
                ha="center",
                va="center",
                fontsize=SMALLEST,
                color=color,
                fontweight=weight,
            )
    label_digits(axes, say(en="read as", fr="lu comme"), say(en="digit", fr="chiffre"))
    accuracy = decimal(f"{result.test_accuracy[-1]:.2f}")
    write_heading(
        axes, say(en=f"Vote: {accuracy} % right, test", fr=f"Vote : {accuracy} % justes, test")
    )


def draw_weights(axes, readout) -> None:
    """What is for the row's digit (orange) and for the column's (blue), pixel by pixel."""
    rows, columns = readout.encoder.size
    table = np.full((DIGITS * (rows + 2), DIGITS * (columns + 2)), np.nan)
    for (i, j), weights in zip(readout.pairs, readout.weights, strict=True):
        for a, b, sign in ((i, j, 1), (j, i, -1)):
            top, left = a * (rows + 2) + 1, b * (columns + 2) + 1
            table[top : top + rows, left : left + columns] = sign * shape_weights(
                weights, (rows, columns)
            )
    axes.imshow(table, cmap=make_colors(), vmin=-1, vmax=1, extent=(-0.5, 9.5, 9.5, -0.5))
    label_digits(
        axes,
        say(en="against digit (blue)", fr="contre chiffre (bleu)"),
        say(en="digit (orange)", fr="chiffre (orange)"),
    )
    write_heading(
        axes,
        say(en="Weights: the pixels that count for each", fr="Poids : les pixels pour chacun"),
    )


def draw_sizes(axes, readout) -> None:
    """How the weights of granule cells are spread, pair by pair; they have no place in an image."""
    unit = np.abs(readout.weights).mean()
    edges = np.linspace(-4, 4, 81)
    for weights in readout.weights:
        share = np.histogram(weights[1:] / unit, edges)[0] / len(weights)
        axes.plot((edges[1:] + edges[:-1]) / 2, 100 * share, color="0.6", linewidth=0.7)
    axes.set_xlabel(say(en="weight / mean size", fr="poids / taille moyenne"))
    axes.set_ylabel(say(en="cells (%)", fr="cellules (%)"))
    write_heading(
        axes, say(en="Weights of the cells, each pair", fr="Poids des cellules, chaque paire")
    )


def draw_worst(figure, result, across: int = 4, down: int = 2) -> None:
    """The most misread test images, each above its votes."""
    title = say(en="Worst mistakes and their votes", fr="Les pires erreurs et leurs votes")
    figure.suptitle(title, x=0.02, ha="left", fontsize="small", fontweight="bold")
    axes = figure.subplots(2 * down, across, height_ratios=[3, 1] * down)
    for image in axes.flat:
        image.axis("off")
    places = np.ndindex(down, across)
    shown = find_worst(result.test.labels, result.vote, across * down)
    for (row, column), n in zip(places, shown, strict=False):
        truth, answer = result.test.labels[n], result.vote.answers[n]
        draw_misread(axes[2 * row, column], result.test.pixels[n], truth, answer)
        draw_votes(axes[2 * row + 1, column], result.vote.votes[n], truth, answer)


def draw_votes(axes, votes, truth: int, answer: int) -> None:
    """Votes for each digit: the truth green, the answer magenta."""
    colors = np.full(DIGITS, "0.75", dtype=object)
    colors[truth], colors[answer] = RIGHT, WRONG
    axes.axis("on")
    axes.bar(range(DIGITS), votes, color=colors)
    axes.set_ylim(0, DIGITS - 1)
    axes.set_xticks(range(DIGITS))
    axes.set_yticks([])
    axes.tick_params(length=0, labelsize=SMALLEST)
    axes.spines["left"].set_visible(False)
