"""A cloud of inputs: where Hebb, covariance and Oja turn the weights, and how long they get."""

from typing import NamedTuple

import numpy as np

from models.rate import RULES
from protocols.engine.rate_neuron import present
from protocols.rate import NAMES
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import Amount, Number, Positive, Presentations, Seed, Text, TimeConstant
from synplast.plotting import CYCLE, DATA, say

#: The cloud's variances along its long axis, at 45 degrees, and across it.
VARIANCES = 1.0, 0.2
MOMENTS = 200


class Component(NamedTuple):
    """The weights, rule after rule.

    Attributes
    ----------
    rule : array of str (rows,)
    presentation : array (rows,)
    length : array (rows,)
        |w|.
    angle : array (rows,)
        Of w from the cloud's long axis (degrees, 0 to 90).
    w, inputs : array (rows, 2), array (presentations, 2)
        Weights and the cloud, for the picture.
    """

    rule: Text
    presentation: Number
    length: Number
    angle: Number
    w: np.ndarray
    inputs: np.ndarray

    @property
    def notes(self) -> list[str]:
        ends = np.flatnonzero(self.presentation == self.presentation.max())
        return [
            f"{self.rule[n]}: length {self.length[n]:.3g}, {self.angle[n]:.3g} degrees from the "
            "cloud's long axis"
            for n in ends
        ]


@reads_its_arguments
def component(
    mean: Amount = 0,
    presentations: Presentations = 6000,
    eta: Positive = 0.002,
    tau_theta: TimeConstant = 50,
    seed: Seed = 0,
) -> Component:
    """Where a cloud of two inputs turns the weights: Hebb and Oja into its principal component.

    The cloud is Gaussian, of variance 1 along its long axis and 0.2 across it; its mean lies across
    it. Hebb and Oja turn to the principal component of <x x^T>: the long axis, or the mean if that
    is larger, mean^2 + 0.2 > 1. Covariance, whose threshold is the running mean of the answer,
    turns to the long axis wherever the mean is (Dayan & Abbott 2001, Fig. 8.4), if the threshold
    keeps up with the growth of the weights, eta tau_theta well below 1. By Hebb and covariance the
    weights grow without end, by Oja their length goes to 1.

    Parameters
    ----------
    mean : number
        Distance of the cloud's mean from 0, across its long axis.
    presentations : int
        How many inputs.
    eta : number
        Learning rate; free.
    tau_theta : number
        Time constant of covariance's threshold, in presentations; free.
    seed : int
        Of the inputs and of the direction of the first weights.

    Raises
    ------
    BadInput
        A value outside what is allowed, or weights that grow out of all bounds.
    """
    random = np.random.default_rng(seed)
    axes = np.array([[1, 1], [1, -1]]) / np.sqrt(2)
    along = random.normal(size=(presentations, 2)) * np.sqrt(VARIANCES) + [0, float(mean)]
    inputs, turn = along @ axes, random.uniform(0, 2 * np.pi)
    w = 0.1 * np.array([np.cos(turn), np.sin(turn)])
    moments = np.unique(np.linspace(0, presentations - 1, MOMENTS).astype(int))
    tables = []
    for name in ("hebb", "covariance", "oja"):
        weights = present(RULES[name](eta=float(eta)), w, inputs, float(tau_theta)).w[moments]
        u, v = np.abs(weights @ axes).T
        angle = np.degrees(np.arctan2(v, u))
        names = np.full(len(moments), name)
        tables.append((names, moments, np.hypot(u, v), angle, weights))
    return Component(*map(np.concatenate, zip(*tables, strict=True)), inputs)


def draw(figure, result: Component) -> None:
    """The cloud with each rule's last direction, and the length and the angle of the weights."""
    cloud, length, angle = figure.subplots(1, 3)
    cloud.plot(*result.inputs[:500].T, ".", color=DATA, markersize=3, alpha=0.3)
    for name, color, style in zip(
        ("hebb", "covariance", "oja"), CYCLE[1:], ("-", "--", ":"), strict=False
    ):
        here = result.rule == name
        w = result.w[here][-1] / result.length[here][-1]
        ends = 3 * np.outer([-1, 1], w)
        cloud.plot(*ends.T, style, color=color, linewidth=3, label=say(**NAMES[name]))
        length.plot(result.presentation[here], result.length[here], style, color=color)
        angle.plot(result.presentation[here], result.angle[here], style, color=color)
    cloud.set_aspect("equal")
    cloud.set_xlabel(say(en="first input", fr="première entrée"))
    cloud.set_ylabel(say(en="second input", fr="deuxième entrée"))
    figure.legend(*cloud.get_legend_handles_labels(), loc="outside upper center", ncols=3)
    length.set_yscale("log")
    length.set_ylabel(say(en="length of the weights", fr="longueur des poids"))
    angle.set_ylabel(say(en="angle from the long axis (°)", fr="angle au grand axe (°)"))
    for axes in (length, angle):
        axes.set_xlabel(say(en="presentations", fr="présentations"))


command(component, draw)
