"""Where weights drift under random spikes: into two humps, as Song et al. 2000, or one."""

from dataclasses import asdict, replace
from fractions import Fraction
from typing import Annotated, NamedTuple

import numpy as np

from models.card import Card
from models.scaling import VAN_ROSSUM_2000
from models.structure import spelt
from protocols.engine import agreement
from protocols.engine.initial_state import numbers_of
from protocols.engine.rule_option import Rules, require_excitatory
from protocols.engine.simulation import run_network
from protocols.plotting.rule_names import rule_names
from protocols.stimulation.poisson_inputs import INHIBITORY, INHIBITORY_RATE, TICK, drive
from synplast.arguments import Unless, reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Hz, Number, Positive, Seed, Text, Whole
from synplast.plotting import CYCLE, say
from synplast.values import number, whole_number

BINS = 20
BIMODAL = 5 / 9  # what Sarle's coefficient is for a flat distribution


Duration = Annotated[
    Fraction, number("a time in s, from 0.1 to 10000", "second", Fraction(1, 10), 10_000)
]
Inputs = Annotated[int, whole_number(2, 100_000)]
# Hz: a step of 0.1 ms then holds 2 % of a spike. A spike takes 40 bytes: 2 GB.
MOST_RATE, MOST_SPIKES = 200, 50_000_000
#: Hz; ours. The neuron has no refractory time to hold it: it is stopped at so many on average.
MOST_FIRING = 500
Faster = Annotated[
    Fraction,
    number("a number from 1 to 10", "", 1, 10),
    Unless(lambda given: given["goal"] is None, "only with --goal"),
]
#: The neuron's rate is told of so many parts of the time, and as its mean in the last of them.
PARTS, LAST = 50, 10
SILENT = (
    "fell silent: scaling is too slow beside this rule; take --faster (at most 10) or a nearer goal"
)


class Drift(NamedTuple):
    """How the weights are distributed in the end, rule after rule.

    Attributes
    ----------
    rule : array of str (rules x bins,)
    weight : array (rules x bins,)
        Middle of the bin.
    uncorrelated, correlated : array (rules x bins,)
        Fraction of those inputs with such a weight; nan where there are none.
    weights : array (rules, inputs)
        Every input's; the correlated inputs are the first.
    rates : array (rules, 50)
        The neuron's (Hz), fiftieth after fiftieth of the time.
    first_uncorrelated : int
        How many inputs are correlated.
    goal : float
        The rate (Hz) that scaling holds; nan without scaling.
    duration : float
        Time simulated (s).
    """

    rule: Text
    weight: Number
    uncorrelated: Number
    correlated: Number
    weights: np.ndarray
    rates: np.ndarray
    first_uncorrelated: int
    goal: float
    duration: float

    @property
    def rate(self) -> np.ndarray:
        """The neuron's in the last fifth of the time (Hz), array (rules,)."""
        return self.rates[:, -LAST:].mean(axis=1)

    @property
    def notes(self) -> list[str]:
        lines = []
        for rule, weights, rates, rate in zip(
            dict.fromkeys(self.rule), self.weights, self.rates, self.rate, strict=True
        ):
            with_mates, alone = np.split(weights, [self.first_uncorrelated])
            means = [f"uncorrelated {alone.mean():.3g}"] if len(alone) else []
            means += [f"correlated {with_mates.mean():.3g}"] if len(with_mates) else []
            humps = f"bimodality {bimodality(weights):.2f} (two humps above {BIMODAL:.2f})"
            if np.isnan(bimodality(weights)):
                humps = "all alike"
            held = "" if np.isnan(self.goal) else f" (goal {self.goal:g})"
            lines.append(f"{rule}: {rate:.1f} Hz{held}, mean weight {', '.join(means)}, {humps}")
            if abs(rate - self.goal) > 0.1 * self.goal:
                silent = self.falls_silent(rates)
                lines.append(
                    f"{rule}: {SILENT if silent else f'not at its goal after {self.duration:g} s'}"
                )
        return lines

    def falls_silent(self, rates: np.ndarray) -> bool:
        """Whether a neuron that fired is silent for a part, of 10 spikes or more at its goal."""
        fired = np.maximum.accumulate(rates) > 0
        return bool(self.goal * self.duration / PARTS >= 10 and np.any(fired & (rates == 0)))


def bimodality(weights: np.ndarray) -> float:
    """Sarle's coefficient, (skewness^2 + 1) / kurtosis: 1 for two points, 1/3 for a Gaussian.

    nan where all weights are alike.
    """
    if np.ptp(weights) <= 1e-12 * np.abs(weights).max():
        return np.nan
    z = (weights - weights.mean()) / weights.std()
    return float((np.mean(z**3) ** 2 + 1) / np.mean(z**4))


@reads_its_arguments
def drift(
    rule: Rules = ("pair:song_2000", "pair:van_rossum_2000"),
    inputs: Inputs = 1000,
    correlated: Whole = 0,
    rate: Hz = 15,
    conductance: Positive = "0.0075",
    goal: Hz = None,
    faster: Faster = 1,
    duration: Duration = 500,
    seed: Seed = 0,
) -> Drift:
    """Distribution of the weights of many Poisson inputs onto one integrate-and-fire neuron.

    With additive updates the inputs compete and their weights part into two humps (Song, Miller &
    Abbott 2000, doi:10.1038/78829); with depression in proportion to the weight they stay in one
    (van Rossum, Bi & Turrigiano 2000, doi:10.1523/JNEUROSCI.20-23-08812.2000). Inputs that are
    correlated with others win. With a goal, homeostatic scaling (van Rossum et al. 2000) acts
    beside the rule. Where it is too slow, the neuron falls silent or its rate swings, as the
    integral of the error winds up: a neuron that van Rossum's rule alone has fire at 74 Hz is held
    at 20 Hz by ten times the published speed, neither by that nor by twice that. Always simulated:
    it has a neuron.

    Parameters
    ----------
    inputs : int
        Number of plastic inputs.
    correlated : int
        How many of them share half of the variance of their rate.
    rate : frequency
        Mean rate of each input.
    conductance : number
        Of a synapse at its starting weight, in units of the leak.
    goal : frequency
        The neuron's rate that scaling holds; without it, nothing is scaled.
    faster : number
        How many times as fast as published the scaling is; the rule stays.
    duration : s
        Time simulated.
    seed : int
        Of the inputs' spikes.

    Raises
    ------
    BadInput
        A value outside what is allowed, a rule that the network cannot hold, or a neuron that is
        driven to fire as none can.
    """
    require_excitatory(rule)
    for card in rule:
        require_event_driven(card)
    if correlated > inputs:
        raise BadInput("correlated", correlated, f"at most the number of inputs, {inputs}")
    if rate > MOST_RATE:
        raise BadInput("rate", f"{float(rate):g}", f"at most {MOST_RATE} Hz")
    if goal is not None and goal > MOST_FIRING:
        raise BadInput("goal", f"{float(goal):g}", f"at most {MOST_FIRING} Hz")
    most = MOST_SPIKES / (inputs * rate + INHIBITORY * Fraction(INHIBITORY_RATE))
    if duration > most:
        allowed = f"with these inputs and this rate at most {float(most):.0f} s"
        raise BadInput("duration", f"{float(duration):g}", allowed)
    source, inhibition = drive(inputs, correlated, float(rate), float(duration), seed)
    steps = round(float(duration) / TICK)
    told = {"source": source, "inhibition": inhibition}
    told |= {"most_spikes": int(MOST_FIRING * duration) + 1} | scaling_of(goal, float(faster))
    weights, rates = [], []
    for card in rule:
        numbers = numbers_of([card])
        agreement.require(card.structure, numbers, card.name, inputs, card.engine)
        values = {spelt(name): np.resize(value, inputs) for name, value in numbers.items()}
        values |= {"conductance": float(conductance) / values["w"]} | told
        blueprint = ("models.competition", card.structure, inputs, INHIBITORY, goal is not None)
        found = run_network(blueprint, values, TICK, steps, seed, "this network", wait=True)
        if not found["w"].max() < 1e6:
            raise BadInput("rule", card.name, "these constants drive the weights out of all bounds")
        if len(found["times"]) == told["most_spikes"]:
            allowed = f"less; {card.name} makes the neuron fire at more than {MOST_FIRING} Hz"
            raise BadInput("conductance", f"{float(conductance):g}", allowed)
        weights.append(found["w"])
        spikes = np.histogram(found["times"], PARTS, (0, float(duration)))[0]
        rates.append(spikes * PARTS / float(duration))
    rows = [
        (card.name, *row)
        for card, found in zip(rule, weights, strict=True)
        for row in histogram(card, found, correlated)
    ]
    columns = map(np.array, zip(*rows, strict=True))
    held = np.nan if goal is None else float(goal)
    return Drift(*columns, np.array(weights), np.array(rates), correlated, held, float(duration))


def scaling_of(goal: Fraction | None, faster: float) -> dict:
    """What the network is told of scaling, which starts from its goal; nothing without one."""
    if goal is None:
        return {}
    model = replace(VAN_ROSSUM_2000, goal=float(goal)).hasten(faster)
    return asdict(model) | {"a": model.goal}


def require_event_driven(card: Card) -> None:
    """Refuse a rule that needs more of the network than its spikes, and one that starts from 0."""
    if card.engine != "any_equations" or card.method:
        raise BadInput("rule", card.name, "is not event-driven, and this network runs no other")
    if card.delays:
        raise BadInput("rule", card.name, "has delays, and this network none")
    if card["w_0"] == 0:
        raise BadInput("rule", card.name, "begins at a weight of 0, which has no conductance")


def histogram(card: Card, weights: np.ndarray, correlated: int) -> np.ndarray:
    """Rows of the table: middle of the bin, and the fraction of either kind of input in it."""
    upper = {c.symbol: c.value for c in card.constants}.get("w_max", np.inf)
    low, high = weights.min(), weights.max()
    if np.isfinite(upper):
        low, high = min(0, low), max(upper, high)
    else:
        low, high = low * (0.9 if low > 0 else 1.1), high * (1.1 if high > 0 else 0.9)
    edges = np.linspace(low, high if high > low else low + 1, BINS + 1)
    with_mates, alone = (
        np.histogram(part, edges)[0] / (len(part) or np.nan)
        for part in np.split(weights, [correlated])
    )
    return np.stack([(edges[1:] + edges[:-1]) / 2, alone, with_mates], axis=1)


def draw(figure, result: Drift) -> None:
    """A histogram a rule."""
    names = list(dict.fromkeys(result.rule))
    panels = figure.subplots(1, len(names), squeeze=False)[0]
    labels = {
        "uncorrelated": say(en="uncorrelated", fr="non corrélées"),
        "correlated": say(en="correlated", fr="corrélées"),
    }
    for axes, name in zip(panels, names, strict=True):
        here = result.rule == name
        weight = result.weight[here]
        for (kind, label), color in zip(labels.items(), CYCLE, strict=False):
            fraction = 100 * getattr(result, kind)[here]
            if not np.isnan(fraction).all():
                axes.bar(
                    weight,
                    fraction,
                    width=weight[1] - weight[0],
                    alpha=0.6,
                    color=color,
                    label=label,
                )
        axes.set_xlabel(say(en="weight", fr="poids"))
        axes.set_title(rule_names(names)[name])
    panels[0].set_ylabel(say(en="inputs (%)", fr="entrées (%)"))
    if result.first_uncorrelated:
        panels[-1].legend()


command(drift, draw)
