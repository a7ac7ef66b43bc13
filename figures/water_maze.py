"""The water maze: controls learn where the platform is, rats with AP5 hardly."""

from protocols import water_maze
from protocols.engine.statistics import sem
from protocols.plotting import maze_panels

CHAPTER, ORDER = "memory", 1
COMMAND = "python -m protocols.water_maze --rats 20 --ap5 0.9 --figure maze.svg"
RULES = ("actor_critic:foster_2000",)
CAPTION = {
    "en": "Rats with place cells in Morris's pool, by the actor-critic of Foster, Morris & Dayan "
    "2000: 20 with LTP, and 20 whose learning rates are a tenth, as AP5 impairs learning (Morris "
    "et "
    "al. 1986). Mean and standard error of the escape latency and of the time in each quadrant "
    "once "
    "the platform is gone. The block is put in, what it costs comes out; discount and learning "
    "rates are free, chosen so that controls search the trained quadrant for 40 to 45 % of the "
    "probe, as rats do.",
    "fr": "Des rats à cellules de lieu dans la piscine de Morris, par l'acteur-critique de Foster, "
    "Morris & Dayan 2000 : 20 avec LTP, et 20 dont les vitesses d'apprentissage sont au dixième, "
    "comme l'AP5 gêne l'apprentissage (Morris et al. 1986). Moyenne et erreur type de la latence "
    "et "
    "du temps par quadrant une fois la plateforme retirée. Le blocage est mis, ce qu'il coûte en "
    "résulte ; l'escompte et les vitesses d'apprentissage sont libres, choisis pour que les "
    "témoins passent dans le bon quadrant 40 à 45 % du test, comme les rats.",
}
CLAIM = {
    "en": "controls fall to under half of their first latency and search the trained quadrant; "
    "rats with AP5 are slower on the last day and search there less",
    "fr": "les témoins tombent sous la moitié de leur première latence et cherchent dans le bon "
    "quadrant ; les rats sous AP5 sont plus lents le dernier jour et y cherchent moins",
}


def data() -> water_maze.Days:
    return water_maze.water_maze(rats=20, ap5="0.9")


def draw(figure, result) -> None:
    maze_panels.draw_numbers(figure, result, across=True)


def claim(result: water_maze.Days) -> bool:
    control, blocked = (result.groups[name] for name in ("control", "ap5"))
    days = result.latency[result.group == "control"]
    slower = blocked.latency[:, -1].mean(axis=1) - control.latency[:, -1].mean(axis=1)
    there = control.quadrants[:, 0], control.quadrants[:, 0] - blocked.quadrants[:, 0]
    above = [there[0] - 0.25, there[1], slower]
    return bool(days[-1] < days[0] / 2 and all(one.mean() > 3 * sem(one) for one in above))
