"""The 45 perceptrons, one for each pair of digits."""

from figures import mnist_voting
from readout.digits.results import Classifiers
from readout.plotting import vote

CHAPTER, ORDER = "project", 3
COMMAND = "python -m readout.mnist --all"
RULES = ()
CAPTION = {
    "en": "Test accuracy of each of the 45 perceptrons on its own two digits of MNIST, and the "
    "weights of each. Ten passes of Rosenblatt's rule, seed 0.",
    "fr": "Exactitude au test de chacun des 45 perceptrons sur ses deux chiffres de MNIST, et "
    "les poids de chacun. Dix passes de la règle de Rosenblatt, graine 0.",
}
CLAIM = {
    "en": "0 against 1 is among the five easiest pairs, 3 against 5 among the ten hardest",
    "fr": "0 contre 1 est parmi les cinq paires les plus faciles, 3 contre 5 parmi les dix plus "
    "difficiles",
}


data = mnist_voting.data


def draw(figure, result: Classifiers) -> None:
    matrix, weights = figure.subplots(1, 2)
    vote.draw_pairs(matrix, result)
    vote.draw_weights(weights, result.readout)


def claim(result) -> bool:
    order = result.classifier[:-1][result.test_accuracy[:-1].argsort()].tolist()
    return order.index("0-1") >= 40 and order.index("3-5") < 10
