"""Voltage clamp: depolarisation depresses, and more of it potentiates."""

from protocols import clamp

CHAPTER, ORDER = "biophysics", 0.5
COMMAND = "python -m protocols.clamp --rule voltage --rule nmda --figure clamp.svg"
RULES = ("voltage:visual_cortex", "nmda:shouval_2002")
CAPTION = {
    "en": "Change of weight after 100 presynaptic pulses at 1 Hz onto a neuron whose voltage is "
    "clamped, by the voltage rule of Clopath et al. 2010 and the calcium control of Shouval et "
    "al. 2002; what Artola, Bröcher & Singer 1990 found by depolarising cells of visual cortex. "
    "The pulses and their rate are ours.",
    "fr": "Variation du poids après 100 impulsions présynaptiques à 1 Hz sur un neurone dont le "
    "voltage est imposé, par la règle de voltage de Clopath et al. 2010 et par le contrôle par le "
    "calcium de Shouval et al. 2002 ; ce que trouvèrent Artola, Bröcher & Singer 1990 en "
    "dépolarisant des cellules du cortex visuel. Les impulsions et leur fréquence sont les "
    "nôtres.",
}
CLAIM = {
    "en": "at rest nothing changes; a depolarised neuron depresses, a more depolarised one "
    "potentiates",
    "fr": "au repos rien ne change ; un neurone dépolarisé déprime, un plus dépolarisé "
    "potentialise",
}


def data() -> clamp.Clamp:
    return clamp.clamp(list(RULES), voltage="-80:-40:0.5")


def draw(figure, result) -> None:
    clamp.draw(figure, result)


def claim(result) -> bool:
    for rule in RULES:
        here = result.rule == rule
        change = dict(zip(result.voltage[here], result.change[here], strict=True))
        if not (abs(change[-72]) < 0.01 and change[-54] < -0.1 and change[-40] > 0.1):
            return False
    return True
