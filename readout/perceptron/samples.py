"""Samples as `readout.perceptron.float_learner` takes them: dense numbers, or sparse rows (CSR)."""

import numpy as np
from scipy import sparse

LARGEST = 1e100  # whose products, added up, are finite


def arrange(x):
    """Validated samples as an array of float or, of bytes and of sparse rows, a CSR array.

    Raises
    ------
    ValueError
        A number above `LARGEST`, or an entry of bytes that is given twice.
    """
    if sparse.issparse(x) or x.dtype == np.uint8:
        x = as_rows(x)
    if x.dtype == float and np.abs(x.data if sparse.issparse(x) else x).max(initial=0) > LARGEST:
        raise ValueError(f"X contains a number above {LARGEST:g}: products would overflow")
    return x


def flatten(X):
    """Images, array (images, rows, columns), as rows of numbers; all else as it is."""
    if getattr(X, "ndim", 2) < 3:
        return X
    return np.asarray(X).reshape(len(X), -1)


def as_rows(x) -> sparse.csr_array:
    """Samples as sparse rows, each entry once and in order."""
    x = sparse.csr_array(x)
    if not x.has_canonical_format:
        entries, x = x.nnz, x.copy()
        x.sum_duplicates()
        if x.dtype == np.uint8 and x.nnz < entries:
            raise ValueError("X has an entry twice, and the sum may be more than a byte holds")
    x.indices, x.indptr = (a.astype(np.int32, copy=False) for a in (x.indices, x.indptr))
    return x


def mean_square(x) -> float:
    """The mean |x|² of some samples, without a constant input."""
    values = x.data if sparse.issparse(x) else x
    if values.dtype == np.uint8:
        return float(np.bincount(values, minlength=256) @ np.arange(256) ** 2) / x.shape[0]
    return float((values**2).sum()) / x.shape[0]
