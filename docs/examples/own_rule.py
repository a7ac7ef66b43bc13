"""A rule of one's own: pair STDP whose every postsynaptic spike costs a little."""

from dataclasses import dataclass, replace

from brian2 import ms, second

import synplast


@dataclass(frozen=True, kw_only=True)
class Costly(synplast.Rule):
    A_plus: float
    cost: float
    tau_plus: second
    equations = """dx/dt = -x / tau_plus : 1 (event-driven)
                   w : 1"""
    on_pre = "x += 1"
    on_post = "w = clip(w + A_plus * x - cost, 0, inf)"


mine = Costly(A_plus=0.01, cost=0.001, tau_plus=20 * ms, w_0=1.0)
dearer = replace(mine, cost=0.002)
window = synplast.stdp(rule=mine, pairs=1, lag=[-10, 0, 10, 100], engine="exact")
other = synplast.stdp(rule=dearer, pairs=1, lag=[-10, 0, 10, 100], engine="exact")

#: What a postsynaptic spike alone costs.
cost = -window.change[0]

if __name__ == "__main__":
    print(window, f"a postsynaptic spike alone: {-cost:.4f}, dearer {other.change[0]:.4f}")
    window.plot().savefig("own_rule.png")
