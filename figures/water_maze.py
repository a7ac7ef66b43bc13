"""The water maze: controls learn where the platform is, rats with AP5 do not."""

from functools import cache

from protocols import water_maze
from protocols.plotting import maze_panels

CHAPTER, ORDER = "memory", 1
COMMAND = "python -m protocols.water_maze --rats 20 --ap5 --figure maze.svg"
RULES = ()
CAPTION = {
    "en": "Rats with place cells in Morris's pool, 20 with LTP and 20 without (as with AP5, Morris "
    "et al. 1986), by the actor-critic of Foster, Morris & Dayan 2000. Mean and standard error of "
    "the escape latency and of the time in each quadrant once the platform is gone; one rat's "
    "paths.",
    "fr": "Des rats à cellules de lieu dans la piscine de Morris, 20 avec LTP et 20 sans (comme "
    "sous AP5, Morris et al. 1986), par l'acteur-critique de Foster, Morris & Dayan 2000. Moyenne "
    "et erreur type de la latence et du temps par quadrant une fois la plateforme retirée ; les "
    "trajets d'un rat.",
}
CLAIM = {
    "en": "controls fall to under a third of their first latency and search the trained quadrant; "
    "rats with AP5 do neither",
    "fr": "les témoins tombent sous le tiers de leur première latence et cherchent dans le bon "
    "quadrant ; les rats sous AP5 ne font ni l'un ni l'autre",
}


@cache  # drawn in two languages, simulated once
def data() -> water_maze.Days:
    return water_maze.water_maze(rats=20, ap5=True)


def draw(figure) -> water_maze.Days:
    maze_panels.draw(figure, data())
    return data()


def claim(result: water_maze.Days) -> bool:
    def learned(group):
        days, there = result.latency[result.group == group], 100 * result.groups[group].quadrants
        above = there[:, 0].mean() - 25 > 3 * water_maze.sem(there)[0]
        return days[-1] < days[0] / 3, above

    return all(learned("control")) and not any(learned("ap5"))
