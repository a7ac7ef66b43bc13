"""Homeostatic scaling: half of the inputs' activity gone, and the rate comes back."""

from protocols import scaling

CHAPTER, ORDER = "rules", 6
COMMAND = "python -m protocols.scaling --figure scaling.svg"
RULES = ("scaling:van_rossum_2000",)
CAPTION = {
    "en": "Homeostatic scaling by the equations of van Rossum, Bi & Turrigiano 2000, after "
    "Turrigiano et al. 1998: at time 0 the inputs' rate falls to a half. All weights are scaled by "
    "one factor, so that their ratios are kept, until the neuron, after swinging about it, fires "
    "as before.",
    "fr": "Mise à l'échelle homéostatique selon les équations de van Rossum, Bi & Turrigiano 2000, "
    "d'après Turrigiano et coll. 1998 : au temps 0 la fréquence des entrées tombe à la moitié. "
    "Tous les poids sont multipliés par un même facteur, qui garde leurs rapports, jusqu'à ce que "
    "le neurone, après des oscillations, décharge comme avant.",
}
CLAIM = {
    "en": "within hours the rate is back and every weight twice what it was",
    "fr": "en quelques heures la fréquence est revenue et chaque poids a doublé",
}


def data() -> scaling.Recovery:
    return scaling.scaling()


def draw(figure, result: scaling.Recovery) -> None:
    scaling.draw(figure, result)


def claim(result) -> bool:
    back = result.rate[0] < 5.1 and abs(result.rate[-1] - 10) < 0.1
    twice = max(abs(result.weakest[-1] - 2), abs(result.strongest[-1] - 2)) < 0.02
    return bool(back and twice)
