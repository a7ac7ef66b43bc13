"""The voltage rule by NEST: clopath_synapse onto its aeif_psc_delta_clopath neuron.

All delay is dendritic in NEST: the synapse sees the voltage its delay later, so postsynaptic spikes
are placed that much earlier. Its weight is also the pulse's EPSP in mV; a weight in units of 1e-6
leaves a pulse without one. Needs ``pip install .[oracle]``.
"""

import nest
import numpy as np

from models import adex
from models.card import Card
from models.catalogue import find

DELAY = 1.0  # ms
UNIT = 1e-6
#: mV; a delta pulse that takes the neuron over its threshold wherever it is.
KICK = 200.0
#: The neuron as it is in models/adex.py: NEST holds a spike at one voltage, ours at two.
AS_OURS = {
    "V_peak": adex.SPIKE["V_spike"],
    "V_clamp": (adex.SPIKE["V_first"] + adex.SPIKE["V_second"]) / 2,
    "t_clamp": 2.0,
    "V_reset": adex.SPIKE["V_back"],
    "delay_u_bars": 3.0,
}


def cell(card: Card) -> dict:
    """The neuron's constants, and those of the rule, which NEST keeps in the neuron."""
    names = {"C": "C_m", "V_T_rest": "V_th_rest", "V_T_max": "V_th_max", "tau_VT": "tau_V_th"}
    constants = {names.get(s, s): value for s, value in adex.CONSTANTS.items()}
    return constants | {
        "A_LTD": card["A_LTD"] * UNIT,
        "A_LTP": card["A_LTP"] * UNIT,
        "theta_minus": 1e3 * card["theta_minus"],
        "theta_plus": 1e3 * card["theta_plus"],
        "tau_u_bar_minus": 1e3 * card["tau_minus"],
        "tau_u_bar_plus": 1e3 * card["tau_plus"],
        "b": 1e12 * card["b"],
    }


def pairing(
    card: Card, lag_ms: float, rate: float, pairs: int, step: float = 0.1, **changed
) -> tuple[float, dict, np.ndarray]:
    """Change of weight after the pairs, and what it came from.

    Returns
    -------
    change : float
    traces : dict from name to array (steps,)
        ``times`` (ms), ``V_m``, ``u_bar_plus`` and ``u_bar_minus`` (mV).
    seen : array (pulses,)
        When each presynaptic spike meets the neuron, on its clock (ms). The last comes long after
        the pairs: NEST adds potentiation up at presynaptic spikes.
    """
    nest.ResetKernel()
    nest.verbosity = nest.VerbosityLevel.ERROR
    nest.resolution = step
    start = 100.0 + np.arange(pairs) * 1000.0 / rate
    pre_times = np.append(start + max(0, -lag_ms), start[-1] + 1000.0)
    post_times = start + max(0, lag_ms) - DELAY
    pre, post = nest.Create("parrot_neuron"), nest.Create("aeif_psc_delta_clopath")
    post.set(cell(card) | changed)
    for times, to, weight in ((pre_times, pre, 1.0), (post_times, post, KICK)):
        generator = nest.Create("spike_generator", params={"spike_times": np.round(times - 1, 1)})
        nest.Connect(generator, to, "one_to_one", {"delay": 1.0, "weight": weight})
    plastic = {"synapse_model": "clopath_synapse", "weight": card["w_0"] * UNIT, "delay": DELAY}
    plastic |= {"tau_x": 1e3 * card["tau_x"], "Wmin": 0.0, "Wmax": 1.0}
    nest.Connect(pre, post, "one_to_one", plastic)
    watched = ["V_m", "u_bar_plus", "u_bar_minus"]
    meter = nest.Create("multimeter", params={"interval": step, "record_from": watched})
    nest.Connect(meter, post)
    nest.Simulate(pre_times[-1] + 10.0)
    weight = nest.GetConnections(pre, post).get("weight") / UNIT
    return weight / card["w_0"] - 1, meter.events, pre_times - DELAY


if __name__ == "__main__":  # the conditions of `python -m protocols.frequency --rule voltage`
    from protocols.frequency import PAIRS, targets

    for lag, rate in dict.fromkeys(target[:2] for target in targets("even")):
        change, _, _ = pairing(find("voltage"), float(lag), float(rate), PAIRS["even"])
        print(f"{float(lag):g},{float(rate):g},{change:.4f}")
