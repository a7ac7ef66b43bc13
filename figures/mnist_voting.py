"""The vote of 45 perceptrons on MNIST: how it was learned."""

from readout import mnist
from readout.digits.results import Classifiers
from readout.plotting import vote

CHAPTER, ORDER = "project", 4
COMMAND = "python -m readout.mnist --all --figure vote.svg"
RULES = ()
CAPTION = {
    "en": "A perceptron for each pair of digits learns from MNIST's 60,000 training images, ten "
    "passes of Rosenblatt's rule, and the 45 vote on the 10,000 test images (LeCun et al. 1998).",
    "fr": "Un perceptron par paire de chiffres apprend sur les 60 000 images d'entraînement de "
    "MNIST, dix passes de la règle de Rosenblatt, et les 45 votent sur les 10 000 images de test "
    "(LeCun et al. 1998).",
}
CLAIM = {
    "en": "the vote reads ten digits, better than nine in ten, from classifiers of two",
    "fr": "le vote lit dix chiffres, mieux que neuf fois sur dix, à partir de classifieurs de deux",
}


def data() -> Classifiers:
    return mnist.mnist(all=True)


def draw(figure, result) -> None:
    training, test = figure.subplots(1, 2)
    vote.draw_training(training, result.readout)
    vote.draw_test(test, result.readout)


def claim(result: Classifiers) -> bool:
    pairs, vote = result.test_accuracy[:-1], result.test_accuracy[-1]
    return bool(vote > 90 and (pairs > vote).all())
