"""Dependence of plasticity on the rate of pairing, as Sjöström, Turrigiano & Nelson 2001."""

import itertools
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple

import numpy as np

from protocols.engine.change import change
from protocols.engine.engine import Way
from protocols.engine.rule_option import Rules
from protocols.engine.run import run
from protocols.engine.spike_trains import Trains, require_room, spike_trains
from protocols.experiments.catalogue import find
from protocols.experiments.error import errors
from protocols.plotting.rule_names import rule_names
from synplast.arguments import Unless, reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Count, Hz, Number, Rates, Seed, Text, Times, ms
from synplast.plotting import ACAUSAL, CAUSAL, CYCLE, DATA, decimal, say
from synplast.progress import progress
from synplast.values import number

#: The declared experiment of each timing.
EXPERIMENTS = {
    "even": "pfister_gerstner_2006_cortex",
    "bursts": "sjostrom_2001",
    "single": "sjostrom_2001",
}
STYLES = ["-", "--", ":", "-."]
Period = Annotated[Fraction, number("a time in s, greater than 0", "second", positive=True)]
ONLY_BURSTS = Unless(lambda given: given["timing"] != "bursts", "only with --timing bursts")


class Frequency(NamedTuple):
    """The change at each lag and rate beside the experiment's, rule after rule.

    Attributes
    ----------
    rule : array of str (rows,)
    lag : array (rows,)
        t_post - t_pre (ms).
    rate : array (rows,)
        Pairs per second, within the burst where there are bursts (Hz).
    change : array (rows,)
        (w_after - w_before) / w_before.
    experiment, sem : array (rows,)
        The experiment's mean change and its standard error; nan where there is none.
    """

    rule: Text
    lag: ms
    rate: Hz
    change: Number
    experiment: Number
    sem: Number

    notes = property(errors)


@reads_its_arguments
def frequency(
    rule: Rules = "triplet:visual_cortex_all_to_all_full",
    timing: Literal["even", "bursts", "single"] = "even",
    lag: Times = None,
    rate: Rates = None,
    pairs: Count = None,
    spikes: Annotated[Count, ONLY_BURSTS] = None,
    sweeps: Annotated[Count, ONLY_BURSTS] = None,
    period: Annotated[Period, ONLY_BURSTS] = None,
    seed: Seed = 0,
    engine: Way = "brian2",
) -> Frequency:
    """Change of weight against the rate of pairing, beside the experiment.

    Layer 5 pairs of visual cortex, Sjöström et al. 2001 (doi:10.1016/S0896-6273(01)00542-6), and
    the targets that Pfister & Gerstner 2006 took from them (doi:10.1523/JNEUROSCI.1425-06.2006).
    E is the normalised error of that paper, mean(((model - data) / SEM)^2).

    Parameters
    ----------
    timing : str
        even: evenly spaced pairs, as the triplet paper fits; bursts: the experiment's own bursts of
        5 pairs every 10 s; single: its single pairs.
    lag : times
        t_post - t_pre; the experiment's own if none is given.
    rate : frequencies
        Pairs per second, within the burst for bursts; the experiment's own if none is given.
    pairs : int
        Number of pairs, where they are not in bursts; the experiment's own if none is given.
    spikes : int
        Pairs a burst; the experiment's 5 if none is given.
    sweeps : int
        Number of bursts; the experiment's 15 if none is given.
    period : seconds
        From the start of a burst to that of the next; the experiment's 10 if none is given.

    Raises
    ------
    BadInput
        A value outside what is allowed, or a lag as long as the time between pairs.
    """
    data, own = targets(timing), own_pairing(timing)
    conditions = list(dict.fromkeys((target[0], target[1]) for target in data))
    if timing == "bursts" and pairs:
        raise BadInput("pairs", pairs, "bursts are told by --spikes and --sweeps")
    burst = spikes or own.spikes
    count = (sweeps or own.sweeps) * burst if timing == "bursts" else pairs or own.pairs
    played = Pairing(count, burst, period or own.period)
    if played != own:  # the experiment's numbers are those of its own
        data = []
    pairs = played.pairs
    if lag or rate:
        lags = lag or sorted({one for one, _ in conditions})
        rates = rate or sorted({one for _, one in conditions})
        require_room("pairs", pairs, 2 * len(lags) * len(rates))
        conditions = list(itertools.product(lags, rates))
    require_room("pairs", pairs, 2 * len(conditions))
    places = {}
    for n, (_, one) in enumerate(conditions):
        places.setdefault(one, []).append(n)
    after = np.empty((len(rule), len(conditions)))
    for here in progress(list(places.values()), "rate"):  # each rate has its own grid
        trains = pairing_trains([conditions[n] for n in here], played)
        after[:, here] = run(rule, trains, seed, engine)
    changes = change(rule, after)
    rows = [
        (card.name, float(lag), float(rate), changes[r, c], mean, sem)
        for r, card in enumerate(rule)
        for c, (lag, rate) in enumerate(conditions)
        for mean, sem in [t[2:] for t in data if t[:2] == (lag, rate)] or [(np.nan, np.nan)]
    ]
    return Frequency(*map(np.array, zip(*rows, strict=True)))


class Pairing(NamedTuple):
    """So many pairs, in bursts of ``spikes`` that start every ``period`` (s), or evenly (0)."""

    pairs: int
    spikes: int = 0
    period: Fraction = Fraction(0)

    @property
    def sweeps(self) -> int:
        return self.pairs // self.spikes


def own_targets(timing: str) -> list:
    """The targets of the experiment's bursts, single pairs or even pairs."""
    found = find(EXPERIMENTS[timing]).targets
    alone = {"even": None, "bursts": False, "single": True}[timing]
    return [one for one in found if alone in (None, one.condition["spikes"] == 1)]


def own_pairing(timing: str) -> Pairing:
    """How the experiment pairs, as its declaration says."""
    c = own_targets(timing)[0].condition
    pairs = c["spikes"] * c["sweeps"]
    return Pairing(pairs, c["spikes"], c["period"]) if timing == "bursts" else Pairing(pairs)


def targets(timing: str) -> list[tuple]:
    """The experiment's rows: lag (ms), rate (Hz), change and its standard error."""
    found = []
    for one in own_targets(timing):
        c = one.condition
        rate = c["rate"] or 1 / c["period"]
        found.append((1000 * c["lag"], rate, one.change, one.sem))
    return sorted(found, key=lambda target: target[:2])


def pairing_trains(conditions: list, played: Pairing) -> Trains:
    """Trains of pairs for each condition: lag (ms) and rate (Hz)."""
    pre, post = [], []
    for lag, rate in conditions:
        gap = 1 / rate
        if abs(lag) / 1000 >= gap:
            allowed = f"less than {float(gap * 1000):g} ms either way at {float(rate):g} Hz"
            raise BadInput("lag", f"{float(lag):g}", allowed)
        start = [n * gap for n in range(played.pairs)]
        if played.period:
            burst, period = played.spikes, played.period
            if burst * gap + abs(lag) / 1000 > period:
                allowed = f"bursts of {burst} every {float(period):g} s need a higher rate"
                raise BadInput("rate", f"{float(rate):g}", allowed)
            start = [n // burst * period + n % burst * gap for n in range(played.pairs)]
        pre.append(start)
        post.append([time + lag / 1000 for time in start])
    return spike_trains(pre, post)


def draw(figure, result: Frequency) -> None:
    """Change against rate, a line a lag for the model, dots with error bars for the experiment."""
    axes = figure.add_subplot()
    axes.axhline(0, color="0.7", linewidth=1)
    rules = list(dict.fromkeys(result.rule))
    for lag, color in color_lags(result.lag).items():
        ms = decimal(f"{lag:+g} ms")
        for rule, style in zip(rules, itertools.cycle(STYLES)):
            here = (result.lag == lag) & (result.rule == rule)
            order = np.argsort(result.rate[here])
            label = f"Δt = {ms}" if rule == rules[0] else None
            axes.plot(
                result.rate[here][order],
                100 * result.change[here][order],
                style,
                color=color,
                label=label,
            )
        plot_experiment(axes, result, lag, color=color)
    axes.set_xlabel(say(en="rate of pairing (Hz)", fr="fréquence des paires (Hz)"))
    axes.set_ylabel(say(en="change of weight (%)", fr="variation du poids (%)"))
    if len(rules) > 1:
        for label, style in zip(rule_names(rules).values(), itertools.cycle(STYLES)):
            axes.plot([], [], style, color="0.3", label=label)
    axes.legend(fontsize="small")


def color_lags(lags: np.ndarray) -> dict:
    """Pre before post and post before pre in the course's colours; further lags in others."""
    others = itertools.cycle(CYCLE)
    own = {10: CAUSAL, -10: ACAUSAL}
    return {lag: own[lag] if lag in own else next(others) for lag in np.unique(lags)}


def plot_experiment(axes, result: Frequency, lag: float, **style) -> None:
    """The experiment's mean and standard error: filled dots for pre before post, else open."""
    here = (result.lag == lag) & (result.rule == result.rule[0]) & np.isfinite(result.experiment)
    if here.any():
        rate, experiment, sem = result.rate[here], result.experiment[here], result.sem[here]
        style = {"fmt": "o", "color": DATA, "capsize": 3, "ms": 9} | style
        inside = style["color"] if lag > 0 else "white"
        axes.errorbar(rate, 100 * experiment, 100 * sem, mfc=inside, **style)


command(frequency, draw)
