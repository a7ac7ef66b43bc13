"""LTP and LTD in time: more than an hour after less than a minute of induction."""

from typing import NamedTuple

import numpy as np

from protocols.hfs import hfs
from synplast.option_types import Number, Text
from synplast.plotting import AP5, DEPRESSION, POTENTIATION, say

CHAPTER, ORDER = "induction", 3
HOW = "python -m protocols.hfs --engine exact --rule calcium:hippocampal_slices --hours 2"
COMMAND = f"{HOW}; {HOW} --rate 8 --duration 29; {HOW} --ap5 0.9"
RULES = ("calcium:hippocampal_slices",)
CAPTION = {
    "en": "Slope of the EPSP for two hours after 15 s of pulses at 20 Hz (LTP), after 29 s at 8 "
    "Hz (LTD), and after the former with 90 % of the NMDA receptors blocked (AP5), by the "
    "bistable calcium rule of Graupner & Brunel 2012 as fitted to hippocampal slices. The first "
    "is Bliss & Lømo's tetanus of 1973; the 232 pulses at 8 Hz are no experiment's, but a short "
    "induction by which this rule depresses.",
    "fr": "Pente du PPSE pendant deux heures après 15 s d'impulsions à 20 Hz (LTP), après 29 s "
    "à 8 Hz (LTD), et après les premières avec 90 % des récepteurs NMDA bloqués (AP5), "
    "par la règle de calcium bistable de Graupner & Brunel 2012 ajustée à des tranches "
    "d'hippocampe. La première est le tétanos de Bliss & Lømo 1973 ; les 232 impulsions à 8 Hz ne "
    "sont celles d'aucune expérience, mais une induction brève par laquelle cette règle déprime.",
}
CLAIM = {
    "en": "LTP and LTD last more than 60 minutes after less than a minute, and with AP5 there "
    "is neither",
    "fr": "LTP et LTD durent plus de 60 minutes après moins d'une minute, et l'AP5 empêche "
    "l'une comme l'autre",
}


INDUCTIONS = {
    "LTP": {"rate": 20, "duration": 15},
    "LTD": {"rate": 8, "duration": 29},
    "AP5": {"rate": 20, "duration": 15, "ap5": "0.9"},
    "AP5 8 Hz": {"rate": 8, "duration": 29, "ap5": "0.9"},
}
COLORS = {"LTP": POTENTIATION, "LTD": DEPRESSION, "AP5": AP5}


class Courses(NamedTuple):
    """The stimulated pathway after each induction: time (min) and slope (% of baseline)."""

    induction: Text
    time: Number
    slope: Number


def data() -> Courses:
    rows = []
    for name, how in INDUCTIONS.items():
        result = hfs(RULES[0], hours=2, engine="exact", **how)
        here = result.pathway == "stimulated"
        times, slopes = result.time[here], result.slope[here]
        rows += zip([name] * len(times), times, slopes, strict=True)
    return Courses(*map(np.array, zip(*rows, strict=True)))


def draw(figure, result: Courses) -> None:
    axes = figure.add_subplot()
    axes.axhline(100, color="0.7", linewidth=1)
    axes.axvline(0, color="0.7", linewidth=1, linestyle=":")
    for name, color in COLORS.items():
        here = result.induction == name
        axes.plot(result.time[here], result.slope[here], color=color, label=name, linewidth=4)
    draw_bars(axes, result)
    axes.set_xlabel(say(en="time since the induction (min)", fr="temps depuis l'induction (min)"))
    axes.set_ylabel(
        say(en="slope of the EPSP (% of baseline)", fr="pente du PPSE (% de la ligne de base)")
    )
    axes.legend()


def draw_bars(axes, result: Courses) -> None:
    """What was done, above: the drug's bar, for the curve of its colour, and the induction."""
    high = result.slope.max()
    axes.hlines(high + 14, result.time.min(), result.time.max(), color=AP5, linewidth=10)
    axes.text(result.time.max(), high + 18, "AP5, 90 %", color=AP5, ha="right", va="bottom")
    told = {"xytext": (0, high + 30), "ha": "center", "arrowprops": {"arrowstyle": "->", "lw": 2}}
    axes.annotate(say(en="induction", fr="induction"), (0, high + 4), **told)
    axes.set_ylim(top=high + 42)


def claim(result) -> bool:
    late = result.time >= 60
    ltp, ltd = (result.slope[late & (result.induction == name)] for name in ("LTP", "LTD"))
    blocked = result.slope[late & np.char.startswith(result.induction, "AP5")]
    return bool((ltp > 120).all() and (ltd < 80).all() and (abs(blocked - 100) < 1).all())
