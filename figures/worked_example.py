"""The course's worked example, mistake by mistake."""

import numpy as np

from readout import worked_example

CHAPTER, ORDER = "perceptron", 3.1
COMMAND = "python -m readout.worked_example --figure example.svg"
RULES = ()
CAPTION = {
    "en": "The course's worked example: six points, w = (0, 1, 0.5) to begin with, eta = 0.2. "
    "At each mistake the line moves towards the point that was on the wrong side.",
    "fr": "L'exemple du cours : six points, w = (0 ; 1 ; 0,5) au départ, eta = 0,2. À chaque "
    "erreur la droite se déplace vers le point qui était du mauvais côté.",
}
CLAIM = {
    "en": "three mistakes lead to w = (0.2, 0.5, 1.0)",
    "fr": "trois erreurs mènent à w = (0,2 ; 0,5 ; 1,0)",
}


def data() -> worked_example.Steps:
    return worked_example.worked_example()


def draw(figure, result) -> None:
    worked_example.draw(figure, result)


def claim(result) -> bool:
    last = [result.w0[-1], result.w1[-1], result.w2[-1]]
    return bool(np.allclose(last, [0.2, 0.5, 1.0]) and (result.verdict == "wrong").sum() == 3)
