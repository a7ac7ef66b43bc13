"""What the pair rule leaves open: how it depends on the weight, and which spikes form pairs."""

from typing import NamedTuple

import numpy as np

from protocols.frequency import frequency
from protocols.stdp import stdp
from synplast.option_types import Number, Text
from synplast.plotting import CYCLE, say

CHAPTER, ORDER = "rules", 1
COMMAND = (
    "python -m protocols.stdp --rule pair:gutig_2003_additive --set w_0=0.2\n"
    'python -m protocols.frequency --rule "pair scheme=nearest_symmetric" --rate 1:50:1'
)
RULES = ("pair:gutig_2003_additive", "pair:gutig_2003_multiplicative", "pair:bi_wang_2002")
CAPTION = {
    "en": "Variants of the pair rule. Left: the change by one pair at ±10 ms (−10: dashes) against "
    "the weight before it, for additive (mu = 0), intermediate and multiplicative (mu = 1) updates "
    "of Gütig et al. 2003. Right: the change after 60 pairs at +10 ms against their rate, for the "
    "four pairings of Morrison et al. 2008; the three that pair nearest spikes coincide, "
    "for pre- and postsynaptic spikes alternate here.",
    "fr": "Variantes de la règle de paires. À gauche : effet d'une paire à ±10 ms (−10 : tirets) "
    "selon le poids initial, pour des mises à jour additives (mu = 0), intermédiaires et "
    "multiplicatives (mu = 1) de Gütig et al. 2003. À droite : effet de 60 paires à +10 ms selon "
    "leur fréquence, pour les quatre appariements de Morrison et al. 2008 ; les trois qui "
    "apparient les potentiels d'action voisins coïncident, car pré et post alternent ici.",
}
CLAIM = {
    "en": "multiplicative changes shrink towards the bounds, additive ones do not; pairings differ "
    "only where pairs meet",
    "fr": "les changements multiplicatifs diminuent vers les bornes, pas les additifs ; les "
    "appariements ne diffèrent que là où les paires se rencontrent",
}
#: By the names of Morrison et al. 2008, as the pair rule has them.
SCHEMES = ("all_to_all", "nearest_symmetric", "nearest_presynaptic", "nearest_reduced")
KINDS = ("additive", "intermediate", "multiplicative")
WEIGHTS = np.linspace(0.05, 0.95, 19).round(2)
RATES = (1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50)


class Variants(NamedTuple):
    """Rows of both panels: what varies, at which abscissa, and the step or change there."""

    variant: Text
    abscissa: Number
    change: Number


def data() -> Variants:
    rows = []
    for kind in KINDS:
        rules = [f"pair:gutig_2003_{kind} w_0={w}" for w in WEIGHTS]
        change = stdp(rules, pairs=1, lag=[-10, 10], engine="exact").change.reshape(-1, 2).T
        for lag, one in zip((-10, 10), change * WEIGHTS, strict=True):
            rows += [(f"{kind} {lag:+d} ms", w, step) for w, step in zip(WEIGHTS, one, strict=True)]
    for scheme in SCHEMES:
        rule = f"pair:bi_wang_2002 scheme={scheme}"
        change = frequency(rule, lag=[10], rate=RATES, engine="exact").change
        rows += [(scheme, rate, one) for rate, one in zip(RATES, change, strict=True)]
    return Variants(*map(np.array, zip(*rows, strict=True)))


def draw(figure, result: Variants) -> None:
    steps, schemes = figure.subplots(1, 2)
    for kind, color in zip(KINDS, CYCLE, strict=False):
        for lag, style in zip((-10, 10), ("--", "-"), strict=True):
            label = None if lag < 0 else kind_name(kind)
            one = result.change[result.variant == f"{kind} {lag:+d} ms"]
            steps.plot(WEIGHTS, 1000 * one, style, color=color, label=label)
    steps.axhline(0, color="0.7", linewidth=1)
    steps.set_xlabel(say(en="weight", fr="poids"))
    steps.set_ylabel(say(en="change by one pair (‰)", fr="effet d'une paire (‰)"))
    steps.legend(fontsize="small", frameon=True, framealpha=1, edgecolor="none")
    names = say(en=("all with all", "nearest (all three)"), fr=("toutes", "voisines (les trois)"))
    for scheme, color, label in zip(SCHEMES, (CYCLE[3], "0.3"), names, strict=False):
        change = result.change[result.variant == scheme]
        schemes.plot(RATES, 100 * change, color=color, label=label, linewidth=4)
    schemes.set_xlabel(say(en="rate of pairing (Hz)", fr="fréquence des paires (Hz)"))
    schemes.set_ylabel(say(en="change after 60 pairs (%)", fr="effet de 60 paires (%)"))
    schemes.legend(fontsize="small")


def kind_name(kind: str) -> str:
    french = {"additive": "additif", "intermediate": "intermédiaire"}
    return say(en=kind, fr=french.get(kind, "multiplicatif"))


def claim(result) -> bool:
    def of(variant):
        return result.change[result.variant == variant]

    flat = np.ptp(of("additive +10 ms")) < 1e-12 and np.ptp(of("additive -10 ms")) < 1e-12
    shrinks = (np.diff(of("multiplicative +10 ms")) < 0).all()
    nearest = [of(scheme) for scheme in SCHEMES[1:]]
    same = (
        np.ptp(nearest, axis=0).max() < 1e-12
        and np.ptp([of(scheme)[0] for scheme in SCHEMES]) < 1e-9
    )
    differ = np.ptp([of(scheme)[-1] for scheme in SCHEMES]) > 0.01
    return bool(flat and shrinks and same and differ)
