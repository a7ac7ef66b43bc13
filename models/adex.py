"""The neuron of Clopath et al. 2010: AdEx with a spike after-current and an adaptive threshold."""

import re

#: In continuous time, as a card prints it; `ADVANCE` takes the authors' steps of it. b, the jump of
#: w_ad at a spike, is the rule's: its value is disputed.
EQUATIONS = """
    du/dt = (-g_L * (u - E_L) + g_L * Delta_T * exp((u - V_T) / Delta_T) - w_ad + z + I_syn) / C
            : volt
    dw_ad/dt = (a * (u - E_L) - w_ad) / tau_w : amp
    dz/dt = -z / tau_z : amp
    dV_T/dt = (V_T_rest - V_T) / tau_VT : volt
    dI_syn/dt = -I_syn / tau_syn : amp
"""
#: Table 1a of the paper, doi:10.1038/nn.2479; the authors' code and NEST agree.
TABLE = """
    C = 281*pF : farad
    g_L = 30*nS : siemens
    E_L = -70.6*mV : volt
    V_T_rest = -50.4*mV : volt
    V_T_max = -30.4*mV : volt
    Delta_T = 2*mV : volt
    tau_w = 144*ms : second
    a = 4*nS : siemens
    I_sp = 400*pA : amp
    tau_z = 40*ms : second
    tau_VT = 50*ms : second
"""
#: Ours, as in protocols.stimulation.fibres: the decay of the current that a volley brings.
SYNAPSE = "tau_syn = 5*ms : second"


def numbers(text: str) -> dict[str, float]:
    """The constants of a text in mV, ms, pA, nS and pF, which fit together."""
    return {symbol: float(number) for symbol, number in re.findall(r"(\w+) = (\S+)\*", text)}


CONSTANTS, DRIVEN = numbers(TABLE), numbers(SYNAPSE)
#: The authors' code (ModelDB 144566) steps by 1 ms. A spike is held for two steps, at values that
#: give the integral of a finely simulated one; then the voltage is set to where that one is.
STEP = 1.0
SPIKE = {"V_spike": 20.0, "V_first": 29.4, "V_second": 32.862, "V_back": -70.6 + 21.0984}

STATE = """
    u : 1
    w_ad : 1
    z : 1
    V_T : 1
    I : 1
    I_syn : 1
    held : 1
    b : 1 (constant)
    u_clamp : 1 (constant)
"""
#: One step of 1 ms. `held` counts the steps of a spike; a finite u_clamp holds the voltage.
ADVANCE = """
back = int(held > 1.5)
second_step = int(held > 0.5) * (1 - back)
u = back * V_back + (1 - back) * u
w_ad = w_ad + back * b
z = back * I_sp + (1 - back) * z
V_T = back * V_T_max + (1 - back) * V_T
change = (-g_L * (u - E_L) + g_L * Delta_T * exp((u - V_T) / Delta_T) - w_ad + z + I + I_syn) / C
adapts = (a * (u - E_L) - w_ad) / tau_w
u = second_step * V_second + (1 - second_step) * (u + change)
w_ad = w_ad + (1 - second_step) * adapts
z = z - z / tau_z
V_T = V_T + (V_T_rest - V_T) / tau_VT
I_syn = I_syn - I_syn / tau_syn
starts = int(u > V_spike) * (1 - second_step)
u = starts * V_first + (1 - starts) * u
held = 2 * second_step + starts
u = int(u_clamp < 1e6) * clip(u_clamp, -1e6, 1e6) + int(u_clamp >= 1e6) * u
I = 0
"""
REST = {"u": CONSTANTS["E_L"], "V_T": CONSTANTS["V_T_rest"]}


def unit_epsp() -> float:
    """The peak (mV) of the EPSP that a synaptic current of 1 pA brings at rest, in these steps."""
    leak, decay = 1 - STEP * CONSTANTS["g_L"] / CONSTANTS["C"], 1 - STEP / DRIVEN["tau_syn"]
    # After n steps u is the sum of decay^k leak^(n-1-k) / C.
    return max(abs(decay**n - leak**n) for n in range(100)) / abs(decay - leak) / CONSTANTS["C"]
