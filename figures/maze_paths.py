"""How a rat swims in the water maze: first, last, and when the platform is gone."""

import numpy as np

from figures.water_maze import data
from protocols.plotting import maze_panels

__all__ = ["data"]
CHAPTER, ORDER = "memory", 1.1
COMMAND = "python -m protocols.water_maze --rats 20 --ap5 0.9 --figure maze.svg"
RULES = ("actor_critic:foster_2000",)
CAPTION = {
    "en": "The paths of one rat of each group in Morris's pool, by the actor-critic of Foster, "
    "Morris & Dayan 2000: from its start (dot) to the hidden platform on the first and the last "
    "trial, and in the probe trial, where the platform (dashes) is gone.",
    "fr": "Les trajets d'un rat de chaque groupe dans la piscine de Morris, par l'acteur-critique "
    "de Foster, Morris & Dayan 2000 : de son départ (point) à la plateforme cachée au premier et "
    "au dernier essai, et à l'essai où la plateforme (tirets) est retirée.",
}
CLAIM = {
    "en": "the control's last path is shorter than its first, and than the other's last",
    "fr": "le dernier trajet du témoin est plus court que son premier, et que celui de l'autre",
}


def draw(figure, result) -> None:
    maze_panels.draw_swims(figure, result)


def claim(result) -> bool:
    def length(path):
        return np.hypot(*np.diff(path, axis=0).T).sum()

    first, last = (length(path) for path in result.groups["control"].paths[:2])
    return bool(last < first and last < length(result.groups["ap5"].paths[1]))
