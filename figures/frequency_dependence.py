"""The change by pairing against its rate, with the numbers of Sjöström et al."""

import numpy as np

from protocols import frequency

CHAPTER, ORDER = "timing", 3
COMMAND = "python -m protocols.frequency --rate 1:50:1 --engine exact --figure frequency.svg"
RULES = ("triplet:visual_cortex_all_to_all_full",)
CAPTION = {
    "en": "Change of weight after 60 pairs against their rate, for either order of the spikes. "
    "Lines: triplet rule. Dots, filled at +10 ms and open at −10 ms: mean and standard "
    "error in layer 5 of visual cortex, Sjöström et al. 2001, as Pfister & Gerstner 2006 took them "
    "up.",
    "fr": "Variation du poids après 60 paires selon leur fréquence, pour chaque ordre des "
    "potentiels d'action. Lignes : règle de triplets. Points, pleins à +10 ms et vides à "
    "−10 ms : moyenne et erreur type en couche 5 du cortex visuel, Sjöström et al. 2001, repris "
    "par Pfister & Gerstner 2006.",
}
CLAIM = {
    "en": "post before pre depresses at low rates and potentiates at high ones",
    "fr": "post avant pré déprime à basse fréquence et potentialise à haute fréquence",
}


def draw(figure) -> frequency.Frequency:
    result = frequency.frequency(rate="0.1,1:50:1", engine="exact")
    frequency.draw(figure, result)
    return result


def claim(result) -> bool:
    change = result.change[result.lag == -10]
    return bool(change[0] < 0 < change[-1] and np.ptp(result.rate) > 40)
