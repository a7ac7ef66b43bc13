"""Triplets of spikes, and what holds them without a partner (Zenke, Agnes & Gerstner 2015)."""

from dataclasses import dataclass

from brian2 import ms, second

from models.rule import Rule


@dataclass(frozen=True, kw_only=True)
class Heterosynaptic(Rule):
    """Triplet potentiation and pair depression, held by heterosynaptic plasticity.

    A burst of the postsynaptic neuron brings all its weights back towards w_tilde, so that fast
    firing limits what it has learned; a presynaptic spike alone lets its weight grow.

    Parameters
    ----------
    A : float
        Potentiation by a triplet post-pre-post.
    B : float
        Depression by a pair.
    beta : float
        Of heterosynaptic plasticity: at a postsynaptic spike the weight's distance from w_tilde
        shrinks by beta z_minus^3.
    delta : float
        Growth by a presynaptic spike, which the transmitter induces.
    tau_plus, tau_minus, tau_slow : second
        Decay of the presynaptic trace z_plus, and of the postsynaptic z_minus and z_slow.
    w_tilde : float
        The reference weight.
    w_max : float
        Upper hard bound; the lower is 0.
    """

    A: float
    B: float
    beta: float
    delta: float
    tau_plus: second
    tau_minus: second
    tau_slow: second
    w_tilde: float
    w_max: float

    equations = """
        dz_plus/dt = -z_plus / tau_plus : 1 (event-driven)
        dz_minus/dt = -z_minus / tau_minus : 1 (event-driven)
        dz_slow/dt = -z_slow / tau_slow : 1 (event-driven)
        w : 1
    """
    on_pre = """
        w = clip(w + delta - B * z_minus, 0, w_max)
        z_plus += 1
    """
    # A spike reads the traces as they stood just before it.
    on_post = """
        w = clip(w + A * z_plus * z_slow - beta * z_minus**3 * (w - w_tilde), 0, w_max)
        z_minus += 1
        z_slow += 1
    """
    source = (
        "Zenke, Agnes & Gerstner 2015, doi:10.1038/ncomms7922; constants and order of the authors' "
        "program, github.com/fzenke/pub2015orchestrated (P10Connection)"
    )
    conventions = {
        "lag": "t_post - t_pre, positive when the presynaptic spike comes first",
        "pairing": "all to all",
        "order at a spike": "a spike reads all traces as they stood just before it, those of its "
        "own side too, then leaves its own",
        "coincident pair": "the presynaptic statement runs first, so a lag of 0 is the limit 0+; "
        "in the authors' program neither spike sees the other's trace",
        "delay": "none: both spikes act at the synapse at once; in the authors' program "
        "presynaptic ones arrive after an axonal delay",
        "bounds": "hard, w in [0, w_max], at every spike; the authors' program looks at the upper "
        "one at postsynaptic spikes alone",
        "weight": "starts at w_0; it is a conductance in units of the leak",
        "stiff": "above z_minus = 2.7, a steady 136 Hz, beta z_minus^3 is more than 1 and a spike "
        "takes the weight beyond w_tilde",
        "left out": "the consolidation, by which w_tilde follows w over 20 min between two stable "
        "values, 0 and 0.5, and in a variant of the program a threshold that slides as slowly; the "
        "synapse's short-term plasticity. A run of hours is not theirs",
    }


Heterosynaptic.PUBLISHED = {
    "zenke_2015": Heterosynaptic(
        A=1e-3,
        B=1e-3,
        beta=0.05,
        delta=2e-5,
        tau_plus=20 * ms,
        tau_minus=20 * ms,
        tau_slow=100 * ms,
        w_tilde=0.0,
        w_0=0.1,
        w_max=5.0,
    )
}
Heterosynaptic.NOTES = {
    "zenke_2015": "One source, the authors' program, whose scripts of the paper's year and later "
    "have the same: --eta 1e-3 is A and B, --beta 0.05 (0.04 from September 2016 to June 2018, in "
    "a commit that calls it the original), --delta 0.02, which is times eta, "
    "--weight_a 0 is w_tilde before consolidation, --wee 0.1 is w_0. The symbols, and that the "
    "paper's text has the same numbers, are from memory."
}
