"""A neuron with excitatory and plastic inhibitory inputs in eight groups, in steps, compiled."""

import numpy as np

from synplast.compiling import compiled

STEP = 5e-4  # s, ours; the authors take 0.1 ms
#: Of the authors' program: excitatory and inhibitory inputs, groups that share a signal.
EXCITATORY, INHIBITORY, GROUPS = 800, 200, 8
#: Conductances by an input of weight 1, in units of the leak; times (s); voltages (mV).
G_EX, G_IN = 0.014, 0.035
TAU_EX, TAU_IN, TAU_M, REFRACTORY = 5e-3, 10e-3, 20e-3, 5e-3
V_REST, V_THRESHOLD, V_EX, V_IN = -60.0, -50.0, 0.0, -80.0
#: A group's rate is 5 Hz and, where its signal is above 0, 500 Hz times it. The signal fades in 50
#: ms; its spread is that of the authors' filtered noise, over 0.03.
BASE, PEAK, TAU_SIGNAL, SPREAD = 5.0, 500.0, 50e-3, 0.304


@compiled("int64(float64)")
def skip(chance):
    """How many inputs there are before the next that fires, each with this chance."""
    return int(np.log(1 - np.random.random()) / np.log1p(-chance))


@compiled(
    "float64(float64[:,::1], float64[::1], float64[::1], float64[:,::1], int64[::1], float64[::1], "
    "int64, int64, UniTuple(float64, 4))"
)
def follow(currents, excitatory, w, groups, silent, neuron, steps, seed, constants):
    """Follow the neuron for so many steps, from where its state was left.

    Parameters
    ----------
    currents : array (2, groups)
        Mean excitatory and inhibitory currents of each group while the neuron is not refractory, in
        units of leak x mV; filled in.
    excitatory : array (inputs,)
        Fixed weights, group after group.
    w : array (inputs,)
        Inhibitory weights, group after group; changed in place.
    groups : array (3, groups)
        Each one's signal, excitatory and inhibitory conductance; changed in place.
    silent : array of int (inputs,)
        Steps for which an input is refractory; changed in place.
    neuron : array (3 + inputs,)
        Trace, voltage, steps for which it is refractory, and the inhibitory inputs' traces; changed
        in place.
    steps, seed : int
    constants : tuple
        eta, rho_0, tau, w_max.

    Returns
    -------
    float
        The neuron's rate (Hz).
    """
    eta, rho_0, tau, w_max = constants
    np.random.seed(seed)
    alpha = 2 * rho_0 * tau
    each_ex, each_in = len(excitatory) // GROUPS, len(w) // GROUPS
    keep_ex, keep_in, keep = np.exp(-STEP / TAU_EX), np.exp(-STEP / TAU_IN), np.exp(-STEP / tau)
    stays = np.exp(-STEP / TAU_SIGNAL)
    chance, rest = np.zeros(GROUPS), round(REFRACTORY / STEP)
    signal, g_ex, g_in = groups
    y, V, held = neuron[:3]
    x = neuron[3:]
    currents[:] = 0
    fired = awake = 0
    for n in range(steps):
        for k in range(GROUPS):
            noise = SPREAD * np.sqrt(1 - stays * stays) * np.random.normal()
            signal[k] = stays * signal[k] + noise
            chance[k] = min(STEP * (BASE + PEAK * max(signal[k], 0.0)), 1.0)
            g_ex[k] *= keep_ex
            g_in[k] *= keep_in
        y *= keep
        for i in range(len(w)):
            x[i] *= keep
        for k in range(GROUPS):
            i = each_ex * k + skip(chance[k])
            while i < each_ex * (k + 1):
                if silent[i] <= n:
                    silent[i] = n + 1 + rest
                    g_ex[k] += G_EX * excitatory[i]
                i += 1 + skip(chance[k])
            j = each_in * k + skip(chance[k])
            while j < each_in * (k + 1):
                if silent[len(excitatory) + j] <= n:
                    silent[len(excitatory) + j] = n + 1 + rest
                    g_in[k] += G_IN * w[j]
                    w[j] = min(max(w[j] + eta * (y - alpha), 0.0), w_max)
                    x[j] += 1
                j += 1 + skip(chance[k])
        if held > 0:
            held -= 1
            continue
        ex, inh = g_ex.sum(), g_in.sum()
        total = 1 + ex + inh
        to = (V_REST + ex * V_EX + inh * V_IN) / total
        V = to + (V - to) * np.exp(-STEP * total / TAU_M)
        awake += 1
        for k in range(GROUPS):
            currents[0, k] += g_ex[k] * (V_EX - V)
            currents[1, k] += g_in[k] * (V - V_IN)
        if V > V_THRESHOLD:
            V, held = V_REST, rest
            fired += 1
            y += 1
            for j in range(len(w)):
                w[j] = min(w[j] + eta * x[j], w_max)
    neuron[0], neuron[1], neuron[2] = y, V, held
    for i in range(len(silent)):
        silent[i] = max(silent[i] - steps, 0)
    currents /= max(awake, 1)
    return fired / (steps * STEP)
