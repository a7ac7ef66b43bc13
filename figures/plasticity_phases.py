"""From the induction to new synapses: what happens when, on one axis of time."""

from typing import NamedTuple

from protocols.experiments.catalogue import find
from protocols.hfs import hfs
from synplast.option_types import Number
from synplast.plotting import CYCLE, POTENTIATION, PRE, say

CHAPTER, ORDER = "memory", 4
COMMAND = "python -m protocols.hfs --engine exact --rule calcium:hippocampal_slices --hours 2"
RULES = ("calcium:hippocampal_slices",)
CAPTION = {
    "en": "Induction takes a minute (60 pairs at 1 Hz, Bi & Poo 1998), the change lasts for more "
    "than an hour (line: calcium rule of Graupner & Brunel 2012 after 15 s at 20 Hz). What makes "
    "it last is slower: new proteins (Frey & Morris 1997, doi:10.1038/385533a0), synapses made "
    "and lost (Engert & Bonhoeffer 1999, doi:10.1038/19978). The last two: orders of magnitude.",
    "fr": "L'induction prend une minute (60 paires à 1 Hz, Bi & Poo 1998), le changement dure plus "
    "d'une heure (ligne : règle de calcium de Graupner & Brunel 2012 après 15 s à 20 Hz). Ce qui "
    "le fait durer est plus lent : nouvelles protéines (Frey & Morris 1997, "
    "doi:10.1038/385533a0), synapses créées et perdues (Engert & Bonhoeffer 1999, "
    "doi:10.1038/19978). Les deux derniers : ordres de grandeur.",
}
CLAIM = {
    "en": "the change outlasts its induction more than sixtyfold, into the time of new proteins "
    "and synapses",
    "fr": "le changement dure plus de soixante fois son induction, jusqu'au temps des protéines "
    "et des synapses nouvelles",
}
# Orders of magnitude, the course's (min).
PROTEINS, SYNAPSES = (60, 120), (60, 120)


class Phases(NamedTuple):
    """Slope of the EPSP (% of baseline) over time (min), and each phase's from and to (min)."""

    time: Number
    slope: Number
    phases: dict


def data() -> Phases:
    result = hfs(RULES[0], hours=2, engine="exact")
    here = result.pathway == "stimulated"
    time, slope = result.time[here], result.slope[here]
    pairs = find("bi_poo_1998").targets[0].condition
    minutes = float(pairs["sweeps"] * pairs["period"] / 60)
    lasting = time[(time > 0) & (slope > 110)]
    phases = {
        "induction": (0, minutes),
        "change": (minutes, float(lasting.max())),
        "proteins": PROTEINS,
        "synapses": SYNAPSES,
    }
    return Phases(time, slope, phases)


def draw(figure, result: Phases) -> None:
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[2, 3])
    above.plot(result.time, result.slope, "-", color=POTENTIATION, linewidth=4)
    above.axhline(100, color="0.7", linewidth=1)
    above.set_ylabel(say(en="EPSP (%)", fr="PPSE (%)"))
    names = {
        "induction": say(en="induction: 1 min", fr="induction : 1 min"),
        "change": say(en="synaptic change: > 60 min", fr="changement synaptique : > 60 min"),
        "proteins": say(en="new proteins: from about 1 h", fr="protéines : vers 1 h"),
        "synapses": say(
            en="synapses made and lost: 1 to 2 h",
            fr="synapses créées, perdues : 1 à 2 h",
        ),
    }
    colors = PRE, POTENTIATION, CYCLE[2], CYCLE[3]
    for place, (name, color) in enumerate(zip(names, colors, strict=True)):
        start, end = result.phases[name]
        below.barh(-place, end - start, left=start, color=color, height=0.35)
        edge = ("left", start) if start < 60 else ("right", end)
        below.text(edge[1], 0.28 - place, names[name], ha=edge[0], va="bottom")
    below.set_yticks([])
    below.set_ylim(-3.4, 0.9)
    below.spines["left"].set_visible(False)
    below.set_xlim(-12, 122)
    below.set_xticks(range(0, 121, 30))
    below.set_xlabel(say(en="time since the induction (min)", fr="temps depuis l'induction (min)"))


def claim(result: Phases) -> bool:
    start, end = result.phases["induction"]
    into = result.phases["change"][1] > min(PROTEINS[0], SYNAPSES[0])
    return bool(result.phases["change"][1] > 60 * (end - start) and into)
