"""The triplet rule as a scheme: which trace is read at which spike."""

from typing import NamedTuple

import numpy as np

from models.catalogue import find
from protocols.engine.run import run
from protocols.engine.spike_trains import spike_trains
from synplast.option_types import Number, ms
from synplast.plotting import DEPRESSION, POST, POTENTIATION, PRE, decimal, say

CHAPTER, ORDER = "rules", 2.5
COMMAND = "python -m models triplet:hippocampal_culture_all_to_all_full"
RULES = ("triplet:hippocampal_culture_all_to_all_full",)
CAPTION = {
    "en": "The triplet rule of Pfister & Gerstner 2006. A spike leaves a fast and a slow trace on "
    "its side. A presynaptic spike takes o₁ (A₂⁻ + A₃⁻ r₂) from the weight, a postsynaptic one "
    "adds r₁ (A₂⁺ + A₃⁺ o₂); each reads the slow trace of its own side just before itself.",
    "fr": "La règle de triplets de Pfister & Gerstner 2006. Un potentiel d'action laisse de son "
    "côté une trace rapide et une lente. Un potentiel présynaptique retire o₁ (A₂⁻ + A₃⁻ r₂) au "
    "poids, un postsynaptique ajoute r₁ (A₂⁺ + A₃⁺ o₂) ; chacun lit la trace lente de son propre "
    "côté juste avant lui-même.",
}
CLAIM = {
    "en": "the steps at the spikes of the scheme add up to the change that the rule's engine finds",
    "fr": "les pas aux potentiels d'action du schéma s'additionnent au changement que trouve le "
    "moteur de la règle",
}
PRE_SPIKES, POST_SPIKES, TIMES = (20, 60), (35, 80), np.arange(0, 120.25, 0.25)  # ms


class Scheme(NamedTuple):
    """The four traces and the weight over time, and the weight that the engine ends at."""

    time: ms
    r1: Number
    r2: Number
    o1: Number
    o2: Number
    weight: Number
    engine: float


def data() -> Scheme:
    card = find(RULES[0])
    names = {"r1": "tau_plus", "r2": "tau_x", "o1": "tau_minus", "o2": "tau_y"}
    spikes = {"r": PRE_SPIKES, "o": POST_SPIKES}
    traces = {n: trace(TIMES, spikes[n[0]], 1e3 * card[tau]) for n, tau in names.items()}
    weight = np.ones_like(TIMES)
    for time, _side, step in steps(card):
        weight += np.where(time <= TIMES, step, 0)
    seconds = [[[one / 1000 for one in side]] for side in (PRE_SPIKES, POST_SPIKES)]
    found = run([card], spike_trains(*seconds), engine="exact")[0, 0]
    return Scheme(TIMES, *traces.values(), weight, float(found))


def trace(times, spikes, tau: float) -> np.ndarray:
    """What ``spikes`` left at ``times``, without one that is just coming."""
    since = np.asarray(times)[:, None] - np.array(spikes)
    return np.where(since > 0, np.exp(-np.maximum(since, 0) / tau), 0).sum(axis=1)


def steps(card) -> list[tuple]:
    """Each spike's time, side and step of the weight, in order."""

    def read(time, spikes, tau):
        return trace([time], spikes, 1e3 * card[tau])[0]

    found = []
    for t in PRE_SPIKES:
        o1, r2 = read(t, POST_SPIKES, "tau_minus"), read(t, PRE_SPIKES, "tau_x")
        found.append((t, "pre", -o1 * (card["A2_minus"] + card["A3_minus"] * r2)))
    for t in POST_SPIKES:
        r1, o2 = read(t, PRE_SPIKES, "tau_plus"), read(t, POST_SPIKES, "tau_y")
        found.append((t, "post", r1 * (card["A2_plus"] + card["A3_plus"] * o2)))
    return sorted(found)


def draw(figure, result: Scheme) -> None:
    card = find(RULES[0])
    pre, post, weight = figure.subplots(3, 1, sharex=True, height_ratios=[2, 2, 2])
    panels = (
        (pre, PRE_SPIKES, PRE, say(en="pre", fr="pré"), (("r1", "plus", "+"), ("r2", "x", "x"))),
        (post, POST_SPIKES, POST, "post", (("o1", "minus", "-"), ("o2", "y", "y"))),
    )
    for axes, spikes, color, side, traces in panels:
        axes.eventplot([spikes], colors=color, lineoffsets=2.4, linelengths=0.4, linewidths=6)
        for (name, tau, sign), style in zip(traces, ("-", "--"), strict=True):
            told = decimal(f"{1e3 * card[f'tau_{tau}']:g} ms")
            label = rf"${name[0]}_{name[1]}$,  $\tau_{{{sign}}}$ = {told}"
            axes.plot(TIMES, getattr(result, name), style, color=color, label=label)
        axes.set(ylim=(0, 2.7), yticks=[])
        axes.set_ylabel(side, rotation=0, ha="right", va="center")
        axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    draw_weight(weight, card, result)


def draw_weight(axes, card, result: Scheme) -> None:
    """The weight, with the amplitudes that are read at each spike."""
    axes.plot(TIMES, result.weight, color="0.2", linewidth=4)
    names = {"pre": "$A_2^-$, $A_3^-$", "post": "$A_2^+$, $A_3^+$"}
    low, high = result.weight.min(), result.weight.max()
    for time, side, step in steps(card):
        if step:
            color = POTENTIATION if step > 0 else DEPRESSION
            axes.axvline(time, color=color, linewidth=5, alpha=0.5)
            text = f"{names[side]}\n{decimal(f'{100 * step:+.2f} %')}"
            axes.text(time + 1, high + 0.55 * (high - low), text, va="center", color=color)
    axes.set_ylim(low - 0.2 * (high - low), high + 1.1 * (high - low))
    axes.set_yticks([])
    axes.set_ylabel("w", rotation=0, ha="right", va="center")
    axes.set_xlabel(say(en="time (ms)", fr="temps (ms)"))


def claim(result: Scheme) -> bool:
    found = [step for *_, step in steps(find(RULES[0]))]
    return bool(
        np.isclose(1 + sum(found), result.engine, rtol=1e-12) and min(found) < 0 < max(found)
    )
