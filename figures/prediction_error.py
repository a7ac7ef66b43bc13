"""The error of prediction moves from the reward to the cue that announces it."""

from protocols import prediction_error

CHAPTER, ORDER = "conditioning", 3
COMMAND = "python -m protocols.prediction_error --figure prediction_error.svg"
RULES = ("temporal_difference:in_time",)
CAPTION = {
    "en": "The error of prediction within each trial, by temporal differences, as the firing of "
    "dopamine neurons in Schultz, Dayan & Montague 1997: red where better, blue where worse than "
    "expected. 150 trials of a cue (step 0) and a reward 10 steps later; in the last the reward "
    "is left out.",
    "fr": "L'erreur de prédiction au cours de chaque essai, par différences temporelles, comme la "
    "décharge des neurones à dopamine chez Schultz, Dayan & Montague 1997 : en rouge mieux, en "
    "bleu moins bien que prévu. 150 essais d'un stimulus (pas 0) et d'une récompense 10 pas plus "
    "tard ; au dernier, la récompense est omise.",
}
CLAIM = {
    "en": "the error is at the reward at first, then at the cue, and below zero where an expected "
    "reward does not come",
    "fr": "l'erreur est d'abord à la récompense, puis au stimulus, et négative là où une "
    "récompense attendue ne vient pas",
}


def data() -> prediction_error.PredictionError:
    return prediction_error.prediction_error()


def draw(figure, result: prediction_error.PredictionError) -> None:
    prediction_error.draw(figure, result)


def claim(result) -> bool:
    cue, reward = (result.error[result.step == step] for step in (0, result.step.max()))
    first, trained = (reward[0], cue[0]) == (1, 0), cue[-2] > 0.9 > 0.01 > abs(reward[-2])
    return bool(first and trained and reward[-1] < -0.9)
