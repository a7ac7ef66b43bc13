"""The triplet rule against the data that it was fitted to."""

import numpy as np

from protocols import triplets

CHAPTER, ORDER = "rules", 3
COMMAND = (
    "python -m protocols.triplets --engine exact --figure triplets.svg\n"
    "python -m protocols.triplets --protocol quadruplet --T -100:-10:2 10:100:2 --engine exact"
)
RULES = ("triplet:hippocampal_culture_all_to_all_full",)
CAPTION = {
    "en": "Pairs, triplets and quadruplets of spikes, 60 times at 1 Hz. Dashes and lines: "
    "triplet rule of Pfister & Gerstner 2006; T is the time between the two pairs of a quadruplet. "
    "Dots: mean and standard error in hippocampal culture, Wang et al. 2005.",
    "fr": "Paires, triplets et quadruplets de potentiels d'action, 60 fois à 1 Hz. Tirets et "
    "lignes : règle de triplets de Pfister & Gerstner 2006 ; T est le temps entre les deux paires "
    "d'un quadruplet. Points : moyenne et erreur type en culture d'hippocampe, Wang et al. 2005.",
}
CLAIM = {
    "en": "post-pre-post potentiates much more than pre-post-pre of the same intervals",
    "fr": "post-pré-post potentialise bien plus que pré-post-pré aux mêmes intervalles",
}
TIMES = {"quadruplet": ("-100:-10:2", "10:100:2")}  # the experiment's three are among them


def data() -> triplets.Triplets:
    found = [
        triplets.triplets(RULES[0], protocol=name, T=TIMES.get(name), engine="exact")
        for name in triplets.PROTOCOLS
    ]
    return triplets.Triplets(*map(np.concatenate, zip(*found, strict=True)))


def draw(figure, result) -> None:
    triplets.draw(figure, result)


def claim(result) -> bool:
    def at_5_ms(protocol, dt1):
        here = (result.protocol == protocol) & (result.dt1 == dt1) & (result.dt2 == -dt1)
        return result.change[here][0]

    return bool(at_5_ms("post-pre-post", -5) > 3 * at_5_ms("pre-post-pre", 5))
