"""Early and late LTP: tags at synapses, proteins of the neuron (Clopath et al. 2008).

In the equations and the order of the authors' own program, which has the paper's corrected
amplitudes. Time in ms while pulses come, and in s between.
"""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np


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
class TagTrigger:
    """Tags that go in an hour, and a bistable late phase that proteins push over where a tag is.

        z' = (z (1 - z) (z - kappa) + gamma (h + l) p) / tau_z,
        p' = -p / tau_pd + (1 - p) / tau_pm [more than theta_p tags],
        weight = w_o + g_h h + g_l l + g_z z.

    A tag is set at random, at the rates A_ltp x (V - theta_ltp)+ (u_ltp - E_L)+ of early LTP and
    A_ltd (u_ltd - E_L)+ at a pulse of early LTD, and lost at k_h and k_l. x, u_ltp and u_ltd are
    the pulses and the voltage, filtered; a pulse drives the neuron by `drive` times its weights.

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

    source: ClassVar[str] = (
        "Clopath, Ziegler, Vasilaki, Büsing & Gerstner 2008, doi:10.1371/journal.pcbi.1000248; "
        "after Frey & Morris 1997, doi:10.1038/385533a0"
    )

    def begin(self, neurons: int, pathways: int, random: np.random.Generator) -> Synapses:
        """Synapses at rest, of which some at random are consolidated; no tags, no proteins."""
        shape = neurons, pathways, self.synapses
        up = np.arange(self.synapses) < round(self.consolidated * self.synapses)
        z = random.permuted(np.broadcast_to(up, shape), axis=2).astype(float)
        none = np.zeros(shape, int)
        return Synapses(none, none, z, np.zeros(neurons))

    def weights(self, state: Synapses) -> np.ndarray:
        """Array (neurons, pathways, synapses)."""
        return self.w_o + self.g_h * state.h + self.g_l * state.l + self.g_z * state.z

    def consolidate(self, state: Synapses, dt: float, blocked: bool) -> Synapses:
        """Proteins, then the late phase, a step of ``dt`` (s); a block stops synthesis."""
        tags = (state.h - state.l).sum(axis=(1, 2))
        made = (1 - state.p) / self.tau_pm * ((tags > self.theta_p) & (not blocked))
        p = state.p + dt * (made - state.p / self.tau_pd)
        push = self.gamma * (state.h + state.l) * p[:, None, None]
        z = state.z + dt / self.tau_z * (state.z * (1 - state.z) * (state.z - self.kappa) + push)
        return state._replace(z=z, p=p)

    def tag(self, state: Synapses, ltp, ltd, dt: float, random: np.random.Generator) -> Synapses:
        """Tags set with the probabilities ``ltp`` and ``ltd`` (neurons, pathways), and lost.

        Which of the two comes first is drawn, for each neuron and step.
        """
        shape = state.h.shape
        sets_h, loses_h, sets_l, loses_l = random.random((4, *shape))
        sets_h, sets_l = sets_h < ltp[..., None], sets_l < ltd[..., None]
        h_first = random.random((shape[0], 1, 1)) < 0.5
        stays_h, stays_l = loses_h >= dt * self.k_h, loses_l >= dt * self.k_l

        def raise_h(h, low):
            return np.where(h == 1, stays_h, (low == 0) & sets_h).astype(int)

        def lower_l(low, h):
            return -np.where(low == -1, stays_l, (h == 0) & sets_l).astype(int)

        h_then, l_then = raise_h(state.h, state.l), lower_l(state.l, state.h)
        h = np.where(h_first, h_then, raise_h(state.h, l_then))
        return state._replace(h=h, l=np.where(h_first, lower_l(state.l, h_then), l_then))


#: The neuron, an AdEx (mV, ms, pF, nS). The authors' program adds b in the wrong unit, as 0.0805 pA
#: in place of 80.5; their amplitudes go with it.
NEURON = {"C": 281.0, "g_L": 30.0, "E_L": -70.6, "V_T": -50.4, "Delta_T": 2.0}
NEURON |= {"tau_w": 144.0, "a": 4.0, "b": 0.0805, "peak": 10.0, "spike": 20.0}

#: Of the authors' program (ModelDB 118199): one source, not compared with the paper's table.
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
