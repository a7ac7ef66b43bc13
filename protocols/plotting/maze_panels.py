"""The water maze in one picture: latencies, the probe trial, and how a rat swam."""

import numpy as np

from protocols.engine.statistics import sem
from synplast.plotting import AP5, CONTROL, say

COLORS = {"control": CONTROL, "ap5": AP5}
NAMES = {
    "control": {"en": "control", "fr": "témoin"},
    "ap5": {"en": "LTP impaired (AP5)", "fr": "LTP réduite (AP5)"},
}


def draw(figure, result) -> None:
    """Draw `protocols.water_maze.Days` or `Probe`."""
    numbers, swims = figure.subfigures(1, 2, width_ratios=[0.9, 1])
    draw_numbers(numbers, result)
    draw_swims(swims, result)


def draw_numbers(figure, result, across: bool = False) -> None:
    """Latency over days and quadrants of the probe, one above the other or side by side."""
    latency, probe = figure.subplots(*((1, 2) if across else (2, 1)))
    for place, (name, rats) in enumerate(result.groups.items()):
        days(latency, name, rats.latency.mean(axis=2))
        offset = (place - (len(result.groups) - 1) / 2) * 0.4
        bars(probe, name, 100 * rats.quadrants, offset)
    label_days(latency)
    label_probe(probe)


def draw_swims(figure, result) -> None:
    """How a rat of each group swam."""
    panels = figure.subplots(len(result.groups), 3, squeeze=False)
    for row, (name, rats) in zip(panels, result.groups.items(), strict=True):
        for axes, when, path in zip(row, range(3), rats.paths, strict=True):
            plot_path(axes, path, COLORS[name], without=when == 2)
        row[0].set_ylabel(say(**NAMES[name]))
    whens = say(
        en=("first trial", "last trial", "probe"),
        fr=("premier essai", "dernier essai", "essai sans plateforme"),
    )
    for axes, when in zip(panels[0], whens, strict=True):
        axes.set_title(when, fontsize="small")


def days(axes, name: str, latency: np.ndarray) -> None:
    mean = latency.mean(axis=0)
    day = np.arange(1, len(mean) + 1)
    axes.errorbar(day, mean, sem(latency), color=COLORS[name], capsize=3, label=say(**NAMES[name]))


def label_days(axes) -> None:
    axes.set_ylim(0)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel(say(en="day", fr="jour"))
    axes.set_ylabel(say(en="escape latency (s)", fr="latence d'échappement (s)"))
    axes.legend()


def bars(axes, name: str, quadrants: np.ndarray, offset: float) -> None:
    mean, error = quadrants.mean(axis=0), sem(quadrants)
    axes.bar(np.arange(4) + offset, mean, 0.38, yerr=error, color=COLORS[name], capsize=3)


def label_probe(axes) -> None:
    axes.axhline(25, color="0.4", linestyle="--", linewidth=1)
    axes.text(0.48, 26, say(en="chance", fr="hasard"), ha="left", color="0.4", fontsize="small")
    quadrants = say(
        en=("trained", "left", "opposite", "right"), fr=("appris", "gauche", "opposé", "droite")
    )
    axes.set_xticks(range(4), quadrants)
    axes.set_ylabel(
        say(
            en="probe: time in quadrant (%)",
            fr="temps par quadrant,\nessai sans plateforme (%)",
        )
    )


def plot_path(axes, path: np.ndarray, color: str, without: bool) -> None:
    """A path in the pool, from its dot; the platform, or where it was."""
    from matplotlib.patches import Circle

    from models.actor_critic import FOSTER_2000
    from protocols.engine.morris_pool import PLATFORM

    axes.add_patch(Circle((0, 0), FOSTER_2000.pool, fill=False, color="0.5"))
    for ends in ([(-1, 1), (0, 0)], [(0, 0), (-1, 1)]):
        axes.plot(*ends, color="0.85", linewidth=1)
    axes.plot(*path.T, color=color, linewidth=1)
    axes.plot(*path[0], "o", color=color)
    style = {"fill": False, "linestyle": "--"} if without else {"color": "black"}
    axes.add_patch(Circle(PLATFORM, FOSTER_2000.platform, zorder=3, **style))
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(False)
