"""Which digits the vote confuses."""

from figures.mnist_voting import data
from readout.digits.election import count_confusions
from readout.plotting import vote

__all__ = ["data"]
CHAPTER, ORDER = "project", 5
COMMAND = "python -m readout.mnist --all --figure vote.svg"
RULES = ()
CAPTION = {
    "en": "How often each digit of MNIST (LeCun et al. 1998) was read as each by the vote of 45 "
    "perceptrons: the 10,000 test images; colour for the mistakes alone.",
    "fr": "Combien de fois chaque chiffre de MNIST (LeCun et al. 1998) a été lu comme chacun par "
    "le vote de 45 perceptrons : les 10 000 images de test ; couleur pour les seules erreurs.",
}
CLAIM = {
    "en": "every digit is read aright more often than as any other, and 5 is misread more often "
    "than 1",
    "fr": "chaque chiffre est lu juste plus souvent que comme tout autre, et 5 est mal lu plus "
    "souvent que 1",
}


def draw(figure, result) -> None:
    vote.draw_confusions(figure.subplots(), result)


def claim(result) -> bool:
    table = count_confusions(result.test.labels, result.vote.answers)
    wrong = table.sum(axis=1) - table.diagonal()
    return bool((table.argmax(axis=1) == range(10)).all() and wrong[5] > wrong[1])
