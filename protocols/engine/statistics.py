"""What is told of a group."""

import numpy as np


def sem(values: np.ndarray) -> np.ndarray:
    """Standard error of the mean over the first axis."""
    return values.std(axis=0, ddof=1) / np.sqrt(len(values))
