"""The graded calcium rule of Graupner, Wallisch & Ostojic 2016: pairs bring extra calcium."""

from dataclasses import dataclass
from math import inf

from brian2 import ms, second

from models.falling_calcium import CONVENTIONS, at_a_spike
from models.rule import Rule


@dataclass(frozen=True, kw_only=True)
class Graded(Rule):
    """Graded calcium rule: the weight itself rises and falls while calcium is above thresholds.

    A postsynaptic spike brings the more calcium, the more of the presynaptic spikes' is left.

    Parameters
    ----------
    tau_Ca : second
        Decay of calcium.
    Cpre, Cpost : float
        Calcium that a presynaptic spike brings after the delay D, and a postsynaptic one at once
        (the paper's C_pre and C_post, endings that Brian2 keeps for itself).
    eta : float
        What a postsynaptic spike brings besides, for each unit of calcium that is left of the
        presynaptic spikes.
    theta_d, theta_p : float
        Thresholds of depression and potentiation.
    gamma_d, gamma_p : float
        Rates of depression and potentiation, in units of 1/tau.
    tau : second
        Time constant of the weight.
    D : second
        Delay of the calcium that a presynaptic spike brings.
    """

    tau_Ca: second
    Cpre: float
    Cpost: float
    eta: float
    theta_d: float
    theta_p: float
    gamma_d: float
    gamma_p: float
    tau: second
    D: second

    # c is calcium, x the part of it that presynaptic spikes brought; rho the weight at the last
    # spike, peak the calcium just after it, and w what the weight is when that has fallen.
    equations = """
        dc/dt = -c / tau_Ca : 1 (event-driven)
        dx/dt = -x / tau_Ca : 1 (event-driven)
        peak : 1
        rho : 1
        w : 1
    """
    on_pre = at_a_spike("c += Cpre\nx += Cpre")
    on_post = at_a_spike("c += Cpost + eta * x")
    begins = {"rho": "w_0", "peak": 0.0}
    delays = {"pre": "D"}
    receptors = ("Cpre",)
    influx = ("Cpre", "Cpost")
    limits = {
        **dict.fromkeys(["Cpre", "Cpost", "eta"], (0, inf)),
        **dict.fromkeys(["theta_d", "theta_p", "gamma_d", "gamma_p"], (1e-3, inf)),
        "w_0": (0, 1),
    }
    source = "Graupner, Wallisch & Ostojic 2016, doi:10.1523/JNEUROSCI.0104-16.2016"
    conventions = CONVENTIONS | {
        "order at a spike": "calcium decays to the spike, the weight follows it there, then "
        "calcium jumps; a postsynaptic spike reads what the presynaptic ones have left",
        "coincident pair": "both bring their calcium, the presynaptic spike's D later. At a lag of "
        "D both arrive at once, the presynaptic spike's first, so that the extra calcium is most",
        "weight": "w itself, from 0 to 1; after a spike it is what it will be once calcium has "
        "fallen, which the next spike corrects",
        "durable": "yes, at every value: below both thresholds nothing moves it. The paper's "
        "bistable rule is `calcium`",
        "non-linear calcium": "eta times the calcium that presynaptic spikes have left, as it "
        "stands at a postsynaptic spike; what a postsynaptic spike brings is no presynaptic "
        "calcium. eta = 0 is linear",
        "AP5": "scales Cpre, and by it what pairs bring. Our reading: the paper models no receptor",
        "extracellular calcium": "Cpre and Cpost go with it in proportion, from that of the fit's "
        "data. Our reading, as of the rule `calcium`",
        "engines": "all are exact: below and above thresholds the weight goes exponentially, and "
        "the times above them are logarithms. The paper's own formula spreads the time above each "
        "threshold evenly, in calcium's steady state: 75 pairs differ by 0.005, at 50 Hz by 0.015",
    }


Graded.PUBLISHED = {
    "graupner_2016": Graded(
        tau_Ca=18.9304409 * ms,
        Cpre=0.864671725,
        Cpost=2.30814844,
        eta=1 + 2.30814844 / 0.864671725,  # a pair at once brings twice the sum of both
        theta_d=1.0,
        theta_p=4.99779542,
        gamma_d=111.825154,
        gamma_p=894.236947,
        tau=707.022578 * second,
        D=10 * ms,
        w_0=0.5,
    )
}
Graded.NOTES = {
    "graupner_2016": "One source, an author's own program, with its digits: a fit to Sjöström et "
    "al. 2001, 75 pairs at each rate and pairs with random lags. Its non-linearity is fixed at 2: "
    "two spikes at once bring twice the sum of both, so eta = 1 + Cpost / Cpre. D stands at the "
    "bound of that fit. Of its recorded error, 10.5, the regular pairs make 6.9 here. "
    "A public table after the paper's Table 2 agrees. Extracellular calcium from memory."
}
Graded.CALCIUM = {"graupner_2016": 2.5}
# Its targets are those of sjostrom_2001, as pairs that are evenly spaced.
Graded.FITTED_TO = {
    "graupner_2016": ("sjostrom_2001", "sjostrom_2001_random", "pfister_gerstner_2006_cortex")
}
