"""Short-term plasticity: a synapse that runs out of resources, or that comes to release more.

In the form of Tsodyks, Pawelzik & Markram 1998, with transmitter that is inactivated at once.
The weight is what the last presynaptic spike transmitted.
"""

from dataclasses import dataclass

from brian2 import ms, second

from models.rule import Rule

CONVENTIONS = {
    "lag": "without effect: the postsynaptic spikes change nothing",
    "pairing": "none: presynaptic spikes alone",
    "coincident pair": "the presynaptic spike alone counts",
    "delay": "none: a spike transmits at once",
    "bounds": "none needed: resources and release stay from 0 to 1",
    "weight": "what the last presynaptic spike transmitted; w_0 is what all resources would",
    "at rest": "x = 1 before the first spike, and again long after the last",
}
_INACTIVATION = (
    " The paper's inactivation (3 ms depressing, 1.5 ms facilitating) is instantaneous here, as in "
    "its own mean-field equations. w_0 = 1 is in units of its A."
)


@dataclass(frozen=True, kw_only=True)
class Depressing(Rule):
    """Depressing synapse: each spike uses up a part of resources that come back slowly.

    Parameters
    ----------
    U : float
        Part of the available resources that a spike uses.
    tau_rec : second
        With which resources recover.
    """

    U: float
    tau_rec: second

    equations = """
        dx/dt = (1 - x) / tau_rec : 1 (event-driven)
        w : 1
    """
    on_pre = """
        w = w_0 * U * x
        x -= U * x
    """
    on_post = ""
    engine = "short_term"
    limits = {"U": (0, 1)}
    source = "Tsodyks & Markram 1997, doi:10.1073/pnas.94.2.719"
    conventions = CONVENTIONS | {
        "order at a spike": "it transmits from the resources that it finds, then uses them",
    }


@dataclass(frozen=True, kw_only=True)
class Facilitating(Rule):
    """Facilitating synapse: each spike raises the part of resources that the next ones use.

    Parameters
    ----------
    U : float
        Part of the available resources that a spike after a rest uses.
    tau_rec : second
        With which resources recover.
    tau_facil : second
        With which facilitation goes; as it comes to 0, `Depressing` is left.
    """

    U: float
    tau_rec: second
    tau_facil: second

    equations = """
        dx/dt = (1 - x) / tau_rec : 1 (event-driven)
        du/dt = -u / tau_facil : 1 (event-driven)
        w : 1
    """
    on_pre = """
        u += U * (1 - u)
        w = w_0 * u * x
        x -= u * x
    """
    on_post = ""
    engine = "short_term"
    limits = {"U": (0, 1)}
    source = (
        "Markram, Wang & Tsodyks 1998, doi:10.1073/pnas.95.9.5323; in this form Tsodyks, Pawelzik "
        "& Markram 1998, doi:10.1162/089976698300017502"
    )
    conventions = CONVENTIONS | {
        "order at a spike": "it facilitates first (u = U at a spike after a rest), then transmits "
        "from the resources that it finds, then uses them",
    }


Depressing.PUBLISHED = {"tsodyks_1998": Depressing(U=0.5, tau_rec=800 * ms, w_0=1.0)}
Depressing.NOTES = {
    "tsodyks_1998": "Tsodyks, Pawelzik & Markram 1998, doi:10.1162/089976698300017502, Fig. 1A: "
    "two pyramidal cells. NEST's test of that figure and another public simulator have these "
    "numbers." + _INACTIVATION
}
Facilitating.PUBLISHED = {
    "tsodyks_1998": Facilitating(U=0.03, tau_rec=130 * ms, tau_facil=530 * ms, w_0=1.0)
}
Facilitating.NOTES = {
    "tsodyks_1998": "Tsodyks, Pawelzik & Markram 1998, Fig. 1B: a pyramidal cell to an inhibitory "
    "interneuron. NEST's test of that figure and two other public programs have these numbers."
    + _INACTIVATION
}
