"""The distal reward problem: a reward finds the synapse that it is for, seconds later."""

from protocols import distal_reward

CHAPTER, ORDER = "conditioning", 5
COMMAND = "python -m protocols.distal_reward --figure distal_reward.svg"
RULES = ("reward:izhikevich_2007",)
CAPTION = {
    "en": "Three-factor STDP (Izhikevich 2007): of 100 inputs to a neuron one is rewarded where "
    "the neuron fires within 10 ms of it, 1 to 3 s later. Spikes leave an eligibility for a "
    "second, and the dopamine of the reward turns it into change. Right, as many rewards at "
    "random times.",
    "fr": "STDP à trois facteurs (Izhikevich 2007) : de 100 entrées d'un neurone, une est "
    "récompensée quand le neurone décharge moins de 10 ms après elle, 1 à 3 s plus tard. Les "
    "potentiels d'action laissent une éligibilité d'une seconde, et la dopamine de la récompense "
    "en fait un changement. À droite, autant de récompenses au hasard.",
}
CLAIM = {
    "en": "within an hour the rewarded synapse is the strongest; with rewards at random it is not",
    "fr": "en une heure la synapse récompensée devient la plus forte ; au hasard, non",
}


def data() -> distal_reward.Distal:
    return distal_reward.distal_reward()


def draw(figure, result: distal_reward.Distal) -> None:
    distal_reward.draw(figure, result)


def claim(result) -> bool:
    earned, random = (result.reward == kind for kind in ("earned", "random"))
    first = result.chosen[earned][-1] > 1.5 * result.highest[earned][-1]
    return bool(first and result.chosen[random][-1] < result.highest[random][-1])
