"""Pavlov's dog, trial by trial: conditioning and extinction, and the table of u, r and v."""

from typing import NamedTuple

import numpy as np

from figures.schematic import LARGE, open_canvas, write
from protocols.conditioning import conditioning
from synplast.option_types import Number, Text
from synplast.plotting import POTENTIATION, PRE, RULE_1, decimal, say

CHAPTER, ORDER = "conditioning", 0.5
COMMAND = (
    "python -m protocols.conditioning --design 30A+\n"
    "python -m protocols.conditioning --design 30A --start A=1"
)
RULES = ("rescorla_wagner:course",)
CAPTION = {
    "en": "Conditioning and extinction (Pavlov 1927) by the rule of Rescorla & Wagner 1972, ε = "
    "0.1: at each trial the sound (u), the food (r), and the salivation, as large as the food that "
    "is expected before it comes, v. Then w ← w + ε (r − v) u.",
    "fr": "Conditionnement et extinction (Pavlov 1927) par la règle de Rescorla & Wagner 1972, ε = "
    "0,1 : à chaque essai le son (u), la nourriture (r), et la salivation, à la mesure de la "
    "nourriture attendue avant qu'elle vienne, v. Puis w ← w + ε (r − v) u.",
}
CLAIM = {
    "en": "v climbs 0, 0.1, 0.19, … towards 1 with food, and falls 1, 0.9, 0.81, … towards 0 "
    "without",
    "fr": "v monte 0, 0,1, 0,19, … vers 1 avec la nourriture, et descend 1, 0,9, 0,81, … vers 0 "
    "sans elle",
}
SHOWN = (1, 2, 3, 4, 10, 30)


class Trials(NamedTuple):
    """What is there at each trial: sound, food, and what is expected."""

    phase: Text
    trial: Number
    u: Number
    r: Number
    v: Number


def data() -> Trials:
    rows = []
    phases = {"conditioning": ("30A+", None), "extinction": ("30A", {"A": 1})}
    for name, (design, start) in phases.items():
        found = conditioning(design, start=start)
        fed = float(design.endswith("+"))
        rows += [
            (name, trial, 1.0, fed, v)
            for trial, v in zip(found.trial, found.prediction, strict=True)
        ]
    return Trials(*map(np.array, zip(*rows, strict=True)))


def draw(figure, result: Trials) -> None:
    canvas = open_canvas(figure)
    titles = {
        "conditioning": say(en="conditioning", fr="conditionnement"),
        "extinction": say(en="extinction", fr="extinction"),
    }
    for left, (phase, title) in zip((0.3, 8.4), titles.items(), strict=True):
        write(canvas, left + 3.6, 8.5, title, LARGE)
        heads = say(
            en=("trial", "sound\nu", "food\nr", "salivation\nv"),
            fr=("essai", "son\nu", "nourriture\nr", "salivation\nv"),
        )
        for x, head in zip((0.5, 1.8, 3.6, 5.9), heads, strict=True):
            write(canvas, left + x, 7.45, head)
        for n, trial in enumerate(SHOWN):
            here = (result.phase == phase) & (result.trial == trial)
            numbers = [column[here][0] for column in (result.u, result.r, result.v)]
            draw_trial(canvas, left, 6.3 - 1.08 * n, trial, *numbers)


def draw_trial(canvas, left: float, y: float, trial: int, u: float, r: float, v: float) -> None:
    """A row: the note of the sound, the bowl of food, and drops up to the v of full salivation."""
    from matplotlib.patches import Wedge

    write(canvas, left + 0.5, y, f"{trial}")
    write(canvas, left + 1.5, y + 0.05, "♪" * int(u), 30, color=PRE)
    write(canvas, left + 2.1, y, f"{u:g}")
    if r:
        canvas.add_patch(Wedge((left + 3.3, y + 0.15), 0.38, 180, 360, fc=POTENTIATION))
    write(canvas, left + 4.0, y, f"{r:g}")
    canvas.plot([left + 4.9, left + 6.4], [y, y], color="0.9", linewidth=16, solid_capstyle="butt")
    canvas.plot(
        [left + 4.9, left + 4.9 + 1.5 * v],
        [y, y],
        color=RULE_1,
        linewidth=16,
        solid_capstyle="butt",
    )
    write(canvas, left + 6.95, y, decimal(f"{v:.2f}"))


def claim(result: Trials) -> bool:
    up, down = (result.v[result.phase == phase] for phase in ("conditioning", "extinction"))
    n = np.arange(len(up))
    return bool(np.allclose(up, 1 - 0.9**n) and np.allclose(down, 0.9**n))
