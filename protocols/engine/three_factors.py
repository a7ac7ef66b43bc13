"""TD-LTP of many synapses, exact between spikes and touched only by them, compiled.

A synapse's eligibility, kappa * [Y (X * eps)], is the difference of two traces that decay with
tau_k and nu_k. Until the next spike its weight is therefore

    w(t) = w' + eta (e_slow K_slow(t) - e_fast K_fast(t)),  K(t) = integral of delta(s) e^(-s / tau)

from the beginning of a frame: w' and both traces, counted back to that beginning, stand still, and
the two integrals are common to all synapses. So a presynaptic spike reads its synapses, a
postsynaptic one changes those whose place cells have fired lately, and no other costs anything. A
new frame is begun before e^(t / tau) grows out of proportion.
"""

import numpy as np

from synplast.compiling import compiled

#: What is kept of a cell's synapses, a row each: w', the two traces of eligibility, and the two of
#: its EPSP as they were at the neuron's last spike, all counted back to the frame's beginning.
KEPT = WEIGHT, SLOW, FAST, SEEN_SLOW, SEEN_FAST = range(5)
#: The fastest trace, of 5 ms, grows by e^200 in a frame (s).
FRAME = 1.0
#: A cell that was silent for so long has no EPSP left: e^-15 of tau_m = 20 ms (s).
SILENT = 0.3

SYNAPSES = "float64[:,:,::1], float64[::1], float64[::1], UniTuple(float64, 2)"


@compiled(f"float64(int64, int64, {SYNAPSES})", nogil=True)
def weigh(cell, i, synapses, etas, integrals, bounds):
    """The weight of a cell onto neuron ``i`` as it is now."""
    moved = synapses[cell, 1, i] * integrals[0] - synapses[cell, 2, i] * integrals[1]
    return min(max(synapses[cell, 0, i] + etas[i] * moved, bounds[0]), bounds[1])


@compiled(f"void(float64[:,::1], int64, float64, {SYNAPSES})", nogil=True)
def excite(potentials, cell, epsp, synapses, etas, integrals, bounds):
    """A spike of a place cell moves both traces (2, neurons) of every neuron's potential."""
    for i in range(potentials.shape[1]):
        moved = epsp * weigh(cell, i, synapses, etas, integrals, bounds)
        potentials[0, i] += moved
        potentials[1, i] += moved


@compiled(f"void(int64, int64[::1], float64[:,::1], float64[::1], {SYNAPSES})", nogil=True)
def pair(i, cells, traces, growth, synapses, etas, integrals, bounds):
    """A spike of neuron ``i`` adds the EPSPs since its last one to the eligibility.

    Parameters
    ----------
    cells : array of int
        Those that fired lately.
    traces : array (cells, 2)
        Of each cell's EPSP, counted back to the frame's beginning.
    growth : array (4,)
        e^(t / tau) since then, of tau_k, nu_k, tau_m and tau_s.
    """
    slower, faster = 1 / growth[2], 1 / growth[3]
    for n in range(len(cells)):
        cell = cells[n]
        now = weigh(cell, i, synapses, etas, integrals, bounds)
        slow, fast = traces[cell, 0], traces[cell, 1]
        epsp = (slow - synapses[cell, 3, i]) * slower - (fast - synapses[cell, 4, i]) * faster
        kept_slow = synapses[cell, 1, i] + epsp * growth[0]
        kept_fast = synapses[cell, 2, i] + epsp * growth[1]
        synapses[cell, 0, i] = now - etas[i] * (kept_slow * integrals[0] - kept_fast * integrals[1])
        synapses[cell, 1, i], synapses[cell, 2, i] = kept_slow, kept_fast
        synapses[cell, 3, i], synapses[cell, 4, i] = slow, fast


@compiled(f"void(float64[:,::1], float64[::1], {SYNAPSES})", nogil=True)
def begin_frame(traces, growth, synapses, etas, integrals, bounds):
    """Count everything from now on."""
    fall = 1 / growth[0], 1 / growth[1], 1 / growth[2], 1 / growth[3]
    for cell in range(len(synapses)):
        for i in range(synapses.shape[2]):
            synapses[cell, 0, i] = weigh(cell, i, synapses, etas, integrals, bounds)
            for n in range(4):
                synapses[cell, 1 + n, i] *= fall[n]
        traces[cell, 0] *= fall[2]
        traces[cell, 1] *= fall[3]
    integrals[:] = 0
    growth[:] = 1


def begin(weights: np.ndarray) -> np.ndarray:
    """Synapses of these weights (cells, neurons) that nothing has made eligible."""
    synapses = np.zeros((len(weights), len(KEPT), weights.shape[1]))
    synapses[:, WEIGHT] = weights
    return synapses
