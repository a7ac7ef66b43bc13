"""`readout.learning.learning` compiled, for samples of any numbers."""

from protocols.engine.compiled import compiled


@compiled(
    "int64(Array(float64, 2, 'C', readonly=True), float64[::1], int64[::1], float64[::1],"
    " float64, float64, float64[::1], int64[::1])",
    fastmath={"reassoc", "contract"},  # several products at a time
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
        activation = w[0]
        for k in range(x.shape[1]):
            activation += w[1 + k] * x[n, k]
        if y[n] * activation <= margin:
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
