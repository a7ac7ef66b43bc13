"""The delta rule (Widrow & Hoff 1960): a weight moves by the error times its own input."""


def delta(w, u, error, eps):
    """``w + eps error u``.

    Rescorla & Wagner's animal and Rosenblatt's perceptron both learn by this step; they differ in
    the error. The animal's is the outcome less its prediction, r - w . u; the perceptron's is half
    of its class less its answer, (y - sign(w . u)) / 2: y at a mistake, 0 otherwise.

    Parameters
    ----------
    w, u : array (inputs,)
        Weights and inputs; left as they are.
    error : number
    eps : number
        The learning rate.

    Returns
    -------
    array (inputs,)
    """
    return w + eps * error * u
