"""Calcium control: what calcium asks of the weight, and the window that follows."""

from functools import cache
from typing import NamedTuple

import numpy as np

from models.catalogue import find
from protocols import stdp
from protocols.kinds import Number, Text
from protocols.picture import CYCLE, DEPRESSION, POTENTIATION, say

CHAPTER, ORDER = "biophysics", 3
COMMAND = "python -m protocols.stdp --rule nmda --lag -100:150:5 --figure nmda.svg"
RULES = ("nmda",)
CAPTION = {
    "en": "Calcium control of Shouval, Bear & Cooper 2002. Left: the weight that a level of "
    "calcium leads to, Omega. Right: change after pairs at 1 Hz against their lag, with a "
    "second window of depression beyond that of potentiation.",
    "fr": "Contrôle par le calcium de Shouval, Bear & Cooper 2002. À gauche : le poids auquel "
    "mène un niveau de calcium, Omega. À droite : variation après des paires à 1 Hz selon "
    "leur décalage, avec une seconde fenêtre de dépression au-delà de celle de "
    "potentialisation.",
}
CLAIM = {
    "en": "a little calcium depresses and more potentiates; the window has depression on both "
    "sides of potentiation",
    "fr": "un peu de calcium déprime et davantage potentialise ; la fenêtre a une dépression de "
    "part et d'autre de la potentialisation",
}


class Control(NamedTuple):
    """Rows of both panels: Omega against calcium (uM), and the change against the lag (ms)."""

    panel: Text
    abscissa: Number
    value: Number


@cache  # drawn in two languages, simulated once
def data() -> Control:
    card, calcium = find("nmda"), np.linspace(0, 1, 201)

    def sigmoid(side):
        return 1 / (1 + np.exp(-card[f"beta_{side}"] * (calcium - card[f"alpha_{side}"])))

    omega = 0.25 + sigmoid(2) - 0.25 * sigmoid(1)
    window = stdp.stdp("nmda", lag="-100:150:5")
    names = np.repeat(["omega", "window"], [len(calcium), len(window.lag)])
    return Control(names, np.append(calcium, window.lag), np.append(omega, window.change))


def draw(figure) -> Control:
    result = data()
    left, right = figure.subplots(1, 2)
    here = result.panel == "omega"
    left.plot(result.abscissa[here], result.value[here], color=CYCLE[0])
    left.axhline(0.25, color="0.7", linewidth=1)
    left.set_xlabel(say(en="calcium (µM)", fr="calcium (µM)"))
    left.set_ylabel(r"$\Omega$")
    lag, change = result.abscissa[~here], 100 * result.value[~here]
    right.plot(lag, change, color=CYCLE[0])
    right.fill_between(lag, change, where=change > 0, color=POTENTIATION, alpha=0.4)
    right.fill_between(lag, change, where=change < 0, color=DEPRESSION, alpha=0.4)
    right.axhline(0, color="0.7", linewidth=1)
    right.set_xlabel(say(en="lag (ms)", fr="décalage (ms)"))
    right.set_ylabel(say(en="change of weight (%)", fr="variation du poids (%)"))
    return result


def claim(result) -> bool:
    window = result.panel == "window"
    lag, change = result.abscissa[window], result.value[window]
    peak = lag[change.argmax()]
    sides = change[lag < peak].min() < -0.01 and change[lag > peak].min() < -0.01
    omega = result.value[~window]
    return bool(omega.min() < 0.1 and omega[-1] > 0.9 and 0 <= peak < 40 and sides)
