"""Mistakes on separable sets against the bound of the convergence theorem."""

from readout import convergence

CHAPTER, ORDER = "perceptron", 4
COMMAND = "python -m readout.convergence --figure convergence.svg"
RULES = ()
CAPTION = {
    "en": "Mistakes until none is left, on random separable sets of growing margin gamma, "
    "beside the bound (R/gamma)² of the convergence theorem (Novikoff 1962). Seed 0.",
    "fr": "Erreurs jusqu'à la dernière, sur des ensembles séparables aléatoires de marge gamma "
    "croissante, et la borne (R/gamma)² du théorème de convergence (Novikoff 1962). "
    "Graine 0.",
}
CLAIM = {
    "en": "no set takes more mistakes than the bound",
    "fr": "aucun ensemble ne demande plus d'erreurs que la borne",
}


def data() -> convergence.Convergence:
    return convergence.convergence()


def draw(figure, result) -> None:
    convergence.draw(figure, result)


def claim(result) -> bool:
    return bool((result.most_mistakes <= result.bound).all())
