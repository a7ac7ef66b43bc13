"""The perceptron's learning rule (Rosenblatt 1958, doi:10.1037/h0042519)."""

from collections.abc import Iterator

import numpy as np

from models.delta import delta


def learn(
    weights: np.ndarray, samples: np.ndarray, targets: np.ndarray, eta=1, margin=0
) -> Iterator[tuple[np.ndarray, bool]]:
    """Go once through the samples, in their order, and learn from the mistakes.

    A sample x of class y = ±1 is a mistake when y (w · x) <= 0: on the boundary is on the wrong
    side, so that weights of 0 learn too. After each mistake, w <- w + eta y x.

    Parameters
    ----------
    weights : array (inputs,)
        w before the first sample; left as it is. The bias b is the weight of a constant input.
    samples : array (samples, inputs)
    targets : array (samples,)
        +1 or -1.
    eta : number
        The learning rate.
    margin : number
        A sample is a mistake when y (w · x) is not above this.

    Yields
    ------
    weights : array (inputs,)
        w after the sample. Their mean over all samples is the averaged perceptron (Freund &
        Schapire 1999, doi:10.1023/A:1007662407062).
    mistake : bool
        Whether the sample was one.
    """
    for x, y in zip(samples, targets, strict=True):
        mistake = bool(is_mistake(weights, x, y, margin))
        if mistake:
            weights = delta(weights, x, y, eta)
        yield weights, mistake


def is_mistake(weights, x, y, margin):
    """Whether the sample ``x`` of class ``y`` is not further than ``margin`` on its side."""
    return y * (weights @ x) <= margin
