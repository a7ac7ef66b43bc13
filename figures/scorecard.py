"""Every published rule against every declared experiment."""

import numpy as np

from figures.scorecard_cells import cells
from protocols import scorecard
from protocols.plotting.rule_names import rule_names
from synplast.plotting import RIGHT, SMALLEST, say

CHAPTER, ORDER = "rules", 9
COMMAND = "python -m protocols.scorecard --figure scorecard.svg"
RULES = ()
CAPTION = {
    "en": "Each published rule that can be advanced from spike to spike, put to the experiments "
    "that it was not fitted to: how many it comes nearer to than 'nothing changes' does (E = mean "
    "of ((model − data) / SEM)²). Every cell of rule and experiment is below, and in python -m "
    "protocols.scorecard --figure.",
    "fr": "Chaque règle publiée qui peut être calculée de potentiel en potentiel, soumise aux "
    "expériences qui n'ont pas servi à l'ajuster : de combien elle est plus près que « rien ne "
    "change » (E = moyenne de ((modèle − données) / erreur type)²). Chaque case de règle et "
    "d'expérience est ci-dessous, et dans python -m protocols.scorecard --figure.",
}
CLAIM = {
    "en": "most rules do not beat the null on most of the data that they were not fitted to",
    "fr": "la plupart des règles ne battent pas l'hypothèse nulle sur la plupart des données qui "
    "n'ont pas servi à les ajuster",
}


def data() -> scorecard.Scorecard:
    return scorecard.scorecard()


def draw(figure, result) -> None:
    axes = figure.subplots()
    out = result.scored & (result.sample == "out")
    names = rule_names(result.rule[out])
    for place, rule in enumerate(names):
        here = out & (result.rule == rule)
        beaten = int((result.null > result.E)[here].sum())
        axes.barh(-place, beaten, color=RIGHT)
        axes.barh(-place, here.sum() - beaten, left=beaten, color="0.8")
    axes.set_yticks(-np.arange(len(names)), [name.replace("\n", " ") for name in names.values()])
    axes.tick_params(axis="y", labelsize=SMALLEST)
    axes.set_ylim(0.6 - len(names), 0.6)
    axes.set_xlabel(say(en="experiments not fitted", fr="expériences hors ajustement"))
    labels = say(
        en=("nearer than no change", "no nearer"), fr=("plus près que « rien »", "pas plus près")
    )
    for color, label in zip((RIGHT, "0.8"), labels, strict=True):
        axes.barh(0, 0, color=color, label=label)
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))


def claim(result) -> bool:
    out = result.scored & (result.sample == "out")
    beats = result.null > result.E
    by_rule = [np.mean(beats[out & (result.rule == name)]) for name in set(result.rule[out])]
    share = max(np.median(by_rule), np.mean(beats[out]))
    return bool(share < 0.5)


def details(result) -> str:
    """Model beside data for each cell."""
    return cells(result)
