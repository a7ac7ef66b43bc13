"""The whole landscape of a timing rule: the change over lag and rate together."""

import itertools
from typing import NamedTuple

import numpy as np

from protocols.engine.change import change
from protocols.engine.engine import Way
from protocols.engine.rule_option import Rules
from protocols.engine.run import run
from protocols.engine.spike_trains import pairings
from protocols.plotting.rule_names import rule_names
from synplast.arguments import reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Count, Hz, Number, Rates, Seed, Text, Times, ms
from synplast.plotting import DEPRESSION, POTENTIATION, say
from synplast.progress import progress
from synplast.values import show_value

MOST_CONDITIONS = 1_000_000


class Landscape(NamedTuple):
    """The change at each rate and lag, rule after rule.

    Attributes
    ----------
    rule : array of str (rows,)
    rate : array (rows,)
        Pairs per second (Hz).
    lag : array (rows,)
        t_post - t_pre (ms).
    change : array (rows,)
        (w_after - w_before) / w_before; nan where the lag is as long as the time between pairs.
    """

    rule: Text
    rate: Hz
    lag: ms
    change: Number


@reads_its_arguments
def landscape(
    rule: Rules = "triplet:visual_cortex_all_to_all_full",
    lag: Times = "-50:50:2",
    rate: Rates = "1:50:1",
    pairs: Count = 60,
    seed: Seed = 0,
    engine: Way = "exact",
) -> Landscape:
    """Change of weight over the lag and the rate of evenly spaced pairs, as a map.

    Where the lag is as long as the time between pairs, the pair is another pair, and the map is
    left grey.

    Parameters
    ----------
    lag : times
        t_post - t_pre: a list, or start:stop:step.
    rate : frequencies
        Pairs per second: a list, or start:stop:step.
    pairs : int
        Number of pairs.

    Raises
    ------
    BadInput
        A value outside what is allowed.
    """
    if len(rate) * len(lag) > MOST_CONDITIONS:
        given = f"{len(lag)} lags at {len(rate)} rates"
        raise BadInput("lag", given, f"at most {MOST_CONDITIONS:,} of both together")
    if min(map(abs, lag)) / 1000 >= 1 / min(rate):
        allowed = f"one of them less than {float(1000 / min(rate)):g} ms, the time between pairs"
        raise BadInput("lag", show_value(lag), allowed)
    after = np.full((len(rule), len(rate), len(lag)), np.nan)
    for r, one in enumerate(progress(rate, "rate")):  # each rate has its own grid
        apart = np.array([abs(time) / 1000 < 1 / one for time in lag])
        if apart.any():
            lags = [time / 1000 for time in itertools.compress(lag, apart)]
            after[:, r, apart] = run(rule, pairings(lags, pairs, one), seed, engine)
    names, rates, lags = np.meshgrid(
        [card.name for card in rule], np.array(rate, float), np.array(lag, float), indexing="ij"
    )
    return Landscape(names.ravel(), rates.ravel(), lags.ravel(), change(rule, after).ravel())


def draw(figure, result: Landscape) -> None:
    """A map a rule: orange where pairs potentiate, blue where they depress, a line where neither.

    Grey where there is no number.
    """
    from matplotlib.colors import TwoSlopeNorm

    names = list(dict.fromkeys(result.rule))
    panels = figure.subplots(1, len(names), sharey=True, squeeze=False)[0]
    # Depression and potentiation each have the whole of their colour.
    most = 100 * np.nanmax(result.change, initial=0.01)
    least = 100 * np.nanmin(result.change, initial=-0.01)
    for axes, name in zip(panels, names, strict=True):
        here = result.rule == name
        rates, lags = np.unique(result.rate), np.unique(result.lag)
        order = np.lexsort((result.lag[here], result.rate[here]))
        change = 100 * result.change[here][order].reshape(len(rates), len(lags))
        scale = TwoSlopeNorm(0, least, most)
        picture = axes.pcolormesh(lags, rates, change, cmap=changes(), norm=scale)
        picture.set_rasterized(True)
        axes.set_facecolor("0.85")
        for side in (lags < 0, lags >= 0):  # the change jumps at a lag of 0
            where_nothing_changes(axes, lags[side], rates, change[:, side])
        axes.set_xlabel(
            say(
                en=r"lag  $t_\mathrm{post} - t_\mathrm{pre}$  (ms)",
                fr=r"décalage  $t_\mathrm{post} - t_\mathrm{pré}$  (ms)",
            )
        )
        axes.set_title(rule_names(names)[name])
    panels[0].set_ylabel(say(en="rate of pairing (Hz)", fr="fréquence des paires (Hz)"))
    label = say(en="change of weight (%)", fr="variation du poids (%)")
    figure.colorbar(picture, ax=panels, label=label)


def changes():
    """From the colour of depression over white to that of potentiation."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("changes", [DEPRESSION, "white", POTENTIATION])


def where_nothing_changes(axes, lags, rates, change) -> None:
    crosses = np.isfinite(change).any() and np.nanmin(change) < 0 < np.nanmax(change)
    if crosses and min(change.shape) > 1:
        axes.contour(lags, rates, change, levels=[0], colors="black", linewidths=1)


command(landscape, draw)
