"""Competition: where the weights of many inputs drift under additive and multiplicative rules."""

import numpy as np

from protocols import drift

CHAPTER, ORDER = "rules", 4
COMMAND = "python -m protocols.drift --duration 700 --figure drift.svg"
RULES = ("pair:song_2000", "pair:van_rossum_2000")
CAPTION = {
    "en": "Weights of 1000 Poisson inputs (15 Hz) onto one integrate-and-fire neuron after 700 "
    "s, all started alike: additive rule of Song et al. 2000 (in the end the neuron fires at 15 "
    "Hz), multiplicative depression of van Rossum et al. 2000 without the paper's noise, which "
    "would widen the hump (it fires at 100 Hz). Seed 0.",
    "fr": "Poids de 1000 entrées de Poisson (15 Hz) sur un neurone intègre-et-tire après 700 "
    "s, tous égaux au départ : règle additive de Song et al. 2000 (à la fin le neurone décharge "
    "à 15 Hz), dépression multiplicative de van Rossum et al. 2000 sans le bruit de l'article, qui "
    "élargirait la bosse (il décharge à 100 Hz). Graine 0.",
}
CLAIM = {
    "en": "additive weights part into two humps, multiplicative ones stay in one",
    "fr": "les poids additifs se séparent en deux bosses, les multiplicatifs restent en une",
}


def data() -> drift.Drift:
    return drift.drift(duration=700)


def draw(figure, result) -> None:
    drift.draw(figure, result)


def claim(result) -> bool:
    additive, multiplicative = map(drift.bimodality, result.weights)
    return bool(additive > drift.BIMODAL > multiplicative and np.isfinite(result.weights).all())
