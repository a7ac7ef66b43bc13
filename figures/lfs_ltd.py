"""900 pulses: depression at low rates, potentiation at high ones."""

from functools import cache

import numpy as np

from protocols import lfs

CHAPTER, ORDER = "induction", 2
COMMAND = "python -m protocols.lfs --rule nmda --rule calcium:hippocampal_slices --figure lfs.svg"
RULES = ("nmda", "calcium:hippocampal_slices")
CAPTION = {
    "en": "Change of weight after 900 pulses against their rate, the protocol of Dudek & Bear "
    "1992, who found depression at 0.5 to 3 Hz, nothing at 10 Hz and potentiation at 50 "
    "Hz. Calcium control of Shouval et al. 2002 turns lower than they found, with much "
    "potentiation at 10 Hz already; the calcium rule of Graupner & Brunel 2012 as fitted to "
    "slices turns higher, and does nothing up to 2 Hz.",
    "fr": "Variation du poids après 900 impulsions selon leur fréquence, le protocole de Dudek "
    "& Bear 1992, qui trouvèrent une dépression de 0,5 à 3 Hz, rien à 10 Hz et une "
    "potentialisation à 50 Hz. Le contrôle par le calcium de Shouval et al. 2002 bascule plus bas, "
    "avec déjà beaucoup de potentialisation à 10 Hz ; la règle de calcium de Graupner & Brunel "
    "2012 ajustée à des tranches bascule plus haut, et ne fait rien jusqu'à 2 Hz.",
}
CLAIM = {
    "en": "from low rates to high there is depression and then potentiation, with one crossover; "
    "by calcium control from 0.5 Hz on",
    "fr": "des basses fréquences aux hautes il y a dépression puis potentialisation, avec une "
    "seule bascule ; par le contrôle par le calcium, dès 0,5 Hz",
}


@cache  # drawn in two languages, simulated once
def data() -> lfs.Lfs:
    return lfs.lfs(list(RULES))


def draw(figure) -> lfs.Lfs:
    lfs.draw(figure, data())
    return data()


def claim(result) -> bool:
    for rule in dict.fromkeys(result.rule):
        change = result.change[result.rule == rule]
        signs = np.sign(change[abs(change) > 1e-2])
        if not (signs[0] < 0 < signs[-1] and (np.diff(signs) != 0).sum() == 1):
            return False
    control = result.rule == "nmda:shouval_2002"
    return bool((result.change[control & (result.rate <= 5)] < -0.1).all())
