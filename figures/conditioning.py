"""Conditioning, extinction and partial reinforcement by the rule of Rescorla & Wagner."""

from protocols import conditioning

CHAPTER, ORDER = "conditioning", 1
COMMAND = "python -m protocols.conditioning --figure conditioning.svg"
RULES = ("rescorla_wagner:course",)
CAPTION = {
    "en": "What an animal expects of a cue, trial after trial, by the rule of Rescorla & Wagner "
    "1972 with a learning rate of 0.1: conditioning, extinction, and a reward every other time.",
    "fr": "Ce qu'un animal attend d'un stimulus, essai après essai, selon la règle de Rescorla & "
    "Wagner 1972 avec un taux d'apprentissage de 0,1 : conditionnement, extinction, puis une "
    "récompense une fois sur deux.",
}
CLAIM = {
    "en": "0, 0.1, ... to 1 with the reward, 1, 0.9, ... to 0 without, and about 0.5 when every "
    "other trial is rewarded",
    "fr": "0 ; 0,1 ... jusqu'à 1 avec récompense, 1 ; 0,9 ... jusqu'à 0 sans, et environ 0,5 "
    "quand un essai sur deux est récompensé",
}


def data():
    return conditioning.conditioning("60A+ / 60A- / 30A+ 30A-")


def draw(figure, result) -> None:
    conditioning.draw(figure, result)


def claim(result) -> bool:
    up, down, partial = (result.prediction[result.phase == phase] for phase in (1, 2, 3))
    steps = abs(up[:2] - [0, 0.1]).max() < 1e-12 and abs(down[1] / down[0] - 0.9) < 1e-12
    return bool(
        steps and down[0] > 0.99 and down[-1] < 0.01 and abs(partial[-2:] - 0.5).max() < 0.03
    )
