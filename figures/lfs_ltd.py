"""900 pulses: depression at low rates, potentiation at high ones."""

import numpy as np

from protocols import lfs
from protocols.experiments.catalogue import find
from synplast.plotting import AP5, DATA, decimal, say

CHAPTER, ORDER = "induction", 2.1
COMMAND = "python -m protocols.lfs --rule nmda --rule calcium:hippocampal_slices --figure lfs.svg"
RULES = ("nmda", "calcium:hippocampal_slices")
CAPTION = {
    "en": "Change of weight after 900 pulses against their rate, the protocol of Dudek & Bear "
    "1992, who found depression at 0.5 to 3 Hz, nothing at 10 Hz and potentiation at 50 "
    "Hz (marks at the top, by sign). Calcium control of Shouval et al. 2002 turns lower than they "
    "found, with much potentiation at 10 Hz already; where it turns rests on a free parameter, the "
    "EPSP (9.2, 5.9 and 4.9 Hz with 1, 15 and 20 fibres; 15 here); the calcium rule of Graupner & "
    "Brunel 2012 as fitted to "
    "slices turns higher, and does nothing up to 2 Hz.",
    "fr": "Variation du poids après 900 impulsions selon leur fréquence, le protocole de Dudek "
    "& Bear 1992, qui trouvèrent une dépression de 0,5 à 3 Hz, rien à 10 Hz et une "
    "potentialisation à 50 Hz (marques en haut, par le signe). Le contrôle par le calcium de "
    "Shouval et al. 2002 bascule plus bas, avec déjà beaucoup de potentialisation à 10 Hz ; le "
    "point de bascule tient à un paramètre libre, le PPSE (9,2, 5,9 et 4,9 Hz avec 1, 15 et 20 "
    "fibres ; 15 ici) ; la règle de calcium de Graupner & Brunel "
    "2012 ajustée à des tranches bascule plus haut, et ne fait rien jusqu'à 2 Hz.",
}
CLAIM = {
    "en": "depression turns once to potentiation as the rate grows; by calcium control there is "
    "depression from 1 to 5 Hz, by the fit to slices none up to 2 Hz, against the experiment",
    "fr": "la dépression fait place une fois à la potentialisation quand la fréquence croît ; par "
    "le contrôle par le calcium il y a dépression de 1 à 5 Hz, par l'ajustement aux tranches "
    "aucune jusqu'à 2 Hz, contre l'expérience",
}


def data() -> lfs.Lfs:
    return lfs.lfs(list(RULES), rate="1,2,5,10,20,50")


def draw(figure, result: lfs.Lfs) -> None:
    lfs.draw(figure, result)
    axes = figure.axes[0]
    for target in find("dudek_bear_1992").targets:
        marker = {"-": "v", "0": "_", "+": "^"}[target.sign]
        color = AP5 if target.drug else DATA
        at = float(target.condition["rate"]), 0.84 if target.drug else 0.97
        axes.plot(*at, marker, color=color, ms=13, mew=4, transform=axes.get_xaxis_transform())
    axes.plot([], [], "v", color=DATA, ms=12, label="Dudek & Bear 1992")
    axes.plot([], [], "_", color=AP5, ms=13, mew=4, label=say(en="with AP5", fr="sous AP5"))
    axes.set_ylim(top=1.15 * axes.get_ylim()[1])
    rates = np.unique([*result.rate, 0.5, 3])
    axes.set_xticks(rates, [decimal(f"{one:g}") for one in rates])
    axes.legend(loc="upper left", bbox_to_anchor=(0, 0.8))


def claim(result) -> bool:
    for rule in dict.fromkeys(result.rule):
        change = result.change[result.rule == rule]
        signs = np.sign(change[abs(change) > 1e-2])
        if not (signs[0] < 0 < signs[-1] and (np.diff(signs) != 0).sum() == 1):
            return False
    control = result.rule == "nmda:shouval_2002"
    slow = ~control & (result.rate <= 2)
    depressed = result.change[control & (result.rate <= 5)] < -0.1
    return bool(depressed.all() and (abs(result.change[slow]) < 0.01).all())
