"""Short-term depression and facilitation in a train of pulses."""

import numpy as np

from protocols import short_term

CHAPTER, ORDER = "memory", 3
COMMAND = "python -m protocols.short_term --figure short_term.svg"
RULES = ("depressing:tsodyks_1998", "facilitating:tsodyks_1998")
CAPTION = {
    "en": "Short-term plasticity: the EPSPs of eight pulses at 20 Hz, and of a ninth 500 ms later, "
    "by the model of Tsodyks & Markram 1997 with the constants of Tsodyks, Pawelzik & Markram "
    "1998: a synapse between pyramidal cells, which runs out of resources, and one to an "
    "interneuron, which comes to release more. Seconds later either is as it was before.",
    "fr": "Plasticité à court terme : les PPSE de huit impulsions à 20 Hz, et d'une neuvième 500 "
    "ms plus tard, selon le modèle de Tsodyks & Markram 1997 avec les constantes de Tsodyks, "
    "Pawelzik & Markram 1998 : une synapse entre cellules pyramidales, qui épuise ses ressources, "
    "et une autre vers un interneurone, qui en vient à libérer davantage. Quelques secondes plus "
    "tard, l'une et l'autre sont comme avant.",
}
CLAIM = {
    "en": "every EPSP of the train is smaller than the one before in the depressing synapse, and "
    "larger in the facilitating one; 500 ms later both are on their way back",
    "fr": "chaque PPSE du train est plus petit que le précédent à la synapse déprimante, et plus "
    "grand à la synapse facilitante ; 500 ms plus tard, les deux sont sur le retour",
}


def data() -> short_term.ShortTerm:
    return short_term.short_term(RULES)


def draw(figure, result: short_term.ShortTerm) -> None:
    short_term.draw(figure, result)


def claim(result) -> bool:
    depressing, facilitating = (result.amplitude[result.rule == name] for name in RULES)
    train = (np.diff(depressing[:-1]) < 0).all() and (np.diff(facilitating[:-1]) > 0).all()
    rest = depressing[-2] < depressing[-1] < 1 < facilitating[-1] < facilitating[-2]
    return bool(train and rest)
