"""One rate of pairs by the voltage rule as a plain Brian2 script has it: no 3 ms of delay.

usage: python benchmarks/plain_voltage.py [LAG_MS RATE PAIRS]
"""

import sys

from brian2 import *  # noqa: F403  as such scripts do
from brian2 import NeuronGroup, SpikeGeneratorGroup, Synapses, defaultclock, ms, mV, run, second

defaultclock.dt = 0.1 * ms
lag, rate, pairs = map(int, sys.argv[1:]) if len(sys.argv) > 1 else (10, 20, 60)
start = [20 + 1000 / rate * n for n in range(pairs)]
pre = SpikeGeneratorGroup(1, [0] * pairs, start * ms)
kick = SpikeGeneratorGroup(1, [0] * pairs, [time + lag for time in start] * ms)
cell = NeuronGroup(
    1,
    """du/dt = (-30*nS * (u + 70.6*mV) + 60*nS*mV * exp(clip((u - V_T) / (2*mV), -50, 5))
                - w_ad + z) / (281*pF) : volt (unless refractory)
       dw_ad/dt = (4*nS * (u + 70.6*mV) - w_ad) / (144*ms) : amp
       dz/dt = -z / (40*ms) : amp
       dV_T/dt = (-50.4*mV - V_T) / (50*ms) : volt
       du_minus/dt = (u - u_minus) / (10*ms) : volt
       du_plus/dt = (u - u_plus) / (7*ms) : volt""",
    threshold="u > 20*mV",
    reset="u = 33*mV; w_ad += 80.5*pA; z = 400*pA; V_T = -30.4*mV",
    refractory=2 * ms,
    events={"end": "u > 19*mV and t - lastspike > 1.95*ms"},
    method="euler",
)
cell.set_event_schedule("end", when="before_groups")
cell.run_on_event("end", "u = -49.5*mV", when="before_groups", order=1)
cell.u = cell.u_minus = cell.u_plus = -70.6 * mV
cell.V_T = -50.4 * mV
force = Synapses(kick, cell, on_pre="u += 200*mV")
force.connect()
synapse = Synapses(
    pre,
    cell,
    """dx/dt = -x / (15*ms) : 1 (clock-driven)
       dw/dt = 8e-5 * x / (15*ms) * clip(u_post / mV + 45.3, 0, inf)
               * clip(u_plus_post / mV + 70.6, 0, inf) : 1 (clock-driven)""",
    on_pre="""w -= 14e-5 * clip(u_minus_post / mV + 70.6, 0, inf)
              x += 1""",
    method="euler",
)
synapse.connect()
synapse.w = 0.5
run(pairs / rate * second + 0.2 * second)
print(synapse.w[0] / 0.5 - 1)
