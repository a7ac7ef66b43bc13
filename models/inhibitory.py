"""Plasticity of inhibitory synapses: it brings a neuron to its target rate (Vogels et al. 2011)."""

from dataclasses import dataclass
from typing import ClassVar

from brian2 import Hz, ms, second

from models.rule import Rule


@dataclass(frozen=True, kw_only=True)
class Inhibitory(Rule):
    """Inhibitory STDP: a near pair in either order strengthens, a presynaptic spike alone weakens.

    At a postsynaptic rate r a presynaptic spike changes the weight by 2 eta tau (r - rho_0) on
    average, so that the rate comes to rho_0.

    Parameters
    ----------
    eta : float
        Change by a coincident pair.
    rho_0 : hertz
        The rate that the postsynaptic neuron comes to.
    tau : second
        Width of the window on either side.
    w_max : float
        Upper hard bound; the lower is 0. Infinite where the paper has none.
    """

    eta: float
    rho_0: Hz
    tau: second
    w_max: float

    equations = """
        dx/dt = -x / tau : 1 (event-driven)
        dy/dt = -y / tau : 1 (event-driven)
        w : 1
    """
    on_pre = """
        w = clip(w + eta * (y - 2 * rho_0 * tau), 0, w_max)
        x += 1
    """
    on_post = """
        w = clip(w + eta * x, 0, w_max)
        y += 1
    """
    inhibitory: ClassVar[bool] = True
    source = (
        "Vogels, Sprekeler, Zenke, Clopath & Gerstner 2011, doi:10.1126/science.1211095; NEST's "
        "vogels_sprekeler_synapse, whose alpha is 2 rho_0 tau"
    )
    conventions = {
        "lag": "t_post - t_pre; the window is the same on both sides",
        "pairing": "all to all",
        "order at a spike": "a spike reads the other side's trace, then leaves its own",
        "coincident pair": "the presynaptic statement runs first, so that a pair counts once",
        "delay": "none: both spikes act at the synapse at once",
        "bounds": "hard, w in [0, w_max], at every spike",
        "weight": "of an inhibitory conductance; it is positive",
    }


Inhibitory.PUBLISHED = {
    "vogels_2011_neuron": Inhibitory(
        eta=0.001, rho_0=6.25 * Hz, tau=20 * ms, w_0=0.1, w_max=float("inf")
    ),
    "vogels_2011_network": Inhibitory(
        eta=0.01, rho_0=3 * Hz, tau=20 * ms, w_0=0.1, w_max=float("inf")
    ),
}
Inhibitory.NOTES = {
    "vogels_2011_neuron": "The authors' program for one neuron (ModelDB 143751): its alpha of 0.25 "
    "is rho_0 = 6.25 Hz, where the paper's text has 5 (from memory). w in units of 350 pS.",
    "vogels_2011_network": "Zenke's program of the network, which Brian and Auryn have. w in units "
    "of 1 nS; w_0 is ours.",
}
