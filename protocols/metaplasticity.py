"""BCM's threshold as it slides: a neuron whose input is changed finds back to its rate, or not."""

from typing import NamedTuple

import numpy as np

from models.rate import BCM
from protocols.engine.rate_neuron import present
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import (
    Amount,
    Number,
    Positive,
    Presentations,
    TimeConstants,
    require_rows,
)
from synplast.plotting import POST, RULE_1, decimal, say
from synplast.progress import progress


class Sliding(NamedTuple):
    """Rate and threshold after the change of input, time constant after time constant.

    Attributes
    ----------
    tau_theta : array (rows,)
        Time constant of the threshold, in presentations.
    presentation : array (rows,)
        From 0, the first with the new input.
    rate, threshold : array (rows,)
        y and theta before the presentation.
    stability : array (rows,)
        Below 1 the neuron finds back to y = theta = 1, above 1 it never does.
    """

    tau_theta: Number
    presentation: Number
    rate: Number
    threshold: Number
    stability: Number

    @property
    def notes(self) -> list[str]:
        taus, first = np.unique(self.tau_theta, return_index=True)
        return [
            f"tau_theta {tau:g}: eta x^2 (tau_theta + 1) = {self.stability[n]:.3g}, "
            + ("stable" if self.stability[n] < 1 else "unstable")
            for tau, n in zip(taus, first, strict=True)
        ]


@reads_its_arguments
def metaplasticity(
    input: Amount = 0.5,
    tau_theta: TimeConstants = "20,100,240",
    eta: Positive = 0.02,
    presentations: Presentations = 4000,
) -> Sliding:
    """A BCM neuron whose input is changed: its rate falls, its threshold follows, its weight mends.

    The neuron was at rest at x = w = y = theta = 1. With less input its rate falls; theta slides
    below it, so that what depressed now potentiates, until y = theta = 1 again, at a larger weight.
    That is stable if the threshold is fast enough: eta x^2 (tau_theta + 1) < 1. If it is not, rate
    and threshold chase each other. Rates are in units of the target rate; eta and tau_theta are
    free.

    Parameters
    ----------
    input : number
        The new presynaptic rate; it was 1.
    tau_theta : numbers
        Time constants of the threshold, in presentations, 1 or more.
    eta : number
        Learning rate.
    presentations : int
        How many of the new input.

    Raises
    ------
    BadInput
        A value outside what is allowed, or an instability that grows out of all bounds.
    """
    require_rows("presentations", presentations, len(tau_theta))
    rule, taus = BCM(eta=float(eta)), [float(tau) for tau in tau_theta]
    x = np.full((presentations, 1), float(input))
    runs = [present(rule, np.ones(1), x, tau, theta=1.0) for tau in progress(taus, "threshold")]
    stability = [rule.stability(float(input) ** 2, tau) for tau in taus]
    return Sliding(
        np.repeat(taus, presentations),
        np.tile(np.arange(presentations), len(taus)),
        np.concatenate([run.y for run in runs]),
        np.concatenate([run.theta for run in runs]),
        np.repeat(stability, presentations),
    )


def draw(figure, result: Sliding) -> None:
    """Rate and threshold against time, a panel a time constant."""
    taus = np.unique(result.tau_theta)
    panels = figure.subplots(len(taus), 1, sharex=True, squeeze=False)[:, 0]
    for axes, tau in zip(panels, taus, strict=True):
        here = result.tau_theta == tau
        axes.axhline(1, color="0.7", linewidth=1)
        lines = {
            say(en="rate", fr="fréquence"): result.rate,
            say(en="threshold", fr="seuil"): result.threshold,
        }
        for (label, values), color in zip(lines.items(), (POST, RULE_1), strict=True):
            axes.plot(result.presentation[here], values[here], color=color, label=label)
        product = decimal(f"{result.stability[here][0]:.2f}")
        verdict = (
            say(en="stable", fr="stable")
            if result.stability[here][0] < 1
            else say(en="unstable", fr="instable")
        )
        time = decimal(f"{tau:g}")
        title = rf"$\tau_\theta$ = {time} :  $\eta x^2 (\tau_\theta + 1)$ = {product}, {verdict}"
        axes.set_title(title, loc="left", fontsize="small")
    panels[0].legend(ncols=2)
    panels[-1].set_xlabel(
        say(en="presentations of the new input", fr="présentations de la nouvelle entrée")
    )


command(metaplasticity, draw)
