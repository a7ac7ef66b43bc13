"""900 pulses: depression at low rates, potentiation at high ones."""

import numpy as np

from protocols import lfs

CHAPTER, ORDER = "induction", 2
COMMAND = "python -m protocols.lfs --engine exact --figure lfs.svg"
RULES = ("calcium:hippocampal_slices",)
CAPTION = {
    "en": "Change of weight after 900 pulses to 20 fibres, against their rate, by the calcium "
    "rule of Graupner & Brunel 2012 (hippocampal slices); the protocol of Dudek & Bear "
    "1992, who found depression at 0.5 to 3 Hz, nothing at 10 Hz and potentiation at 50 "
    "Hz. The fit crosses over higher.",
    "fr": "Variation du poids après 900 impulsions sur 20 fibres, selon leur fréquence, par la "
    "règle de calcium de Graupner & Brunel 2012 (tranches d'hippocampe) ; le protocole de "
    "Dudek & Bear 1992, qui trouvèrent une dépression de 0,5 à 3 Hz, rien à 10 Hz et une "
    "potentialisation à 50 Hz. L'ajustement bascule plus haut.",
}
CLAIM = {
    "en": "there is depression at low rates, potentiation at high ones, and one crossover between",
    "fr": "il y a dépression à basse fréquence, potentialisation à haute fréquence, et une "
    "seule bascule entre les deux",
}


def draw(figure) -> lfs.Lfs:
    result = lfs.lfs(rate="0.5,1,2,3,5,8,10,12,15,20,30,50", engine="exact")
    lfs.draw(figure, result)
    return result


def claim(result) -> bool:
    signs = np.sign(result.change[abs(result.change) > 1e-3])
    return bool(signs[0] < 0 < signs[-1] and (np.diff(signs) != 0).sum() == 1)
