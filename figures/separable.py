"""Separable or not: whether any line at all parts two classes."""

from typing import NamedTuple

import numpy as np

from readout.perceptron.course_examples import CLASSES, GATES, INPUTS, POINTS
from readout.perceptron.separability import decide
from readout.plotting import plane
from synplast.option_types import Number, Text
from synplast.plotting import A, B, say

CHAPTER, ORDER = "perceptron", 1.5
COMMAND = "python -m readout.worked_example\npython -m readout.logic"
RULES = ()
CAPTION = {
    "en": "Left: the worked example, with a line that parts the classes. Right: exclusive or; the "
    "middle of the two stars is the middle of the two circles, so that no line has the stars on "
    "one side and the circles on the other. Each is decided with its proof.",
    "fr": "À gauche : l'exemple du cours, avec une droite qui sépare les classes. À droite : OU "
    "exclusif ; le milieu des deux étoiles est celui des deux ronds, si bien qu'aucune droite n'a "
    "les étoiles d'un côté et les ronds de l'autre. Chacun est décidé avec sa preuve.",
}
CLAIM = {
    "en": "the worked example is separable and exclusive or is not, and each proof holds",
    "fr": "l'exemple du cours est séparable, OU exclusif ne l'est pas, et chaque preuve tient",
}


class Proofs(NamedTuple):
    """The points with their classes, and what proves the verdict on each set."""

    case: Text
    x1: Number
    x2: Number
    target: Number
    verdicts: dict


def data() -> Proofs:
    cases = {"example": (POINTS, CLASSES), "XOR": (INPUTS, 2 * np.array(GATES["XOR"]) - 1)}
    rows = [(name, *x, y) for name, set_ in cases.items() for x, y in zip(*set_, strict=True)]
    verdicts = {name: decide(patterns(*set_)) for name, set_ in cases.items()}
    return Proofs(*map(np.array, zip(*rows, strict=True)), verdicts)


def patterns(points: np.ndarray, classes: np.ndarray) -> np.ndarray:
    return classes[:, None] * np.insert(points.astype(float), 0, 1, axis=1)


def draw(figure, result: Proofs) -> None:
    left, right = figure.subplots(1, 2)
    titles = say(en=("separable", "not separable"), fr=("séparable", "non séparable"))
    spans = (-2.8, 2.8), (-0.6, 1.6)
    shown = zip((left, right), result.verdicts, titles, spans, ((-2, 0, 2), (0, 1)), strict=True)
    for axes, name, title, span, ticks in shown:
        here = result.case == name
        points = np.stack([result.x1[here], result.x2[here]], axis=1)
        plane.draw_plane(axes, *span)
        plane.draw_points(axes, points, result.target[here] > 0)
        axes.set_title(title, fontsize=22)
        axes.set(xticks=ticks, yticks=ticks)
    plane.draw_line(left, result.verdicts["example"].proof, color="0.2", linewidth=4)
    for color, target in ((A, 1), (B, -1)):
        here = (result.case == "XOR") & (result.target == target)
        right.plot(result.x1[here], result.x2[here], "--", color=color, linewidth=3)
    right.plot(0.5, 0.5, "X", color="0.2", ms=16)


def claim(result: Proofs) -> bool:
    def of(name):
        here = result.case == name
        points = np.stack([result.x1[here], result.x2[here]], axis=1)
        return result.verdicts[name], patterns(points, result.target[here])

    (yes, example), (no, xor) = of("example"), of("XOR")
    shares = no.proof / no.proof.sum()
    cancels = np.allclose(shares @ xor, 0, atol=1e-8) and shares.min() >= 0
    return bool(yes.separable and (example @ yes.proof > 0).all() and not no.separable and cancels)
