"""The water maze by spikes beside rates: with a tenth of LTP left, learning is impaired."""

from typing import NamedTuple

import numpy as np

from protocols.engine.statistics import sem
from protocols.plotting.maze_panels import COLORS, NAMES
from protocols.water_maze import water_maze
from synplast.option_types import Number, Seconds, Text
from synplast.plotting import say

CHAPTER, ORDER = "memory", 1.2
COMMAND = (
    "python -m protocols.water_maze --rats 10 --ap5 0.9\n"
    "python -m protocols.water_maze --model fremaux_2013 --rats 4 --days 2 --ap5 0.9"
)
RULES = ("spiking_actor_critic:fremaux_2013", "actor_critic:foster_2000")
CAPTION = {
    "en": "Rats whose actor and critic are spiking neurons (Frémaux, Sprekeler & Gerstner 2013: "
    "three factors; constants from programs after it), beside those of rates (Foster et al. 2000; "
    "10 and 10); with AP5 a tenth of LTP is left. The spiking ones, faster swimmers, are 4 and 4 "
    "(thin lines, dots) for 2 days: they cost more to simulate. Direction: cosine between where a "
    "place's cells drive the rat, however weakly, and where the platform is; 0 by chance. By the "
    "ninth day spiking rats with AP5 catch up; some controls stay at the wall (not these).",
    "fr": "Des rats dont l'acteur et le critique sont des neurones à potentiels d'action (Frémaux, "
    "Sprekeler & Gerstner 2013 : trois facteurs ; constantes de programmes d'après eux), à côté de "
    "ceux à fréquences (Foster et al. 2000 ; 10 et 10) ; sous AP5 il reste un dixième de la LTP. "
    "Les premiers, plus rapides, sont 4 et 4 (traits fins, points) pour 2 jours : ils coûtent plus "
    "à simuler. Direction : cosinus entre celle où les cellules d'un lieu poussent le rat, si peu "
    "que ce soit, et celle de la plateforme ; 0 par hasard. Au neuvième jour ceux sous AP5 ont "
    "rattrapé ; certains témoins restent au bord (pas ceux-ci).",
}
CLAIM = {
    "en": "spiking rats with AP5 are impaired, not unable: the directions that each has learned "
    "turn to the platform, less than those of the control that began with the same synapses, and "
    "they search the trained quadrant less",
    "fr": "les rats à potentiels d'action sous AP5 sont gênés, pas incapables : les directions que "
    "chacun a apprises se tournent vers la plateforme, moins que celles du témoin parti des mêmes "
    "synapses, et ils cherchent moins dans le bon quadrant",
}
MODELS = {"foster_2000": {"rats": 10}, "fremaux_2013": {"rats": 4, "days": 2}}
SAID = {
    "foster_2000": {"en": "rates", "fr": "fréquences"},
    "fremaux_2013": {"en": "spikes", "fr": "potentiels\nd'action"},
}


class Maze(NamedTuple):
    """Model after model, group after group; day 0 is before the first, without a latency."""

    model: Text
    group: Text
    day: Number
    latency: Seconds
    aim: Number
    groups: dict


def data() -> Maze:
    found = {
        name: water_maze(model=name, ap5="0.9", **told).groups for name, told in MODELS.items()
    }
    rows = [
        (name, group, day, latency, aim)
        for name, groups in found.items()
        for group, rats in groups.items()
        for day, (latency, aim) in enumerate(
            zip([np.nan, *rats.latency.mean(axis=(0, 2))], rats.aim.mean(axis=0), strict=True)
        )
    ]
    return Maze(*map(np.array, zip(*rows, strict=True)), found)


def draw(figure, result: Maze) -> None:
    latency, probe, aim = figure.subplots(1, 3, width_ratios=[1, 1.2, 1])
    for x, (model, groups) in enumerate(result.groups.items()):
        for side, (name, rats) in enumerate(groups.items()):
            days = np.arange(rats.aim.shape[1])
            show(latency, days[1:], rats.latency.mean(axis=2), model, name)
            show(aim, days, rats.aim, model, name)
            searched = 100 * rats.quadrants[:, 0]
            place = x + 0.4 * side - 0.2
            probe.bar(
                place, searched.mean(), 0.38, yerr=sem(searched), color=COLORS[name], capsize=3
            )
            if model == "fremaux_2013":
                probe.plot(
                    np.full(len(searched), place), searched, "o", color="black", markersize=4
                )
    latency.set_ylim(0)
    latency.set_ylabel(say(en="escape latency (s)", fr="latence d'échappement (s)"))
    probe.axhline(25, color="0.4", linestyle="--", linewidth=1)
    probe.text(1.45, 26, say(en="chance", fr="hasard"), color="0.4", fontsize="small")
    probe.set_xlim(-0.5, 2)
    words = [say(**SAID[model]) for model in result.groups]
    probe.set_xticks([0, 1], words, fontsize="small")
    probe.set_ylabel(
        say(en="probe: time in trained quadrant (%)", fr="test : temps dans le bon quadrant (%)")
    )
    aim.axhline(0, color="0.4", linestyle="--", linewidth=1)
    aim.set_ylim(-0.3, 1)
    aim.set_xticks([0, 3, 6, 9])
    aim.set_ylabel(
        say(
            en="learned directions to platform (cosine)",
            fr="directions vers la plateforme (cosinus)",
        )
    )
    latency.set_xticks([1, 3, 6, 9])
    for axes in (latency, aim):
        axes.set_xlabel(say(en="day", fr="jour"))
    figure.legend(*latency.get_legend_handles_labels(), loc="outside upper center", ncols=2)


def show(axes, days: np.ndarray, each: np.ndarray, model: str, group: str) -> None:
    """The mean of a group over days, of rates with its error, of spikes with each rat."""
    color, spikes = COLORS[group], model == "fremaux_2013"
    label = f"{say(**NAMES[group])}, {say(**SAID[model])}".replace("\n", " ")
    mean = each.mean(axis=0)
    axes.plot(days, mean, "o-" if spikes else ":", color=color, linewidth=3, label=label)
    if spikes:
        axes.plot(days, each.T, color=color, linewidth=1, alpha=0.6)
    else:
        axes.fill_between(days, mean - sem(each), mean + sem(each), color=color, alpha=0.2)


def claim(result: Maze) -> bool:
    control, blocked = result.groups["fremaux_2013"].values()
    more, less = (rats.aim[:, -1] - rats.aim[:, 0] for rats in (control, blocked))
    searched = [rats.quadrants[:, 0].mean() for rats in (control, blocked)]
    return bool((less > 0).all() and (less < more).all() and searched[0] > searched[1])
