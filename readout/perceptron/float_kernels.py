"""`readout.perceptron.rule.learn` compiled, for samples of any numbers, dense or in sparse rows.

Every sum is added in an order that depends on no machine: the same samples give the same bytes.
"""

from readout.perceptron.simd import dot
from synplast.compiling import compiled

DENSE = "Array(float64, 2, 'C', readonly=True)"
SPARSE = "Array(int32, 1, 'C', readonly=True)"
DATA = [f"Array({kind}, 1, 'C', readonly=True)" for kind in ("uint8", "float64")]
REST = (
    "int64[::1], UniTuple(int64, 2), int64[::1], float64[::1], float64, float64, float64,"
    " float64[::1], int64, int64[:, ::1]"
)


@compiled("void(float64[::1], float64[::1])", nogil=True)
def keep_signs(w, signs):
    """Set to 0 the weights that have not the sign they must have, in place."""
    for k in range(len(w)):
        if signs[k] * w[k] < 0:
            w[k] = 0


@compiled(f"UniTuple(int64, 2)({DENSE}, {REST})", nogil=True)
def go_through(x, labels, pair, order, w, eta, one, margin, signs, seen, log):
    """Go once through the samples in ``order`` and learn from the mistakes, in place.

    Parameters
    ----------
    x : array of float (samples, features)
    labels : array of int64 (samples,)
    pair : tuple of int64
        The classes -1 and +1; samples of others are passed over.
    order : array of int64 (samples,)
    w : array of float (1 + features,)
        The weight of the constant input first.
    eta : float
    one : float
        The constant input.
    margin : float
        A sample is a mistake when y (w · x) <= margin.
    signs : array of float (1 + features,)
        Which sign a weight must have, 0 for either; one that would change it becomes 0.
    seen : int64
        Samples of the pair before.
    log : array of int64 (mistakes, 4)
        Gets the sample, its class, the other class, and how many samples the pair had seen.

    Returns
    -------
    seen, mistakes : int64
        How many samples the pair has seen now, and how many entries the log has.
    """
    mistakes = 0
    for n in order:
        label = labels[n]
        if label != pair[0] and label != pair[1]:
            continue
        y = 1.0 if label == pair[1] else -1.0
        if y * (w[0] * one + dot(w[1:], x[n])) <= margin:
            w[0] += eta * y * one
            for k in range(x.shape[1]):
                w[1 + k] += eta * y * x[n, k]
            keep_signs(w, signs)
            entry = log[mistakes]
            entry[0], entry[1], entry[2], entry[3] = n, label, pair[0] + pair[1] - label, seen
            mistakes += 1
        seen += 1
    return seen, mistakes


@compiled([f"UniTuple(int64, 2)({SPARSE}, {SPARSE}, {data}, {REST})" for data in DATA], nogil=True)
def go_through_rows(
    indptr, indices, data, labels, pair, order, w, eta, one, margin, signs, seen, log
):
    """`go_through` for sparse rows (CSR): number k of a sample is the input of w[1 + k]."""
    mistakes = 0
    for n in order:
        label = labels[n]
        if label != pair[0] and label != pair[1]:
            continue
        y = 1.0 if label == pair[1] else -1.0
        activation = w[0] * one
        for k in range(indptr[n], indptr[n + 1]):
            activation += w[1 + indices[k]] * data[k]
        if y * activation <= margin:
            w[0] += eta * y * one
            for k in range(indptr[n], indptr[n + 1]):
                w[1 + indices[k]] += eta * y * data[k]
            keep_signs(w, signs)
            entry = log[mistakes]
            entry[0], entry[1], entry[2], entry[3] = n, label, pair[0] + pair[1] - label, seen
            mistakes += 1
        seen += 1
    return seen, mistakes


@compiled(f"void({DENSE}, float64, {DENSE}, float64[:, ::1])", nogil=True)
def read_out(weights, one, x, found):
    """w · x of every perceptron and sample: found (perceptrons, samples)."""
    for k in range(len(weights)):
        for n in range(len(x)):
            found[k, n] = weights[k, 0] * one + dot(weights[k, 1:], x[n])


@compiled(
    [f"void({DENSE}, float64, {SPARSE}, {SPARSE}, {data}, float64[:, ::1])" for data in DATA],
    nogil=True,
)
def read_out_rows(weights, one, indptr, indices, data, found):
    """`read_out` for sparse rows (CSR)."""
    for k in range(len(weights)):
        for n in range(len(indptr) - 1):
            activation = weights[k, 0] * one
            for entry in range(indptr[n], indptr[n + 1]):
                activation += weights[k, 1 + indices[entry]] * data[entry]
            found[k, n] = activation
