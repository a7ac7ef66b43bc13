"""What was the cue? A perceptron reads it from the activity of the delay."""

from readout import delay

CHAPTER, ORDER = "hebb", 3
COMMAND = "python -m readout.delay --size 200 --train 3 --test 6 --figure delay.svg"
RULES = ("heterosynaptic:zenke_2015", "inhibitory:vogels_2011_network")
CAPTION = {
    "en": "A perceptron learns from the spikes of 200 neurons, in the last second of the delay "
    "after a cue, which of two stimuli it was; then it reads fresh trials. Above the line it says "
    "A. Six trials to learn from, seed 0.",
    "fr": "Un perceptron apprend, des potentiels d'action de 200 neurones dans la dernière seconde "
    "du délai après un indice, lequel de deux stimuli c'était ; puis il lit de nouveaux essais. "
    "Au-dessus de la droite il dit A. Six essais d'apprentissage, graine 0.",
}
CLAIM = {
    "en": "nine in ten fresh trials or more are read aright: the delay holds the memory of the cue",
    "fr": "neuf nouveaux essais sur dix au moins sont bien lus : le délai garde le souvenir de "
    "l'indice",
}


def data() -> delay.Delay:
    return delay.delay(train=3, test=6, size=200)


def draw(figure, result) -> None:
    delay.draw(figure, result)


def claim(result) -> bool:
    right = result.cues * result.answers > 0
    return bool(right.mean() >= 0.9 and len(right) == 12)
