"""The calcium rule of Deperrois & Graupner 2020: graded, with short-term depression (STD)."""

from dataclasses import dataclass
from math import inf

from brian2 import ms, second

from models.falling_calcium import CONVENTIONS, at_a_spike
from models.rule import Rule


@dataclass(frozen=True, kw_only=True)
class CalciumSTD(Rule):
    """Graded calcium rule whose presynaptic calcium is what the synapse transmits.

    A presynaptic spike brings the more calcium, the larger the weight and the more resources are
    left of those that spikes before it used.

    Parameters
    ----------
    tau_Ca : second
        Decay of calcium.
    Cpre, Cpost : float
        Calcium that a presynaptic spike would bring with all resources and a weight of 1, after the
        delay D, and a postsynaptic one at once.
    theta_d, theta_p : float
        Thresholds of depression and potentiation.
    gamma_d, gamma_p : float
        Rates of depression and potentiation, in units of 1/tau.
    tau : second
        Time constant of the weight.
    D : second
        Delay of the calcium that a presynaptic spike brings.
    U : float
        Fraction of the resources that a presynaptic spike uses.
    tau_rec : second
        Recovery of the resources.
    """

    tau_Ca: second
    Cpre: float
    Cpost: float
    theta_d: float
    theta_p: float
    gamma_d: float
    gamma_p: float
    tau: second
    D: second
    U: float
    tau_rec: second

    # R are the resources; c, peak, rho and w as in models/graded.py.
    equations = """
        dc/dt = -c / tau_Ca : 1 (event-driven)
        dR/dt = (1 - R) / tau_rec : 1 (event-driven)
        peak : 1
        rho : 1
        w : 1
    """
    on_pre = at_a_spike("c += rho * U * R * Cpre\nR -= U * R")
    on_post = at_a_spike("c += Cpost")
    begins = {"rho": "w_0", "peak": 0.0}
    delays = {"pre": "D"}
    receptors = ("Cpre",)
    influx = ("Cpre", "Cpost")
    limits = {
        **dict.fromkeys(["Cpre", "Cpost"], (0, inf)),
        **dict.fromkeys(["theta_d", "theta_p", "gamma_d", "gamma_p"], (1e-3, inf)),
        **dict.fromkeys(["U", "w_0"], (0, 1)),
    }
    source = (
        "Deperrois & Graupner 2020, PLoS Comput. Biol. 16:e1008265, "
        "doi:10.1371/journal.pcbi.1008265"
    )
    conventions = CONVENTIONS | {
        "order at a spike": "calcium decays to the spike, the weight follows it there, then "
        "calcium jumps by the weight and the resources as they stand, then resources are used",
        "coincident pair": "both bring their calcium, the presynaptic spike's D later",
        "weight": "w itself, from 0 to 1; after a spike it is what it will be once calcium has "
        "fallen, which the next spike corrects. It scales the presynaptic calcium",
        "durable": "yes, at every value: below both thresholds nothing moves it",
        "AP5": "scales Cpre. Our reading: the paper models no receptor",
        "extracellular calcium": "Cpre and Cpost go with it in proportion; our reading, which "
        "leaves out that U does too",
        "engines": "all are exact, as those of the rule `graded`",
    }


CalciumSTD.PUBLISHED = {
    "somatosensory_cortex": CalciumSTD(
        tau_Ca=48.9774484 * ms,
        Cpre=2.41618557,
        Cpost=1.38836494,
        theta_d=1.0,
        theta_p=1.38843434,
        gamma_d=176.541097,
        gamma_p=579.578738,
        tau=143.09629 * second,
        D=10.07 * ms,
        U=0.46,
        tau_rec=525 * ms,
        w_0=0.5,
    ),
    "visual_cortex": CalciumSTD(
        tau_Ca=38.3492083 * ms,
        Cpre=3.99132241,
        Cpost=1.12940834,
        theta_d=1.0,
        theta_p=1.63069609,
        gamma_d=111.320539,
        gamma_p=564.392975,
        tau=299.8778 * second,
        D=9.24 * ms,
        U=0.383753,
        tau_rec=148.9192 * ms,
        w_0=0.5,
    ),
}
PROGRAM = (
    "One source, an author's own program, with its digits but for D, which is to 0.01 ms here. "
)
CalciumSTD.NOTES = {
    "somatosensory_cortex": PROGRAM + "Fitted to Markram et al. 1997: the sum of squares that it "
    "records, 0.00839 over seven targets, is found again. U and tau_rec are not "
    "of this fit: from Loebel et al. 2009, as the program says. Extracellular calcium from memory.",
    "visual_cortex": PROGRAM + "Fitted to Sjöström et al. 2001. U and tau_rec are not of this "
    "fit: from a fit to Sjöström et al. 2003, as the program says. Extracellular calcium from "
    "memory.",
}
CalciumSTD.FITTED_TO = {
    "somatosensory_cortex": ("markram_1997",),
    "visual_cortex": ("sjostrom_2001", "sjostrom_2001_random", "pfister_gerstner_2006_cortex"),
}
CalciumSTD.CALCIUM = {"somatosensory_cortex": 2.0, "visual_cortex": 2.5}
