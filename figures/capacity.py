"""How many random patterns a perceptron can learn."""

from functools import cache

from readout import capacity

CHAPTER, ORDER = "perceptron", 5
COMMAND = "python -m readout.capacity --figure capacity.svg"
RULES = ()
CAPTION = {
    "en": "Fraction of random sets of P patterns that N weights learn, against P/N. Lines: "
    "limits of large N, Cover 1965 for free weights (one half at 2), half of it for "
    "weights that keep their sign (Amit, Wong & Campbell 1989), 0.83 for binary ones "
    "(Krauth & Mézard 1989). Seed 0.",
    "fr": "Fraction des ensembles aléatoires de P motifs que N poids apprennent, selon P/N. "
    "Lignes : limites pour N grand, Cover 1965 pour des poids libres (la moitié à 2), la "
    "moitié pour des poids qui gardent leur signe (Amit, Wong & Campbell 1989), 0,83 pour "
    "des poids binaires (Krauth & Mézard 1989). Graine 0.",
}
CLAIM = {
    "en": "with free weights every set well below 2 patterns a weight is learned, and none well "
    "above",
    "fr": "avec des poids libres tout ensemble nettement sous 2 motifs par poids est appris, et "
    "aucun nettement au-dessus",
}


@cache  # drawn in two languages, computed once
def data() -> capacity.Capacity:
    return capacity.capacity()


def draw(figure) -> capacity.Capacity:
    capacity.draw(figure, data())
    return data()


def claim(result) -> bool:
    free = result.weights == "free"
    below, above = free & (result.load <= 1.5), free & (result.load >= 2.5)
    return bool((result.learned[below] > 0.9).all() and (result.learned[above] < 0.1).all())
