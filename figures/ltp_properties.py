"""The three properties of LTP: specificity, cooperativity and associativity."""

from typing import NamedTuple

import numpy as np

from protocols.hfs import hfs
from synplast.option_types import Number, Text
from synplast.plotting import CYCLE, decimal, say

CHAPTER, ORDER = "induction", 1.5
COMMAND = (
    "python -m protocols.hfs --engine exact --fibres 10\n"
    "python -m protocols.hfs --engine exact --fibres 40\n"
    "python -m protocols.hfs --engine exact --fibres 10 --paired 40"
)
RULES = ("calcium:DPD",)
CAPTION = {
    "en": "Change of the EPSP's slope an hour after a tetanus (20 Hz, 15 s), by the calcium rule "
    "of Graupner & Brunel 2012: to few fibres, to many, and to the few together with the many. LTP "
    "is of the tetanised input alone (specificity), needs many fibres (cooperativity), and a weak "
    "input has its share if a strong one is active with it (associativity).",
    "fr": "Variation de la pente du PPSE une heure après un tétanos (20 Hz, 15 s), par la règle "
    "de calcium de Graupner & Brunel 2012 : de peu de fibres, de beaucoup, et des unes avec les "
    "autres. La LTP est propre à la voie tétanisée (spécificité), demande beaucoup de fibres "
    "(coopérativité), et une voie faible y a part si une forte est active avec elle "
    "(associativité).",
}
CLAIM = {
    "en": "many fibres are potentiated, few only with others, and the control pathway never",
    "fr": "beaucoup de fibres sont potentialisées, peu ne le sont qu'avec d'autres, et la voie "
    "témoin ne l'est jamais",
}
TETANI = {"few": {"fibres": 10}, "many": {"fibres": 40}, "both": {"fibres": 10, "paired": 40}}


class Properties(NamedTuple):
    """The slope of each pathway an hour after each tetanus (% of baseline)."""

    tetanus: Text
    pathway: Text
    slope: Number


def data() -> Properties:
    rows = []
    for name, fibres in TETANI.items():
        result = hfs(RULES[0], engine="exact", **fibres)
        last = result.time == result.time.max()
        rows += [(name, *row) for row in zip(result.pathway[last], result.slope[last], strict=True)]
    return Properties(*map(np.array, zip(*rows, strict=True)))


def draw(figure) -> Properties:
    result, axes = data(), figure.add_subplot()
    names = {
        "few": say(en="10 fibres", fr="10 fibres"),
        "many": say(en="40 fibres", fr="40 fibres"),
        "both": say(en="10 fibres, with 40 others", fr="10 fibres, avec 40 autres"),
    }
    pathways = {
        "stimulated": say(en="tetanised", fr="tétanisée"),
        "paired": say(en="the 40 others", fr="les 40 autres"),
        "control": say(en="control", fr="témoin"),
    }
    for n, (pathway, label) in enumerate(pathways.items()):
        here = result.pathway == pathway
        place = np.array([list(names).index(name) for name in result.tetanus[here]])
        change = result.slope[here] - 100
        bars = axes.bar(place + 0.27 * (n - 1), change, 0.25, color=CYCLE[n])
        bars.set_label(label)
        axes.bar_label(
            bars,
            [decimal(f"{one:+.0f} %") if round(one) else "0 %" for one in change],
            fontsize="small",
        )
    axes.axhline(0, color="0.7", linewidth=1)
    axes.set_xticks(range(len(names)), names.values())
    axes.set_ylabel(say(en="change of the slope (%)", fr="variation de la pente (%)"))
    axes.legend(title=say(en="pathway", fr="voie"), loc="upper left")
    return result


def claim(result) -> bool:
    slope = dict(zip(zip(*result[:2], strict=True), result.slope, strict=True))
    controls = [slope[name, "control"] for name in TETANI]
    potentiated = min(slope["many", "stimulated"], slope["both", "stimulated"])
    return bool(
        potentiated > 110 and abs(slope["few", "stimulated"] - 100) < 1 and max(controls) < 101
    )
