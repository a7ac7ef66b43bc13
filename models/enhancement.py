"""Short-term enhancement: facilitation, augmentation and post-tetanic potentiation of release.

The weight is what the last presynaptic spike transmitted.
"""

from dataclasses import dataclass

from brian2 import ms, second

from models.rule import Rule
from models.short_term import CONVENTIONS


@dataclass(frozen=True, kw_only=True)
class Enhancing(Rule):
    """Enhancing synapse: each spike raises release, for tenths of a second, seconds and minutes.

    Parameters
    ----------
    f1, f2, a, p : float
        What a spike adds to the two components of facilitation, to augmentation and to
        potentiation, in units of the release after a rest.
    tau_F1, tau_F2, tau_A, tau_P : second
        With which they go.
    """

    f1: float
    f2: float
    a: float
    p: float
    tau_F1: second
    tau_F2: second
    tau_A: second
    tau_P: second

    equations = """
        dF1/dt = -F1 / tau_F1 : 1 (event-driven)
        dF2/dt = -F2 / tau_F2 : 1 (event-driven)
        dA/dt = -A / tau_A : 1 (event-driven)
        dP/dt = -P / tau_P : 1 (event-driven)
        w : 1
    """
    on_pre = """
        w = w_0 * (1 + F1 + F2) * (1 + A) * (1 + P)
        F1 += f1
        F2 += f2
        A += a
        P += p
    """
    on_post = ""
    engine = "short_term"
    limits = dict.fromkeys(("f1", "f2", "a", "p"), (0, float("inf")))
    source = (
        "Magleby 1979, Facilitation, augmentation, and potentiation of transmitter release, Prog. "
        "Brain Res. 49:175; facilitation: Magleby 1973, doi:10.1113/jphysiol.1973.sp010348 "
        "(PMC1350631); the product of the three: Magleby & Zengel 1982, doi:10.1085/jgp.80.4.613. "
        "Reviewed by Zucker & Regehr 2002, doi:10.1146/annurev.physiol.64.092501.114547"
    )
    conventions = CONVENTIONS | {
        "order at a spike": "it transmits what the spikes before it left, then adds its own",
        "bounds": "none: release is far from using up what there is (low calcium, high magnesium)",
        "weight": "what the last presynaptic spike transmitted; w_0 is what one does after a rest",
        "at rest": "F1 = F2 = A = P = 0 before the first spike, and again long after the last",
        "increments": "the same at every spike; in the papers augmentation's grow during a train, "
        "and potentiation goes the more slowly the longer the train was",
    }


Enhancing.PUBLISHED = {
    "magleby_1979": Enhancing(
        f1=0.8,
        f2=0.12,
        a=0.01,
        p=0.01,
        tau_F1=50 * ms,
        tau_F2=300 * ms,
        tau_A=7 * second,
        tau_P=30 * second,
        w_0=1.0,
    )
}
Enhancing.FITTED_TO = {"magleby_1979": ("magleby_1979",)}
Enhancing.NOTES = {
    "magleby_1979": "Magleby 1979, the frog's neuromuscular junction. Facilitation as the abstract "
    "of Magleby 1973 has it; augmentation's time constant, and the least of potentiation's (30 s "
    "to minutes), as that of Magleby 1979. From memory: a, p and the product, after Magleby & "
    "Zengel 1982; the DOIs of 1973 and 1982. Magleby 1973 has a third term at 20/s, 0.025 "
    "with 3 s, left out here. w_0 = 1 is the end-plate potential after a rest."
}
