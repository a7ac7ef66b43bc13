"""Where the pair rule fails: the rate of pairing, and triplets of spikes."""

from typing import NamedTuple

import numpy as np

from protocols.experiments.error import normalised_error
from protocols.frequency import frequency
from protocols.triplets import triplets
from synplast.option_types import Number, Text
from synplast.plotting import CYCLE, DATA, decimal, say

CHAPTER, ORDER = "rules", 2
COMMAND = (
    "python -m protocols.frequency --rule pair --engine exact\n"
    "python -m protocols.triplets --rule pair --engine exact"
)
RULES = ("pair:bi_wang_2002",)
CAPTION = {
    "en": "The pair rule against the experiments that it was not fitted to: pairs at several rates "
    "in visual cortex (Sjöström et al. 2001) and triplets in hippocampal culture (Wang et al. "
    "2005). Bars: pair rule. Dots: mean and standard error.",
    "fr": "La règle de paires face aux expériences qui n'ont pas servi à l'ajuster : paires à "
    "plusieurs fréquences dans le cortex visuel (Sjöström et al. 2001) et triplets en culture "
    "d'hippocampe (Wang et al. 2005). Barres : règle de paires. Points : moyenne et erreur type.",
}
CLAIM = {
    "en": "the pair rule misses both data sets by more than their standard errors (E > 1)",
    "fr": "la règle de paires manque les deux jeux de données de plus que leurs erreurs types "
    "(E > 1)",
}


class Misses(NamedTuple):
    """Rows of both panels: the experiment and its condition, the rule's change and the data's."""

    experiment_name: Text
    condition: Text
    change: Number
    experiment: Number
    sem: Number


def draw(figure) -> Misses:
    rates = frequency(RULES[0], engine="exact")
    threes = triplets(RULES[0], engine="exact")
    chosen = [n for n, name in enumerate(threes.protocol) if name.count("-") == 2]
    rows = [
        ("rate", f"{r:g} Hz {lag:+g} ms", *numbers)
        for r, lag, *numbers in zip(
            rates.rate, rates.lag, rates.change, rates.experiment, rates.sem, strict=True
        )
    ]
    rows += [
        ("triplet", f"{threes.protocol[n]} {threes.dt1[n]:+g} {threes.dt2[n]:+g}",
         threes.change[n], threes.experiment[n], threes.sem[n])
        for n in chosen
    ]  # fmt: skip
    panels = figure.subplots(1, 2, sharey=True)
    titles = say(en="rate of pairing", fr="fréquence des paires"), say(en="triplets", fr="triplets")
    for axes, kind, title in zip(panels, ("rate", "triplet"), titles, strict=True):
        here = [row for row in rows if row[0] == kind]
        place = np.arange(len(here))
        change, data, sem = (100 * np.array([row[k] for row in here]) for k in (2, 3, 4))
        axes.bar(place, change, color=CYCLE[1], alpha=0.6)
        axes.errorbar(place, data, sem, fmt="o", color=DATA, capsize=3)
        axes.axhline(0, color="0.7", linewidth=1)
        labels = [condition(row[1]) for row in here]
        axes.set_xticks(place, labels, rotation=90, fontsize="x-small")
        axes.set_title(title, fontsize="medium")
    panels[0].set_ylabel(say(en="change of weight (%)", fr="variation du poids (%)"))
    return Misses(*map(np.array, zip(*rows, strict=True)))


def condition(text: str) -> str:
    """A condition's name, its numbers told from the hyphens between words."""
    words = [part if part[0].isalpha() else decimal(part) for part in text.split()]
    return " ".join(say(en=word, fr=word.replace("pre", "pré")) for word in words)


def claim(result) -> bool:
    errors = [
        normalised_error(result.change[here], result.experiment[here], result.sem[here])
        for here in (result.experiment_name == kind for kind in ("rate", "triplet"))
    ]
    return min(errors) > 1
