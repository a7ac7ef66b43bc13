"""Three factors: spikes leave an eligibility, and a later reward turns it into change."""

from dataclasses import dataclass

from brian2 import Hz, ms, second

from models.rule import Rule


@dataclass(frozen=True, kw_only=True)
class Reward(Rule):
    """Rewarded STDP: spike pairs move the eligibility c, and dw/dt = eta c (tonic + d), d dopamine.

    Parameters
    ----------
    A_plus, A_minus : float
        Eligibility by a pair at a lag of 0+ and 0-.
    tau_plus, tau_minus : second
        Width of the window on either side.
    tau_c : second
        For which a pair remains eligible.
    tau_d : second
        For which the dopamine of a reward stays.
    h : float
        Dopamine of a reward.
    tonic : float
        Tonic dopamine.
    eta : hertz
        Learning rate.
    """

    A_plus: float
    A_minus: float
    tau_plus: second
    tau_minus: second
    tau_c: second
    tau_d: second
    h: float
    tonic: float
    eta: Hz

    # e is c d: so written the equations are linear, and solved exactly.
    equations = """
        dx/dt = -x / tau_plus : 1 (event-driven)
        dy/dt = -y / tau_minus : 1 (event-driven)
        dc/dt = -c / tau_c : 1
        dd/dt = -d / tau_d : 1
        de/dt = -e * (1 / tau_c + 1 / tau_d) : 1
        dw/dt = eta * (e + tonic * c) : 1
    """
    on_pre = """
        c -= A_minus * y
        e -= A_minus * y * d
        x += 1
    """
    on_post = """
        c += A_plus * x
        e += A_plus * x * d
        y += 1
    """
    #: A reward is this rule's third side.
    on_drive = """
        d += h
        e += c * h
    """
    engine = "reward"
    source = (
        "Izhikevich 2007, doi:10.1093/cercor/bhl152; as one of the three-factor rules of Frémaux & "
        "Gerstner 2016, doi:10.3389/fncir.2015.00085"
    )
    conventions = {
        "lag": "t_post - t_pre, positive when the presynaptic spike comes first",
        "pairing": "all to all",
        "order at a spike": "a spike reads the other side's trace, then leaves its own",
        "coincident pair": "the presynaptic statement runs first, so a lag of 0 is the limit 0+ "
        "and potentiates",
        "delay": "none: spikes and rewards act at once",
        "bounds": "none in the rule; protocols.distal_reward has its own, at every step",
        "weight": "follows eligibility and dopamine at every moment; here it is read when both "
        "are gone",
        "reward": "raw, not less what was expected, as it is in the rule success",
        "against NEST's stdp_dopamine_synapse": "the same weights, with n = d / (h tau_d), "
        "b = -tonic / (h tau_d) and amplitudes eta h tau_d times as large; there a "
        "coincident pair makes nothing eligible, and weights keep within bounds",
    }


Reward.PUBLISHED = {
    "izhikevich_2007": Reward(
        A_plus=0.1,
        A_minus=0.15,
        tau_plus=20 * ms,
        tau_minus=20 * ms,
        tau_c=1 * second,
        tau_d=200 * ms,
        h=0.5,
        tonic=0.002,
        eta=100 * Hz,
        w_0=1.0,
    )
}
Reward.NOTES = {
    "izhikevich_2007": "The time constants are found in two sources. The others are from copies "
    "of the author's published program, A_plus from memory: weights in mV, dopamine in uM, and eta "
    "from its adding (tonic + d) c every 10 ms."
}
