"""One neuron and many inputs that learn by rewarded STDP, in steps of 1 ms, compiled."""

import numpy as np

from synplast.compiling import compiled

STEP = 1e-3  # s
#: Ours: an integrate-and-fire neuron of ordinary quickness, and EPSPs of as many mV as the weight.
TAU_M, THRESHOLD = 10e-3, 10.0  # s, mV above rest; it is reset to rest
#: Weights stay from 0 to this (mV), as in Izhikevich 2007; from memory.
W_MAX = 4.0
#: A reward is earned where the neuron fires at most so long after the chosen input (s).
SOON = 10e-3


@compiled(
    "int64(float64[:,::1], float64[::1], int64[::1], float64[::1], int64[:,::1], boolean[::1], "
    "boolean, UniTuple(float64, 9))"
)
def learn(kept, w, rewards, late, spikes, kicks, earned, constants):
    """Follow the weights, kept at the end of as many equal parts as ``kept`` has rows.

    Parameters
    ----------
    kept : array (parts, inputs)
        Filled in.
    w : array (inputs,)
        Changed in place.
    rewards : array of int (steps,)
        How many rewards come at each step; added to, where they are earned.
    late : array (steps,)
        How much later (s) a reward that is earned at a step comes.
    spikes : array of int (spikes, 2)
        Step and input, in order of steps; input 0 is the chosen one.
    kicks : array of bool (steps,)
        Where other inputs make the neuron fire.
    earned : bool
        Whether the chosen input's coincidences earn rewards.
    constants : tuple
        A_plus, A_minus, tau_plus, tau_minus, tau_c, tau_d, h, tonic, eta.

    Returns
    -------
    int
        How often the neuron fired.
    """
    A_plus, A_minus, tau_plus, tau_minus, tau_c, tau_d, h, tonic, eta = constants
    keep_x, keep_y = np.exp(-STEP / tau_plus), np.exp(-STEP / tau_minus)
    keep_c, keep_d = np.exp(-STEP / tau_c), np.exp(-STEP / tau_d)
    keep_V = np.exp(-STEP / TAU_M)
    inputs, steps = len(w), len(rewards)
    x, c = np.zeros(inputs), np.zeros(inputs)
    y = d = V = 0.0
    each, fired, follows, last = steps // len(kept), 0, 0, -steps
    for n in range(steps):
        y, d, V = y * keep_y, d * keep_d, V * keep_V
        for i in range(inputs):
            x[i] *= keep_x
            c[i] *= keep_c
        while follows < len(spikes) and spikes[follows, 0] == n:
            i = spikes[follows, 1]
            c[i] -= A_minus * y
            x[i] += 1
            V += w[i]
            if i == 0:
                last = n
            follows += 1
        if V > THRESHOLD or kicks[n]:
            V = 0.0
            y += 1
            fired += 1
            for i in range(inputs):
                c[i] += A_plus * x[i]
            if earned and (n - last) * STEP <= SOON:
                due = n + int(late[n] / STEP)
                if due < steps:
                    rewards[due] += 1
                last = -steps
        d += h * rewards[n]
        gain = STEP * eta * (tonic + d)
        for i in range(inputs):
            w[i] = min(max(w[i] + gain * c[i], 0.0), W_MAX)
        if (n + 1) % each == 0:
            for i in range(inputs):
                kept[(n + 1) // each - 1, i] = w[i]
    return fired
