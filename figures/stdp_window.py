"""The window of spike-timing-dependent plasticity, with Bi & Poo's cells."""

from protocols import stdp

CHAPTER, ORDER = "timing", 2
COMMAND = "python -m protocols.stdp --lag -100:100:1 --figure stdp.svg"
RULES = ("pair:bi_wang_2002",)
CAPTION = {
    "en": "Change of weight after 60 pairs at 1 Hz against their lag. Line: pair rule, as Bi & "
    "Wang 2002 fitted it. Dots: single cells of Bi & Poo 1998, Fig. 7, in hippocampal culture.",
    "fr": "Variation du poids après 60 paires à 1 Hz selon leur décalage. Ligne : règle de paires, "
    "ajustée par Bi & Wang 2002. Points : cellules de Bi & Poo 1998, Fig. 7, culture d'hippocampe.",
}
CLAIM = {
    "en": "pre before post potentiates, post before pre depresses, and both fade with the lag",
    "fr": "pré avant post potentialise, post avant pré déprime, et l'effet décroît avec l'écart",
}


def data() -> stdp.Window:
    return stdp.stdp(lag="-100:100:1")


def draw(figure, result) -> None:
    stdp.draw(figure, result)


def claim(window: stdp.Window) -> bool:
    before, after = window.change[window.lag < 0], window.change[window.lag > 0]
    fades = (before[:-1] > before[1:]).all() and (after[:-1] > after[1:]).all()
    return bool(fades and (before < 0).all() and (after > 0).all())
