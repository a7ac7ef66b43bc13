"""The line that a perceptron draws, and the distances from it."""

from readout import geometry

CHAPTER, ORDER = "perceptron", 1
COMMAND = "python -m readout.geometry --figure geometry.svg"
RULES = ()
CAPTION = {
    "en": "A perceptron's weights are a line: w stands on it, and a point's class is the side "
    "on which it lies, at the distance (w · x + b) / |w|. The six points of the course's "
    "worked example.",
    "fr": "Les poids d'un perceptron sont une droite : w lui est perpendiculaire, et la classe "
    "d'un point est le côté où il se trouve, à la distance (w · x + b) / |w|. Les six "
    "points de l'exemple du cours.",
}
CLAIM = {
    "en": "every point lies on the side of its class",
    "fr": "chaque point est du côté de sa classe",
}


def data() -> geometry.Geometry:
    return geometry.geometry()


def draw(figure, result) -> None:
    geometry.draw(figure, result)


def claim(result) -> bool:
    return bool((result.target * result.distance > 0).all())
