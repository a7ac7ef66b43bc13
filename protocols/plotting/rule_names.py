"""Rules' names as they are said, and the lines that bear them."""

import itertools
from collections.abc import Iterable

import numpy as np

from synplast.plotting import CYCLE, say

KINDS = {
    "pair": {"en": "pair rule", "fr": "règle de paires"},
    "triplet": {"en": "triplet rule", "fr": "règle de triplets"},
    "suppression": {"en": "suppression model", "fr": "modèle de suppression"},
    "heterosynaptic": {"en": "heterosynaptic rule", "fr": "règle hétérosynaptique"},
    "voltage": {"en": "voltage rule", "fr": "règle de voltage"},
    "calcium": {"en": "calcium rule", "fr": "règle de calcium"},
    "graded": {"en": "graded calcium rule", "fr": "règle de calcium graduée"},
    "calciumstd": {
        "en": "calcium rule with short-term depression",
        "fr": "règle de calcium à dépression à court terme",
    },
    "depressing": {"en": "depressing synapse", "fr": "synapse déprimante"},
    "facilitating": {"en": "facilitating synapse", "fr": "synapse facilitante"},
    "enhancing": {"en": "enhancing synapse", "fr": "synapse renforçante"},
    "inhibitory": {"en": "inhibitory STDP", "fr": "STDP inhibitrice"},
    "reward": {"en": "rewarded STDP", "fr": "STDP récompensée"},
    "success": {"en": "STDP by success", "fr": "STDP par le succès"},
    "tag_trigger": {"en": "tags and proteins", "fr": "étiquettes et protéines"},
    "scaling": {"en": "homeostatic scaling", "fr": "mise à l'échelle"},
    "turnover": {"en": "turnover of spines", "fr": "renouvellement des épines"},
    "temporal_difference": {"en": "temporal differences", "fr": "différences temporelles"},
    "rescorla_wagner": {"en": "Rescorla & Wagner", "fr": "Rescorla & Wagner"},
    "nmda": {"en": "calcium control", "fr": "contrôle par le calcium"},
    "hebb": {"en": "Hebb", "fr": "Hebb"},
    "covariance": {"en": "covariance", "fr": "covariance"},
    "oja": {"en": "Oja", "fr": "Oja"},
    "bcm": {"en": "BCM", "fr": "BCM"},
    "actor_critic": {"en": "actor-critic", "fr": "acteur-critique"},
    "spiking_actor_critic": {
        "en": "spiking actor-critic",
        "fr": "acteur-critique impulsionnel",
    },
}
#: What a set's name begins with; the rest of it is told only where two would be called alike.
SETS = {
    "visual_cortex": {"en": "visual cortex", "fr": "cortex visuel"},
    "somatosensory_cortex": {"en": "somatosensory cortex", "fr": "cortex somatosensoriel"},
    "cortical_slices": {"en": "cortex", "fr": "cortex"},
    "hippocampal_culture": {"en": "hippocampal culture", "fr": "culture d'hippocampe"},
    "hippocampal_slices": {"en": "hippocampal slices", "fr": "tranches d'hippocampe"},
    "bi_wang_2002": {"en": "Bi & Wang 2002", "fr": "Bi & Wang 2002"},
    "froemke_dan_2002": {"en": "Froemke & Dan 2002", "fr": "Froemke & Dan 2002"},
    "song_2000": {"en": "additive (Song et al.)", "fr": "additive (Song et al.)"},
    "van_rossum_2000": {
        "en": "multiplicative\n(van Rossum et al.)",
        "fr": "multiplicative\n(van Rossum et al.)",
    },
    "gutig_2003_additive": {"en": "additive", "fr": "additive"},
    "gutig_2003_intermediate": {"en": "intermediate", "fr": "intermédiaire"},
    "gutig_2003_multiplicative": {"en": "multiplicative", "fr": "multiplicative"},
    "vogels_2011_neuron": {"en": "one neuron", "fr": "un neurone"},
    "vogels_2011_network": {"en": "network", "fr": "réseau"},
    "graupner_2016": {"en": "Graupner et al. 2016", "fr": "Graupner et al. 2016"},
    "izhikevich_2007": {"en": "Izhikevich 2007", "fr": "Izhikevich 2007"},
    "tsodyks_1998": {"en": "Tsodyks et al. 1998", "fr": "Tsodyks et al. 1998"},
    "attardo_2015": {"en": "CA1 (Attardo et al.)", "fr": "CA1 (Attardo et coll.)"},
    "grutzendler_2002": {
        "en": "visual cortex (Grutzendler et al.)",
        "fr": "cortex visuel (Grutzendler et coll.)",
    },
    "holtmaat_2005": {
        "en": "somatosensory cortex (Holtmaat et al.)",
        "fr": "cortex somatosensoriel (Holtmaat et coll.)",
    },
    "zenke_2015": {"en": "Zenke et al. 2015", "fr": "Zenke et coll. 2015"},
    "clopath_2008": {"en": "Clopath et al. 2008", "fr": "Clopath et coll. 2008"},
    "in_time": {"en": "complete serial compound", "fr": "ligne à retard"},
    "course": {"en": "the course's", "fr": "celle du cours"},
    "magleby_1979": {"en": "Magleby 1979", "fr": "Magleby 1979"},
    "shouval_2002": {"en": "Shouval et al. 2002", "fr": "Shouval et al. 2002"},
    "hebb_1949": {"en": "1949", "fr": "1949"},
    "sejnowski_1977": {"en": "Sejnowski 1977", "fr": "Sejnowski 1977"},
    "oja_1982": {"en": "1982", "fr": "1982"},
    "intrator_cooper_1992": {"en": "Intrator & Cooper 1992", "fr": "Intrator & Cooper 1992"},
    "foster_2000": {"en": "Foster et al. 2000", "fr": "Foster et coll. 2000"},
    "fremaux_2013": {"en": "Frémaux et al. 2013", "fr": "Frémaux et coll. 2013"},
}
DETAILS = {
    "all_to_all": {"en": "all-to-all", "fr": "toutes les paires"},
    "nearest_spike": {"en": "nearest", "fr": "voisins"},
    "full": {"en": "full", "fr": "complète"},
    "minimal": {"en": "minimal", "fr": "minimale"},
    "script": {"en": "b of the script", "fr": "b du programme"},
    "homeostasis": {"en": "homeostasis", "fr": "homéostasie"},
}


def rule_names(names: Iterable[str]) -> dict[str, str]:
    """Each rule's name as it is said, ``triplet:visual_cortex_...`` as triplet rule, visual cortex.

    A rule that is none of the published keeps its name, and what was set is told after it.
    """
    names = list(dict.fromkeys(map(str, names)))
    short = {name: spoken(name) for name in names}
    alike = [told for told in short.values() if list(short.values()).count(told) > 1]
    return {name: spoken(name, True) if told in alike else told for name, told in short.items()}


def spoken(name: str, whole: bool = False) -> str:
    kind, _, rest = name.partition(":")
    chosen, _, changed = rest.partition(" ")
    begins = [one for one in SETS if chosen.startswith(one)]
    if kind not in KINDS or not (begins or kind == "calcium"):
        return name
    first = say(**SETS[begins[0]]) if begins else chosen.replace("prime", "′")
    more = chosen.removeprefix(begins[0]).lstrip("_") if begins else ""
    parts = [say(**KINDS[kind]), first]
    if whole:
        parts += [say(**said) for one, said in DETAILS.items() if one in more]
    return ", ".join(parts) + (f" {changed}" if changed else "")


def line_by_rule(axes, result, along: str) -> None:
    """The change (%) against the column ``along`` of a result, a line a rule, around 0."""
    axes.axhline(0, color="0.7", linewidth=1)
    for (name, label), color in zip(rule_names(result.rule).items(), itertools.cycle(CYCLE)):
        here = np.flatnonzero(result.rule == name)
        here = here[np.argsort(getattr(result, along)[here])]
        axes.plot(getattr(result, along)[here], 100 * result.change[here], color=color, label=label)
    axes.set_ylabel(say(en="change of weight (%)", fr="variation du poids (%)"))
    axes.legend()
