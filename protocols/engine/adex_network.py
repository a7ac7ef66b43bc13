"""The voltage rule as a Brian2 network: a synapse and its neuron a condition, in steps of 1 ms."""

from brian2 import Clock, Network, SpikeGeneratorGroup, Synapses, second

from models import adex
from protocols.engine.adex_engine import FILTERED
from synplast.assembled import Assembled

CONSTANTS = ["w_max", "A_LTD", "A_LTP", "tau_minus", "tau_plus", "tau_x"]
CONSTANTS += ["theta_minus", "theta_plus", "homeostasis", "tau_homeo", "u_ref2"]

# The filtered voltages of this step and of three steps before. In mV and ms, as the neuron.
FILTERS = """
    minus : 1
    minus_1 : 1
    minus_2 : 1
    minus_3 : 1
    plus : 1
    plus_1 : 1
    plus_2 : 1
    plus_3 : 1
    u_homeo : 1
"""
PLASTIC = """
    w : 1
    x : 1
    arrived : 1
    volley : 1 (constant)
"""
# An Euler step of 1 ms, as the authors'; the weight reads first. minus_0 is what minus becomes:
# after `minus_1 = minus` NumPy would change both by `minus = minus + ...`, which it does in place.
LEARN = """
strength = 1 - homeostasis + homeostasis * u_homeo / u_ref2
falls = A_LTD * strength * clip(minus_3 - theta_minus, 0, inf)
rises = A_LTP * clip(u - theta_plus, 0, inf) * clip(plus_3 - theta_minus, 0, inf)
w = clip(w - arrived * falls + x * rises, 0, w_max)
x = x + (arrived - x) / tau_x
minus_0 = minus + (u - minus) / tau_minus
minus_3 = minus_2
minus_2 = minus_1
minus_1 = minus
minus = minus_0
plus_0 = plus + (u - plus) / tau_plus
plus_3 = plus_2
plus_2 = plus_1
plus_1 = plus
plus = plus_0
u_homeo = u_homeo + ((u - E_L)**2 - u_homeo) / tau_homeo
arrived = 0
"""


def assemble(size: int, **target) -> Assembled:
    """Network of ``size`` synapses, or fewer, each with a neuron; every constant is data."""
    clock = Clock(1 * second, name="steps")
    sides = {
        name: SpikeGeneratorGroup(size, [], [] * second, clock=clock, name=name, **target)
        for name in ("pre", "post", "drive")
    }
    declared = [f"{symbol} : 1 (constant)" for symbol in CONSTANTS]
    # A synapse's neuron is among its own variables, so that their number is data too.
    cells = Synapses(
        sides["pre"],
        sides["post"],
        "\n".join([adex.STATE, FILTERS, PLASTIC, *declared]),
        on_pre="arrived = 1",
        on_post="I = 1e6",  # 1 microampere for one step takes any neuron over its threshold
        clock=clock,
        name="cells",
        namespace=adex.CONSTANTS | adex.SPIKE | adex.DRIVEN,
        **target,
    )
    cells.connect(j="i")
    # In a step the spikes come first, then the neuron, then the weight.
    cells.run_regularly(adex.ADVANCE + LEARN, clock=clock, when="end", **target)
    arrives = f"I_syn_post += volley_post / {adex.unit_epsp()!r}"
    volleys = Synapses(sides["drive"], cells, on_pre=arrives, clock=clock, name="volleys",
                       namespace={}, **target)  # fmt: skip
    volleys.connect(j="i")
    states = ("w", *CONSTANTS, "b", "u_clamp", "volley", *adex.REST, "u_homeo", *FILTERED)
    inputs = {symbol: cells.variables[symbol] for symbol in states}
    inputs["synapses"] = cells.variables["N"]
    net = Network(*sides.values(), cells, volleys, name="protocol")
    return Assembled(net, clock, inputs | sides, {"w": cells.variables["w"]})
