"""Images as spikes in Brian2: each pixel fires a Poisson train, of which the spikes are counted."""

import numpy as np

from protocols.engine.simulation import run_network
from readout.perceptron.limits import FULL

SIZE = 40_000  # neurons in one build
NETWORK = "readout.digits.poisson_network", SIZE
PER_MS = 2  # steps, so that two spikes in one are rare
TICK = 0.001 / PER_MS  # seconds
MOST = 255  # spikes that a count holds


def count_spikes(pixels: np.ndarray, rate: float, steps: int, seed: int) -> np.ndarray:
    """How often each pixel fires: array of int32, of the shape of ``pixels``."""
    lit = np.flatnonzero(pixels)  # the others never fire
    counts = np.zeros(pixels.size, np.int32)
    for part in range(0, len(lit), SIZE):
        rates = np.zeros(SIZE)
        here = lit[part : part + SIZE]
        rates[: len(here)] = rate * (pixels.ravel()[here] / FULL)
        # A seed of its own for every part, far from those of the next times.
        own = (seed * 1_000_003 + part // SIZE) % 2**32
        found = run_network(NETWORK, {"rate": rates}, TICK, steps, own, "the spikes")
        counts[here] = found["count"][: len(here)]
    return counts.reshape(pixels.shape)


def scale_counts(counts: np.ndarray, most: int) -> np.ndarray:
    """Spike counts as bright as pixels, a whole number for each spike: array of uint8.

    Beside the constant input, which is 255, single spikes would count for nothing.

    Parameters
    ----------
    counts : array of int
    most : int
        The largest count there is among the images to train on; what others have more is cut.

    Raises
    ------
    ValueError
        A pixel fired more often than can be told apart.
    """
    if most > MOST:
        raise ValueError(f"{most} spikes: at most {MOST} spikes of a pixel can be counted")
    return np.minimum(counts * (MOST // max(most, 1)), MOST).astype(np.uint8)
