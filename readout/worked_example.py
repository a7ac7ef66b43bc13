"""The course's example of the learning rule, presentation after presentation."""

from typing import Annotated, NamedTuple

import numpy as np

from readout.perceptron.course_examples import CLASSES, ETA, FIRST, POINTS
from readout.perceptron.limits import up_to
from readout.perceptron.points_file import Points
from readout.perceptron.rule import learn
from readout.plotting import plane
from readout.plotting.panels import write_heading
from synplast.arguments import reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Number, Positive, Text
from synplast.plotting import decimal, say
from synplast.values import Kind, number, several

COURSE = np.column_stack([POINTS, CLASSES])
numbers = several(number("a number", least=-1_000_000, most=1_000_000), "numbers")


def read_start(value) -> tuple[float, ...]:
    weights = tuple(map(float, numbers.read(value)))
    if len(weights) != 3:
        raise ValueError
    return weights


Start = Annotated[
    tuple[float, ...], Kind(read_start, "three numbers w0 w1 w2", many=True, metavar="W")
]
Epochs = Annotated[int, up_to(1000)]
Step = Annotated[int, up_to(1_000_000)]


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
    before : array (steps, 3)
        The weights before it.
    points : array (points, 3)
        Every point, with its class.
    ended : bool
        Whether the last pass had no mistake.
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
    before: np.ndarray
    points: np.ndarray
    ended: object

    @property
    def notes(self) -> list[str]:
        return (
            [] if self.ended else ["mistakes go on: no line separates the points, or not so soon"]
        )


@reads_its_arguments
def worked_example(
    points: Points = None,
    start: Start = FIRST,
    eta: Positive = ETA,
    epochs: Epochs = 100,
    step: Step = None,
) -> Steps:
    """The learning rule point by point, until a pass has no mistake: the course's six, or yours.

    The first input, x0, is 1. A point is wrong when y (w · x) <= 0; then w <- w + eta y x. The
    course's six points, w = (0, 1, 0.5) to begin with and eta = 0.2 end at w = (0.2, 0.5, 1.0).

    Parameters
    ----------
    points : file
        Points of your own, a row each: x1, x2 and class, A or B; the course's six if none is given.
    start : three numbers
        The weights at the start, w0 w1 w2.
    eta : number
        The learning rate.
    epochs : int
        The most passes, for points that no line separates.
    step : int
        Only this presentation, from 1; with --figure, its picture.

    Raises
    ------
    BadInput
        A file that is not so, with its line; a step after the last.
    """
    points = COURSE if points is None else points
    x, y = np.insert(points[:, :2], 0, 1, axis=1), points[:, 2].astype(int)
    weights, rows, before, wrong = np.array(start, float), [], [], True
    while wrong and len(rows) < epochs * len(x):
        wrong = False
        for point, side, (after, mistake) in zip(
            x, y, learn(weights, x, y, float(eta)), strict=True
        ):
            # Ten decimals: 1 - 0.2 · 2 and 0.6 are the same number to a reader.
            activation, kept = np.round(weights @ point, 10), np.round(after, 10)
            verdict = "wrong" if mistake else "right"
            before.append(np.round(weights, 10))
            rows.append((1 + len(rows), *point[1:], side, activation, verdict, *kept))
            weights, wrong = after, wrong or mistake
    if step and step > len(rows):
        raise BadInput("step", step, f"from 1 to {len(rows)}, the last presentation")
    shown = slice(step - 1, step) if step else slice(None)
    columns = map(np.array, zip(*rows[shown], strict=True))
    return Steps(*columns, np.array(before[shown]), points, not wrong)


def draw(figure, result: Steps) -> None:
    """The line before and after each mistake, and at the end; of one step, all about it."""
    if len(result.step) == 1:
        draw_step(figure, result)
        return
    mistakes = np.flatnonzero(result.verdict == "wrong")[:3]
    weights = np.column_stack([result.w0, result.w1, result.w2])
    across = (len(mistakes) + 2) // 2
    several = figure.subplots(-(-(len(mistakes) + 1) // across), across, squeeze=False).ravel()
    for axes, n in zip(several, mistakes, strict=False):
        step = result.step[n]
        title = say(en=f"step {step}: wrong", fr=f"étape {step} : faux")
        draw_panel(axes, result.points, weights[n], title)
        plane.draw_line(axes, result.before[n], color="0.6", linestyle="--")
        axes.plot(result.x1[n], result.x2[n], "o", markersize=24, mfc="none", mec="0.2", mew=2)
    end = say(en="all are right", fr="tous sont justes")
    if not result.ended:
        end = say(en="mistakes go on", fr="les erreurs continuent")
    draw_panel(several[len(mistakes)], result.points, weights[-1], end)
    for unused in several[len(mistakes) + 1 :]:
        unused.axis("off")


def draw_step(figure, result: Steps) -> None:
    """One presentation: the point, w · x, the verdict, w before and after, the line that moves."""
    axes, words = figure.subplots(1, 2, width_ratios=[1.1, 1])
    after = np.array([result.w0[0], result.w1[0], result.w2[0]])
    wrong = result.verdict[0] == "wrong"
    draw_panel(axes, result.points, after, "")
    if wrong:
        plane.draw_line(axes, result.before[0], color="0.6", linestyle="--")
    point = result.x1[0], result.x2[0]
    axes.plot(*point, "o", markersize=30, mfc="none", mec="0.2", mew=3)
    words.axis("off")
    target, activation = result.target[0], result.activation[0]
    name = "A" if target > 0 else "B"
    verdict = say(en="wrong" if wrong else "right", fr="faux" if wrong else "juste")
    lines = [
        say(en=f"step {result.step[0]}", fr=f"étape {result.step[0]}"),
        f"x = {vector((1, *point))} ,  {name},  y = {decimal(f'{target:+d}')}",
        f"w · x = {decimal(f'{activation:g}')}",
        f"y (w · x) = {decimal(f'{target * activation:g}')}  →  {verdict}",
        say(en="w before: ", fr="w avant : ") + vector(result.before[0]),
        say(en="w after: ", fr="w après : ") + vector(after),
    ]
    for n, line in enumerate(lines):
        weight = "bold" if n in (0, 3) else "normal"
        words.text(0, 0.9 - 0.16 * n, line, fontsize=19, fontweight=weight)


def vector(numbers) -> str:
    """Numbers in brackets, with the decimal sign of the language."""
    return f"({say(en=', ', fr=' ; ').join(decimal(f'{one + 0:g}') for one in numbers)})"


def draw_panel(axes, points: np.ndarray, weights: np.ndarray, title: str) -> None:
    farthest = 1.3 * max(1, np.abs(points[:, :2]).max())
    plane.draw_plane(axes, -farthest, farthest)
    plane.draw_points(axes, points[:, :2], points[:, 2] > 0)
    plane.draw_line(axes, weights, color="0.2")
    b, *w = weights
    plane.draw_side(axes, lambda grid: grid @ w + b > 0)
    if title:
        write_heading(axes, f"{title}\nw = {vector(weights)}")


command(worked_example, draw)
