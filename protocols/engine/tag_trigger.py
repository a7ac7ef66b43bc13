"""Runs the tag-trigger-consolidation model: bursts in steps of 1 ms, the hours between of 1 s."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from models.tagging import NEURON, Synapses, TagTrigger
from synplast.progress import progress

#: After the last pulse of a burst the tags are set for so long (ms), as in the authors' program.
AFTER = 100
STEP = 1e-3  # s


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


def follow(
    model: TagTrigger,
    bursts: Sequence[Burst],
    moments: Sequence[int],
    neurons: int,
    blocked: Callable[[int], bool],
    seed: int,
) -> Course:
    """Neurons with two pathways through bursts, each 2 s or more after the one before.

    Parameters
    ----------
    moments : sequence of int
        When to look (s), in order; the first is the start.
    blocked : callable
        Whether the synthesis of proteins is, at a time (s).
    """
    random = np.random.default_rng(seed)
    state, now, seen, left = model.begin(neurons, 2, random), moments[0], [], sorted(bursts)
    for moment in progress(moments, "moment"):
        while left and left[0].time <= moment:
            burst = left.pop(0)
            state = wait(model, state, range(now, burst.time), blocked, random)
            state = induce(model, state, burst, blocked(burst.time), random)
            now = burst.time + (burst.pulses[-1] + AFTER) // 1000
        state = wait(model, state, range(now, moment), blocked, random)
        now = max(now, moment)
        tagged = (state.h - state.l).sum(axis=2)
        seen.append((model.weights(state).mean(axis=2), tagged, state.p))
    return Course(*map(np.array, zip(*seen, strict=True)))


def wait(model, state: Synapses, seconds: range, blocked, random) -> Synapses:
    """The hours without pulses, second by second; each tag is lost once, at a time drawn."""
    ends_h = random.exponential(1 / model.k_h, state.h.shape)
    ends_l = random.exponential(1 / model.k_l, state.h.shape)
    h, low = state.h, state.l
    for n, second in enumerate(seconds):
        state = state._replace(h=h * (ends_h > n), l=low * (ends_l > n))
        state = model.consolidate(state, 1.0, blocked(second))
    return state


def induce(model, state: Synapses, burst: Burst, blocked: bool, random) -> Synapses:
    """A burst of pulses, in steps of 1 ms and in the order of the authors' program."""
    neurons, pathways, _ = state.h.shape
    E_L, pulses = NEURON["E_L"], set(burst.pulses)
    V = u_ltp = u_ltd = np.full(neurons, E_L)
    w_ad, x = np.zeros(neurons), np.zeros(pathways)
    for n in range(burst.pulses[-1] + 1 + AFTER):
        pulse = np.arange(pathways) == burst.pathway if n in pulses else np.zeros(pathways)
        drive = model.drive * (model.weights(state).sum(axis=2) @ pulse)
        V, w_ad = advance_neuron(V, w_ad, drive)
        ltd = model.A_ltd * np.outer(np.maximum(u_ltd - E_L, 0), pulse)
        above = np.maximum(V - model.theta_ltp, 0) * np.maximum(u_ltp - E_L, 0)
        ltp = model.A_ltp * np.outer(above, x)
        x = x + (pulse - x) / model.tau_x
        u_ltd = u_ltd + (V - u_ltd) / model.tau_ltd
        u_ltp = u_ltp + (V - u_ltp) / model.tau_ltp
        state = model.tag(state, ltp, ltd, STEP, random)
        state = model.consolidate(state, STEP, blocked)
    return state


def advance_neuron(V, w_ad, drive):
    """The AdEx, an Euler step of 1 ms, driven by ``drive`` (mV/ms); a spike lasts for one step."""
    k, fired = NEURON, NEURON["spike"] == V
    V, w_ad = np.where(fired, k["E_L"], V), w_ad + k["b"] * fired
    rise = k["g_L"] * k["Delta_T"] * np.exp((V - k["V_T"]) / k["Delta_T"])
    V = V + (-k["g_L"] * (V - k["E_L"]) + rise - w_ad) / k["C"] + drive
    V = np.where(k["peak"] < V, k["spike"], V)
    return V, w_ad + (k["a"] * (V - k["E_L"]) - w_ad) / k["tau_w"]
