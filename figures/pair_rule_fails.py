"""Where the pair rule fails: the rate of pairing, and triplets of spikes."""

from typing import NamedTuple

import numpy as np

from protocols.engine.rule_option import rule_card
from protocols.experiments.error import normalised_error
from protocols.frequency import frequency
from protocols.triplets import triplets
from synplast.option_types import Number, Text
from synplast.plotting import ACAUSAL, CAUSAL, DATA, RULE_1, decimal, say

CHAPTER, ORDER = "rules", 2
COMMAND = (
    "python -m protocols.frequency --rule pair --engine exact\n"
    "python -m protocols.triplets --rule pair --engine exact"
)
RULES = ("pair:bi_wang_2002",)
CAPTION = {
    "en": "The pair rule, its two amplitudes fitted to each data set by least squares (time "
    "constants 16.8 and 33.7 ms): pairs at several rates in visual cortex (Sjöström et al. 2001) "
    "and pairs, triplets and quadruplets in hippocampal culture (Wang et al. 2005; triplets "
    "shown). "
    "Bars: pair rule. Dots: mean and standard error. E is the mean squared error in their unit; "
    "with its time constants free as well it is 2.3 and 6.5.",
    "fr": "La règle de paires, ses deux amplitudes ajustées à chaque jeu de données par moindres "
    "carrés (constantes de temps 16,8 et 33,7 ms) : paires à plusieurs fréquences dans le cortex "
    "visuel (Sjöström et al. 2001), et paires, triplets et quadruplets en culture d'hippocampe "
    "(Wang et al. 2005 ; triplets montrés). Barres : règle de paires. Points : moyenne et erreur "
    "type. E est l'erreur quadratique moyenne dans leur unité ; avec des constantes de temps "
    "libres "
    "aussi, 2,3 et 6,5.",
}
CLAIM = {
    "en": "even fitted to each, the pair rule misses both data sets by far more than their "
    "standard errors (E > 5)",
    "fr": "même ajustée à chacun, la règle de paires manque les deux jeux de données de bien plus "
    "que leurs erreurs types (E > 5)",
}


class Misses(NamedTuple):
    """Rows of both panels: the experiment and its condition, the rule's change and the data's."""

    experiment_name: Text
    condition: Text
    change: Number
    experiment: Number
    sem: Number


def data() -> Misses:
    rates, threes = fit(frequency), fit(triplets)
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
    return Misses(*map(np.array, zip(*rows, strict=True)))


def draw(figure, result: Misses) -> None:
    rows = list(zip(*result, strict=True))
    panels = figure.subplots(1, 2, sharey=True)
    titles = say(en="rate of pairing", fr="fréquence des paires"), say(en="triplets", fr="triplets")
    for axes, kind, title in zip(panels, ("rate", "triplet"), titles, strict=True):
        here = [row for row in rows if row[0] == kind]
        place = np.arange(len(here))
        change, data, sem = (100 * np.array([row[k] for row in here]) for k in (2, 3, 4))
        words = [row[1].rsplit(" ", 2) for row in here]
        colors = [CAUSAL if "+10" in row[1] else ACAUSAL for row in here]
        axes.bar(place, change, color=colors if kind == "rate" else RULE_1, alpha=0.6)
        axes.errorbar(place, data, sem, fmt="o", color=DATA, capsize=4, ms=9)
        axes.axhline(0, color="0.7", linewidth=1)
        labels = [
            row[1].split()[0] if kind == "rate" else "\n".join(row[1].split()[1:]) for row in here
        ]
        axes.set_xticks(place, [decimal(label) for label in labels], fontsize="small")
        axes.set_title(title)
        groups = dict.fromkeys(colors if kind == "rate" else [word[0] for word in words])
        draw_groups(axes, kind, list(groups), len(here))
    panels[0].set_ylabel(say(en="change of weight (%)", fr="variation du poids (%)"))


def fit(protocol):
    """A protocol's result by the pair rule with the amplitudes that fit its data best.

    The change is linear in them: each alone gives a column of the least squares.
    """

    def run(A_plus: float, A_minus: float):
        amplitudes = [f"A_plus={A_plus!r}", f"A_minus={A_minus!r}"]
        return protocol(rule_card(RULES[0], amplitudes), engine="exact")

    plus, minus = run(0.001, 0.0), run(0.0, 0.001)
    there = ~np.isnan(plus.experiment)
    sem = plus.sem[there]
    columns = np.stack([plus.change, minus.change], axis=1)[there] / sem[:, None]
    best, *_ = np.linalg.lstsq(columns, plus.experiment[there] / sem, rcond=None)
    return run(*map(float, 0.001 * best))


def draw_groups(axes, kind: str, groups: list, count: int) -> None:
    """Below the bars: the lag of pairs at a rate, or the order of a triplet."""
    if kind == "rate":
        axes.set_xlabel(say(en="rate (Hz)", fr="fréquence (Hz)"))
        for color, lag in ((ACAUSAL, "−10 ms"), (CAUSAL, "+10 ms")):
            axes.bar(0, 0, color=color, alpha=0.6, label=f"Δt = {lag}")
        axes.legend(loc="lower right", fontsize="small")
        return
    axes.set_xlabel("Δt (ms)")
    for n, name in enumerate(groups):
        place = (n + 0.5) * count / len(groups) - 0.5
        told = say(en=name, fr=name.replace("pre", "pré"))
        axes.text(place, 85, told, ha="center")
    axes.axvline(count / 2 - 0.5, color="0.7", linewidth=1)


def claim(result) -> bool:
    errors = [
        normalised_error(result.change[here], result.experiment[here], result.sem[here])
        for here in (result.experiment_name == kind for kind in ("rate", "triplet"))
    ]
    return min(errors) > 5
