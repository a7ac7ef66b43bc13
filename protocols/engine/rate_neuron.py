"""A neuron that learns from inputs presented one by one, by a rule between rates."""

from typing import NamedTuple

import numpy as np

from synplast.bad_input import BadInput


class Learned(NamedTuple):
    """What was there before each presentation.

    Attributes
    ----------
    w : array (presentations, inputs)
    y : array (presentations,)
        The answer, w . x.
    theta : array (presentations,)
    """

    w: np.ndarray
    y: np.ndarray
    theta: np.ndarray


def present(
    rule, w: np.ndarray, inputs: np.ndarray, tau_theta: float, theta: float = 0.0
) -> Learned:
    """Present ``inputs`` in their order to the linear neuron y = w . x.

    Each changes the weights and the threshold by one step of their equations, both from what was
    there before it; tau_theta dtheta/dt = (what the rule's threshold slides to) - theta.

    Parameters
    ----------
    rule : one of models.rate
    w : array (inputs,)
        First weights.
    inputs : array (presentations, inputs)
    tau_theta : float
        In presentations.
    theta : float
        First threshold.

    Raises
    ------
    BadInput
        The weights grow out of all bounds.
    """
    weights, answers, thresholds = np.empty(inputs.shape), *np.empty((2, len(inputs)))
    with np.errstate(over="ignore", invalid="ignore"):
        for n, x in enumerate(inputs):
            y = w @ x
            weights[n], answers[n], thresholds[n] = w, y, theta
            w = w + rule.change(w, x, y, theta)
            theta = theta + (rule.slides_to(y) - theta) / tau_theta
    if not np.isfinite(w).all():
        allowed = f"the weights of the {type(rule).__name__} rule grow out of all bounds; take less"
        raise BadInput("eta", f"{rule.eta:g}", allowed)
    return Learned(weights, answers, thresholds)
