"""Every published rule against every declared experiment."""

import numpy as np

from figures.scorecard_cells import cells
from protocols import scorecard

CHAPTER, ORDER = "rules", 9
COMMAND = "python -m protocols.scorecard --figure scorecard.svg"
RULES = ()
CAPTION = {
    "en": "The normalised error E = mean(((model − data) / SEM)²) of each published rule that can "
    "be advanced from spike to spike, put to each experiment as it was done; above it E where "
    "nothing changes, and the noise ceiling, E that the data's own scatter allows. Green: "
    "towards the ceiling; orange: worse than the null; grey: the rule was fitted to these "
    "data. In italics: share of signs that agree, where no more is known. In brackets: number "
    "of targets. The voltage rule and calcium control need --engine brian2.",
    "fr": "L'erreur normalisée E = moyenne(((modèle − données) / erreur type)²) de chaque règle "
    "publiée qui peut être calculée de potentiel en potentiel, soumise à chaque expérience "
    "telle qu'elle fut faite ; au-dessus, E si rien ne change, et le plafond de bruit, E que "
    "permet la dispersion des données. Vert : vers le plafond ; orange : pire que l'hypothèse "
    "nulle ; gris : la règle a été ajustée à ces données. En italique : part des signes "
    "justes, si rien de plus n'est connu. Entre parenthèses : nombre de cibles. La règle de "
    "voltage et le contrôle par le calcium demandent --engine brian2.",
}
CLAIM = {
    "en": "most rules do not beat the null on most of the data that they were not fitted to",
    "fr": "la plupart des règles ne battent pas l'hypothèse nulle sur la plupart des données qui "
    "n'ont pas servi à les ajuster",
}


def data() -> scorecard.Scorecard:
    return scorecard.scorecard()


def draw(figure, result) -> None:
    scorecard.draw(figure, result)


def claim(result) -> bool:
    out = result.scored & (result.sample == "out")
    beats = result.null > result.E
    by_rule = [np.mean(beats[out & (result.rule == name)]) for name in set(result.rule[out])]
    share = max(np.median(by_rule), np.mean(beats[out]))
    return bool(share < 0.5)


def details(result) -> str:
    """Model beside data for each cell."""
    return cells(result)
