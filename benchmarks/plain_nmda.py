"""One rate of slow pulses by calcium control as a plain Brian2 script has it.

usage: python benchmarks/plain_nmda.py [RATE PULSES]
"""

import sys

from brian2 import *  # noqa: F403  as such scripts do
from brian2 import SpikeGeneratorGroup, Synapses, defaultclock, ms, mV, run, second

defaultclock.dt = 0.1 * ms
rate, pulses = map(int, sys.argv[1:]) if len(sys.argv) > 1 else (50, 900)
pre = SpikeGeneratorGroup(1, [0] * pulses, [10 + 1000 / rate * n for n in range(pulses)] * ms)
post = SpikeGeneratorGroup(1, [], [] * ms)
synapse = Synapses(
    pre,
    post,
    """V = -65*mV + E_1 - E_2 + B_f + B_s : volt
       H = (V / mV - 130) / (1 + exp(-0.062 * V / mV) / 3.57) : 1
       Omega = 0.25 + 1 / (1 + exp(-80 * (Ca - 0.55))) - 0.25 / (1 + exp(-80 * (Ca - 0.35))) : 1
       dw/dt = (Omega - w) / (0.1*second / (1e-5 + clip(Ca, 0, inf)**3) + 1*second)
               : 1 (clock-driven)
       dCa/dt = -(N_f + N_s) * H / (500*ms) - Ca / (50*ms) : 1 (clock-driven)
       dN_f/dt = -N_f / (50*ms) : 1 (clock-driven)
       dN_s/dt = -N_s / (200*ms) : 1 (clock-driven)
       dE_1/dt = -E_1 / (50*ms) : volt (clock-driven)
       dE_2/dt = -E_2 / (5*ms) : volt (clock-driven)
       dB_f/dt = -B_f / (3*ms) : volt (clock-driven)
       dB_s/dt = -B_s / (25*ms) : volt (clock-driven)""",
    on_pre="""closed = 1 - N_f - N_s
              N_f += 0.25 * closed
              N_s += 0.25 * closed
              E_1 += s
              E_2 += s""",
    on_post="""B_f += 75*mV
               B_s += 25*mV""",
    namespace={"s": 1 * mV + 15 * 0.5 * mV / 0.6968373},
    method="rk4",
)
synapse.connect()
synapse.post.delay = 2 * ms
synapse.w = 0.25
run(pulses / rate * second + 1 * second)
print(synapse.w[0] / 0.25 - 1)
