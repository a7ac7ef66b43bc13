"""Synaptic plasticity on all its time scales, from tenths of a second to a year, on one axis."""

from typing import NamedTuple

import numpy as np

from protocols.short_term import short_term
from protocols.tagging import tagging
from protocols.turnover import turnover
from synplast.option_types import Number, Seconds, Text
from synplast.plotting import DEPRESSION, POTENTIATION, say

CHAPTER, ORDER = "memory", 2
COMMAND = "python -m figures time_scales"
ENHANCING, CORTEX = "enhancing:magleby_1979", "turnover:grutzendler_2002"
RULES = ("depressing:tsodyks_1998", ENHANCING, "tag_trigger:clopath_2008", CORTEX)
CAPTION = {
    "en": "What is left of each change after the last pulse, by the models of the course: short- "
    "term depression (Tsodyks & Markram, 8 pulses at 20 Hz); facilitation, augmentation and "
    "post-tetanic potentiation (Magleby, 200 pulses at 20 Hz); LTP after a weak tetanus, "
    "which sets tags alone, and after a strong one, which makes proteins too (Clopath et al. "
    "2008; not simulated beyond 12 h); and, with no induction, how many spines of a mouse's "
    "visual cortex are still there, extrapolated from 96 % after a month (Grutzendler et al. "
    "2002).",
    "fr": "Ce qui reste de chaque changement après la dernière impulsion, selon les modèles du "
    "cours : dépression à court terme (Tsodyks & Markram, 8 impulsions à 20 Hz) ; "
    "facilitation, augmentation et potentialisation post-tétanique (Magleby, 200 impulsions "
    "à 20 Hz) ; LTP après un tétanos faible, qui ne pose que des étiquettes, et après un "
    "fort, qui produit aussi des protéines (Clopath et coll. 2008 ; non simulée au-delà de "
    "12 h) ; et, sans induction, la part des épines du cortex visuel de souris encore "
    "présentes, extrapolée de 96 % après un mois (Grutzendler et coll. 2002).",
}
CLAIM = {
    "en": "half is left after tenths of a second, some seconds, some twenty seconds, half an hour "
    "or more and, of spines, more than a year (extrapolated): more than seven powers of ten; "
    "late LTP has not lost a half after 11 hours",
    "fr": "il reste la moitié après des dixièmes de seconde, quelques secondes, une vingtaine de "
    "secondes, une demi-heure ou plus et, pour les épines, plus d'un an (extrapolé) : plus "
    "de sept ordres de grandeur ; la LTP tardive n'en a pas perdu la moitié après 11 heures",
}
MINUTE, HOUR, DAY = 60, 3600, 86400
#: From the quickest to the slowest: the French name, and the constants that leave one component.
ENHANCEMENTS = {
    "facilitation": ("facilitation", "a=0 p=0"),
    "augmentation": ("augmentation", "f1=0 f2=0 p=0"),
    "post-tetanic potentiation": ("potentialisation\npost-tétanique", "f1=0 f2=0 a=0"),
}
FRENCH = {name: fr for name, (fr, _) in ENHANCEMENTS.items()} | {
    "short-term depression": "dépression\nà court terme",
    "early LTP": "LTP précoce",
    "late LTP": "LTP tardive",
    "spines": "épines",
}
RESTS = np.round(np.geomspace(10, 1_000_000, 60)).astype(int).tolist()  # ms


class Scales(NamedTuple):
    """What is left (from 0 to 1) of each form's change at times after it."""

    form: Text
    time: Seconds
    left: Number


def data() -> Scales:
    rows = [("short-term depression", *short("depressing", 8))]
    rows += [(name, *short(f"{ENHANCING} {others}", 200))
             for name, (_, others) in ENHANCEMENTS.items()]  # fmt: skip
    rows += [("early LTP", *lasting("weak", 5)), ("late LTP", *lasting("strong", 12))]
    spines = turnover(CORTEX, induced=0, days=730)
    rows.append(("spines", DAY * spines.time[1:], spines.survival[1:] / 100))
    names, times, left = zip(*rows, strict=True)
    names = np.repeat(names, [len(time) for time in times])
    return Scales(names, np.concatenate(times), np.concatenate(left))


def short(rule: str, pulses: int) -> tuple[np.ndarray, np.ndarray]:
    """Of a train's effect on a pulse, what is left at rests (s) after it."""
    result = short_term(rule, pulses=pulses, rest=RESTS)
    after = result.pulse > pulses
    effect = result.amplitude[after] - 1
    return np.array(RESTS) / 1000, effect / effect[0]


def lasting(tetanus: str, hours: int) -> tuple[np.ndarray, np.ndarray]:
    """Of the highest LTP, what is left after it (s)."""
    result = tagging(first=tetanus, second="none", hours=hours)
    here = result.pathway == "first"
    time, effect = MINUTE * result.time[here], result.slope[here] - 100
    top = int(np.argmax(effect))
    return time[top + 1 :] - time[top], effect[top + 1 :] / effect[top]


def draw(figure, result: Scales) -> None:
    axes = figure.add_subplot()
    half = half_lives(result)
    for row, name in enumerate(sorted(half, key=half.get)):
        here, late = result.form == name, name == "late LTP"
        color = DEPRESSION if "depression" in name else POTENTIATION
        axes.plot(result.time[here], 100 * result.left[here], color=color, linewidth=4)
        label = say(en=name.replace("-term ", "-term\n").replace("-tetanic ", "-tetanic\n"),
                    fr=FRENCH[name])  # fmt: skip
        if late:  # beside its end
            axes.text(1.4 * half[name], 100 * result.left[here][-1], label, va="center")
        else:
            high = 122 if row % 2 else 106
            axes.vlines(half[name], 50, high - 1, color="0.7", linewidth=1, linestyle=":")
            beside = "left" if name.startswith("post") else "center"  # clear of its neighbour
            axes.text(half[name], high, label, ha=beside, va="bottom")
    axes.set_xscale("log")
    axes.set_ylim(0, 145)
    axes.set_yticks(range(0, 101, 20))
    ticks = {
        0.01: "10 ms",
        1: "1 s",
        MINUTE: "1 min",
        HOUR: "1 h",
        DAY: say(en="1 day", fr="1 jour"),
        30 * DAY: say(en="1 month", fr="1 mois"),
        730 * DAY: say(en="2 years", fr="2 ans"),
    }
    axes.set_xticks(list(ticks), list(ticks.values()))
    axes.minorticks_off()
    axes.set_xlabel(say(en="time after the last pulse", fr="temps après la dernière impulsion"))
    axes.set_ylabel(say(en="what is left of the change (%)", fr="ce qui reste du changement (%)"))


def half_lives(result: Scales) -> dict[str, float]:
    """When a half of each form's change is left (s); of what keeps more, the last time."""
    found = {}
    for name in dict.fromkeys(result.form):
        here = result.form == name
        below = np.flatnonzero(result.left[here] < 0.5)
        found[str(name)] = float(result.time[here][below[0] if len(below) else -1])
    return found


def claim(result) -> bool:
    half, late = half_lives(result), result.form == "late LTP"
    order = ["facilitation", "short-term depression", "augmentation", "post-tetanic potentiation",
             "early LTP", "spines"]  # fmt: skip
    rising = (np.diff([half[name] for name in order]) > 0).all()
    scales = half["facilitation"] < 0.5 and 2 < half["augmentation"] < 15 < half[order[3]] < MINUTE
    slow = half["early LTP"] > 0.4 * HOUR and half["spines"] > 365 * DAY
    span = half["spines"] / half["facilitation"] > 1e7
    kept = result.time[late].max() > 11 * HOUR and result.left[late].min() > 0.5
    return bool(rising and scales and slow and span and kept)
