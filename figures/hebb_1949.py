"""Hebb's postulate: A takes part in firing B, again and again, and its synapse grows."""

from fractions import Fraction
from typing import NamedTuple

import numpy as np

from figures.schematic import LARGE, draw_arrow, draw_cell, draw_synapse, open_canvas, write
from models.catalogue import find
from protocols.engine.run import run
from protocols.engine.spike_trains import spike_trains
from synplast.option_types import Count, Number, Text
from synplast.plotting import CAUSAL, CONTROL, POST, POTENTIATION, PRE, decimal, say

CHAPTER, ORDER = "hebb", 0
COMMAND = "python -m protocols.stdp --lag 10 --pairs 60 --engine exact"
RULES = ("pair:bi_wang_2002",)
CAPTION = {
    "en": "Hebb 1949: where cell A repeatedly takes part in firing cell B, the synapse from A to B "
    "grows. Here by the pair rule as Bi & Wang 2002 fitted it: A fires 10 ms before B, or alone.",
    "fr": "Hebb 1949 : quand la cellule A participe de façon répétée à la décharge de la cellule "
    "B, la synapse de A vers B se renforce. Ici par la règle de paires ajustée par Bi & Wang "
    "2002 : A décharge 10 ms avant B, ou seule.",
}
CLAIM = {
    "en": "the weight grows with every repetition of A before B, and not at all if B is silent",
    "fr": "le poids croît à chaque répétition de A avant B, et pas du tout si B se tait",
}
LAG = 10  # ms
REPEATS = np.arange(0, 61, 5)


class Growth(NamedTuple):
    """The weight after so many repetitions, for A before B and for A alone."""

    condition: Text
    repetitions: Count
    weight: Number


def data() -> Growth:
    fires = [list(range(count)) for count in map(int, REPEATS)]
    later = [[n + Fraction(LAG, 1000) for n in each] for each in fires]
    rows = []
    for name, post in (("paired", later), ("alone", [[] for _ in fires])):
        weights = run([find(RULES[0])], spike_trains(fires, post), engine="exact")[0]
        rows += zip([name] * len(REPEATS), REPEATS, weights, strict=True)
    return Growth(*map(np.array, zip(*rows, strict=True)))


def draw(figure, result: Growth) -> None:
    last = result.weight[result.condition == "paired"][-1]
    canvas = open_canvas(figure)
    titles = say(
        en=("before", f"after {REPEATS[-1]} times"), fr=("avant", f"après {REPEATS[-1]} fois")
    )
    for y, weight, title in zip((6.6, 2.2), (1, last), titles, strict=True):
        draw_synapse(
            canvas, (1.6, y), (5.2, y), 4 * weight - 3, POTENTIATION if weight > 1 else "0.4"
        )
        draw_cell(canvas, 1.4, y, "A", PRE, radius=0.75)
        draw_cell(canvas, 6.2, y, "B", POST, fires=weight > 1, radius=0.75)
        write(canvas, 3.8, y + 1.3, title, LARGE)
        write(canvas, 3.6, y - 0.9, f"w = {decimal(f'{weight:.2g}')}")
    draw_arrow(canvas, (3.8, 5.2), (3.8, 4.2))
    draw_spikes(figure.add_axes((0.57, 0.66, 0.4, 0.25)))
    draw_growth(figure.add_axes((0.57, 0.13, 0.4, 0.38)), result)


def draw_spikes(axes) -> None:
    """One repetition: A, then B."""
    axes.eventplot([[LAG], [0]], colors=[POST, PRE], linelengths=0.7, linewidths=6)
    axes.set_yticks([0, 1], ["B", "A"])
    axes.annotate("", (LAG, 0.5), (0, 0.5), arrowprops={"arrowstyle": "->", "lw": 2.5})
    axes.text(LAG / 2, 0.62, f"{LAG} ms", ha="center", color=CAUSAL)
    axes.set(xlim=(-15, 30), ylim=(-0.5, 1.5))
    axes.set_xlabel(say(en="time (ms)", fr="temps (ms)"))


def draw_growth(axes, result: Growth) -> None:
    names = {
        "paired": (say(en="A, then B", fr="A, puis B"), POTENTIATION),
        "alone": (say(en="A alone", fr="A seule"), CONTROL),
    }
    for name, (label, color) in names.items():
        here = result.condition == name
        axes.plot(result.repetitions[here], result.weight[here], "o-", color=color, label=label)
    axes.set_xlabel(say(en="repetitions (1 a second)", fr="répétitions (1 par seconde)"))
    axes.set_ylabel(say(en="weight", fr="poids"))
    axes.legend()


def claim(result: Growth) -> bool:
    grown, alone = (result.weight[result.condition == name] for name in ("paired", "alone"))
    return bool((np.diff(grown) > 0).all() and (alone == 1).all())
