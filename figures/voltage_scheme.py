"""The voltage rule as a scheme: the voltage, filtered and over its thresholds."""

from typing import NamedTuple

import numpy as np

from models import adex
from models.catalogue import find
from synplast.option_types import Number, ms
from synplast.plotting import DEPRESSION, POST, POTENTIATION, PRE, say

CHAPTER, ORDER = "biophysics", 0.8
COMMAND = "python -m models voltage:visual_cortex"
RULES = ("voltage:visual_cortex",)
CAPTION = {
    "en": "The voltage rule of Clopath et al. 2010 on its own neuron, in the authors' steps of 1 "
    "ms. A presynaptic spike depresses by as much as the filtered voltage ū₋ is above θ₋. Its "
    "trace x potentiates while the voltage u is above θ₊ and ū₊ above θ₋.",
    "fr": "La règle de voltage de Clopath et al. 2010 sur son propre neurone, par pas de 1 ms "
    "comme les auteurs. Un potentiel présynaptique déprime d'autant que le voltage filtré ū₋ "
    "dépasse θ₋. Sa trace x potentialise tant que le voltage u dépasse θ₊ et ū₊ dépasse θ₋.",
}
CLAIM = {
    "en": "the weight falls at presynaptic spikes alone, and rises only while the voltage is above "
    "its threshold",
    "fr": "le poids ne baisse qu'aux potentiels présynaptiques, et ne monte que tant que le "
    "voltage dépasse son seuil",
}
PRE_SPIKES, POST_SPIKES, STEPS = (30, 70, 110), (20, 60, 100, 120), 160  # ms
SYMBOLS = ("u", "minus", "plus", "x", "w")


class Course(NamedTuple):
    """Voltage, its two filters (mV), the presynaptic trace and the weight, step by step."""

    time: ms
    u: Number
    minus: Number
    plus: Number
    x: Number
    w: Number


def data() -> Course:
    from protocols.engine.adex_network import LEARN  # imports Brian2

    advance = compile(adex.ADVANCE + LEARN, "the engine's steps", "exec")
    state, rows = first_state(), []
    for step in range(STEPS):
        state["arrived"] = float(step in PRE_SPIKES)
        state["I"] = 1e6 * (step in POST_SPIKES)
        exec(advance, state)
        rows.append([step, *(state[symbol] for symbol in SYMBOLS)])
    return Course(*np.array(rows, float).T)


def first_state() -> dict:
    """Everything that the engine's text names, at rest, in mV and ms."""
    card = find(RULES[0])
    scale = {"tau_minus": 1e3, "tau_plus": 1e3, "tau_x": 1e3, "tau_homeo": 1e3}
    scale |= {"theta_minus": 1e3, "theta_plus": 1e3, "b": 1e12, "u_clamp": 1e3}
    state = {c.symbol: c.value * scale.get(c.symbol, 1) for c in card.constants}
    state |= adex.CONSTANTS | adex.SPIKE | adex.DRIVEN | adex.REST
    state |= dict.fromkeys(["w_ad", "z", "I_syn", "held", "x"], 0.0)
    filters = [f"{side}{late}" for side in ("minus", "plus") for late in ("", "_1", "_2", "_3")]
    state |= dict.fromkeys(filters, adex.REST["u"])
    state |= {"w": card["w_0"], "u_homeo": card["u_ref2"]}
    return state | {"exp": np.exp, "clip": np.clip, "inf": np.inf}


def draw(figure, result: Course) -> None:
    card = find(RULES[0])
    voltage, filters, weight = figure.subplots(3, 1, sharex=True, height_ratios=[2, 2, 1.6])
    theta_minus, theta_plus = (1e3 * card[f"theta_{side}"] for side in ("minus", "plus"))
    voltage.plot(result.time, result.u, color=POST, label="u")
    voltage.axhline(theta_plus, color=POTENTIATION, linestyle="--", label=r"$\theta_+$")
    above = result.u > theta_plus
    style = {"color": POTENTIATION, "alpha": 0.5, "step": "mid"}
    voltage.fill_between(result.time, theta_plus, result.u, where=above, **style)
    filters.plot(result.time, result.minus, color=DEPRESSION, label=r"$\bar u_-$")
    filters.plot(result.time, result.plus, color=POTENTIATION, label=r"$\bar u_+$")
    filters.axhline(theta_minus, color=DEPRESSION, linestyle="--", label=r"$\theta_-$")
    label = say(en="pre", fr="pré")
    filters.vlines(PRE_SPIKES, -86, -76, color=PRE, linewidth=6, label=label)
    weight.plot(result.time, result.w, color="0.2", linewidth=4, label="w")
    voltage.set_ylabel("mV")
    filters.set_ylabel("mV")
    weight.set_ylabel(say(en="weight", fr="poids"))
    weight.set_xlabel(say(en="time (ms)", fr="temps (ms)"))
    for axes in (voltage, filters):
        axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))


def claim(result: Course) -> bool:
    theta = 1e3 * find(RULES[0])["theta_plus"]
    change = np.diff(result.w)
    falls = result.time[1:][change < 0]
    rises = result.u[1:][change > 0]
    alone = set(falls.astype(int)) <= set(PRE_SPIKES)
    return bool(len(falls) and len(rises) and alone and (rises > theta).all())
