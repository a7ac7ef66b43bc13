"""What two models of conditioning explain, and what neither does."""

from protocols import phenomena

CHAPTER, ORDER = "conditioning", 4
COMMAND = "python -m protocols.phenomena --figure phenomena.svg"
RULES = ("rescorla_wagner:course", "temporal_difference:in_time")
CAPTION = {
    "en": "Phenomena of conditioning by the rule of Rescorla & Wagner 1972 and by temporal "
    "differences (Sutton & Barto 1990): explained where the model tells which of two groups of "
    "animals responds more. What is missing: a memory of what was extinguished, attention, and "
    "cues that are learned about while they are away.",
    "fr": "Phénomènes du conditionnement par la règle de Rescorla & Wagner 1972 et par "
    "différences temporelles (Sutton & Barto 1990) : expliqués là où le modèle dit lequel de deux "
    "groupes d'animaux répond le plus. Ce qui manque : une mémoire de ce qui fut éteint, "
    "l'attention, et l'apprentissage sur des stimulus absents.",
}
CLAIM = {
    "en": "prediction within the trial adds second-order conditioning, and nothing else",
    "fr": "la prédiction au cours de l'essai ajoute le conditionnement de second ordre, et rien "
    "d'autre",
}


def data() -> phenomena.Phenomena:
    return phenomena.phenomena()


def draw(figure, result: phenomena.Phenomena) -> None:
    phenomena.draw(figure, result)


def claim(result) -> bool:
    trial, time = (
        set(result.phenomenon[(result.explained == "yes") & (result.model == model)])
        for model in phenomena.MODELS
    )
    return trial < time and time - trial == {"second_order_conditioning"}
