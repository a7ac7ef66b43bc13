"""Calcium control: what calcium asks of the weight, and the window that follows."""

from typing import NamedTuple

import numpy as np

from models.catalogue import find
from protocols import stdp
from synplast.option_types import Number, Text
from synplast.plotting import ACAUSAL, CAUSAL, CYCLE, DEPRESSION, POTENTIATION, RULE_2, decimal, say

CHAPTER, ORDER = "biophysics", 3
COMMAND = "python -m protocols.stdp --rule nmda --lag -100:150:5 --figure nmda.svg"
RULES = ("nmda",)
CAPTION = {
    "en": "Calcium control of Shouval, Bear & Cooper 2002. Left: the weight that a level of "
    "calcium leads to, Omega. Middle: calcium of one pair at three lags. Right: change after "
    "pairs at 1 Hz against their lag, with a second window of depression beyond potentiation.",
    "fr": "Contrôle par le calcium de Shouval, Bear & Cooper 2002. À gauche : le poids auquel "
    "mène un niveau de calcium, Omega. Au milieu : le calcium d'une paire à trois décalages. À "
    "droite : variation après des paires à 1 Hz selon leur décalage, avec une "
    "seconde fenêtre de dépression au-delà de celle de potentialisation.",
}
CLAIM = {
    "en": "a little calcium depresses and more potentiates; the window has depression on both "
    "sides of potentiation",
    "fr": "un peu de calcium déprime et davantage potentialise ; la fenêtre a une dépression de "
    "part et d'autre de la potentialisation",
}


STEP = 0.05  # ms
TIMES = np.arange(-1200, 6000) * STEP


class Control(NamedTuple):
    """Rows of both panels: Omega against calcium (uM), and the change against the lag (ms)."""

    panel: Text
    abscissa: Number
    value: Number


def data() -> Control:
    card, calcium = find("nmda"), np.linspace(0, 1, 201)

    def sigmoid(side):
        return 1 / (1 + np.exp(-card[f"beta_{side}"] * (calcium - card[f"alpha_{side}"])))

    omega = 0.25 + sigmoid(2) - 0.25 * sigmoid(1)
    window = stdp.stdp("nmda", lag="-100:150:5")
    names = np.repeat(["omega", "window"], [len(calcium), len(window.lag)])
    return Control(names, np.append(calcium, window.lag), np.append(omega, window.change))


def draw(figure, result: Control) -> None:
    left, middle, right = figure.subplots(1, 3)
    here = result.panel == "omega"
    left.plot(result.abscissa[here], result.value[here], color=RULE_2)
    left.axhline(0.25, color="0.7", linewidth=1)
    left.set_xlabel(say(en="calcium (µM)", fr="calcium (µM)"))
    left.set_ylabel(r"$\Omega$")
    for lag, color in zip((-20, 10, 70), (ACAUSAL, CAUSAL, CYCLE[3]), strict=True):
        label = decimal(f"{lag:+d} ms")
        middle.plot(TIMES, calcium(find("nmda"), lag), color=color, label=label)
    middle.set_xlabel(
        say(
            en="time since the presynaptic spike (ms)",
            fr="temps depuis le potentiel d'action\nprésynaptique (ms)",
        )
    )
    middle.set_ylabel(say(en="calcium (µM)", fr="calcium (µM)"))
    middle.legend(fontsize="small")
    lag, change = result.abscissa[~here], 100 * result.value[~here]
    right.plot(lag, change, color=RULE_2)
    right.fill_between(lag, change, where=change > 0, color=POTENTIATION, alpha=0.4)
    right.fill_between(lag, change, where=change < 0, color=DEPRESSION, alpha=0.4)
    right.axhline(0, color="0.7", linewidth=1)
    right.set_xlabel(say(en="lag (ms)", fr="décalage (ms)"))
    right.set_ylabel(say(en="change of weight (%)", fr="variation du poids (%)"))


def calcium(card, lag: float) -> np.ndarray:
    """Calcium (uM) of one pair, by Euler steps of the card's equations, a way of its own."""
    ca, N_f, N_s, traces = 0.0, 0.0, 0.0, []
    for time in TIMES:
        since, back = time, time - lag - 1e3 * card["D_bpap"]
        if time == 0:
            N_f, N_s = card["P0"] * card["I_f"], card["P0"] * card["I_s"]
        volts = 1e3 * card["V_rest"]
        if since >= 0:
            taus = card["tau_1"], card["tau_2"]
            volts += 1e3 * card["s"] * np.subtract(*(np.exp(-since / 1e3 / tau) for tau in taus))
        if back >= 0:
            parts = (("I_bf", "tau_bf"), ("I_bs", "tau_bs"))
            decays = (card[i] * np.exp(-back / 1e3 / card[tau]) for i, tau in parts)
            volts += 1e3 * card["B"] * sum(decays)
        H = (volts - 1e3 * card["V_r"]) / (1 + card["Mg"] * np.exp(-0.062 * volts) / 3.57)
        ca += STEP * (card["G_NMDA"] * (N_f + N_s) * H - ca / (1e3 * card["tau_Ca"]))
        N_f -= STEP * N_f / (1e3 * card["tau_f"])
        N_s -= STEP * N_s / (1e3 * card["tau_s"])
        traces.append(ca)
    return np.array(traces)


def claim(result) -> bool:
    window = result.panel == "window"
    lag, change = result.abscissa[window], result.value[window]
    peak = lag[change.argmax()]
    sides = change[lag < peak].min() < -0.01 and change[lag > peak].min() < -0.01
    omega = result.value[~window]
    return bool(omega.min() < 0.1 and omega[-1] > 0.9 and 0 <= peak < 40 and sides)
