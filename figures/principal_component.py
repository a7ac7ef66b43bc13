"""Hebb, covariance and Oja: where a cloud of inputs turns the weights."""

from protocols import component

CHAPTER, ORDER = "rate", 1.5
COMMAND = "python -m protocols.component --figure component.svg"
RULES = ("hebb:hebb_1949", "covariance:sejnowski_1977", "oja:oja_1982")
CAPTION = {
    "en": "A cloud of two inputs and where three rules turn the weights: all to its long axis, the "
    "principal component. By Hebb and by covariance they grow without end, by Oja (1982) their "
    "length goes to 1. Seed 0; the learning rate is free.",
    "fr": "Un nuage de deux entrées et la direction que trois règles donnent aux poids : toutes "
    "vers le grand axe, la composante principale. Par Hebb et par la covariance ils croissent "
    "sans fin, par Oja (1982) leur longueur tend vers 1. Graine 0 ; la vitesse est libre.",
}
CLAIM = {
    "en": "all three turn to within ten degrees of the long axis, and Oja's keep the length 1",
    "fr": "les trois se tournent à moins de dix degrés du grand axe, et Oja garde la longueur 1",
}


def data() -> component.Component:
    return component.component()


def draw(figure, result) -> None:
    component.draw(figure, result)


def claim(result) -> bool:
    last = result.presentation == result.presentation.max()
    angle, length = result.angle[last], result.length[last]
    oja = result.rule[last] == "oja"
    return bool((angle < 10).all() and abs(length[oja] - 1).max() < 0.1 and length[~oja].min() > 10)
