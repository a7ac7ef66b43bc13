"""Structural change, the slowest: synapses are lost and made again over weeks and years."""

import numpy as np

from protocols import turnover

CHAPTER, ORDER = "memory", 4.5
COMMAND = "python -m protocols.turnover --induced 0 --days 730 --figure turnover.svg"
RULES = ("turnover:attardo_2015", "turnover:grutzendler_2002")
CAPTION = {
    "en": "Of 2000 spines, those that are still there (lines; dotted: in closed form): in CA1 of "
    "adult mice, where a spine lives for 1 to 2 weeks (Attardo et al. 2015), and in visual "
    "cortex (dot: 96 % after a month; arrow: a half-life of more than 13 months, both of the "
    "abstract of Grutzendler et al. 2002, through thinned skull; through a glass window "
    "others find more turnover). One class of spines in either, and in cortex all beyond a "
    "month, is extrapolated. Spines are lost at random and made anew: the synapses change, "
    "their number does not.",
    "fr": "De 2000 épines, celles encore présentes (lignes ; pointillés : forme close) : dans CA1 "
    "de souris adultes, où une épine vit 1 à 2 semaines (Attardo et coll. 2015), et dans le "
    "cortex visuel (point : 96 % après un mois ; flèche : demi-vie de plus de 13 mois, tous "
    "deux du résumé de Grutzendler et coll. 2002, à travers un crâne aminci ; à travers une "
    "fenêtre de verre, d'autres trouvent plus de renouvellement). Une seule classe d'épines "
    "dans l'un et l'autre et, dans le cortex, tout ce qui dépasse un mois, sont extrapolés. "
    "Les épines sont perdues au hasard et refaites : les synapses changent, non leur nombre.",
}
CLAIM = {
    "en": "after 40 days CA1 has nearly all its spines replaced, and visual cortex nearly none; "
    "the number of spines stays",
    "fr": "après 40 jours CA1 a renouvelé presque toutes ses épines, et le cortex visuel presque "
    "aucune ; leur nombre demeure",
}
#: Of Grutzendler's abstract: days, and percent; the second is a bound from below.
MEASURED = [(30, 96), (13 * 30.4, 50)]


def data() -> turnover.Spans:
    return turnover.turnover(RULES, induced=0, days=730)


def draw(figure, result: turnover.Spans) -> None:
    turnover.draw(figure, result)
    (axes,) = figure.axes
    (month, there), (later, half) = MEASURED
    axes.plot(month, there, "o", color="black", markersize=12, zorder=3)
    axes.errorbar(
        later, half, yerr=12, lolims=True, fmt="o", color="black", markersize=12, zorder=3
    )


def claim(result) -> bool:
    hippocampus, cortex = (result.rule == rule for rule in RULES)
    day = np.argmin(abs(result.time[hippocampus] - 40))
    gone = result.survival[hippocampus][day] < 5 and result.survival[cortex][day] > 90
    month, later = (np.interp(days, result.time[cortex], result.survival[cortex])
                    for days, _ in MEASURED)  # fmt: skip
    kept = (abs(result.spines - 100) < 10).all()
    return bool(gone and kept and abs(month - 96) < 2 and later > 50)
