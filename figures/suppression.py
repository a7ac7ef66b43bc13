"""Suppression: by it the first pair of a triplet prevails, as in the experiment."""

from typing import NamedTuple

import numpy as np

from models.catalogue import find as find_rule
from protocols.experiments.catalogue import find
from protocols.experiments.replicate import replicate
from synplast.option_types import Number, Text
from synplast.plotting import DATA, RULE_1, RULE_2, say

CHAPTER, ORDER = "rules", 3.5
COMMAND = (
    "python -m protocols.scorecard --experiment froemke_dan_2002 "
    "--rule suppression --rule pair:froemke_dan_2002"
)
RULES = ("suppression:froemke_dan_2002", "pair:froemke_dan_2002")
CAPTION = {
    "en": "Pairs and triplets of spikes 10 ms apart, 60 times at 0.2 Hz. Bars: the suppression "
    "model of Froemke & Dan 2002, in which a spike counts for less, the sooner it follows one of "
    "its own side, and the window of pairs alone. Signs: what they found in layer 2/3 of visual "
    "cortex, where the first pair of a triplet prevails.",
    "fr": "Paires et triplets de potentiels d'action à 10 ms d'écart, 60 fois à 0,2 Hz. Barres : "
    "le modèle de suppression de Froemke & Dan 2002, où un potentiel d'action compte d'autant "
    "moins qu'il suit de près un autre du même côté, et la seule fenêtre des paires. Signes : ce "
    "qu'ils ont trouvé en couche 2/3 du cortex visuel, où la première paire d'un triplet "
    "l'emporte.",
}
CLAIM = {
    "en": "suppression has the signs of all four, the window of pairs potentiates by post-pre-post",
    "fr": "la suppression a les signes des quatre, la fenêtre des paires potentialise par "
    "post-pré-post",
}


class Orders(NamedTuple):
    """The change by each rule at each order of spikes, and the sign that was found."""

    rule: Text
    order: Text
    change: Number
    sign: Number


def data() -> Orders:
    experiment = find("froemke_dan_2002")
    changes = replicate(experiment, [find_rule(name) for name in RULES]).change
    rows = [
        (rule, name_order(target.condition), change, {"+": 1, "-": -1}[target.sign])
        for rule, row in zip(RULES, changes, strict=True)
        for target, change in zip(experiment.targets, row, strict=True)
    ]
    return Orders(*map(np.array, zip(*rows, strict=True)))


def name_order(condition: dict) -> str:
    if condition["order"] != "pair":
        return condition["order"]
    return "pre-post" if condition["dt1"] > 0 else "post-pre"


def draw(figure, result: Orders) -> None:
    axes = figure.add_subplot()
    orders = list(dict.fromkeys(result.order))
    place = np.arange(len(orders))
    labels = say(en=("suppression", "pairs alone"), fr=("suppression", "paires seules"))
    for n, (rule, color) in enumerate(zip(RULES, (RULE_1, RULE_2), strict=True)):
        change = 100 * result.change[result.rule == rule]
        axes.bar(place + 0.3 * n - 0.15, change, 0.28, color=color, label=labels[n])
    axes.axhline(0, color="0.7", linewidth=1)
    low, high = axes.get_ylim()
    axes.set_ylim(low, high + 0.25 * (high - low))
    for x, sign in zip(place, result.sign[result.rule == RULES[0]], strict=True):
        told = {"size": 40, "ha": "center", "va": "center", "color": DATA}
        axes.text(x, high + 0.12 * (high - low), "+" if sign > 0 else "−", **told)
    words = say(en=orders, fr=[name.replace("pre", "pré") for name in orders])
    axes.set_xticks(place, words)
    axes.set_ylabel(say(en="change of weight (%)", fr="variation du poids (%)"))
    axes.legend(loc="lower left")


def claim(result: Orders) -> bool:
    agrees = np.sign(result.change) == result.sign
    wrong = result.order[~agrees]
    return bool(agrees[result.rule == RULES[0]].all() and wrong.tolist() == ["post-pre-post"])
