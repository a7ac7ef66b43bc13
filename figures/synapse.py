"""A chemical synapse, from the presynaptic spike to the EPSP, and its weight."""

from typing import NamedTuple

import numpy as np

from figures.schematic import LARGE, SMALL, draw_arrow, open_canvas, write
from models.catalogue import find
from protocols.stdp import stdp
from protocols.stimulation.fibres import EPSP, decay
from synplast.option_types import Number, ms
from synplast.plotting import CYCLE, POST, POTENTIATION, PRE, decimal, say

CHAPTER, ORDER = "memory", 3
COMMAND = "python -m figures synapse"
RULES = ("nmda:shouval_2002", "pair:bi_wang_2002")
CAPTION = {
    "en": "A chemical synapse: a spike releases glutamate, which opens AMPA receptors at once, and "
    "NMDA receptors where depolarisation lifts the block by magnesium. The EPSP is that of the "
    "fibres of this software, before and after 60 pairs at +10 ms by the pair rule.",
    "fr": "Une synapse chimique : un potentiel d'action libère du glutamate, qui ouvre aussitôt "
    "les récepteurs AMPA, et les récepteurs NMDA là où la dépolarisation lève le blocage par le "
    "magnésium. Le PPSE est celui des fibres de ce logiciel, avant et après 60 paires à +10 ms "
    "par la règle de paires.",
}
CLAIM = {
    "en": "the EPSP peaks at w times that of one fibre; at rest the NMDA receptors are blocked but "
    "for a tenth",
    "fr": "le pic du PPSE est w fois celui d'une fibre ; au repos moins d'un dixième des "
    "récepteurs NMDA est débloqué",
}
TIMES = np.arange(-10, 60.5, 0.5)  # ms
DEPOLARISED = -20  # mV
AMPA, NMDA = CYCLE[2:4]


class Epsp(NamedTuple):
    """The EPSP (mV) over time for each weight, and the NMDA receptors that are not blocked."""

    weight: Number
    time: ms
    epsp: Number
    unblocked: np.ndarray


def data() -> Epsp:
    weights = 1, 1 + float(stdp("pair:bi_wang_2002", lag=[10], engine="exact").change[0])
    shape = [decay(0, 4 * EPSP, time / 1000)[0] if time > 0 else 0 for time in TIMES]
    rest = 1e3 * find("nmda")["V_rest"]
    free = np.array([unblocked(find("nmda"), voltage) for voltage in (rest, DEPOLARISED)])
    each = np.repeat(weights, len(TIMES))
    return Epsp(each, np.tile(TIMES, 2), each * np.tile(shape, 2), free)


def unblocked(card, voltage: float) -> float:
    """Share of the NMDA receptors without magnesium, as H of the rule has it."""
    return float(1 / (1 + card["Mg"] * np.exp(-0.062 * voltage) / 3.57))


def draw(figure, result: Epsp) -> None:
    canvas = open_canvas(figure)
    draw_terminal(canvas)
    draw_receptors(canvas, result.unblocked)
    axes = figure.add_axes((0.68, 0.17, 0.29, 0.55))
    for weight, color in zip(np.unique(result.weight), (POST, POTENTIATION), strict=True):
        here = result.weight == weight
        label = f"w = {decimal(f'{weight:.2g}')}"
        axes.plot(result.time[here], result.epsp[here], color=color, label=label, linewidth=4)
    axes.set_xlabel(say(en="time (ms)", fr="temps (ms)"))
    axes.set_ylabel(say(en="EPSP (mV)", fr="PPSE (mV)"))
    axes.legend(loc="upper right")
    write(canvas, 13, 8.4, say(en="3. EPSP, of size w", fr="3. PPSE, de taille w"), LARGE)


def draw_terminal(canvas) -> None:
    """The axon's ending with its vesicles, and the spike that comes."""
    from matplotlib.patches import Circle, FancyBboxPatch

    box = {"boxstyle": "round,pad=0,rounding_size=0.6", "fc": "#dbe9f4", "ec": PRE, "lw": 3}
    canvas.add_patch(FancyBboxPatch((2.9, 4.6), 4.2, 2.2, **box))
    canvas.plot([0.3, 3.1], [6, 6], color=PRE, linewidth=14, solid_capstyle="butt", zorder=0)
    spike = np.array([(0.4, 7.1), (1.0, 7.1), (1.2, 8.4), (1.4, 6.8), (1.7, 7.1), (2.6, 7.1)])
    canvas.plot(*spike.T, color=PRE, linewidth=3)
    draw_arrow(canvas, (1.9, 7.6), (2.8, 7.6), PRE)
    write(
        canvas, 5, 8.4, say(en="1. spike → release", fr="1. potentiel d'action → libération"), LARGE
    )
    for x, y in ((3.9, 6.0), (4.8, 5.9), (5.8, 6.1), (4.3, 5.2), (5.3, 5.1), (6.2, 5.3)):
        canvas.add_patch(Circle((x, y), 0.3, fc="white", ec=PRE, lw=2))
    for x, y in zip(np.linspace(3.4, 6.6, 13), np.tile([4.3, 4.1], 7)[:13], strict=True):
        canvas.plot(x, y, ".", color=PRE, markersize=9)
    write(canvas, 8.4, 4.2, say(en="glutamate", fr="glutamate"), color=PRE)


def draw_receptors(canvas, unblocked: np.ndarray) -> None:
    """AMPA and NMDA receptors in the membrane of the postsynaptic cell."""
    from matplotlib.patches import FancyBboxPatch, Rectangle

    box = {"boxstyle": "round,pad=0,rounding_size=0.6", "fc": "#fdf1da", "ec": POST, "lw": 3}
    canvas.add_patch(FancyBboxPatch((2.4, 0.5), 5.2, 3.0, **box))
    for x, color in ((3.4, AMPA), (4.2, AMPA), (5.8, NMDA), (6.6, NMDA)):
        canvas.add_patch(Rectangle((x - 0.28, 3.1), 0.2, 0.8, fc=color))
        canvas.add_patch(Rectangle((x + 0.08, 3.1), 0.2, 0.8, fc=color))
        if color == NMDA:
            canvas.plot(x, 3.75, "o", color="0.3", markersize=8, zorder=4)
    for x in (3.4, 4.2):
        draw_arrow(canvas, (x, 3.95), (x, 2.5), AMPA, 2)
    write(canvas, 3.8, 2.1, "AMPA", color=AMPA, fontweight="bold")
    write(canvas, 6.2, 2.65, "NMDA", color=NMDA, fontweight="bold")
    rest, up = (f"{100 * share:.0f} %" for share in unblocked)
    told = say(
        en=f"Mg²⁺ (dots): {rest} free\nat rest, {up} at −20 mV",
        fr=f"Mg²⁺ (points) : {rest} libres\nau repos, {up} à −20 mV",
    )
    write(canvas, 5, 1.2, told, SMALL)
    write(canvas, 1.2, 2.4, say(en="2. recep-\ntors", fr="2. récep-\nteurs"), LARGE)


def claim(result: Epsp) -> bool:
    weights = np.unique(result.weight)
    peaks = [result.epsp[result.weight == weight].max() for weight in weights]
    return bool(np.allclose(peaks, weights * EPSP, rtol=1e-2) and result.unblocked[0] < 0.1)
