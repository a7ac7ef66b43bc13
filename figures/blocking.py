"""Blocking: a cue that predicts nothing new is not learned."""

from protocols import conditioning

CHAPTER, ORDER = "conditioning", 2
COMMAND = 'python -m protocols.conditioning --design "40A+ / 40AB+" --figure blocking.svg'
RULES = ()
CAPTION = {
    "en": "Blocking (Kamin 1969) by the rule of Rescorla & Wagner 1972: the reward is learned with "
    "cue A; then A and B come together. The reward is expected already, and B learns nothing.",
    "fr": "Le blocage (Kamin 1969) par la règle de Rescorla & Wagner 1972 : la récompense est "
    "apprise avec le stimulus A ; puis A et B viennent ensemble. La récompense est déjà attendue, "
    "et B n'apprend rien.",
}
CLAIM = {
    "en": "after 40 trials with the reward, B has less than a twentieth of A's strength",
    "fr": "après 40 essais avec récompense, B a moins d'un vingtième de la force de A",
}


def data():
    return conditioning.conditioning("40A+ / 40AB+")


def draw(figure, result) -> None:
    conditioning.draw(figure, result)


def claim(result) -> bool:
    return bool(0 < result.B[-1] < result.A[-1] / 20)
