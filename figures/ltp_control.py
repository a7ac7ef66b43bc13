"""Specificity set by set: what the tetanus of one pathway does to another."""

import numpy as np

from figures import ltp_properties
from synplast.plotting import CONTROL, say

CHAPTER, ORDER = "induction", 1.6
COMMAND = "python -m protocols.hfs --engine exact --fibres 40 --rule calcium:DP"
RULES = ("calcium:DPD",)
CAPTION = {
    "en": "The control pathway an hour after a tetanus to 40 fibres of another, by every published "
    "set of the calcium rule of Graupner & Brunel 2012. At 100 Hz the model's neuron fires so fast "
    "that its own calcium moves the control; in the experiment the population spike was suppressed "
    "then.",
    "fr": "La voie témoin une heure après un tétanos de 40 fibres d'une autre, par chaque jeu "
    "publié de la règle de calcium de Graupner & Brunel 2012. À 100 Hz le neurone du modèle "
    "décharge si vite que son propre calcium déplace le témoin ; dans l'expérience, le potentiel "
    "de population était alors supprimé.",
}
CLAIM = {
    "en": "at 20 Hz some sets leave the control where it was, at 100 Hz none does",
    "fr": "à 20 Hz certains jeux laissent le témoin où il était, à 100 Hz aucun",
}
FRENCH = {
    "hippocampal slices": "tranches d'hippocampe",
    "hippocampal cultures": "cultures d'hippocampe",
    "cortical slices": "tranches de cortex",
}

data = ltp_properties.data


def change(result, rate: int) -> np.ndarray:
    """Of the control by each set (%)."""
    rules = dict.fromkeys(result.rule)
    return np.array([result.slopes(rule, rate)["many", "control"] - 100 for rule in rules])


def draw(figure, result) -> None:
    axes = figure.subplots()
    names = [rule.partition(":")[2] for rule in dict.fromkeys(result.rule)]
    names = [name.replace("_", " ").replace("prime", "′") for name in names]
    place = -np.arange(len(names))
    axes.axvline(0, color="0.7", linewidth=1)
    for rate, marker, inside in ((20, "o", CONTROL), (100, "s", "white")):
        style = {"color": CONTROL, "mfc": inside, "ms": 13, "mew": 2.5, "label": f"{rate} Hz"}
        axes.plot(change(result, rate), place, marker, **style)
    axes.set_yticks(place, [say(en=name, fr=FRENCH.get(name, name)) for name in names])
    axes.set_xlabel(say(en="change of the control (%)", fr="variation du témoin (%)"))
    axes.legend(loc="upper right")


def claim(result) -> bool:
    slow, fast = (np.abs(change(result, rate)) for rate in (20, 100))
    return bool((slow < 1).any() and (fast > 1).all())
