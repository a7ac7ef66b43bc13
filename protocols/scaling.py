"""Homeostatic scaling: inputs fall silent in part, and the neuron's rate comes back."""

from dataclasses import replace
from fractions import Fraction
from typing import Annotated, NamedTuple

import numpy as np

from models.scaling import VAN_ROSSUM_2000, Scaling
from synplast.arguments import reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Number, Positive
from synplast.plotting import POST, POTENTIATION, PRE, say
from synplast.values import Kind, number, whole_number

STEP, EVERY = 1.0, 300  # s
#: Ours: weights before, of inputs that all fire at 10 Hz, up to a factor.
WEIGHTS = np.array([1.0, 2.0, 4.0])
INPUT_RATE = 10.0

Left = Annotated[
    Fraction, number("a fraction of the inputs' rate, from 0.1 to 2", "", Fraction(1, 10), 2)
]
Hours = Annotated[int, whole_number(1, 240)]
hours_column = Annotated[np.ndarray, Kind(float, "a time in hours", "h")]


class Recovery(NamedTuple):
    """The neuron every five minutes.

    Attributes
    ----------
    time : array (rows,)
        Since the inputs' rate changed (h).
    rate : array (rows,)
        Of the neuron (Hz).
    weakest, strongest : array (rows,)
        Weights, of what they were.
    """

    time: hours_column
    rate: Number
    weakest: Number
    strongest: Number


@reads_its_arguments
def scaling(
    left: Left = "0.5",
    hours: Hours = 12,
    beta: Positive = "4e-5",
    gamma: Positive = "1e-7",
) -> Recovery:
    """A neuron's rate and weights after its inputs' rate has changed, as scaling brings it back.

    As neurons in culture whose activity is blocked or raised (Turrigiano et al. 1998,
    doi:10.1038/36103), by the equations of van Rossum, Bi & Turrigiano 2000: all weights are scaled
    by one factor, the inverse of what is left of the inputs. The goal is stable where beta > gamma
    x 100 s.

    Parameters
    ----------
    left : number
        What is left of the inputs' rate from time 0 on; above 1, they fire more.
    hours : int
        How long it is followed.
    beta : number
        Gain of the error (1/(s Hz)).
    gamma : number
        Gain of its integral (1/(s^2 Hz)).

    Raises
    ------
    BadInput
        A value outside what is allowed, or gains with which the rate swings more and more.
    """
    model = replace(VAN_ROSSUM_2000, beta=float(beta), gamma=float(gamma))
    if model.stability() <= 1:
        most = model.beta / model.tau_a
        raise BadInput("gamma", f"{float(gamma):g}", f"less than {most:.3g}, or the rate swings")
    if model.beta * model.goal * STEP > 0.1:
        raise BadInput("beta", f"{float(beta):g}", f"at most {0.1 / model.goal / STEP:g}")
    before = WEIGHTS * model.goal / (WEIGHTS.sum() * INPUT_RATE)
    x = np.full(len(before), INPUT_RATE * float(left))
    weights = follow(model, before, x, 3600 * hours)
    return Recovery(
        time=np.arange(len(weights)) * EVERY / 3600,
        rate=weights @ x,
        weakest=weights[:, 0] / before[0],
        strongest=weights[:, -1] / before[-1],
    )


def follow(model: Scaling, w: np.ndarray, x: np.ndarray, duration: int) -> np.ndarray:
    """The weights (moments, inputs) every 300 s, in Euler's steps of 1 s; the rate was the goal."""
    sensed, total, kept = model.goal, 0.0, [w]
    for second in range(1, duration + 1):
        grows, senses, error = model.slopes(w, sensed, total, x)
        w, sensed, total = w + STEP * grows, sensed + STEP * senses, total + STEP * error
        if second % EVERY == 0:
            kept.append(w)
    return np.array(kept)


def draw(figure, result: Recovery) -> None:
    """The rate over time, and the weights of what they were."""
    rate, weights = figure.subplots(1, 2)
    rate.axhline(VAN_ROSSUM_2000.goal, color="0.7", linewidth=1, linestyle=":")
    rate.plot(result.time, result.rate, color=POST)
    rate.set_ylim(bottom=0)
    rate.set_ylabel(say(en="the neuron's rate (Hz)", fr="fréquence du neurone (Hz)"))
    label = say(en="strongest", fr="le plus fort")
    weights.plot(result.time, result.strongest, color=POTENTIATION, lw=5, label=label)
    label = say(en="weakest", fr="le plus faible")
    weights.plot(result.time, result.weakest, "--", color=PRE, label=label)
    weights.set_ylabel(say(en="weight (of what it was)", fr="poids (par rapport à avant)"))
    weights.legend()
    for axes in (rate, weights):
        axes.set_xlabel(say(en="time (h)", fr="temps (h)"))


command(scaling, draw)
