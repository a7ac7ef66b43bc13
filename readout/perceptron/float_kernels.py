"""`readout.perceptron.rule.learn` compiled, for samples of any numbers, dense or in sparse rows.

Every sum is added in an order that depends on no machine: the same samples give the same bytes.
"""

from readout.perceptron.simd import dot
from synplast.compiling import compiled

DENSE = "Array(float64, 2, 'C', readonly=True)"
SPARSE = "Array(int32, 1, 'C', readonly=True)"
DATA = [f"Array({kind}, 1, 'C', readonly=True)" for kind in ("uint8", "float64")]
REST = "float64[::1], int64[::1], float64[::1], float64, float64, float64, float64[::1], int64[::1]"


@compiled(f"int64({DENSE}, {REST})", nogil=True)
def go_through(x, y, order, w, eta, one, margin, signs, wrong):
    """Go once through the samples in ``order`` and learn from the mistakes, in place.

    Parameters
    ----------
    x : array of float (samples, features)
    y : array of float (samples,)
        +1 or -1.
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
    wrong : array of int64 (samples,)
        Gets the places in ``order`` that were mistakes.

    Returns
    -------
    int
        How many mistakes.
    """
    mistakes = 0
    for place in range(len(order)):
        n = order[place]
        if y[n] * (w[0] * one + dot(w[1:], x[n])) <= margin:
            step = eta * y[n]
            w[0] += step * one
            for k in range(x.shape[1]):
                w[1 + k] += step * x[n, k]
            for k in range(len(w)):
                if signs[k] * w[k] < 0:
                    w[k] = 0
            wrong[mistakes] = place
            mistakes += 1
    return mistakes


@compiled([f"int64({SPARSE}, {SPARSE}, {data}, {REST})" for data in DATA], nogil=True)
def go_through_rows(indptr, indices, data, y, order, w, eta, one, margin, signs, wrong):
    """`go_through` for sparse rows (CSR): index k of a sample is w[1 + k]'s input."""
    mistakes = 0
    for place in range(len(order)):
        n = order[place]
        activation = w[0] * one
        for k in range(indptr[n], indptr[n + 1]):
            activation += w[1 + indices[k]] * data[k]
        if y[n] * activation <= margin:
            step = eta * y[n]
            w[0] += step * one
            for k in range(indptr[n], indptr[n + 1]):
                w[1 + indices[k]] += step * data[k]
            for k in range(len(w)):
                if signs[k] * w[k] < 0:
                    w[k] = 0
            wrong[mistakes] = place
            mistakes += 1
    return mistakes


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
