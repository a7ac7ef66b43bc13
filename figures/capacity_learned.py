"""What the perceptron learns of what can be learned, and binary weights."""

import numpy as np

from figures.capacity import data
from readout import capacity

__all__ = ["data"]
CHAPTER, ORDER = "perceptron", 5.1
COMMAND = "python -m readout.capacity --sets 50 --figure capacity.svg"
RULES = ()
CAPTION = {
    "en": "Of 50 random sets at each load P/N, those for which there are weights (dots) and those "
    "that the perceptron learned within 1000 passes (crosses), for free and for binary weights. "
    "Dotted: 0.83, the limit of large N for binary weights (Krauth & Mézard 1989). Seed 0.",
    "fr": "Parmi 50 ensembles aléatoires à chaque charge P/N, ceux pour lesquels il existe des "
    "poids (points) et ceux que le perceptron a appris en 1000 passes (croix), pour des poids "
    "libres et binaires. Pointillés : 0,83, la limite des grands N pour des poids binaires (Krauth "
    "& Mézard 1989). Graine 0.",
}
CLAIM = {
    "en": "the perceptron learns no set for which there are no weights, and of free weights nearly "
    "all others",
    "fr": "le perceptron n'apprend aucun ensemble sans solution, et pour des poids libres presque "
    "tous les autres",
}


def draw(figure, result) -> None:
    capacity.draw_kinds(figure.subplots(), result, ("free", "binary"))


def claim(result) -> bool:
    there = np.isfinite(result.learned)
    never_more = (result.learned <= result.separable)[there].all()
    free = result.weights == "free"
    return bool(never_more and (result.separable - result.learned)[free].max() < 0.25)
