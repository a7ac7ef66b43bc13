"""The STDP window as a plain Brian2 script has it: what `protocols.stdp` is measured against.

usage: python benchmarks/plain_stdp.py cython|numpy|cpp_standalone STEP_MS
"""

import sys
import tempfile

import numpy as np
from brian2 import *  # noqa: F403  as such scripts do
from brian2 import SpikeGeneratorGroup, Synapses, defaultclock, ms, prefs, run, set_device

target, step = sys.argv[1], float(sys.argv[2])
if target == "cpp_standalone":
    set_device(target, directory=tempfile.mkdtemp())
else:
    prefs.codegen.target = target
defaultclock.dt = step * ms

lags = np.arange(-100, 101, 5)
pairs, period = np.arange(60), 1000
start = np.repeat(pairs * period, len(lags))
index, lag = np.tile(np.arange(len(lags)), len(pairs)), np.tile(lags, len(pairs))
pre = SpikeGeneratorGroup(len(lags), index, (start + np.maximum(0, -lag)) * ms)
post = SpikeGeneratorGroup(len(lags), index, (start + np.maximum(0, lag)) * ms)
tau_plus, tau_minus = 16.8 * ms, 33.7 * ms
synapses = Synapses(
    pre,
    post,
    """w : 1
       dx/dt = -x / tau_plus : 1 (event-driven)
       dy/dt = -y / tau_minus : 1 (event-driven)""",
    on_pre="w -= 0.273 / 60 * y; x += 1",
    on_post="w += 0.777 / 60 * x; y += 1",
)
synapses.connect(j="i")
synapses.w = 1
run((60 * period + 100) * ms)
print(np.array(synapses.w) - 1)
