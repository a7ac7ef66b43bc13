"""Four rules between rates: change of weight against the postsynaptic rate, and its threshold."""

import numpy as np

from protocols import rate

CHAPTER, ORDER = "rate", 1
COMMAND = "python -m protocols.rate --figure rate.svg"
RULES = ("hebb:hebb_1949", "covariance:sejnowski_1977", "oja:oja_1982", "bcm:intrator_cooper_1992")
CAPTION = {
    "en": "Change of weight against the postsynaptic rate, in units of the target rate, by Hebb "
    "1949, covariance (Sejnowski 1977), Oja 1982 and BCM (Bienenstock, Cooper & Munro 1982). "
    "Colours: the rate that the neuron has had until now, where it moves the threshold.",
    "fr": "Variation du poids selon la fréquence de décharge postsynaptique, en unités de la "
    "fréquence cible, pour Hebb 1949, la covariance (Sejnowski 1977), Oja 1982 et BCM "
    "(Bienenstock, Cooper & Munro 1982). Couleurs : la fréquence de décharge passée du neurone, là "
    "où elle déplace le seuil.",
}
CLAIM = {
    "en": "Hebb never depresses; the thresholds of covariance and BCM move, BCM's as the square",
    "fr": "Hebb ne déprime jamais ; les seuils de la covariance et de BCM se déplacent, celui de "
    "BCM comme le carré",
}


def data() -> rate.Curves:
    return rate.rate()


def draw(figure, result) -> None:
    rate.draw(figure, result)


def claim(result: rate.Curves) -> bool:
    def signs_agree(rule, theta):
        here = (result.rule == rule) & (result.rate > 0)
        above = np.round(result.rate - theta, 12)[here]
        return (np.sign(np.round(result.change[here], 12)) == np.sign(above)).all()

    hebb = (result.change[result.rule == "hebb"] >= 0).all()
    slide = signs_agree("covariance", result.history) and signs_agree("bcm", result.history**2)
    return bool(hebb and slide)
