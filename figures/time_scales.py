"""The forms of synaptic plasticity on a time axis, from a fraction of a second to months."""

from typing import NamedTuple

import numpy as np

from synplast.option_types import Number, Text
from synplast.plotting import DEPRESSION, POTENTIATION, say

CHAPTER, ORDER = "memory", 2
COMMAND = "python -m figures time_scales"
RULES = ()
CAPTION = {
    "en": "How long the forms of synaptic plasticity last: short-term forms after Zucker & Regehr "
    "2002 (doi:10.1146/annurev.physiol.64.092501.114547), LTP and LTD after Bliss & Lømo 1973, "
    "Dudek & Bear 1992 and Abraham 2003 (doi:10.1098/rstb.2002.1222). Orders of magnitude.",
    "fr": "Combien de temps durent les formes de plasticité synaptique : formes à court terme "
    "d'après Zucker & Regehr 2002 (doi:10.1146/annurev.physiol.64.092501.114547), LTP et LTD "
    "d'après Bliss & Lømo 1973, Dudek & Bear 1992 et Abraham 2003 (doi:10.1098/rstb.2002.1222). "
    "Ordres de grandeur.",
}
CLAIM = {
    "en": "long-term forms outlast short-term ones, and all together span more than six powers of "
    "ten",
    "fr": "les formes à long terme durent plus que celles à court terme, sur plus de six ordres de "
    "grandeur en tout",
}
MINUTE, HOUR, DAY = 60, 3600, 86400
# From the reviews' text, as orders of magnitude: name, French name, from and to (s), direction.
FORMS = [
    ("facilitation", "facilitation", 0.05, 0.5, 1),
    ("short-term depression", "dépression à court terme", 0.1, 10, -1),
    ("augmentation", "augmentation", 3, 15, 1),
    ("post-tetanic potentiation", "potentialisation post-tétanique", 20, 5 * MINUTE, 1),
    ("early LTP", "LTP précoce", 30 * MINUTE, 3 * HOUR, 1),
    # Dudek & Bear followed it for an hour, without signs of recovery.
    ("LTD (at least: followed for 1 h)", "LTD (suivie 1 h : au moins)", 30 * MINUTE, HOUR, -1),
    ("late LTP", "LTP tardive", 3 * HOUR, 60 * DAY, 1),
]


class Scales(NamedTuple):
    """A form a row, with how long it lasts, from and to (s)."""

    form: Text
    shortest: Number
    longest: Number


def data() -> Scales:
    names, _, shortest, longest, _ = zip(*FORMS, strict=True)
    return Scales(np.array(names), np.array(shortest), np.array(longest))


def draw(figure, result: Scales) -> None:
    axes = figure.add_subplot()
    for place, (en, fr, start, end, direction) in enumerate(reversed(FORMS)):
        color = POTENTIATION if direction > 0 else DEPRESSION
        axes.barh(place, end - start, left=start, color=color, height=0.6)
        if "LTD" in en:  # nobody has followed it to its end
            axes.plot(1.3 * end, place, ">", color=color, markersize=16)
        axes.text(start / 1.3, place, say(en=en, fr=fr), ha="right", va="center")
    axes.set_xscale("log")
    axes.set_xlim(1e-4, 200 * DAY)
    ticks = {
        0.01: say(en="10 ms", fr="10 ms"),
        1: "1 s",
        MINUTE: "1 min",
        HOUR: "1 h",
        DAY: say(en="1 day", fr="1 jour"),
        30 * DAY: say(en="1 month", fr="1 mois"),
    }
    axes.set_xticks(list(ticks), list(ticks.values()), rotation=30)
    axes.minorticks_off()
    axes.set_yticks([])
    axes.set_xlabel(say(en="duration", fr="durée"))
    axes.legend(handles=directions(), loc="upper right")
    axes.spines["left"].set_visible(False)


def directions() -> list:
    """What the colours say."""
    from matplotlib.patches import Patch

    names = say(
        en=("stronger synapse", "weaker synapse"), fr=("synapse renforcée", "synapse affaiblie")
    )
    colors = (POTENTIATION, DEPRESSION)
    return [Patch(color=color, label=name) for color, name in zip(colors, names, strict=True)]


def claim(result) -> bool:
    long_term = np.array(["LT" in form for form in result.form])
    apart = result.shortest[long_term].min() > result.longest[~long_term].max()
    return bool(apart and result.longest.max() / result.shortest.min() > 1e6)
