"""The voltage rule: the rate of pairing decides, for either order of the spikes."""

from protocols import frequency
from protocols.experiments.error import normalised_error

CHAPTER, ORDER = "biophysics", 1
RATES = ("10", "20", "40", "50")
COMMAND = (
    "python -m protocols.frequency --timing bursts --rule voltage:visual_cortex_script "
    f"--rule voltage:visual_cortex --lag=-10,10 --rate {' '.join(RATES)}"
)
RULES = ("voltage:visual_cortex_script", "voltage:visual_cortex")
CAPTION = {
    "en": "Change of weight by the experiment's own spikes, 15 bursts of five pairs at 0.1 Hz, "
    "against the rate within a burst, by the voltage rule of Clopath et al. 2010 on its own "
    "neuron, for either order of the spikes. Dots: mean and standard error in layer 5 of visual "
    "cortex, Sjöström et al. 2001, filled at +10 ms, open at −10 ms. One set has the adaptation "
    "of the authors' script, b = 0.0805 pA, the other the printed b = 80.5 pA.",
    "fr": "Variation du poids par les potentiels d'action de l'expérience, 15 salves de cinq "
    "paires à 0,1 Hz, selon la fréquence dans la salve, par la règle de voltage de Clopath et al. "
    "2010 sur son propre neurone, pour chaque ordre. Points : moyenne et erreur type en couche 5 "
    "du cortex visuel, Sjöström et al. 2001, pleins à +10 ms, vides à −10 ms. L'un des jeux a "
    "l'adaptation du programme des auteurs, b = 0,0805 pA, l'autre le b imprimé, 80,5 pA.",
}
CLAIM = {
    "en": "post before pre depresses at low rates and potentiates at high ones; with the script's "
    "adaptation the rule is nearer to the data (a smaller E) than with the printed one",
    "fr": "post avant pré déprime à basse fréquence et potentialise à haute fréquence ; avec "
    "l'adaptation du programme, la règle est plus près des données (un E moindre) qu'avec celle "
    "imprimée",
}


def data() -> frequency.Frequency:
    return frequency.frequency(list(RULES), "bursts", lag="-10,10", rate=list(RATES))


def draw(figure, result) -> None:
    frequency.draw(figure, result)


def claim(result) -> bool:
    script = result.rule == RULES[0]
    change = result.change[script & (result.lag == -10)]
    errors = [
        normalised_error(result.change[here], result.experiment[here], result.sem[here])
        for here in (script, ~script)
    ]
    return bool(change[0] < 0 < change[-1] and errors[0] < errors[1])
