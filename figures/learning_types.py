"""Three types of learning: without a teacher, with one, and by reward."""

from typing import NamedTuple

import numpy as np

from figures.kept import data_of
from figures.schematic import LARGE, draw_arrow, draw_cell, open_canvas, write
from protocols.component import component
from protocols.conditioning import conditioning
from synplast.option_types import Number, Text
from synplast.plotting import CYCLE, POST, PRE, say

CHAPTER, ORDER = "conditioning", 0
COMMAND = (
    "python -m protocols.component\npython -m readout.mnist --digits 3 5\n"
    "python -m protocols.conditioning --design 30A+"
)
RULES = ("oja:oja_1982", "rescorla_wagner:course")
CAPTION = {
    "en": "What tells a synapse to change? Nothing but its inputs (unsupervised; Oja's rule turns "
    "the weights to the principal component), the right answer ν (supervised; a perceptron tells 3 "
    "from 5), or the reward r (by reward; the prediction of Rescorla & Wagner).",
    "fr": "Qu'est-ce qui dit à une synapse de changer ? Rien que ses entrées (non supervisé ; la "
    "règle d'Oja tourne les poids vers la composante principale), la bonne réponse ν (supervisé ; "
    "un perceptron distingue 3 et 5), ou la récompense r (par récompense ; la prédiction de "
    "Rescorla & Wagner).",
}
CLAIM = {
    "en": "each learns: the angle to the principal component and the surprise of the reward shrink "
    "to under a fifth, and the errors become rarer",
    "fr": "chacun apprend : l'angle à la composante principale et la surprise de la récompense "
    "tombent sous le cinquième, et les erreurs se raréfient",
}
KINDS = ("unsupervised", "supervised", "reward")


class Types(NamedTuple):
    """How far each is from what it learns, step after step."""

    kind: Text
    step: Number
    distance: Number


def data() -> Types:
    oja = component()
    here = oja.rule == "oja"
    passes = data_of("binary_training")  # 3 and 5
    trials = conditioning("30A+")
    columns = {
        "unsupervised": (oja.presentation[here], oja.angle[here]),
        "supervised": (passes.epoch, passes.errors),
        "reward": (trials.trial, 1 - trials.prediction),
    }
    rows = [(kind, *row) for kind, pair in columns.items() for row in zip(*pair, strict=True)]
    return Types(*map(np.array, zip(*rows, strict=True)))


def draw(figure, result: Types) -> None:
    canvas = open_canvas(figure)
    titles = say(
        en=("unsupervised", "supervised", "by reward"),
        fr=("non supervisé", "supervisé", "par récompense"),
    )
    teachers = None, "ν", "r"
    labels = say(
        en=(("presentations", "angle (°)"), ("pass", "errors (%)"), ("trial", "r − v")),
        fr=(("présentations", "angle (°)"), ("passe", "erreurs (%)"), ("essai", "r − v")),
    )
    for n, kind in enumerate(KINDS):
        middle = 2.9 + 5.2 * n
        write(canvas, middle, 8.4, titles[n], LARGE)
        draw_learner(canvas, middle, teachers[n])
        axes = figure.add_axes(((middle - 1.45) / 16, 0.14, 3.5 / 16, 0.32))
        here = result.kind == kind
        axes.plot(result.step[here], result.distance[here], color=CYCLE[0], linewidth=4)
        axes.set_ylim(0, None)
        axes.set_xlabel(labels[n][0])
        axes.set_ylabel(labels[n][1])


def draw_learner(canvas, x: float, teacher: str | None) -> None:
    """Inputs to a neuron with an answer, and who tells it how good that was."""
    for dy in (-0.8, 0, 0.8):
        draw_cell(canvas, x - 1.7, 6.2 + dy, "", PRE, radius=0.25)
        draw_arrow(canvas, (x - 1.4, 6.2 + dy), (x - 0.65, 6.2 + 0.3 * dy))
    draw_cell(canvas, x, 6.2, "", POST, radius=0.6)
    draw_arrow(canvas, (x + 0.65, 6.2), (x + 1.5, 6.2))
    write(canvas, x + 1.8, 6.2, "y" if teacher != "r" else "v")
    if teacher:
        write(canvas, x + 1.8, 7.4, teacher, LARGE, color=CYCLE[3], fontweight="bold")
        draw_arrow(canvas, (x + 1.5, 7.4), (x + 0.3, 6.9), CYCLE[3], connectionstyle="arc3,rad=0.2")


def claim(result: Types) -> bool:
    shrunk = {}
    for kind in KINDS:
        distance = result.distance[result.kind == kind]
        shrunk[kind] = distance[-1] / distance[0]
    return bool(max(shrunk["unsupervised"], shrunk["reward"]) < 0.2 and shrunk["supervised"] < 1)
