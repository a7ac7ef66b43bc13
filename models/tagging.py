"""Early and late LTP: tags at synapses, proteins of the neuron (Clopath et al. 2008).

In the equations and the order of the authors' own program, which has the paper's corrected
amplitudes. Time in ms while pulses come, and in s between.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from models.model import Model


class Synapses(NamedTuple):
    """The state of the synapses of many neurons, and of their proteins.

    Attributes
    ----------
    h, l : array of int (neurons, pathways, synapses)
        Tags: h is 1 with early LTP, l is -1 with early LTD, never both.
    z : array (neurons, pathways, synapses)
        The late phase, at rest near 0 or 1.
    p : array (neurons,)
        Proteins, from 0 to 1.
    """

    h: np.ndarray
    l: np.ndarray
    z: np.ndarray
    p: np.ndarray


@dataclass(frozen=True, kw_only=True)
class TagTrigger(Model):
    """Tag-trigger-consolidation: tags that go in an hour, a late phase that proteins make last.

    The equations are on its card. A tag is set at random; x, u_ltp and u_ltd are the pulses and the
    voltage, filtered; a pulse drives the neuron by `drive` times its weights.

    Parameters
    ----------
    A_ltp, A_ltd : float
        Amplitudes (per ms and mV^2, per mV).
    theta_ltp : float
        Voltage above which there is LTP (mV).
    tau_ltp, tau_ltd, tau_x : float
        Of the voltage's filters and the pulses' (ms).
    drive : float
        Rise of the voltage by a pulse to a synapse of weight 1 (mV).
    k_h, k_l : float
        Rates at which tags are lost (1/s).
    tau_z, tau_pm, tau_pd : float
        Of consolidation, and of proteins' making and decay (s).
    gamma, kappa : float
        What proteins add at a tag; the boundary between the late phase's two states.
    theta_p : float
        So many tags start the synthesis of proteins in a neuron.
    w_o, g_h, g_l, g_z : float
        What weight is made of.
    consolidated : float
        Fraction of synapses with z = 1 at the start.
    synapses : int
        In a pathway.
    """

    A_ltp: float
    A_ltd: float
    theta_ltp: float
    tau_ltp: float
    tau_ltd: float
    tau_x: float
    drive: float
    k_h: float
    k_l: float
    tau_z: float
    tau_pm: float
    tau_pd: float
    gamma: float
    kappa: float
    theta_p: float
    w_o: float
    g_h: float
    g_l: float
    g_z: float
    consolidated: float
    synapses: int

    equations = """
        h, of a free synapse, 0 -> 1 at the rate A_ltp x (V - theta_ltp)+ (u_ltp - E_L)+
        l, of a free synapse, 0 -> -1 with probability A_ltd (u_ltd - E_L)+ at a pulse
        h -> 0 at the rate k_h, l -> 0 at the rate k_l
        dp/dt = (1 - p) / tau_pm [more than theta_p tags in the neuron] - p / tau_pd
        dz/dt = (z (1 - z) (z - kappa) + gamma (h + l) p) / tau_z
        w = w_o + g_h h + g_l l + g_z z
    """
    engine = "tagging"
    units = {
        "A_ltp": "1/ms/mV^2",
        "A_ltd": "1/mV",
        "theta_ltp": "mV",
        "tau_ltp": "ms",
        "tau_ltd": "ms",
        "tau_x": "ms",
        "drive": "mV",
        "k_h": "1/s",
        "k_l": "1/s",
        "tau_z": "s",
        "tau_pm": "s",
        "tau_pd": "s",
    }
    limits = {
        **dict.fromkeys(("A_ltp", "A_ltd", "gamma", "theta_p"), (0, math.inf)),
        **dict.fromkeys(("drive", "w_o", "g_h", "g_l", "g_z"), (0, math.inf)),
        "theta_ltp": (-100, 100),
        **dict.fromkeys(("tau_ltp", "tau_ltd", "tau_x"), (1, math.inf)),  # steps of 1 ms
        **dict.fromkeys(("tau_z", "tau_pm", "tau_pd"), (10, math.inf)),  # steps of 1 s
        **dict.fromkeys(("k_h", "k_l"), (1e-12, 0.1)),
        **dict.fromkeys(("kappa", "consolidated"), (0, 1)),
        "synapses": (1, 10_000),
    }
    receptors = "A_ltp", "A_ltd"
    conventions = {
        "weight": "the mean of a pathway's, in percent of what it was",
        "tags": "a synapse has one or none: a free one alone can get one; which of the two is "
        "tried first is drawn",
        "proteins": "one pool for a neuron, made while all its tags are more than theta_p",
        "the neuron": "an AdEx in steps of 1 ms, with b in the unit of the authors' program",
        "a pulse": "fires the neuron, whatever the weights",
    }
    source = (
        "Clopath, Ziegler, Vasilaki, Büsing & Gerstner 2008, doi:10.1371/journal.pcbi.1000248; "
        "after Frey & Morris 1997, doi:10.1038/385533a0"
    )

    def begin(self, neurons: int, pathways: int, random: np.random.Generator) -> Synapses:
        """Synapses at rest, of which some at random are consolidated; no tags, no proteins."""
        shape = neurons, pathways, self.synapses
        up = np.arange(self.synapses) < round(self.consolidated * self.synapses)
        z = random.permuted(np.broadcast_to(up, shape), axis=2).astype(float)
        none = np.zeros(shape, np.int64)
        return Synapses(none, none, z, np.zeros(neurons))

    def weights(self, state: Synapses) -> np.ndarray:
        """Array (neurons, pathways, synapses)."""
        return self.w_o + self.g_h * state.h + self.g_l * state.l + self.g_z * state.z

    def tag(
        self, state: Synapses, pathway: int, ltp: float, ltd: float, random: np.random.Generator
    ) -> Synapses:
        """Tags set at a pathway's free synapses, with the probabilities ``ltp`` and ``ltd``.

        Which of the two comes first is drawn, for each neuron.
        """
        h, l = state.h.copy(), state.l.copy()
        free = (h[:, pathway] == 0) & (l[:, pathway] == 0)
        draws_h, draws_l = random.random((2, *free.shape))
        sets_h, sets_l = draws_h < ltp, draws_l < ltd
        h_first = random.random((len(h), 1)) < 0.5
        h[:, pathway] += free & sets_h & (h_first | ~sets_l)
        l[:, pathway] -= free & sets_l & (~h_first | ~sets_h)
        return state._replace(h=h, l=l)


#: The neuron, an AdEx (mV, ms, pF, nS). The authors' program adds b in the wrong unit, as 0.0805 pA
#: in place of 80.5; their amplitudes go with it.
NEURON = {"C": 281.0, "g_L": 30.0, "E_L": -70.6, "V_T": -50.4, "Delta_T": 2.0}
NEURON |= {"tau_w": 144.0, "a": 4.0, "b": 0.0805, "peak": 10.0, "spike": 20.0}

CLOPATH_2008 = TagTrigger(
    A_ltp=1e-3,
    A_ltd=1e-2,
    theta_ltp=-50.0,
    tau_ltp=100.0,
    tau_ltd=1000.0,
    tau_x=100.0,
    drive=3.0,
    k_h=1 / 3600,
    k_l=1 / 5400,
    tau_z=360.0,
    tau_pm=360.0,
    tau_pd=3600.0,
    gamma=0.1,
    kappa=0.5,
    theta_p=60.0,
    w_o=1.0,
    g_h=1.0,
    g_l=0.5,
    g_z=2.0,
    consolidated=0.3,
    synapses=100,
)
TagTrigger.PUBLISHED = {"clopath_2008": CLOPATH_2008}
TagTrigger.FITTED_TO = {"clopath_2008": ("frey_morris_1997",)}
TagTrigger.NOTES = {
    "clopath_2008": "Clopath et al. 2008: the authors' program (ModelDB 118199), with the "
    "amplitudes that they corrected. One source, not compared with the paper's table. It gives "
    "the second stimulation half an hour after the first, whichever is weak: whether its constants "
    "were chosen with weak before strong (Frey & Morris 1998) in view is not known here."
}
