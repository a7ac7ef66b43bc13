"""Functions of one number for Numba that NumPy does not have so: as Brian2's for arrays."""

import numpy as np
from numba import njit

#: Only compiled code calls these: a way in for Python takes a tenth of the time of compiling.
within = njit(error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)


@within
def clip(value, low, high):
    return np.minimum(np.maximum(value, low), high)


@within
def int(value):
    return np.trunc(float(value))


@within
def exprel(x):
    return np.expm1(x) / x if x != 0 else 1.0


@within
def power(x, y):
    if y == 0 or y == 1:
        return x if y else 1.0
    return x**y
