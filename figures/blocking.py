"""Blocking: a cue that predicts nothing new is not learned."""

from typing import NamedTuple

import numpy as np

from protocols import conditioning
from synplast.option_types import Number, Text
from synplast.plotting import A, B, say

CHAPTER, ORDER = "conditioning", 2
COMMAND = 'python -m protocols.conditioning --design "40A+ / 40AB+" --figure blocking.svg'
RULES = ("rescorla_wagner:course",)
CAPTION = {
    "en": "Blocking (Kamin 1969) by the rule of Rescorla & Wagner 1972: the reward is learned with "
    "cue A; then A and B come together. The reward is expected already, and B learns nothing. In "
    "the control group another cue, C, came first.",
    "fr": "Le blocage (Kamin 1969) par la règle de Rescorla & Wagner 1972 : la récompense est "
    "apprise avec le stimulus A ; puis A et B viennent ensemble. La récompense est déjà attendue, "
    "et B n'apprend rien. Dans le groupe témoin, un autre stimulus, C, est venu d'abord.",
}
CLAIM = {
    "en": "B learns less than a twentieth of what A knows; in the control group, its share",
    "fr": "B apprend moins d'un vingtième de ce que sait A ; dans le groupe témoin, il a sa part",
}


GROUPS = {"blocked": "40A+ / 40AB+", "control": "40C+ / 40AB+"}


class Groups(NamedTuple):
    """Strengths of A and B at each trial, where A is known before and where it is not."""

    group: Text
    trial: Number
    A: Number
    B: Number


def data() -> Groups:
    found = {name: conditioning.conditioning(design) for name, design in GROUPS.items()}
    rows = [
        (name, *row)
        for name, one in found.items()
        for row in zip(one.trial, one.A, one.B, strict=True)
    ]
    return Groups(*map(np.array, zip(*rows, strict=True)))


def draw(figure, result: Groups) -> None:
    panels = figure.subplots(1, 2, sharey=True)
    titles = say(
        en=("A first, then A+B", "control: C first, then A+B"),
        fr=("A d'abord, puis A+B", "témoin : C d'abord, puis A+B"),
    )
    for axes, name, title in zip(panels, GROUPS, titles, strict=True):
        here = result.group == name
        for cue, color in (("A", A), ("B", B)):
            label = say(en=f"strength of {cue}", fr=f"force de {cue}")
            axes.plot(
                result.trial[here], getattr(result, cue)[here], color=color, label=label, lw=4
            )
        axes.axvline(40.5, color="0.7", linewidth=1)
        axes.set_title(title)
        axes.set_xlabel(say(en="trial", fr="essai"))
    panels[0].set_ylabel(say(en="expected reward", fr="récompense attendue"))
    panels[0].legend(loc="center right")


def claim(result) -> bool:
    last = {name: result.B[result.group == name][-1] for name in GROUPS}
    known = result.A[result.group == "blocked"][-1]
    return bool(0 < last["blocked"] < known / 20 and last["control"] > 0.4)
