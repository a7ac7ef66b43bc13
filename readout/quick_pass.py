"""`readout.learning.learning` compiled, for samples of any numbers.

Every sum is added in an order that depends on no machine: the same samples give the same bytes.
"""

from readout.lanes import dot
from synplast.compiling import compiled

MATRIX = "Array(float64, 2, 'C', readonly=True)"


@compiled(
    f"int64({MATRIX}, float64[::1], int64[::1], float64[::1], float64, float64, float64[::1],"
    " int64[::1])",
    nogil=True,
)
def go_through(x, y, order, w, eta, margin, signs, wrong):
    """Go once through the samples in ``order`` and learn from the mistakes, in place.

    Parameters
    ----------
    x : array of float (samples, features)
    y : array of float (samples,)
        +1 or -1.
    order : array of int64 (samples,)
    w : array of float (1 + features,)
        The bias first.
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
        if y[n] * (w[0] + dot(w[1:], x[n])) <= margin:
            step = eta * y[n]
            w[0] += step
            for k in range(x.shape[1]):
                w[1 + k] += step * x[n, k]
            for k in range(len(w)):
                if signs[k] * w[k] < 0:
                    w[k] = 0
            wrong[mistakes] = place
            mistakes += 1
    return mistakes


@compiled(f"void({MATRIX}, {MATRIX}, float64[:, ::1])", nogil=True)
def read_out(weights, x, found):
    """w · x of every perceptron, the bias first in w, and sample: found (perceptrons, samples)."""
    for k in range(len(weights)):
        for n in range(len(x)):
            found[k, n] = weights[k, 0] + dot(weights[k, 1:], x[n])
