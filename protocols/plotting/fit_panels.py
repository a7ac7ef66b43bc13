"""A fit as panels: data beside the best fit and its band, and each constant's profile."""

import math
from fractions import Fraction

import numpy as np

from protocols.experiments.experiment import show
from protocols.fitting.intervals import profile
from protocols.fitting.report import band, thin
from synplast.plotting import CYCLE, DATA, say


def draw_fit(figure, result) -> None:
    """Draw a `protocols.fit.Fit`.

    Dots are data with their standard errors, the line the best fit, the band what the sets of
    constants within the 95 % intervals predict. Below, for each constant, by how much chi2 rises
    above its least where that constant is held and the others are fitted again (not at all, where
    others make up for it); the dashed line is the rise at the ends of the interval.
    """
    free = result.found.problem.free
    across = min(4, len(free))
    down = math.ceil(len(free) / across)
    figure.set_size_inches(9, 4 + 2.2 * down)
    above, below = figure.subfigures(2, 1, height_ratios=[4, 2.2 * down])
    draw_data(above.add_subplot(), result.found)
    panels = below.subplots(down, across, squeeze=False, sharey=True)
    for n, axes in enumerate(panels.flat):
        if n < len(free):
            draw_profile(axes, result.found, n)
        else:
            axes.set_axis_off()
    label = say(en="rise of χ²", fr="hausse de χ²")
    for axes in panels[:, 0]:
        axes.set_ylabel(label)


def draw_data(axes, found) -> None:
    problem = found.problem
    targets = problem.prediction.targets
    axes.axhline(0, color="0.7", linewidth=1)
    varied = [name for name in targets[0].condition
              if len({repr(one.condition.get(name)) for one in targets}) > 1]  # fmt: skip
    if varied == ["lag"]:
        x = np.array([1000 * float(one.condition["lag"]) for one in targets])
        draw_window(axes, found, x)
    else:
        x = np.arange(len(targets))
        draw_targets(axes, found, x)
        labels = [", ".join(filter(None, (show(name, one.condition.get(name)) for name in varied)))
                  for one in targets]  # fmt: skip
        axes.set_xticks(x, labels, rotation=60, ha="right", fontsize="xx-small")
        names = say(en={}, fr={"rate": "fréquence", "lag": "décalage", "order": "ordre"})
        units = [
            f"{names.get(one, one)}{' (Hz)' if one == 'rate' else ' (ms)' * is_time(targets, one)}"
            for one in varied
        ]
        axes.set_xlabel(", ".join(units), fontsize="small")
    axes.errorbar(x, 100 * problem.data, 100 * problem.sem, fmt="o", color=DATA, markersize=5,
                  linewidth=1)  # fmt: skip
    axes.set_ylabel(say(en="change of weight (%)", fr="variation du poids (%)"))
    axes.set_title(problem.prediction.card.name, fontsize="x-small")


def is_time(targets, name: str) -> bool:
    return any(isinstance(one.condition.get(name), Fraction) for one in targets)


def draw_window(axes, found, lags: np.ndarray) -> None:
    """The best fit and its band over the lag; the window jumps at a lag of 0."""
    low, high = band(found)
    best = found.problem.predict(found.best.place)[0]
    for side in (lags < 0, lags >= 0):
        order = np.flatnonzero(side)[np.argsort(lags[side])]
        axes.fill_between(lags[order], 100 * low[order], 100 * high[order], color=CYCLE[0],
                          alpha=0.25, linewidth=0)  # fmt: skip
        axes.plot(lags[order], 100 * best[order], color=CYCLE[0])
    axes.set_xlabel(
        say(
            en=r"lag  $t_\mathrm{post} - t_\mathrm{pre}$  (ms)",
            fr=r"décalage  $t_\mathrm{post} - t_\mathrm{pré}$  (ms)",
        )
    )


def draw_targets(axes, found, x: np.ndarray) -> None:
    """The best fit of each target as a line, its band as a bar."""
    low, high = band(found)
    best = found.problem.predict(found.best.place)[0]
    axes.bar(x, 100 * (high - low), 0.7, 100 * low, color=CYCLE[0], alpha=0.25)
    axes.hlines(100 * best, x - 0.35, x + 0.35, color=CYCLE[0])


def draw_profile(axes, found, n: int) -> None:
    one = found.problem.free[n]
    if any(one.symbol in scaling.exponents for scaling in found.scalings):
        places, costs = np.linspace(0, 1, 51), np.full(51, found.best.cost)  # whatever it is
    else:
        known = [*found.minima, *thin(found.allowed)]
        places, costs = profile(found.problem, known, n, found.intervals[n])
    values = one.value(places) / one.unit
    rises = costs - found.best.cost
    axes.plot(values, rises, color=CYCLE[1])
    axes.plot(one.value(found.best.place[n]) / one.unit, 0, "o", color=CYCLE[1])
    axes.axhline(found.threshold, color="0.5", linestyle="--", linewidth=1)
    axes.set_ylim(-0.2, 2.5 * found.threshold)
    if one.by_ratio and values[-1] > 30 * values[0]:
        axes.set_xscale("log")
        axes.xaxis.set_minor_formatter("")
    unit = f" ({one.constant.unit})" if one.constant.unit else ""
    axes.set_xlabel(f"{one.symbol}{unit}")
    axes.xaxis.get_offset_text().set_fontsize("x-small")
    axes.tick_params(axis="x", labelsize="x-small")
