"""The worst mistakes of the vote, and their votes."""

from figures.mnist_voting import data
from readout.digits.election import find_worst
from readout.plotting import vote

__all__ = ["data"]
CHAPTER, ORDER = "project", 6
COMMAND = "python -m readout.mnist --all --figure vote.svg"
RULES = ()
CAPTION = {
    "en": "The test images of MNIST (LeCun et al. 1998) that the vote of 45 perceptrons misreads "
    "by most votes, and these: the truth green, the answer magenta.",
    "fr": "Les images de test de MNIST (LeCun et al. 1998) que le vote de 45 perceptrons lit le "
    "plus mal, et leurs votes : la vérité en vert, la réponse en magenta.",
}
CLAIM = {
    "en": "each is misread, and by more votes than the truth got",
    "fr": "chacune est mal lue, et par plus de votes que n'en eut la vérité",
}


def draw(figure, result) -> None:
    vote.draw_worst(figure, result)


def claim(result) -> bool:
    for n in find_worst(result.test.labels, result.vote, 8):
        truth, answer = result.test.labels[n], result.vote.answers[n]
        if not (truth != answer and result.vote.votes[n, answer] > result.vote.votes[n, truth]):
            return False
    return True
