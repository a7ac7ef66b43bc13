"""The course's points and weights: logic gates, and the worked example of the learning rule.

Weights are (b, w1, w2): the bias is the weight of a constant input of 1.
"""

import numpy as np

INPUTS = np.array([(0, 0), (0, 1), (1, 0), (1, 1)])
GATES = {"OR": [0, 1, 1, 1], "AND": [0, 0, 0, 1], "XOR": [0, 1, 1, 0]}
WEIGHTS = {"OR": (-0.5, 1, 1), "AND": (-1.5, 1, 1), "NAND": (1.5, -1, -1)}

# In the order in which the course presents them; class A is +1.
POINTS = np.array([(1, 1), (2, -2), (-1, -1.5), (-2, -1), (-2, 1), (1.5, -0.5)])
CLASSES = np.array([1, -1, -1, -1, 1, 1])
FIRST = (0, 1, 0.5)
ETA = 0.2


def fires(weights, inputs: np.ndarray) -> np.ndarray:
    """Whether w · x + b is above 0: array of bool (samples,)."""
    b, *w = weights
    return inputs @ w + b > 0


def two_layers(inputs: np.ndarray) -> np.ndarray:
    """XOR = AND(OR, NAND): array of bool (samples,)."""
    hidden = [fires(WEIGHTS[gate], inputs) for gate in ("OR", "NAND")]
    return fires(WEIGHTS["AND"], np.stack(hidden, axis=-1))
