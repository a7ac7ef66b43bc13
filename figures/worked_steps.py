"""The worked example, one presentation a figure: the slides' steps one after the other."""

from functools import partial

import numpy as np

from readout import worked_example
from readout.perceptron.course_examples import CLASSES, ETA, FIRST, POINTS


def data() -> worked_example.Steps:
    return worked_example.worked_example()


def figure_of(n: int) -> tuple:
    """All that a figure has, for the ``n``-th presentation, in the order that its file names it."""
    caption = {
        "en": f"The course's worked example, presentation {n}: a star is of class A (y = +1), a "
        "circle of B (y = −1). Where y (w · x) is not above 0, w ← w + η y x, with η = 0.2, and "
        "the line (dashes: before) moves.",
        "fr": f"L'exemple du cours, présentation {n} : une étoile est de la classe A (y = +1), un "
        "rond de B (y = −1). Là où y (w · x) n'est pas positif, w ← w + η y x, avec η = 0,2, et "
        "la droite (tirets : avant) se déplace.",
    }
    claim = {
        "en": f"the weights after presentation {n} are those of the rule, worked out anew",
        "fr": f"les poids après la présentation {n} sont ceux de la règle, recalculés",
    }
    command = f"python -m readout.worked_example --step {n} --figure step.svg"
    show, check = partial(draw, n=n), partial(holds, n=n)
    return "perceptron", 3 + n / 100, command, (), caption, claim, data, show, check


def draw(figure, result: worked_example.Steps, n: int) -> None:
    worked_example.draw_step(figure, one(result, n))


def one(result: worked_example.Steps, n: int) -> worked_example.Steps:
    shown = [column[n - 1 : n] for column in result[:-2]]
    return worked_example.Steps(*shown, result.points, result.ended)


def holds(result: worked_example.Steps, n: int) -> bool:
    """Whether the first ``n`` steps, in whole tenths of the rule's own numbers, end alike."""
    w = np.array(FIRST, float)
    for x, y in [*zip(POINTS, CLASSES, strict=True)][:n]:
        x = np.array([1, *x])
        w = w + ETA * y * x * (y * (w @ x) <= 1e-12)
    return bool(np.allclose(w, [result.w0[n - 1], result.w1[n - 1], result.w2[n - 1]]))
