"""One lag of the calcium rule as a plain Brian2 script has it: `protocols.stdp` beside it does 41.

usage: python benchmarks/plain_calcium.py [PAIRS]
"""

import sys

from brian2 import *  # noqa: F403  as such scripts do
from brian2 import SpikeGeneratorGroup, Synapses, defaultclock, ms, run, second

defaultclock.dt = 0.1 * ms
pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 60
pre = SpikeGeneratorGroup(1, [0] * pairs, [100 + 1000 * n for n in range(pairs)] * ms)
post = SpikeGeneratorGroup(1, [0] * pairs, [110 + 1000 * n for n in range(pairs)] * ms)
tau_ca, tau = 20 * ms, 150 * second
gamma_p, gamma_d, sigma = 321.808, 200, 2.8284
synapses = Synapses(
    pre,
    post,
    """dc/dt = -c / tau_ca : 1 (clock-driven)
       drho/dt = (-rho * (1 - rho) * (0.5 - rho)
                  + gamma_p * (1 - rho) * int(c > 1.3) - gamma_d * rho * int(c > 1)
                  + sigma * sqrt(tau) * sqrt(int(c > 1) + int(c > 1.3)) * xi) / tau : 1""",
    on_pre="c += 1",
    on_post="c += 2",
    method="heun",
)
synapses.connect(n=1000)
synapses.pre.delay = 13.7 * ms
synapses.rho = "int(i >= 500)"
run((pairs + 1) * second)
print((synapses.rho > 0.5).mean())
