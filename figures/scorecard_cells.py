"""The scorecard cell by cell, as HTML: a small picture of each rule's changes beside the data."""

from html import escape

import numpy as np

from protocols.experiments.catalogue import find
from protocols.experiments.experiment import Experiment

#: Of a picture (units of its own), and the most that it shows of a change.
WIDTH, HEIGHT, MOST = 200, 80, 2.0
SAMPLE_EN = {"in": "fitted to these data", "out": "not fitted to these data"}
SAMPLE_FR = {"in": "ajustée à ces données", "out": "non ajustée à ces données"}


def both(en: str, fr: str) -> str:
    """A text in both languages, of which the page shows one."""
    return f'<span class="fr" lang="fr">{escape(fr)}</span><span class="en">{escape(en)}</span>'


def cells(card) -> str:
    """A section an experiment, in it a picture a rule, of a `protocols.scorecard.Scorecard`."""
    sections = []
    for name in dict.fromkeys(card.experiment):
        one = find(str(name))
        here = np.flatnonzero((card.experiment == name) & (card.targets > 0))
        if len(here):
            inside = "".join(cell(card, n, one) for n in here)
            title = escape(f"{name}: {one.title}")
            sections.append(
                f'<details><summary>{title}</summary><div class="cells">{inside}</div></details>'
            )
    title = both(
        "model (dashes) beside data (dots, ± SEM), cell by cell; single cells by their lag, others "
        "by their change",
        "modèle (traits) et données (points, ± erreur type), case par case ; cellules isolées "
        "selon leur décalage, les autres selon leur variation",
    )
    return f"<details><summary>{title}</summary>{''.join(sections)}</details>"


def cell(card, n: int, experiment: Experiment) -> str:
    """The picture of one cell, and its score."""
    kind, sign = card.sample[n], f"{100 * card.sign[n]:.0f} %"
    told = [both(SAMPLE_EN[kind], SAMPLE_FR[kind]), escape(str(card.rule[n]))]
    if np.isfinite(card.E[n]):
        numbers = (f"{value:.3g}" for value in (card.E[n], card.null[n], card.ceiling[n]))
        error, null, ceiling = numbers
        told.append(
            f"E = {error} "
            + both(f"(null {null}, ceiling {ceiling})", f"(nulle {null}, plafond {ceiling})")
        )
    if np.isfinite(card.sign[n]):
        told.append(both(f"signs {sign}", f"signes {sign}"))
    text = "<br>".join(told)
    return f'<div class="{kind}">{picture(experiment, card.changes[n])}{text}</div>'


def by_lag(experiment: Experiment) -> np.ndarray:
    """The rank of each target by its other conditions, then its lag."""
    keys = []
    for n, one in enumerate(experiment.targets):
        others = [str(v) for k, v in sorted(one.condition.items()) if k != "lag"]
        keys.append((others, one.condition.get("lag") or 0, n))
    ranks = np.empty(len(keys), int)
    ranks[[n for *_, n in sorted(keys)]] = np.arange(len(keys))
    return ranks


def picture(experiment: Experiment, change: np.ndarray) -> str:
    """The targets side by side, with the rule's change at each."""
    put = np.flatnonzero(np.isfinite(change))
    signs = {"+": 0.3, "-": -0.3, "0": 0.0}
    data = np.array([signs.get(one.sign, one.change) for one in experiment.targets])[put]
    sem = np.nan_to_num(np.array([one.sem for one in experiment.targets]))[put]
    order = np.argsort(data, kind="stable")
    if experiment.targets_are == "cells":  # data set by data set
        order = np.argsort(by_lag(experiment)[put], kind="stable")
    least, most = (f([*data, *np.clip(change[put], -1, MOST), 0.0]) for f in (min, max))
    across = (np.arange(len(put)) + 0.5) * WIDTH / len(put)
    upward = HEIGHT / (most - least + 0.2)

    def y(values):
        return np.clip((most + 0.1 - values) * upward, 1, HEIGHT - 1)

    half = min(6.0, 0.4 * WIDTH / len(put))
    low, high = y(data - sem)[order], y(data + sem)[order]
    bars = "".join(f"M{x:.0f} {a:.0f}V{b:.0f}" for x, a, b in zip(across, low, high, strict=True))
    dots = "".join(f"M{x:.0f} {a:.0f}h0" for x, a in zip(across, y(data)[order], strict=True))
    model = "".join(
        f"M{x - half:.1f} {a:.1f}h{2 * half:.1f}"
        for x, a in zip(across, y(change[put])[order], strict=True)
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(experiment.name)}" fill="none" stroke="#000">'
        f'<path d="M0 {y(0):.0f}H{WIDTH}" stroke="#bbb"/><path d="{bars}" stroke-width="1"/>'
        f'<path d="{dots}" stroke-width="4" stroke-linecap="round"/>'
        f'<path d="{model}" stroke="#CC79A7" stroke-width="3"/></svg>'
    )
