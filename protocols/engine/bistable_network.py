"""The calcium rule as a Brian2 network that advances from spike to spike."""

from brian2 import Clock, Network, SpikeGeneratorGroup, Synapses, second

from models.assembled import Assembled

SECONDS = ("tau_Ca", "tau", "late", "D")
PLAIN = ("Cpre", "Cpost", "theta_d", "theta_p", "gamma_d", "gamma_p", "sigma", "rho_star", "w_0")

# How long calcium was above each threshold since the last spike, and what that did to rho, as
# `bistable.step` has it. `late` is the part of D that is no whole number of time steps.
NOISE = """
since = t + {late} - before
p = clip(tau_Ca * log(c / theta_p), 0 * second, since) / tau
d = clip(tau_Ca * log(c / theta_d), 0 * second, since) / tau
both = clip(p, 0, d)
fast = (gamma_p + gamma_d) * both
slow = gamma_p * (p - both) + gamma_d * (d - both)
a = exp(-slow)
m = a * gamma_p * both * exprel(-fast) + gamma_p * (p - both) * exprel(-slow)
v = a**2 * 2 * both * exprel(-2 * fast) + (p + d - 2 * both) * exprel(-2 * slow)
rho = a * exp(-fast) * rho + m + sigma * sqrt(v) * randn()
h = since / tau / 4
"""
# Then rho slides in its wells: Runge-Kutta's fourth order, four times.
WELLS = """
k1 = -rho * (1 - rho) * (rho_star - rho)
r2 = rho + h / 2 * k1
k2 = -r2 * (1 - r2) * (rho_star - r2)
r3 = rho + h / 2 * k2
k3 = -r3 * (1 - r3) * (rho_star - r3)
r4 = rho + h * k3
k4 = -r4 * (1 - r4) * (rho_star - r4)
rho = rho + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
"""
CALCIUM = """
c = c * exp(-since / tau_Ca) + {jump}
before = before + since
"""


def assemble(size: int, **target) -> Assembled:
    """Network of ``size`` synapses; every constant is data."""
    clock = Clock(1 * second, name="steps")
    sides = {
        name: SpikeGeneratorGroup(size, [], [] * second, clock=clock, name=name, **target)
        for name in ("pre", "post")
    }
    declared = [f"{s} : second (constant)" for s in SECONDS] + [
        f"{s} : 1 (constant)" for s in PLAIN
    ]
    text = NOISE + 4 * WELLS + CALCIUM
    synapses = Synapses(
        *sides.values(),
        "\n".join(["rho : 1", "c : 1", "before : second", *declared]),
        on_pre=text.format(late="late", jump="Cpre"),
        on_post=text.format(late="0 * second", jump="Cpost"),
        clock=clock,
        name="bistable",
        namespace={},
        **target,
    )
    synapses.connect(j="i")
    # In one step a postsynaptic spike comes first: a presynaptic one is `late`.
    synapses.pre.order = 1
    inputs = {s: synapses.variables[s] for s in ("rho", *SECONDS, *PLAIN)}
    net = Network(*sides.values(), synapses, name="protocol")
    return Assembled(net, clock, inputs | sides, {"rho": synapses.variables["rho"]})
