"""Early and late LTP: a weak input is rescued by a strong one to another input."""

from typing import NamedTuple

import numpy as np

from protocols.tagging import tagging
from synplast.option_types import Number, Percent, Text
from synplast.plotting import CYCLE, POTENTIATION, PRE, say

CHAPTER, ORDER = "induction", 4
HOW = "python -m protocols.tagging"
COMMAND = (
    f"{HOW} --second none; {HOW} --first weak --second none; "
    f"{HOW} --second none --blocked always; {HOW}"
)
RULES = ("tag_trigger:clopath_2008",)
CAPTION = {
    "en": "Slope of the EPSP after a weak (21 pulses at 100 Hz) and a strong tetanus (three times "
    "100 pulses), by the model of Clopath et al. 2008: without the synthesis of proteins LTP is "
    "early only. Right, the experiment of Frey & Morris 1997: after a strong tetanus to one input, "
    "a weak one to another, an hour later, lasts too: its tags capture the proteins. Mean and SEM "
    "of 10 neurons.",
    "fr": "Pente du PPSE après un tétanos faible (21 impulsions à 100 Hz) et un fort (trois fois "
    "100 impulsions), selon le modèle de Clopath et coll. 2008 : sans synthèse de protéines, la "
    "LTP n'est que précoce. À droite, l'expérience de Frey & Morris 1997 : après un tétanos fort "
    "d'une entrée, un faible sur une autre, une heure plus tard, dure aussi : ses étiquettes "
    "captent les protéines. Moyenne et erreur type de 10 neurones.",
}
CLAIM = {
    "en": "five hours later nothing is left of the LTP of a weak tetanus alone, or of a strong one "
    "without proteins; that of a strong one remains, and of a weak one that follows it",
    "fr": "cinq heures plus tard, il ne reste rien de la LTP d'un tétanos faible seul, ni de celle "
    "d'un fort sans protéines ; celle d'un fort demeure, et celle d'un faible qui le suit",
}
CONDITIONS = {
    "weak": {"first": "weak", "second": "none"},
    "strong": {"first": "strong", "second": "none"},
    "strong, no proteins": {"first": "strong", "second": "none", "blocked": "always"},
    "strong then weak": {"first": "strong", "second": "weak"},
}


class Conditions(NamedTuple):
    """A row for each moment of each input in each condition."""

    condition: Text
    pathway: Text
    time: Number
    slope: Percent
    sem: Percent


def data() -> Conditions:
    rows = []
    for name, how in CONDITIONS.items():
        found = tagging(**how)
        times = found.pathway, found.time, found.slope, found.sem
        rows += [(name, *row) for row in zip(*times, strict=True)]
    return Conditions(*map(np.array, zip(*rows, strict=True)))


def draw(figure, result: Conditions) -> None:
    alone, two = figure.subplots(1, 2, sharey=True)
    labels = {
        "strong": say(en="strong", fr="fort"),
        "strong, no proteins": say(en="strong, no proteins", fr="fort, sans protéines"),
        "weak": say(en="weak", fr="faible"),
    }
    for (name, label), color in zip(labels.items(), (POTENTIATION, CYCLE[2], PRE), strict=True):
        draw_course(alone, result, name, "first", color, label)
    both = say(
        en=("first input: strong", "second input: weak"),
        fr=("première entrée : fort", "seconde entrée : faible"),
    )
    for pathway, color, label in zip(("first", "second"), (POTENTIATION, PRE), both, strict=True):
        draw_course(two, result, "strong then weak", pathway, color, label)
    for axes in (alone, two):
        axes.axhline(100, color="0.7", linewidth=1)
        axes.set_xlabel(say(en="time (h)", fr="temps (h)"))
        axes.legend(loc="upper right")
    alone.set_ylabel(
        say(en="slope of the EPSP (% of baseline)", fr="pente du PPSE (% de la ligne de base)")
    )


def draw_course(
    axes, result: Conditions, condition: str, pathway: str, color: str, label: str
) -> None:
    here = (result.condition == condition) & (result.pathway == pathway)
    time, slope, spread = result.time[here] / 60, result.slope[here], result.sem[here]
    axes.plot(time, slope, color=color, label=label)
    axes.fill_between(time, slope - spread, slope + spread, color=color, alpha=0.25, lw=0)


def claim(result) -> bool:
    last = result.time == result.time.max()

    def end(condition: str, pathway: str = "first") -> float:
        here = last & (result.condition == condition) & (result.pathway == pathway)
        return result.slope[here].item()

    gone = end("weak") < 102 and end("strong, no proteins") < 102
    return bool(gone and end("strong") > 115 and end("strong then weak", "second") > 104)
