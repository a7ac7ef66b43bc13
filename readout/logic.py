"""Logic gates: a perceptron learns OR and AND, cycles for ever on XOR, and two layers solve it."""

from typing import NamedTuple

import numpy as np

from readout.perceptron.course_examples import GATES, INPUTS, WEIGHTS, fires, two_layers
from readout.perceptron.limits import Epochs
from readout.perceptron.rule import learn
from readout.plotting import plane
from readout.plotting.panels import write_heading
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import Number, Text
from synplast.plotting import CYCLE, say


class Logic(NamedTuple):
    """Each gate, by the course's weights and as learned.

    Attributes
    ----------
    gate, by : arrays of str (rows,)
    b, w1, w2 : arrays (rows,)
        The weights; nan for two layers, which have three neurons.
    right : array (rows,)
        How many of the four inputs come out right.
    passes : array (rows,)
        Over the four inputs, until all was right or the weights came back; nan if nothing was
        learned.
    verdict : array of str (rows,)
    """

    gate: Text
    by: Text
    b: Number
    w1: Number
    w2: Number
    right: Number
    passes: Number
    verdict: Text


@reads_its_arguments
def logic(epochs: Epochs = 100) -> Logic:
    """What one perceptron can compute of two inputs, 0 or 1: OR and AND, and not XOR.

    The weights start at 0, for XOR at the course's for OR; the learning rate is 1, and the four
    inputs come in the same order in every pass. A pass then depends on nothing but the weights
    before it: if they come back, everything comes back, for ever (Minsky & Papert 1969).

    Parameters
    ----------
    epochs : int
        The most passes.
    """
    rows = []
    for gate in GATES:
        if gate in WEIGHTS:
            found = fires(WEIGHTS[gate], INPUTS)
            rows.append(("course", gate, *WEIGHTS[gate], found, np.nan, "separates"))
        rows.append(("learned", gate, *learn_gate(gate, epochs)))
    solved = (np.nan, np.nan, np.nan, two_layers(INPUTS), np.nan, "AND(OR, NAND)")
    rows.append(("two layers", "XOR", *solved))
    by, gate, b, w1, w2, found, passes, verdict = zip(*rows, strict=True)
    right = [np.sum(f == np.array(GATES[g])) for f, g in zip(found, gate, strict=True)]
    return Logic(*map(np.array, (gate, by, b, w1, w2, right, passes, verdict)))


def learn_gate(gate: str, epochs: int) -> tuple:
    """Weights, outputs, passes and verdict."""
    inputs, targets = np.insert(INPUTS, 0, 1, axis=1), 2 * np.array(GATES[gate]) - 1
    w, seen = np.array(WEIGHTS["OR"] if gate == "XOR" else np.zeros(3)), {}
    for epoch in range(1, epochs + 1):
        steps = list(learn(w, inputs, targets))
        w = steps[-1][0]
        weights = tuple(w.tolist())
        if not any(mistake for _, mistake in steps):
            verdict = "separates"
            break
        if weights in seen:
            verdict = f"cycles for ever: as after pass {seen[weights]}"
            break
        seen[weights] = epoch
    else:
        verdict = f"not separated within {epochs} passes"
    return *weights, fires(w, INPUTS), epoch, verdict


def draw(figure, result: Logic) -> None:
    """The four inputs in the plane, and the lines that separate them or fail to."""
    several = figure.subplots(2, 2).ravel()
    for axes, gate in zip(several, [*GATES, "XOR"], strict=True):
        plane.draw_plane(axes, -0.6, 1.6)
        plane.draw_points(axes, INPUTS, np.array(GATES[gate], bool))
    for axes, gate in zip(several, WEIGHTS, strict=False):
        if gate in GATES:
            draw_lines(axes, gate, result)
    draw_cycle(several[2])
    plane.draw_side(several[3], two_layers)
    for hidden in ("OR", "NAND"):
        plane.draw_line(several[3], WEIGHTS[hidden], color="0.4", linestyle="--")
    lines, names = several[0].get_legend_handles_labels()
    figure.legend(lines, names, loc="outside right upper")
    title = say(en="XOR: two layers, two lines", fr="OU exclusif : deux couches, deux droites")
    write_heading(several[3], title)


def draw_lines(axes, gate: str, result: Logic) -> None:
    names = {"course": say(en="course", fr="cours"), "learned": say(en="learned", fr="appris")}
    styles = {"course": {"color": "0.3"}, "learned": {"color": CYCLE[3], "linestyle": "--"}}
    for n in np.flatnonzero(result.gate == gate):
        by, weights = result.by[n], (result.b[n], result.w1[n], result.w2[n])
        plane.draw_line(axes, weights, label=names[by], **styles[by])
    write_heading(axes, say(en=gate, fr={"OR": "OU", "AND": "ET"}.get(gate, gate)))


def draw_cycle(axes) -> None:
    """The lines after each mistake on XOR, over three passes: the later the darker."""
    inputs = np.insert(INPUTS, 0, 1, axis=1)
    order, targets = np.tile(np.arange(4), 3), 2 * np.array(GATES["XOR"]) - 1
    steps = learn(np.array(WEIGHTS["OR"]), inputs[order], targets[order])
    lines = [weights for weights, mistake in steps if mistake]
    for shade, weights in zip(np.linspace(0.8, 0.2, len(lines)), lines, strict=True):
        plane.draw_line(axes, weights, color=str(shade), linewidth=1.5)
    told = say(
        en="XOR: the line after each mistake\n(darker: later), for ever",
        fr="OU exclusif : la droite après chaque\nerreur (foncé : après), sans fin",
    )
    write_heading(axes, told)


command(logic, draw)
