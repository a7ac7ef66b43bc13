"""The calcium-control rule of Shouval, Bear & Cooper 2002: NMDA receptors and their calcium."""

from dataclasses import dataclass
from math import inf

from brian2 import ms, mV, second, volt

from models.rule import Rule


@dataclass(frozen=True, kw_only=True)
class Nmda(Rule):
    """Calcium control: the weight goes to Omega of the calcium that NMDA receptors let in.

    Parameters
    ----------
    P0 : float
        Fraction of the closed receptors that a presynaptic spike opens.
    G_NMDA : float
        Their calcium conductance (µM / (ms mV)).
    I_f, I_s : float
        Fractions of the opened that close with tau_f and with tau_s.
    tau_f, tau_s, tau_Ca : second
        Closing of the receptors, and decay of calcium.
    V_r, V_rest : volt
        Reversal of calcium, and the resting potential.
    Mg : float
        Magnesium outside (mM).
    s : volt
        Scale of the EPSP, s (exp(-t / tau_1) - exp(-t / tau_2)).
    tau_1, tau_2 : second
        Its decay and its rise.
    B : volt
        Height of the back-propagating action potential; I_bf and I_bs, the fractions of it that
        decay with tau_bf and with tau_bs.
    D_bpap : second
        Its delay after the postsynaptic spike.
    alpha_1, alpha_2, beta_1, beta_2 : float
        Calcium at which Omega falls and at which it rises (µM), and how steeply (1/µM).
    P1, P2, P3, P4 : second, float, float, second
        Of the learning rate 1 / (P1 / (P2 + Ca^P3) + P4).
    """

    P0: float
    G_NMDA: float
    I_f: float
    I_s: float
    tau_f: second
    tau_s: second
    tau_Ca: second
    V_r: volt
    V_rest: volt
    Mg: float
    s: volt
    tau_1: second
    tau_2: second
    B: volt
    I_bf: float
    I_bs: float
    tau_bf: second
    tau_bs: second
    D_bpap: second
    alpha_1: float
    alpha_2: float
    beta_1: float
    beta_2: float
    P1: second
    P2: float
    P3: float
    P4: second

    equations = """
        V = V_rest + E_1 - E_2 + B_f + B_s : volt
        H = (V / mV - V_r / mV) / (1 + Mg * exp(-0.062 * V / mV) / 3.57) : 1
        Omega = 0.25 + 1 / (1 + exp(-beta_2 * (Ca - alpha_2)))
                - 0.25 / (1 + exp(-beta_1 * (Ca - alpha_1))) : 1
        dw/dt = (Omega - w) / (P1 / (P2 + clip(Ca, 0, inf)**P3) + P4) : 1 (clock-driven)
        dCa/dt = G_NMDA * (N_f + N_s) * H / ms - Ca / tau_Ca : 1 (clock-driven)
        dN_f/dt = -N_f / tau_f : 1 (clock-driven)
        dN_s/dt = -N_s / tau_s : 1 (clock-driven)
        dE_1/dt = -E_1 / tau_1 : volt (clock-driven)
        dE_2/dt = -E_2 / tau_2 : volt (clock-driven)
        dB_f/dt = -B_f / tau_bf : volt (clock-driven)
        dB_s/dt = -B_s / tau_bs : volt (clock-driven)
    """
    on_pre = """
        closed = 1 - N_f - N_s
        N_f += P0 * I_f * closed
        N_s += P0 * I_s * closed
        E_1 += s
        E_2 += s
    """
    on_post = """
        B_f += B * I_bf
        B_s += B * I_bs
    """
    # An EPSP of scale s peaks at s (r^(r / (1 - r)) - r^(1 / (1 - r))).
    on_drive = """
        r = tau_2 / tau_1
        scale = volley / (r**(r / (1 - r)) - r**(1 / (1 - r)))
        E_1 += scale
        E_2 += scale
    """
    delays = {"post": "D_bpap"}
    engine = "clock_driven"
    receptors = ("G_NMDA",)
    clamp = ("V_rest", "s")
    limits = {
        **dict.fromkeys(["P0", "I_f", "I_s"], (0, 1)),
        **dict.fromkeys(["Mg", "P2"], (0, inf)),
    }
    source = "Shouval, Bear & Cooper 2002, doi:10.1073/pnas.152343099"
    conventions = {
        "lag": "t_post - t_pre, positive when the presynaptic spike comes first",
        "pairing": "none: all spikes meet in the voltage and the calcium",
        "order at a spike": "the traces jump, then all are integrated (Runge-Kutta, at most 1 ms)",
        "coincident pair": "the action potential is back D_bpap after the receptors have opened",
        "delay": "D_bpap, between a postsynaptic spike and its back-propagation",
        "bounds": "soft: w follows Omega, which lies between 0 and 1",
        "weight": "w_0 = 0.25 = Omega(0), where a synapse without calcium rests",
        "durable": "no: without calcium w goes back to Omega(0) with P1 / P2 + P4, 2.8 hours; the "
        "calcium of test pulses every 30 s makes that about 20 minutes",
        "AP5": "scales G_NMDA, the current of the receptors",
        "clamp": "V_rest is held at the voltage, and s = 0: a pulse brings no EPSP",
        "engines": "brian2 only: the block by magnesium follows the membrane voltage",
    }


SHOUVAL = Nmda(
    P0=0.5,
    G_NMDA=-1 / 500,
    I_f=0.5,
    I_s=0.5,
    tau_f=50 * ms,
    tau_s=200 * ms,
    tau_Ca=50 * ms,
    V_r=130 * mV,
    V_rest=-65 * mV,
    Mg=1.0,
    s=1 * mV,
    tau_1=50 * ms,
    tau_2=5 * ms,
    B=100 * mV,
    I_bf=0.75,
    I_bs=0.25,
    tau_bf=3 * ms,
    tau_bs=25 * ms,
    D_bpap=2 * ms,
    alpha_1=0.35,
    alpha_2=0.55,
    beta_1=80.0,
    beta_2=80.0,
    P1=0.1 * second,
    P2=1e-5,
    P3=3.0,
    P4=1 * second,
    w_0=0.25,
)
Nmda.PUBLISHED = {"shouval_2002": SHOUVAL}
Nmda.NOTES = {
    "shouval_2002": "Shouval et al. 2002, one source. P2 = P1 x 1e-4: the printed one is a "
    "misprint. A spike opens half of the receptors that are closed, as a public replication reads "
    "the paper. s = 1 mV is what a public re-implementation of the authors' code has for "
    "the window (and 10 mV for the rate curve), a weak input whose partner fires the neuron. That "
    "code lets only the latest of action potentials that overlap act; here they add. Where "
    "fibres are stimulated together, their EPSP adds to it.",
}
