"""Runs the tag-trigger-consolidation model: tags are set pulse by pulse, the rest goes by seconds.

Any pulse to a pathway fires the neuron, whatever its weights, so what a burst does to the voltage
is the same in all neurons, and followed once, in steps of 1 ms.
"""

import functools
import itertools
import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from models.tagging import NEURON, Synapses, TagTrigger
from protocols.stimulation.tetani import APART, TRAINS, blocks
from synplast.bad_input import BadInput
from synplast.progress import progress

#: A drive of the voltage (mV) that fires the neuron, whatever the last pulses left.
FIRES = 100


class Burst(NamedTuple):
    """Pulses to a pathway: when (s), which pathway, and the time of each pulse since then (ms)."""

    time: int
    pathway: int
    pulses: Sequence[int]


class Course(NamedTuple):
    """What was there at each moment.

    Attributes
    ----------
    weight : array (moments, neurons, pathways)
        Mean over a pathway's synapses.
    tagged : array (moments, neurons, pathways)
        How many synapses have a tag.
    proteins : array (moments, neurons)
    """

    weight: np.ndarray
    tagged: np.ndarray
    proteins: np.ndarray


def stimulate(
    model: TagTrigger,
    first: str,
    second: str,
    gap: int,
    blocked: str,
    moments: Sequence[int],
    neurons: int,
    seed: int,
) -> Course:
    """Neurons through a tetanus of `TRAINS` to each input, the second ``gap`` (s) after the first.

    Parameters
    ----------
    blocked : str
        One of `protocols.stimulation.tetani.BLOCKED`.
    moments : sequence of int
        When to look (s), since the first tetanus; the first of them is the start.
    """
    bursts = [
        Burst(start + n * APART, pathway, pulses)
        for pathway, (name, start) in enumerate([(first, 0), (second, gap)])
        for n, pulses in enumerate(TRAINS[name])
    ]
    return follow(model, bursts, moments, neurons, blocks(blocked, gap), seed)


def follow(
    model: TagTrigger,
    bursts: Sequence[Burst],
    moments: Sequence[int],
    neurons: int,
    blocked: Callable[[int], bool],
    seed: int,
) -> Course:
    """Neurons with two pathways through bursts, of which no two overlap.

    Parameters
    ----------
    moments : sequence of int
        When to look (s), in order; the first is the start.
    blocked : callable
        Whether the synthesis of proteins is, at a time (s).

    Raises
    ------
    BadInput
        A drive so weak that a pulse may not fire the neuron; pulses after the last moment.
    """
    random = np.random.default_rng(seed)
    state, now, seen = model.begin(neurons, 2, random), moments[0], []
    due = [
        (burst.time + ms // 1000, burst.pathway, ltp, ltd)
        for burst in sorted(bursts)
        for ms, ltp, ltd in chances(model, tuple(burst.pulses))
    ][::-1]
    if due and due[0][0] > moments[-1]:
        raise BadInput("moments", moments[-1], f"until the pulses are over, at {due[0][0]} s")
    for moment in progress(moments, "moment"):
        while due and due[-1][0] <= moment:
            second, pathway, ltp, ltd = due.pop()
            state = wait(model, state, range(now, second), blocked, random)
            state = model.tag(state, pathway, ltp, ltd, random)
            now = second
        state = wait(model, state, range(now, moment), blocked, random)
        now = moment
        tagged = (state.h - state.l).sum(axis=2)
        seen.append((model.weights(state).mean(axis=2), tagged, state.p))
    return Course(*map(np.array, zip(*seen, strict=True)))


def wait(model, state: Synapses, seconds: range, blocked, random) -> Synapses:
    """Time without pulses, second by second; each tag is lost once, at a time drawn."""
    if not seconds:
        return state
    from protocols.engine.tag_seconds import pass_seconds  # with Numba

    ends_h = random.exponential(1 / model.k_h, state.h.shape)
    ends_l = random.exponential(1 / model.k_l, state.h.shape)
    z, p, no_synthesis = state.z.copy(), state.p.copy(), np.array([blocked(s) for s in seconds])
    rates = model.tau_pm, model.tau_pd, model.theta_p, model.gamma, model.kappa, model.tau_z
    pushed = np.empty(z.shape[1:])
    pass_seconds(z, p, state.h, state.l, ends_h, ends_l, no_synthesis, pushed, *rates)
    last = len(seconds) - 1
    return Synapses(state.h * (ends_h > last), state.l * (ends_l > last), z, p)


@functools.cache
def chances(model: TagTrigger, pulses: tuple[int, ...]) -> list[tuple[int, float, float]]:
    """The chances of a tag of LTP and of LTD at the stimulated synapses, in each ms that has any.

    In the order of the authors' program; a spike lasts for one step.
    """
    if model.drive * model.synapses * (model.w_o - model.g_l) < FIRES:
        raise BadInput("set", f"drive={model.drive:g}", "so much that any pulse fires the neuron")
    # Pulses at one rate soon find the neuron as the last ones did, to the last bit.
    follow_it, found = functools.cache(functools.partial(follow_neuron, model)), []
    E_L = NEURON["E_L"]
    state = E_L, 0.0, 0.0, E_L, E_L
    over = pulses[-1] + 2  # the spike of the last pulse is over then
    for start, end in itertools.pairwise([*pulses, over]):
        here, state = follow_it(state, end - start)
        found += [(start + ms, ltp, ltd) for ms, ltp, ltd in here]
    return found


def follow_neuron(model: TagTrigger, state: tuple, duration: int) -> tuple[list, tuple]:
    """`chances` in so many ms from a pulse on, and the state (V, w_ad, x, u_ltp, u_ltd) then."""
    (V, w_ad, x, u_ltp, u_ltd), E_L, found = state, NEURON["E_L"], []
    for ms in range(duration):
        pulse = ms == 0
        V, w_ad = advance_neuron(V, w_ad, pulse)
        ltd = model.A_ltd * max(u_ltd - E_L, 0) if pulse else 0.0
        ltp = model.A_ltp * max(V - model.theta_ltp, 0) * x * max(u_ltp - E_L, 0)
        if ltp or ltd:
            found.append((ms, ltp, ltd))
        x += (pulse - x) / model.tau_x
        u_ltd += (V - u_ltd) / model.tau_ltd
        u_ltp += (V - u_ltp) / model.tau_ltp
    return found, (V, w_ad, x, u_ltp, u_ltd)


def advance_neuron(V: float, w_ad: float, pulse: bool) -> tuple[float, float]:
    """The AdEx, an Euler step of 1 ms; a pulse makes it fire."""
    k = NEURON
    if k["spike"] == V:
        V, w_ad = k["E_L"], w_ad + k["b"]
    rise = k["g_L"] * k["Delta_T"] * math.exp((V - k["V_T"]) / k["Delta_T"])
    V += (-k["g_L"] * (V - k["E_L"]) + rise - w_ad) / k["C"]
    if pulse or k["peak"] < V:
        V = k["spike"]
    return V, w_ad + (k["a"] * (V - k["E_L"]) - w_ad) / k["tau_w"]
