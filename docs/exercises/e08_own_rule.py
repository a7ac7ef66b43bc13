# %% [markdown] lang="fr"
# # 8. Une règle à vous
#
# Une règle est une donnée : des équations de Brian2 et des constantes. Écrivez une STDP anti-Hebb :
# un potentiel présynaptique qui précède *déprime*, un postsynaptique qui précède *potentie*.
# `x` et `y` sont les traces des deux côtés ; complétez ce qui arrive à chaque potentiel d'action.
# %% [markdown] lang="en"
# # 8. A rule of your own
#
# A rule is data: Brian2 equations and constants. Write anti-Hebbian STDP: a presynaptic spike that
# comes first *depresses*, a postsynaptic one that comes first *potentiates*. `x` and `y` are the
# traces of the two sides; complete what happens at each spike.
# %%
from dataclasses import dataclass

from brian2 import ms, second

import synplast


@dataclass(frozen=True, kw_only=True)
class AntiHebb(synplast.Rule):
    A: float
    tau: second
    equations = """dx/dt = -x / tau : 1 (event-driven)
                   dy/dt = -y / tau : 1 (event-driven)
                   w : 1"""
    on_pre = "w = w"
    on_post = "w = w"
    ### BEGIN SOLUTION
    on_pre = """w = w + A * y
                x += 1"""
    on_post = """w = w - A * x
                 y += 1"""
    ### END SOLUTION


mine = AntiHebb(A=0.01, tau=20 * ms, w_0=1.0)

# %% tags=["claim"]
window = synplast.stdp(rule=mine, lag=[-40, -10, 10, 40], engine="exact")
assert (window.change[:2] > 0).all(), "post before pre potentiates"
assert (window.change[2:] < 0).all(), "pre before post depresses"
assert abs(window.change[1]) > abs(window.change[0]), "the nearer the more"
