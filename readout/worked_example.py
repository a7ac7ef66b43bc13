"""The course's example of the learning rule, presentation after presentation."""

from typing import NamedTuple

import numpy as np

from readout.perceptron.course_examples import CLASSES, ETA, FIRST, POINTS
from readout.perceptron.rule import learn
from readout.plotting import plane
from readout.plotting.panels import write_heading
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import Number, Text
from synplast.plotting import decimal, say


class Steps(NamedTuple):
    """What happens at each presentation.

    Attributes
    ----------
    step : array (steps,)
    x1, x2 : arrays (steps,)
        The point presented.
    target : array (steps,)
        Its class, +1 (A) or -1 (B).
    activation : array (steps,)
        w · x before the step.
    verdict : array of str (steps,)
        right or wrong.
    w0, w1, w2 : arrays (steps,)
        The weights after it.
    """

    step: Number
    x1: Number
    x2: Number
    target: Number
    activation: Number
    verdict: Text
    w0: Number
    w1: Number
    w2: Number


@reads_its_arguments
def worked_example() -> Steps:
    """Six points, w = (0, 1, 0.5), eta = 0.2: every step until a pass has no mistake.

    The first input, x0, is 1. A point is wrong when y (w · x) <= 0; then w <- w + eta y x. The
    result is w = (0.2, 0.5, 1.0).
    """
    x = np.insert(POINTS, 0, 1, axis=1)
    weights, rows, wrong = np.array(FIRST), [], True
    while wrong:
        wrong = False
        for point, y, (after, mistake) in zip(
            x, CLASSES, learn(weights, x, CLASSES, ETA), strict=True
        ):
            # Ten decimals: 1 - 0.2 · 2 and 0.6 are the same number to a reader.
            activation, kept = np.round(weights @ point, 10), np.round(after, 10)
            verdict = "wrong" if mistake else "right"
            rows.append((1 + len(rows), *point[1:], y, activation, verdict, *kept))
            weights, wrong = after, wrong or mistake
    return Steps(*map(np.array, zip(*rows, strict=True)))


def draw(figure, result: Steps) -> None:
    """The line before and after each mistake, and at the end."""
    mistakes = np.flatnonzero(result.verdict == "wrong")
    figure.set_size_inches(4 * (len(mistakes) + 1), 4.6)
    several = figure.subplots(1, len(mistakes) + 1)
    weights = np.array([FIRST, *zip(result.w0, result.w1, result.w2, strict=True)])
    for axes, n in zip(several, mistakes, strict=False):
        step = result.step[n]
        draw_panel(axes, weights[n + 1], say(en=f"step {step}: wrong", fr=f"étape {step} : faux"))
        plane.draw_line(axes, weights[n], color="0.6", linestyle="--")
        axes.plot(result.x1[n], result.x2[n], "o", markersize=22, mfc="none", mec="0.2")
    draw_panel(several[-1], weights[-1], say(en="all are right", fr="tous sont justes"))


def draw_panel(axes, weights: np.ndarray, title: str) -> None:
    plane.draw_plane(axes, -2.8, 2.8)
    plane.draw_points(axes, POINTS, CLASSES == 1)
    plane.draw_line(axes, weights, color="0.2")
    b, *w = weights
    plane.draw_side(axes, lambda points: points @ w + b > 0)
    text = say(en=", ", fr=" ; ").join(decimal(f"{value + 0:.1f}") for value in weights)
    write_heading(axes, f"{title}\nw = ({text})")


command(worked_example, draw)
