"""The change by pairing against its rate, with the numbers of Sjöström et al."""

from typing import NamedTuple

import numpy as np

from protocols import frequency
from protocols.experiments.error import normalised_error
from synplast.option_types import Hz, Number, Text, ms
from synplast.plotting import decimal, say

CHAPTER, ORDER = "timing", 3
COMMAND = (
    "python -m protocols.frequency --rate 1:50:1 --engine exact --figure frequency.svg\n"
    "python -m protocols.frequency --timing bursts --lag=-10,10 --rate 10:50:1 --engine exact"
)
RULES = ("triplet:visual_cortex_all_to_all_full",)
CAPTION = {
    "en": "Change of weight against the rate of pairing, for either order of the spikes, by the "
    "triplet rule. Left: 60 evenly spaced pairs, to which Pfister & Gerstner 2006 fitted it, with "
    "the targets that they took from Sjöström et al. 2001. Right: the experiment's own spikes, 15 "
    "bursts of five pairs at 0.1 Hz, to which the rule was not fitted. Dots, filled at +10 ms and "
    "open at −10 ms: mean and standard error in layer 5 of visual cortex. E is the mean squared "
    "error in units of theirs, of the dots shown.",
    "fr": "Variation du poids selon la fréquence des paires, pour chaque ordre des potentiels "
    "d'action, par la règle de triplets. À gauche : 60 paires régulières, auxquelles Pfister & "
    "Gerstner 2006 l'ont ajustée, avec les valeurs qu'ils tirèrent de Sjöström et al. 2001. À "
    "droite : les potentiels d'action de l'expérience, 15 salves de cinq paires à 0,1 Hz, "
    "auxquelles la règle n'est pas ajustée. Points, pleins à +10 ms et vides à −10 ms : moyenne et "
    "erreur type en couche 5 du cortex visuel. E est l'erreur quadratique moyenne dans leur unité, "
    "des points montrés.",
}
CLAIM = {
    "en": "post before pre depresses at low rates and potentiates at high ones; played the "
    "experiment's bursts, the rule misses the same cells (E > 1)",
    "fr": "post avant pré déprime à basse fréquence et potentialise à haute fréquence ; avec les "
    "salves de l'expérience, la règle manque les mêmes cellules (E > 1)",
}


class Timings(NamedTuple):
    """`protocols.frequency`'s columns by the timing of the pairs: even or bursts."""

    timing: Text
    lag: ms
    rate: Hz
    change: Number
    experiment: Number
    sem: Number

    def error(self, timing: str) -> float:
        here = self.timing == timing
        return normalised_error(self.change[here], self.experiment[here], self.sem[here])


def data() -> Timings:
    even = frequency.frequency(rate="0.1,1:50:1", engine="exact")
    bursts = frequency.frequency(timing="bursts", lag="-10,10", rate="10:50:1", engine="exact")
    columns = map(np.concatenate, zip(even[1:], bursts[1:], strict=True))
    timing = np.repeat(["even", "bursts"], [len(even.rate), len(bursts.rate)])
    return Timings(timing, *columns)


def draw(figure, result: Timings) -> None:
    titles = {
        "even": say(en="60 even pairs", fr="60 paires régulières"),
        "bursts": say(en="15 bursts of five", fr="15 salves de cinq"),
    }
    for part, (timing, title) in zip(figure.subfigures(1, 2), titles.items(), strict=True):
        here = result.timing == timing
        frequency.draw(
            part, frequency.Frequency(np.full(here.sum(), RULES[0]), *(c[here] for c in result[1:]))
        )
        part.axes[0].set_title(f"{title}, E = {decimal(f'{result.error(timing):.2g}')}", loc="left")


def claim(result: Timings) -> bool:
    change = result.change[(result.timing == "even") & (result.lag == -10)]
    errors = result.error("even"), result.error("bursts")
    return bool(change[0] < 0 < change[-1] and errors[0] < 1 < errors[1])
