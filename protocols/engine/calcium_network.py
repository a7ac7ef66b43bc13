"""The calcium rule as a Brian2 network that advances from spike to spike.

The calcium of a condition is a cell, which all of its synapses share. What arrives at the cell says
how rho changed since the last arrival; the cell tells its synapses, each of which draws its noise.
"""

import re

from brian2 import Clock, Network, NeuronGroup, SpikeGeneratorGroup, Synapses, second

from protocols.engine.calcium_engine import WELLS
from synplast.assembled import Assembled

SECONDS = ("tau_Ca", "tau", "late")
PLAIN = ("Cpre", "Cpost", "theta_d", "theta_p", "gamma_d", "gamma_p", "sigma", "rho_star")
STATE = """
c : 1
before : second
keeps : 1
mean : 1
width : 1
h : 1
post_arrived : boolean
pre_arrived : boolean
"""
# How long calcium was above each threshold since the last spike, and what that does to rho, as
# `calcium_engine.step` has it. `late` is the part of D that is no whole number of time steps.
ARRIVAL = """
since = t + {late} - before
p = clip(tau_Ca * log(c / theta_p), 0 * second, since) / tau
d = clip(tau_Ca * log(c / theta_d), 0 * second, since) / tau
both = clip(p, 0, d)
fast = (gamma_p + gamma_d) * both
slow = gamma_p * (p - both) + gamma_d * (d - both)
a = exp(-slow)
keeps = a * exp(-fast)
mean = a * gamma_p * both * exprel(-fast) + gamma_p * (p - both) * exprel(-slow)
v = a**2 * 2 * both * exprel(-2 * fast) + (p + d - 2 * both) * exprel(-2 * slow)
width = sigma * sqrt(v)
h = clip(since / tau, 0, {LONG}) / 4
c = c * exp(-since / tau_Ca) + {jump}
before = before + since
{side}_arrived = False
"""
# Runge-Kutta's steps in the wells stay stable up to this gap (in tau), after which rho has settled.
LONG = 8
NOISE = "rho = keeps_pre * rho + mean_pre + width_pre * randn()"
# Then rho slides in its wells, which the cell tells it of, in four steps.
SLIDES = 4 * re.sub(r"\b(h|rho_star)\b", r"\1_pre", WELLS)


def assemble(cells: int, repeats: int, **target) -> Assembled:
    """Network of ``cells`` with ``repeats`` synapses each; every constant is data."""
    clock = Clock(1 * second, name="steps")
    given = {"clock": clock, "namespace": {}, **target}
    declared = [f"{s} : second (constant)" for s in SECONDS] + [
        f"{s} : 1 (constant)" for s in PLAIN
    ]
    calcium = NeuronGroup(
        cells,
        "\n".join([STATE, *declared]),
        events={"post_arrival": "post_arrived", "pre_arrival": "pre_arrived"},
        name="calcium",
        **given,
    )
    synapses = NeuronGroup(cells * repeats, "rho : 1", name="synapses", **given)
    told = Synapses(
        calcium,
        synapses,
        on_pre={"after_post": NOISE + SLIDES, "after_pre": NOISE + SLIDES},
        on_event={"after_post": "post_arrival", "after_pre": "pre_arrival"},
        name="told",
        **given,
    )
    told.connect(j=f"k for k in range({repeats} * i, {repeats} * (i + 1))")
    net = Network(calcium, synapses, told, name="protocol")
    sides = {}
    # In one step a postsynaptic spike comes first: a presynaptic one is `late`. It arrives, is an
    # event of the cell, moves its calcium, and is told to the synapses.
    for side, order, late, jump in (("post", 0, "0 * second", "Cpost"), ("pre", 4, "late", "Cpre")):
        sides[side] = SpikeGeneratorGroup(cells, [], [] * second, clock=clock, name=side, **target)
        arrives = Synapses(
            sides[side], calcium, on_pre=f"{side}_arrived_post = True", name=f"by_{side}", **given
        )
        arrives.connect(j="i")
        arrives.pre.order = order
        event, moves = f"{side}_arrival", ARRIVAL.format(side=side, late=late, jump=jump, LONG=LONG)
        calcium.set_event_schedule(event, when="synapses", order=order + 1)
        calcium.run_on_event(event, moves, when="synapses", order=order + 2)
        getattr(told, f"after_{side}").order = order + 3
        net.add(sides[side], arrives)
    inputs = {s: calcium.variables[s] for s in (*SECONDS, *PLAIN)}
    inputs |= {"rho": synapses.variables["rho"], **sides}
    return Assembled(net, clock, inputs, {"rho": synapses.variables["rho"]})
