"""Selectivity: by BCM a neuron comes to answer one pattern, by Oja all."""

import numpy as np

from protocols import selectivity

CHAPTER, ORDER = "rate", 3
COMMAND = "python -m protocols.selectivity --figure selectivity.svg"
RULES = ("bcm:intrator_cooper_1992", "oja:oja_1982")
CAPTION = {
    "en": "Answers of one neuron to five overlapping patterns as it learns. By BCM it becomes "
    "selective to one of them, which one depends on the seed; by Oja it turns to what they have "
    "in common and answers all alike. Seed 0; the learning rates are free.",
    "fr": "Réponses d'un neurone à cinq motifs qui se recouvrent, au fil de l'apprentissage. Par "
    "BCM il devient sélectif à l'un d'eux, lequel dépend de la graine ; par Oja il se tourne vers "
    "ce qu'ils ont en commun et répond à tous pareillement. Graine 0 ; les vitesses sont libres.",
}
CLAIM = {
    "en": "BCM's neuron answers one pattern with five times the target and the others with "
    "nothing; Oja's answers all alike",
    "fr": "le neurone de BCM répond à un motif par cinq fois la cible et aux autres par rien ; "
    "celui d'Oja répond à tous pareillement",
}


def data() -> selectivity.Selectivity:
    return selectivity.selectivity()


def draw(figure, result) -> None:
    selectivity.draw(figure, result)


def claim(result) -> bool:
    bcm, oja = (np.sort(result.last(rule)) for rule in ("bcm", "oja"))
    return bool(abs(bcm[-1] - 5) < 0.5 and bcm[-2] < 0.5 and np.ptp(oja) < 0.2 * oja.mean())
