"""Triplets and quadruplets of spikes, as Wang et al. 2005 in hippocampal culture."""

import itertools
import math
from fractions import Fraction
from typing import Literal, NamedTuple

import numpy as np

from protocols.engine.change import change
from protocols.engine.engine import Way
from protocols.engine.rule_option import Rules
from protocols.engine.run import run
from protocols.engine.spike_trains import require_room, spike_trains
from protocols.experiments.catalogue import find
from protocols.experiments.error import errors
from protocols.experiments.spikes import one_repeat
from protocols.plotting.rule_names import rule_names
from synplast.arguments import reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Count, Hz, Number, Seed, Text, Times, ms
from synplast.plotting import CYCLE, DATA, decimal, say

PROTOCOLS = ("pair", "post-pre-post", "pre-post-pre", "quadruplet")


class Triplets(NamedTuple):
    """The change by each protocol beside the experiment's, rule after rule.

    Attributes
    ----------
    rule, protocol : array of str (rows,)
    dt1, dt2 : array (rows,)
        t_post - t_pre of the first and the second pair (ms); nan where there is no second.
    T : array (rows,)
        Time between the midpoints of a quadruplet's pairs (ms): negative, the pair with the
        presynaptic spike first comes first.
    change : array (rows,)
        (w_after - w_before) / w_before.
    experiment, sem : array (rows,)
        The experiment's mean change and its standard error; nan where there is none.
    """

    rule: Text
    protocol: Text
    dt1: ms
    dt2: ms
    T: ms
    change: Number
    experiment: Number
    sem: Number

    notes = property(errors)


@reads_its_arguments
def triplets(
    rule: Rules = "triplet:hippocampal_culture_all_to_all_full",
    protocol: Literal["all", "pair", "post-pre-post", "pre-post-pre", "quadruplet"] = "all",
    dt1: Times = None,
    dt2: Times = None,
    T: Times = None,
    repeats: Count = 60,
    rate: Hz = 1,
    seed: Seed = 0,
    engine: Way = "brian2",
) -> Triplets:
    """Change of weight by triplets and quadruplets of spikes, beside the experiment.

    Wang et al. 2005 (doi:10.1038/nn1387), as Pfister & Gerstner 2006 fit it
    (doi:10.1523/JNEUROSCI.1425-06.2006): 60 repeats at 1 Hz. E is the normalised error of that
    paper, mean(((model - data) / SEM)^2).

    Parameters
    ----------
    protocol : str
        Which spikes: all (the experiment's), pair, post-pre-post, pre-post-pre or quadruplet.
    dt1 : times
        t_post - t_pre of the first pair of spikes; the experiment's own if none is given.
    dt2 : times
        t_post - t_pre of the second pair of spikes; the experiment's own if none is given.
    T : times
        Between the midpoints of a quadruplet's two pairs; below 0 for pre-post..post-pre, above 0
        for post-pre..pre-post.
    repeats : int
        How often the spikes are repeated.
    rate : frequency
        Repeats per second.

    Raises
    ------
    BadInput
        A value outside what is allowed, times that do not make the protocol, or repeats that
        overlap.
    """
    known = targets()
    # The experiment's numbers are those of its own 60 repeats at 1 Hz.
    data = known if (repeats, rate) == (60, 1) else {}
    conditions = [key for key in known if protocol in ("all", key[0])]
    require_room("repeats", repeats, 4 * math.prod(len(times) for times in (dt1, dt2, T) if times))
    if dt1 or dt2 or T:
        conditions = combinations(protocol, dt1, dt2, T, conditions)
    require_room("repeats", repeats, 4 * len(conditions))
    repeat = [n / rate for n in range(repeats)]
    sides = [[], []]
    for condition in conditions:
        spikes = [[Fraction(time, 1000) for time in side] for side in one_repeat(*condition)]
        both = [*spikes[0], *spikes[1]]
        if max(both) - min(both) >= 1 / rate:
            allowed = f"{condition[0]} lasts longer than the time between repeats"
            raise BadInput("rate", f"{float(rate):g}", allowed)
        for side, times in zip(sides, spikes, strict=True):
            side.append([start + time for start in repeat for time in times])
    changes = change(rule, run(rule, spike_trains(*sides), seed, engine))
    rows = [
        (card.name, name, *map(as_number, times), changes[r, c], *data.get((name, *times), NO_DATA))
        for r, card in enumerate(rule)
        for c, (name, *times) in enumerate(conditions)
    ]
    return Triplets(*map(np.array, zip(*rows, strict=True)))


NO_DATA = (np.nan, np.nan)


def as_number(time: Fraction | None) -> float:
    return np.nan if time is None else float(time)


def targets() -> dict[tuple, tuple[float, float]]:
    """Change and its standard error by protocol, dt1, dt2 and T (ms, None where there is none)."""
    found = {}
    for one in find("pfister_gerstner_2006_culture").targets:
        times = (one.condition[name] for name in ("dt1", "dt2", "T"))
        key = one.condition["order"], *(time if time is None else 1000 * time for time in times)
        found[key] = one.change, one.sem
    return found


def combinations(protocol: str, dt1, dt2, T, own: list[tuple]) -> list[tuple]:
    """Every combination of the times given; those not given are the experiment's own."""
    if protocol == "all":
        raise BadInput("protocol", "all", f"one of {', '.join(PROTOCOLS)} where times are given")
    takes = {"pair": 1, "quadruplet": 3}.get(protocol, 2)
    for name, given in list({"dt1": dt1, "dt2": dt2, "T": T}.items())[takes:]:
        if given:
            raise BadInput(name, f"{float(given[0]):g}", f"not a time of a {protocol}")
    axes = [
        given or tuple(dict.fromkeys(key[place] for key in own))
        for place, given in enumerate((dt1, dt2, T), start=1)
    ]
    found = [(protocol, *times) for times in itertools.product(*axes)]
    if protocol == "quadruplet" and not (dt1 and dt2):  # the experiment's go with the sign of T
        found = [one for one in found if one[1] * one[2] < 0 and (one[1] > 0) == (one[3] < 0)]
    return found


def draw(figure, result: Triplets) -> None:
    """A panel a protocol: the model's change as dashes or lines, the experiment as dots."""
    present = [name for name in PROTOCOLS if name in result.protocol]
    widths = [
        1.2 + 0.8 * np.sum(result.protocol == name) / len(set(result.rule)) for name in present
    ]
    widths = np.minimum(widths, 5)
    panels = figure.subplots(1, len(present), sharey=True, squeeze=False, width_ratios=widths)[0]
    words = {
        "pair": say(en="pair", fr="paire"),
        "post-pre-post": say(en="post-pre-post", fr="post-pré-post"),
        "pre-post-pre": say(en="pre-post-pre", fr="pré-post-pré"),
        "quadruplet": say(en="quadruplet", fr="quadruplet"),
    }
    rules = rule_names(result.rule)
    for axes, name in zip(panels, present, strict=True):
        axes.axhline(0, color="0.7", linewidth=1)
        for rule, color in zip(rules, itertools.cycle(CYCLE)):
            here = (result.protocol == name) & (result.rule == rule)
            change = 100 * result.change[here]
            if name == "quadruplet":
                place = result.T[here]
                over_time(axes, place, change, color)
                axes.plot([], [], color=color, label=rules[rule])
                axes.margins(x=0.15)
                axes.set_xlabel("T (ms)")
            else:
                place = np.arange(len(change))
                axes.plot(place, change, "_", color=color, label=rules[rule], ms=18, mew=4)
                times = np.stack([result.dt1[here], result.dt2[here]], axis=1)
                labels = ["\n".join(decimal(f"{t:+g}") for t in r[~np.isnan(r)]) for r in times]
                axes.set_xticks(place, labels, fontsize="small")
                axes.set_xlim(-0.7, len(change) - 0.3)
                axes.set_xlabel(r"$\Delta t$ (ms)")
        data, sem = 100 * result.experiment[here], 100 * result.sem[here]
        axes.errorbar(place, data, sem, fmt="o", color=DATA, capsize=3, alpha=0.7)
        axes.set_title(words[name], fontsize="medium")
    panels[0].set_ylabel(say(en="change of weight (%)", fr="variation du poids (%)"))
    figure.legend(
        *panels[0].get_legend_handles_labels(), loc="outside upper left", fontsize="small"
    )


def over_time(axes, T, change, color) -> None:
    """A line either side of 0, where no quadruplet is; dashes where too few make a line."""
    for side in (T < 0, T > 0):
        order = np.argsort(T[side])
        style = {"linestyle": "-"} if len(order) > 5 else {"marker": "_", "ms": 18, "mew": 4}
        style = {"linestyle": "", "color": color} | style
        axes.plot(T[side][order], change[side][order], **style)


command(triplets, draw)
