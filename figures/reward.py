"""A reward that comes late finds what is still eligible."""

import numpy as np

from models.catalogue import find
from protocols import reward

CHAPTER, ORDER = "conditioning", 4.5
COMMAND = "python -m protocols.reward --figure reward.svg"
RULES = ("reward:izhikevich_2007",)
CAPTION = {
    "en": "Three-factor STDP (Izhikevich 2007): one pair of spikes, 10 ms either way, and one "
    "reward. The pair leaves an eligibility that fades with 1 s, and the dopamine of the "
    "reward, which fades with 0.2 s, turns it into change: a reward before the pair counts "
    "as far as its dopamine lasts. Far from the pair, what tonic dopamine does. So the "
    "model; in striatal spines dopamine acts 0.3 to 2 s after the pairing alone (Yagishita "
    "et al. 2014, doi:10.1126/science.1255514).",
    "fr": "STDP à trois facteurs (Izhikevich 2007) : une paire de potentiels d'action, à 10 ms "
    "dans un ordre ou l'autre, et une récompense. La paire laisse une éligibilité qui "
    "s'éteint en 1 s, et la dopamine de la récompense, qui s'éteint en 0,2 s, en fait un "
    "changement : une récompense avant la paire compte tant que dure sa dopamine. Loin de la "
    "paire, l'effet de la dopamine tonique. Tel est le modèle ; dans les épines du striatum, "
    "la dopamine n'agit que 0,3 à 2 s après l'appariement (Yagishita et coll. 2014, "
    "doi:10.1126/science.1255514).",
}
CLAIM = {
    "en": "what a reward adds falls to 1/e in 1 s after the pair and in 0.2 s before it, and the "
    "order of the spikes gives its sign",
    "fr": "ce qu'ajoute une récompense tombe à 1/e en 1 s après la paire et en 0,2 s avant elle, "
    "et l'ordre des potentiels d'action en donne le signe",
}


def data() -> reward.Rewards:
    return reward.reward(delay="-1:5:0.05")


def draw(figure, result: reward.Rewards) -> None:
    reward.draw(figure, result)


def claim(result: reward.Rewards) -> bool:
    card = find(RULES[0])
    held = []
    for lag, sign in ((10, 1), (-10, -1)):
        here = result.lag == lag
        delay, change = result.delay[here], result.change[here]
        size = card["A_plus"] if lag > 0 else -card["A_minus"]
        tonic = card["eta"] * card["tonic"] * card["tau_c"] * size * np.exp(-0.5)
        added = dict(zip(np.round(delay, 2), change - tonic, strict=True))
        falls = added[1.0] / added[0.0], added[-0.2] / added[0.0]
        held += [sign * change.min() > 0 < sign * change.max(), np.allclose(falls, np.exp(-1))]
    return all(held)
