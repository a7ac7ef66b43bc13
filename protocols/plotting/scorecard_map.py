"""The scorecard as a map: a row a rule, a column an experiment, E in each cell."""

import numpy as np

from synplast.plotting import DATA, decimal, say

#: Of a rule that was fitted to the data, which no colour praises.
IN_SAMPLE = "0.88"


def draw_map(figure, card) -> None:
    """Draw a `protocols.scorecard.Scorecard`.

    Green: nearer to the noise ceiling than the null is; orange: worse than the null. Grey: the rule
    was fitted to these data, whatever E is. Percentages: signs that agree, where no more is known.
    In brackets: the number of targets.
    """
    put = card.targets > 0
    rules = list(dict.fromkeys(card.rule[put]))
    by_sign = {card.experiment[n]: not card.scored[n] for n in np.flatnonzero(put)}
    experiments = sorted(by_sign, key=lambda name: (by_sign[name], name))
    figure.set_size_inches(17, 3 + 0.36 * len(rules))  # a poster, of a row a rule
    axes = figure.add_subplot()
    numbers = "x-small"
    colors = np.ones((len(rules), len(experiments), 3))
    for n in np.flatnonzero(put):
        row, column = rules.index(card.rule[n]), experiments.index(card.experiment[n])
        colors[row, column] = color_of(card, n)
        known = np.isfinite(card.E[n])
        text = number(card.E[n]) if known else f"{100 * card.sign[n]:.0f} %"
        style = "normal" if known else "italic"
        axes.text(column, row, text, ha="center", va="center", fontsize=numbers, style=style)
    axes.imshow(colors, aspect="auto")
    for column, name in enumerate(experiments):
        here = np.flatnonzero(card.scored & (card.experiment == name))
        for place, values in ((-1.7, card.null), (-0.9, card.ceiling)):
            if len(here):  # of all targets: a rule that is put to fewer has its own
                most = here[np.argmax(card.targets[here])]
                told = number(values[most])
                axes.text(column, place, told, ha="center", va="center", fontsize=numbers)
    for place, told in (
        (-1.7, say(en="null: nothing changes", fr="hypothèse nulle : rien ne change")),
        (-0.9, say(en="noise ceiling", fr="plafond de bruit")),
    ):
        axes.text(-0.7, place, told, ha="right", va="center", fontsize=numbers, color=DATA)
    axes.set_yticks(range(len(rules)), rules, fontsize=numbers)
    most = [card.targets[card.experiment == name].max() for name in experiments]
    names = [f"{a.replace('_', ' ')} ({n:g})" for a, n in zip(experiments, most, strict=True)]
    axes.set_xticks(range(len(experiments)), names, fontsize=numbers, rotation=35, ha="right")
    axes.set_ylim(len(rules) - 0.5, -2.2)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    figure.suptitle(headline(card), fontsize="small", x=0.01, ha="left")


def color_of(card, n: int) -> tuple[float, float, float]:
    """Green to orange by where E stands between the ceiling (1) and the null (0)."""
    from matplotlib.colors import to_rgb

    if card.sample[n] == "in":
        return to_rgb(IN_SAMPLE)
    if not np.isfinite(card.E[n]):
        return to_rgb("white")
    room = card.null[n] - min(card.ceiling[n], 0.9 * card.null[n])
    place = np.clip((card.null[n] - card.E[n]) / room, -1, 1)
    full = np.array(to_rgb("#5DC8A8" if place > 0 else "#F0A868"))
    return tuple(1 - abs(place) * (1 - full))


def number(value: float) -> str:
    return decimal(f"{value:.2g}" if value < 99.5 else f"{value:.0f}")


def headline(card) -> str:
    """The bad news: how few of the cells that were not fitted beat the null."""
    out = card.scored & (card.sample == "out")
    beat, reach, alone = card.count(out)
    return say(
        en=f"of {out.sum()} cells not fitted, {beat} beat the null, {reach} reach the ceiling, "
        f"{alone} of these on one target (grey: fitted)",
        fr=f"sur {out.sum()} cases non ajustées, {beat} battent l'hypothèse nulle, {reach} "
        f"atteignent le plafond, dont {alone} sur une seule cible (gris : ajustée)",
    )
