"""Three factors, the third being success: dopamine less what of it there is on average."""

from dataclasses import dataclass

from brian2 import Hz, second

from models.reward import Reward
from models.rule import Rule


@dataclass(frozen=True, kw_only=True)
class Success(Rule):
    """Rewarded STDP less what is expected: dw/dt = eta c (d - m), m the running mean of dopamine d.

    <c (d - m)> is the covariance of eligibility and dopamine, less what m follows of it:
    rewards that have nothing to do with a synapse's spikes leave its weight as it is on average,
    where rewarded STDP changes it as STDP without a reward would.

    Parameters
    ----------
    A_plus, A_minus : float
        Eligibility by a pair at a lag of 0+ and 0-.
    tau_plus, tau_minus : second
        Width of the window on either side.
    tau_c, tau_d : second
        For which a pair remains eligible, and the dopamine of a reward stays.
    tau_m : second
        Over which dopamine is averaged.
    h : float
        Dopamine of a reward. Tonic dopamine is always expected.
    eta : hertz
        Learning rate.
    """

    A_plus: float
    A_minus: float
    tau_plus: second
    tau_minus: second
    tau_c: second
    tau_d: second
    tau_m: second
    h: float
    eta: Hz

    # e is c d and f is c m: so written the equations are linear, and solved exactly.
    equations = """
        dx/dt = -x / tau_plus : 1 (event-driven)
        dy/dt = -y / tau_minus : 1 (event-driven)
        dc/dt = -c / tau_c : 1
        dd/dt = -d / tau_d : 1
        dm/dt = (d - m) / tau_m : 1
        de/dt = -e * (1 / tau_c + 1 / tau_d) : 1
        df/dt = -f / tau_c + (e - f) / tau_m : 1
        dw/dt = eta * (e - f) : 1
    """
    on_pre = """
        c -= A_minus * y
        e -= A_minus * y * d
        f -= A_minus * y * m
        x += 1
    """
    on_post = """
        c += A_plus * x
        e += A_plus * x * d
        f += A_plus * x * m
        y += 1
    """
    on_drive = Reward.on_drive
    engine = "reward"
    source = (
        "R-STDP with a success signal, reward less its running mean: Frémaux, Sprekeler & Gerstner "
        "2010, doi:10.1523/JNEUROSCI.6249-09.2010; Frémaux & Gerstner 2016, "
        "doi:10.3389/fncir.2015.00085"
    )
    conventions = {q: a for q, a in Reward.conventions.items() if "NEST" not in q} | {
        "reward": "less what was expected: the mean of dopamine over the last tau_m, from 0 at "
        "first; in the paper it is that of the rewards of the last trials, for each task",
    }


_IZHIKEVICH = vars(Reward.PUBLISHED["izhikevich_2007"])
Success.PUBLISHED = {
    "izhikevich_2007_less_mean": Success(
        tau_m=10 * second, **{name: one for name, one in _IZHIKEVICH.items() if name != "tonic"}
    )
}
Success.NOTES = {
    "izhikevich_2007_less_mean": "Not printed so: the constants of reward:izhikevich_2007 "
    "(Izhikevich 2007, doi:10.1093/cercor/bhl152), and tau_m is ours, ten times tau_c.",
}
