"""One perceptron learns two digits."""

from readout import mnist

CHAPTER, ORDER = "project", 2
COMMAND = "python -m readout.mnist --digits 3 5 --figure three_or_five.svg"
RULES = ()
CAPTION = {
    "en": "A perceptron learns to tell 3 from 5 (MNIST): errors pass after pass, its weights, "
    "and the test images that it gets most wrong. Seed 0.",
    "fr": "Un perceptron apprend à distinguer 3 et 5 (MNIST) : erreurs passe après passe, ses "
    "poids, et les images de test où il se trompe le plus. Graine 0.",
}
CLAIM = {
    "en": "mistakes become rarer, and never none: 3 and 5 are not separable in ten passes",
    "fr": "les erreurs se raréfient sans disparaître : 3 et 5 ne sont pas séparés en dix passes",
}


def data():
    return mnist.mnist(digits=(3, 5))


def draw(figure, result) -> None:
    mnist.draw(figure, result)


def claim(result) -> bool:
    return bool(result.errors[0] > result.errors[-1] > 0 and result.test_accuracy[-1] > 90)
