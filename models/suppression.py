"""The suppression model: a spike counts for less, the sooner it follows one of its own side."""

from dataclasses import dataclass

from brian2 import ms, second

from models.rule import Rule


@dataclass(frozen=True, kw_only=True)
class Suppression(Rule):
    """Pair rule whose spikes have an efficacy: 1 - exp(-interval / tau), the first one's is 1.

    A pair changes the weight by an exponential of its lag, times the efficacies of both spikes.

    Parameters
    ----------
    A_plus, A_minus : float
        Change by one pair of whole efficacy at a lag of 0+ and 0-, in units of the weight.
    tau_plus, tau_minus : second
        Width of the window on either side.
    tau_pre, tau_post : second
        With which efficacy comes back after a presynaptic and after a postsynaptic spike.
    w_max : float
        Upper hard bound; the lower is 0. Infinite where the paper has none.
    """

    A_plus: float
    A_minus: float
    tau_plus: second
    tau_minus: second
    tau_pre: second
    tau_post: second
    w_max: float

    # p and q are what an efficacy lacks, 1 just after a spike.
    equations = """
        dx/dt = -x / tau_plus : 1 (event-driven)
        dy/dt = -y / tau_minus : 1 (event-driven)
        dp/dt = -p / tau_pre : 1 (event-driven)
        dq/dt = -q / tau_post : 1 (event-driven)
        w : 1
    """
    on_pre = """
        efficacy = 1 - p
        w = clip(w - A_minus * efficacy * y, 0, w_max)
        x += efficacy
        p = 1
    """
    on_post = """
        efficacy = 1 - q
        w = clip(w + A_plus * efficacy * x, 0, w_max)
        y += efficacy
        q = 1
    """
    source = "Froemke & Dan 2002, doi:10.1038/416433a"
    conventions = {
        "lag": "t_post - t_pre, positive when the presynaptic spike comes first",
        "pairing": "all to all, each pair times the efficacies of its two spikes",
        "order at a spike": "a spike reads the other side's trace and its own efficacy, then "
        "leaves its own",
        "coincident pair": "the presynaptic statement runs first, so a lag of 0 is the limit 0+ "
        "and potentiates",
        "delay": "none: both spikes act at the synapse at once, and the lag is taken there",
        "bounds": "hard, w in [0, w_max], at every spike",
        "weight": "starts at w_0; pairs add up",
    }


Suppression.PUBLISHED = {
    "froemke_dan_2002": Suppression(
        A_plus=1.01 / 60,
        A_minus=0.52 / 60,
        tau_plus=14.8 * ms,
        tau_minus=33.8 * ms,
        tau_pre=34 * ms,
        tau_post=75 * ms,
        w_0=1.0,
        w_max=float("inf"),
    )
}
Suppression.FITTED_TO = {"froemke_dan_2002": ("froemke_dan_2002",)}
Suppression.NOTES = {
    "froemke_dan_2002": "One source, a public simulator that names the paper. 1.01 and 0.52 are "
    "taken for the changes after 60 pairs, so a sixtieth each. That pairs add up, where the paper "
    "may multiply, is our reading."
}
