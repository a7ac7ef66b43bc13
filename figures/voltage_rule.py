"""The voltage rule: the rate of pairing decides, for either order of the spikes."""

from functools import cache

from protocols import frequency

CHAPTER, ORDER = "biophysics", 1
# Rates whose periods are whole milliseconds.
RATES = ("0.1", "5", "10", "12.5", "15.625", "20", "25", "31.25", "40", "50")
COMMAND = (
    f"python -m protocols.frequency --rule voltage:visual_cortex_script --rate {' '.join(RATES)}"
)
RULES = ("voltage:visual_cortex_script", "voltage:visual_cortex")
CAPTION = {
    "en": "Change of weight against the rate of pairing by the voltage rule of Clopath et al. "
    "2010 on its own neuron, for either order of the spikes. Dots: mean and standard "
    "error in layer 5 of visual cortex, Sjöström et al. 2001, filled at +10 ms, open at −10 ms. "
    "60 even pairs; adaptation as in the authors' script, b = 0.0805 pA: with the printed b even "
    "pairs are potentiated at none of these rates.",
    "fr": "Variation du poids selon la fréquence des paires par la règle de voltage de Clopath "
    "et al. 2010 sur son propre neurone, pour chaque ordre des potentiels d'action. "
    "Points : moyenne et erreur type en couche 5 du cortex visuel, Sjöström et al. 2001, pleins à "
    "+10 ms, vides à −10 ms. "
    "60 paires régulières ; adaptation du programme des auteurs, b = 0,0805 pA : avec le b "
    "imprimé, les paires régulières ne sont potentialisées à aucune de ces fréquences.",
}
CLAIM = {
    "en": "post before pre depresses at low rates and potentiates at high ones",
    "fr": "post avant pré déprime à basse fréquence et potentialise à haute fréquence",
}


@cache  # drawn in two languages, simulated once
def data() -> frequency.Frequency:
    return frequency.frequency(RULES[0], rate=list(RATES))


def draw(figure) -> frequency.Frequency:
    frequency.draw(figure, data())
    return data()


def claim(result) -> bool:
    change = result.change[result.lag == -10]
    return bool(change[0] < 0 < change[-1])
