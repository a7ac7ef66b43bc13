"""The pair rule of spike-timing-dependent plasticity, with its weight dependence and pairings."""

from dataclasses import dataclass
from typing import Literal

from brian2 import ms, second

from models.rule import Rule

# Morrison, Diesmann & Gerstner 2008, Fig. 7, doi:10.1007/s00422-008-0233-1: what a presynaptic
# and a postsynaptic spike leave behind, x for the pre- and y for the postsynaptic trace.
SCHEMES = {
    "all_to_all": ("x += 1", "y += 1"),
    # (A) each spike sees the last spike of the other side
    "nearest_symmetric": ("x = 1", "y = 1"),
    # (B) each presynaptic spike sees the last postsynaptic spike and the next one
    "nearest_presynaptic": ("x += 1", "y = 1\nx = 0"),
    # (C) as (A), but only for pairs with no other spike between
    "nearest_reduced": ("x = 1\ny = 0", "y = 1\nx = 0"),
}


@dataclass(frozen=True, kw_only=True)
class Pair(Rule):
    """Pair rule: a pair changes the weight by an exponential of its lag.

    Parameters
    ----------
    A_plus, A_minus : float
        Change by one pair at a lag of 0+ and 0-, in units of the weight.
    tau_plus, tau_minus : second
        Width of the window on either side.
    mu_plus, mu_minus : float
        Weight dependence (1-w)^mu_plus of potentiation and w^mu_minus of depression
        (Gütig et al. 2003): 0 additive, 1 multiplicative.
    w_max : float
        Upper hard bound; the lower is 0. Infinite where the paper has none.
    scheme : str
        Which spikes form pairs, a name in `SCHEMES`.
    """

    A_plus: float
    A_minus: float
    tau_plus: second
    tau_minus: second
    mu_plus: float
    mu_minus: float
    w_max: float
    scheme: Literal["all_to_all", "nearest_symmetric", "nearest_presynaptic", "nearest_reduced"]

    equations = """
        dx/dt = -x / tau_plus : 1 (event-driven)
        dy/dt = -y / tau_minus : 1 (event-driven)
        w : 1
    """
    source = (
        "Song, Miller & Abbott 2000, doi:10.1038/78829; weight dependence as Gütig et al. 2003, "
        "doi:10.1523/JNEUROSCI.23-09-03697.2003"
    )
    conventions = {
        "lag": "t_post - t_pre, positive when the presynaptic spike comes first",
        "pairing": "scheme, by the names of Morrison et al. 2008, doi:10.1007/s00422-008-0233-1",
        "order at a spike": "a spike reads the other side's trace before it clears it, then leaves "
        "its own",
        "coincident pair": "the presynaptic statement runs first, so a lag of 0 is the limit 0+ "
        "and potentiates by A_plus",
        "delay": "none: both spikes act at the synapse at once, and the lag is taken there",
        "bounds": "hard, w in [0, w_max], at every spike",
        "weight": "starts at w_0; where mu_plus is above 0, in units of its soft bound",
    }

    @property
    def on_pre(self) -> str:
        return f"w = clip(w - A_minus * w**mu_minus * y, 0, w_max)\n{SCHEMES[self.scheme][0]}"

    @property
    def on_post(self) -> str:
        return f"w = clip(w + A_plus * (1 - w)**mu_plus * x, 0, w_max)\n{SCHEMES[self.scheme][1]}"


_ADDITIVE = {"mu_plus": 0.0, "mu_minus": 0.0}
_UNBOUNDED = {"w_0": 1.0, "w_max": float("inf")}

Pair.PUBLISHED = {
    "bi_wang_2002": Pair(
        A_plus=0.777 / 60,
        A_minus=0.273 / 60,
        tau_plus=16.8 * ms,
        tau_minus=33.7 * ms,
        scheme="all_to_all",
        **_ADDITIVE,
        **_UNBOUNDED,
    ),
    "froemke_dan_2002": Pair(
        A_plus=1.03 / 60,
        A_minus=0.51 / 60,
        tau_plus=13.3 * ms,
        tau_minus=34.5 * ms,
        scheme="all_to_all",
        **_ADDITIVE,
        **_UNBOUNDED,
    ),
    "song_2000": Pair(
        A_plus=0.005,
        A_minus=0.005 * 1.05,
        tau_plus=20 * ms,
        tau_minus=20 * ms,
        w_0=0.5,
        w_max=1.0,
        scheme="all_to_all",
        **_ADDITIVE,
    ),
    "van_rossum_2000": Pair(
        A_plus=0.003,
        A_minus=0.003,
        tau_plus=20 * ms,
        tau_minus=20 * ms,
        mu_plus=0.0,
        mu_minus=1.0,
        scheme="all_to_all",
        **_UNBOUNDED,
    ),
} | {
    f"gutig_2003_{name}": Pair(
        A_plus=0.005,
        A_minus=0.005 * 1.05,
        tau_plus=20 * ms,
        tau_minus=20 * ms,
        mu_plus=mu,
        mu_minus=mu,
        w_0=0.5,
        w_max=1.0,
        scheme="all_to_all",
    )
    for name, mu in {"additive": 0.0, "intermediate": 0.5, "multiplicative": 1.0}.items()
}
Pair.FITTED_TO = {
    "bi_wang_2002": ("bi_poo_1998",),
    "froemke_dan_2002": ("froemke_dan_2002",),
}
_GUTIG = (
    "Gütig et al. 2003, doi:10.1523/JNEUROSCI.23-09-03697.2003: lambda = 0.005, alpha = 1.05, "
    "tau 20 ms; one source. w_0 = 0.5, the middle, is ours."
)
Pair.NOTES = {
    "bi_wang_2002": "Bi & Wang 2002, doi:10.1016/S0031-9384(02)00933-2, fit to Bi & Poo 1998: "
    "0.777 and 0.273 are the changes after 60 pairs, so a sixtieth each. The taus are found in "
    "two sources, the amplitudes are from memory of the literature.",
    "froemke_dan_2002": "A window for layer 2/3 after Froemke & Dan 2002, doi:10.1038/416433a: "
    "1.03 and 0.51 are the changes after 60 pairs, so a sixtieth each. From memory of the "
    "literature (the one public code that names the paper has 1.01 with 14.8 ms and 0.52 with 33.8 "
    "ms): trust the shape before the digits. It has not what the paper found, that each spike "
    "suppresses the next ones' efficacy: for triplets and trains take suppression.",
    "song_2000": "Song, Miller & Abbott 2000: A_minus = 1.05 A_plus, w in units of g_max. Two "
    "sources agree. w_0 = 0.5, the middle, is ours.",
    "van_rossum_2000": "van Rossum, Bi & Turrigiano 2000, doi:10.1523/JNEUROSCI.20-23-08812.2000: "
    "c_p = 1 pS, c_d = 0.003, tau 20 ms, with w in units of c_p/c_d = 333 pS. The paper's noise "
    "(of zero mean, in proportion to w) is left out. The dependence on w is found in two sources, "
    "the numbers are from memory of the literature.",
    "gutig_2003_additive": _GUTIG + " mu = 0.",
    "gutig_2003_intermediate": _GUTIG + " mu = 0.5 is ours, the middle of the paper's range.",
    "gutig_2003_multiplicative": _GUTIG + " mu = 1.",
}
