"""The three properties of LTP: specificity, cooperativity and associativity."""

import itertools
from typing import NamedTuple

import numpy as np

from models.catalogue import cards
from protocols.hfs import hfs
from synplast.option_types import Number, Text
from synplast.plotting import CONTROL, POTENTIATION, RULE_2, say

CHAPTER, ORDER = "induction", 1.5
COMMAND = (
    "python -m protocols.hfs --engine exact --fibres 10\n"
    "python -m protocols.hfs --engine exact --fibres 40\n"
    "python -m protocols.hfs --engine exact --fibres 10 --paired 40"
)
RULES = ("calcium:hippocampal_slices", "calcium:DPD")
CAPTION = {
    "en": "Change of the EPSP's slope an hour after a tetanus (20 Hz, 15 s), by the calcium rule "
    "of Graupner & Brunel 2012: the set fitted to hippocampal slices, and the illustrative set "
    "DPD. LTP is of the tetanised input alone (specificity; Andersen et al. 1977, Lynch et al. "
    "1977), needs many fibres (cooperativity; McNaughton et al. 1978), and a weak input has its "
    "share if a strong one is active with it (associativity; Levy & Steward 1979). By the fitted "
    "set presynaptic calcium alone is enough, so that few fibres potentiate too.",
    "fr": "Variation de la pente du PPSE une heure après un tétanos (20 Hz, 15 s), par la règle de "
    "calcium de Graupner & Brunel 2012 : le jeu ajusté à des tranches d'hippocampe, et le jeu "
    "illustratif DPD. La LTP est propre à la voie tétanisée (spécificité ; Andersen et coll. 1977, "
    "Lynch et coll. 1977), demande beaucoup de fibres (coopérativité ; McNaughton et coll. 1978), "
    "et une voie faible y a part si une forte est active avec elle (associativité ; Levy & Steward "
    "1979). Avec le jeu ajusté, le calcium présynaptique suffit : peu de fibres potentialisent "
    "aussi.",
}
CLAIM = {
    "en": "at 20 Hz the fitted set is specific and lets few fibres potentiate, DPD alone has all "
    "three properties; at 100 Hz no set is specific",
    "fr": "à 20 Hz le jeu ajusté est spécifique et laisse peu de fibres potentialiser, seul DPD a "
    "les trois propriétés ; à 100 Hz aucun jeu n'est spécifique",
}
TETANI = {"few": {"fibres": 10}, "many": {"fibres": 40}, "both": {"fibres": 10, "paired": 40}}
RATES = {20: 15, 100: 3}  # Hz, for so many seconds


class Properties(NamedTuple):
    """The slope of each pathway an hour after each tetanus (% of baseline), set by set."""

    rule: Text
    rate: Number
    tetanus: Text
    pathway: Text
    slope: Number

    def slopes(self, rule: str, rate: int) -> dict[tuple[str, str], float]:
        """By tetanus and pathway."""
        here = (self.rule == rule) & (self.rate == rate)
        keys = zip(self.tetanus[here], self.pathway[here], strict=True)
        return dict(zip(keys, self.slope[here], strict=True))

    def has_all(self, rule: str, rate: int) -> bool:
        """Whether LTP is specific, cooperative and associative: within 1 %, and by 10 % or more."""
        slope = self.slopes(rule, rate)
        specific = all(abs(slope[name, "control"] - 100) < 1 for name in TETANI)
        return specific and bool(
            abs(slope["few", "stimulated"] - 100) < 1
            and min(slope["many", "stimulated"], slope["both", "stimulated"]) > 110
        )


def data() -> Properties:
    sets = [name for name in cards() if name.startswith("calcium:")]
    rows = []
    for (rate, duration), (name, fibres) in itertools.product(RATES.items(), TETANI.items()):
        result = hfs(sets, rate, duration, engine="exact", **fibres)
        last = result.time == result.time.max()
        columns = result.rule[last], result.pathway[last], result.slope[last]
        rows += [(rule, rate, name, *row) for rule, *row in zip(*columns, strict=True)]
    return Properties(*map(np.array, zip(*rows, strict=True)))


def draw(figure, result: Properties) -> None:
    panels = figure.subplots(1, 2)
    titles = say(
        en=("fitted to slices", "set DPD"),
        fr=("ajusté à des tranches", "jeu DPD"),
    )
    words = say(
        en=(("few are\nenough", "specific", "associative"),
            ("few do\nnothing", "specific", "associative")),
        fr=(("peu\nsuffisent", "spécifique", "associatif"),
            ("peu ne\nfont rien", "spécifique", "associatif")),
    )  # fmt: skip
    for axes, rule, title, told in zip(panels, RULES, titles, words, strict=True):
        draw_properties(axes, result.slopes(rule, 20), title, told)
    panels[0].set_ylabel(say(en="change of the slope (%)", fr="variation de la pente (%)"))
    handles = panels[1].get_legend_handles_labels()
    figure.legend(*handles, loc="outside lower center", ncols=3)


def draw_properties(axes, slopes: dict, title: str, words) -> None:
    names = {
        "few": say(en="10 fibres", fr="10 fibres"),
        "many": say(en="40 fibres", fr="40 fibres"),
        "both": say(en="10, with\n40 others", fr="10, avec\n40 autres"),
    }
    pathways = {
        "stimulated": say(en="tetanised", fr="tétanisée"),
        "paired": say(en="the 40 others", fr="les 40 autres"),
        "control": say(en="control", fr="témoin"),
    }
    colors = POTENTIATION, RULE_2, CONTROL
    for n, (pathway, label) in enumerate(pathways.items()):
        there = [name for name in names if (name, pathway) in slopes]
        place = np.array([list(names).index(name) for name in there])
        change = [slopes[name, pathway] - 100 for name in there]
        bars = axes.bar(place + 0.27 * (n - 1), change, 0.25, color=colors[n], label=label)
        axes.bar_label(bars, [f"{one:+.0f}" if round(one) else "0" for one in change])
    axes.axhline(0, color="0.7", linewidth=1)
    axes.set_xticks(range(len(names)), names.values())
    axes.set_title(title, loc="left")
    high = max(slopes.values()) - 100
    axes.set_ylim(0, 1.35 * high)
    for place, word in enumerate(words):
        axes.text(place, 1.2 * high, word, ha="center", va="center", fontweight="bold")


def claim(result) -> bool:
    rules = list(dict.fromkeys(result.rule))
    moved = [abs(result.slopes(rule, 100)["many", "control"] - 100) > 1 for rule in rules]
    fitted = result.slopes(RULES[0], 20)
    fits = fitted["few", "stimulated"] > 110 and abs(fitted["few", "control"] - 100) < 1
    return fits and [r for r in rules if result.has_all(r, 20)] == [RULES[1]] and all(moved)
