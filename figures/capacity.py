"""How many random patterns a perceptron can learn."""

import numpy as np

from readout import capacity

CHAPTER, ORDER = "perceptron", 5
COMMAND = "python -m readout.capacity --sets 50 --figure capacity.svg"
RULES = ()
CAPTION = {
    "en": "Fraction of random sets of P patterns for which there are N weights, against P/N. Dots: "
    "50 sets, each decided with a proof. Lines: Cover's count (1965), with its half at 2 for free "
    "weights and at 1 for weights that keep their sign (Amit, Wong & Campbell 1989). Seed 0.",
    "fr": "Fraction d'ensembles aléatoires de P motifs pour lesquels il existe N poids, selon P/N. "
    "Points : 50 ensembles, chacun décidé avec une preuve. Lignes : le dénombrement de Cover "
    "(1965), dont la moitié est à 2 pour des poids libres et à 1 pour des poids qui gardent leur "
    "signe (Amit, Wong & Campbell 1989). Graine 0.",
}
CLAIM = {
    "en": "of free weights and of weights of a fixed sign, the fraction at every load is Cover's "
    "within the error of sampling",
    "fr": "pour des poids libres comme pour des poids de signe fixé, la fraction est à toute "
    "charge celle de Cover, à l'erreur d'échantillonnage près",
}
SETS = 50


def data() -> capacity.Capacity:
    return capacity.capacity(sets=SETS)


def draw(figure, result) -> None:
    capacity.draw_kinds(figure.subplots(), result, ("free", "signed"), learned=False)


def claim(result) -> bool:
    counted = result.weights != "binary"
    found, cover = result.separable[counted], result.theory[counted]
    # Four standard deviations, and one set where there is next to none.
    error = 4 * np.sqrt(cover * (1 - cover) / SETS) + 1 / SETS
    return bool((np.abs(found - cover) <= error).all())
