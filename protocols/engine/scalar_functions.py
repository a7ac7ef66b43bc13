"""Functions of one number for Numba that NumPy does not have so: as Brian2's for arrays."""

import numpy as np
from numba import njit


@njit(error_model="numpy")
def clip(value, low, high):
    return np.minimum(np.maximum(value, low), high)


@njit(error_model="numpy")
def int(value):
    return np.trunc(float(value))


@njit(error_model="numpy")
def exprel(x):
    return np.expm1(x) / x if x != 0 else 1.0


@njit(error_model="numpy")
def power(x, y):
    if y == 0 or y == 1:
        return x if y else 1.0
    return x**y
