"""A change of more than an hour after an induction of a quarter of a minute."""

from functools import cache

import numpy as np

from protocols import hfs

CHAPTER, ORDER = "induction", 3
COMMAND = "python -m protocols.hfs --hours 2 --engine exact --figure hfs.svg"
RULES = ("calcium:DPD",)
CAPTION = {
    "en": "Slope of the EPSP for two hours after 15 s of tetanus at 20 Hz, without and with 90 "
    "% of the NMDA receptors blocked (AP5), by the bistable calcium rule of Graupner & "
    "Brunel 2012.",
    "fr": "Pente du PPSE pendant deux heures après 15 s de tétanos à 20 Hz, sans et avec 90 % "
    "des récepteurs NMDA bloqués (AP5), par la règle de calcium bistable de Graupner & "
    "Brunel 2012.",
}
CLAIM = {
    "en": "the change lasts more than 60 minutes, and with AP5 there is none",
    "fr": "le changement dure plus de 60 minutes, et il n'y en a pas avec l'AP5",
}


@cache  # drawn in two languages, computed once
def data() -> hfs.Hfs:
    free, blocked = (hfs.hfs(hours=2, ap5=part, engine="exact") for part in (0, "0.9"))
    here = blocked.pathway == "stimulated"
    names = [f"{name} AP5" for name in blocked.rule[here]]
    columns = [np.append(a, b[here]) for a, b in zip(free, blocked, strict=True)]
    return hfs.Hfs(np.append(free.rule, names), *columns[1:])


def draw(figure) -> hfs.Hfs:
    hfs.draw(figure, data())
    return data()


def claim(result) -> bool:
    late = (result.time >= 60) & (result.pathway == "stimulated")
    blocked = np.array(["AP5" in name for name in result.rule])
    lasts = result.slope[late & ~blocked] > 110
    return bool(lasts.all() and (abs(result.slope[late & blocked] - 100) < 1).all())
