"""The distal reward problem: which of many synapses was a reward, seconds later, for?"""

from typing import Annotated, NamedTuple

import numpy as np

from models.card import Card
from models.catalogue import find
from protocols.engine.rule_option import TRUST, rule_card
from synplast.arguments import reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Number, Seed, Text
from synplast.plotting import CYCLE, POTENTIATION, say
from synplast.progress import progress
from synplast.values import Kind, distinct, whole_number

CONSTANTS = (
    "A_plus", "A_minus", "tau_plus", "tau_minus", "tau_c", "tau_d", "h", "tonic", "eta",
)  # fmt: skip


def one_rule(value) -> tuple[Card, ...]:
    """The one rule that learns here, with the equations that the neuron has built in."""
    cards = distinct("rule", value, rule_card)
    if len(cards) > 1:
        raise BadInput("rule", cards[1].name, "one rule at a time")
    if cards[0].structure != find("reward").structure:
        allowed = "has other equations than reward, which this neuron has built in"
        raise BadInput("rule", cards[0].name, allowed)
    return cards


Rewarded = Annotated[
    tuple[Card, ...],
    Kind(
        one_rule,
        "reward, or FILE.py:NAME with its equations",
        metavar="RULE[:SET]",
        change=rule_card,
    ),
    f"The rule. {TRUST}",
]
Inputs = Annotated[int, whole_number(2, 1000)]
Minutes = Annotated[int, whole_number(1, 240)]
minutes = Annotated[np.ndarray, Kind(float, "a time in minutes", "min")]
#: How often other inputs make the neuron fire (Hz), and how late a reward comes (s): as in
#: Izhikevich 2007, from memory.
BACKGROUND, LATE = 1.0, (1.0, 3.0)


class Distal(NamedTuple):
    """The weights every minute, with rewards that are earned, and with as many at random.

    Attributes
    ----------
    reward : array of str (rows,)
        earned or random.
    time : array (rows,)
    chosen : array (rows,)
        Weight of the synapse whose coincidences are rewarded (mV).
    others, highest : array (rows,)
        The mean and the highest of the others (mV).
    rate : tuple of float
        Of the neuron with either kind of reward (Hz).
    rewards : tuple of int
        How many there were.
    """

    reward: Text
    time: minutes
    chosen: Number
    others: Number
    highest: Number
    rate: tuple
    rewards: tuple

    @property
    def notes(self) -> list[str]:
        told = zip(("earned", "random"), self.rate, self.rewards, strict=True)
        return [f"{name}: {count} rewards, the neuron fires at {rate:.3g} Hz"
                for name, rate, count in told]  # fmt: skip


@reads_its_arguments
def distal_reward(
    rule: Rewarded = "reward",
    inputs: Inputs = 100,
    rate: Annotated[int, whole_number(1, 100)] = 1,
    duration: Minutes = 60,
    seed: Seed = 0,
) -> Distal:
    """One synapse among many is rewarded, one to three seconds late, and comes to be the strongest.

    As in Izhikevich 2007 (doi:10.1093/cercor/bhl152), in small: Poisson inputs to one neuron that
    others make fire once a second; where it fires within 10 ms of the first input, a reward comes 1
    to 3 s later, when other synapses have been active in between. Beside it, as many rewards at
    random times.

    Parameters
    ----------
    inputs : int
        How many, each with an EPSP of 1 mV at first; the neuron fires at 10 mV.
    rate : int
        Of each input (Hz).
    duration : int
        Minutes simulated.

    Raises
    ------
    BadInput
        A value outside what is allowed.
    """
    rows, rates, counts, like = [], [], [], None
    for name in progress(("earned", "random"), "run"):
        kept, rewards, fired = follow(rule[0], inputs, rate, duration, seed, like)
        like = rewards
        for n, w in enumerate(kept, 1):
            rows.append((name, n, w[0], w[1:].mean(), w[1:].max()))
        rates.append(fired / (60 * duration))
        counts.append(int(rewards.sum()))
    return Distal(*map(np.array, zip(*rows, strict=True)), tuple(rates), tuple(counts))


def follow(card: Card, inputs: int, rate: int, duration: int, seed: int, like) -> tuple:
    """Weights (minutes, inputs), rewards of each step, spikes; if given, as many as in ``like``."""
    from protocols.engine.rewarded_neuron import STEP, learn  # with Numba

    random = np.random.default_rng(seed)
    steps = round(60 * duration / STEP)
    spikes, kicks = drive(inputs, rate, steps, STEP, random)
    late = random.uniform(*LATE, steps)
    rewards = np.zeros(steps, np.int64)
    if like is not None:
        np.add.at(rewards, random.integers(0, steps, like.sum()), 1)
    kept, w = np.empty((duration, inputs)), np.full(inputs, float(card["w_0"]))
    constants = tuple(float(card[symbol]) for symbol in CONSTANTS)
    fired = learn(kept, w, rewards, late, spikes, kicks, like is None, constants)
    return kept, rewards, fired


def drive(inputs: int, rate: int, steps: int, step: float, random) -> tuple:
    """Poisson spikes (step, input) in order, and where others make the neuron fire."""
    count = random.poisson(inputs * rate * steps * step)
    spikes = np.unique(random.integers(0, steps * inputs, count))  # an input once in a step
    kicks = random.random(steps) < BACKGROUND * step
    return np.stack(np.divmod(spikes, inputs), axis=1), kicks


def draw(figure, result: Distal) -> None:
    """The chosen synapse's weight and the others' over time, earned left, at random right."""
    titles = say(en=("reward earned", "reward at random"), fr=("récompense méritée", "au hasard"))
    panels = figure.subplots(1, 2, sharey=True)
    for axes, kind, title in zip(panels, ("earned", "random"), titles, strict=True):
        here = result.reward == kind
        time = result.time[here]
        label = say(en="the rewarded synapse", fr="la synapse récompensée")
        axes.plot(time, result.chosen[here], color=POTENTIATION, label=label)
        label = say(en="highest of the others", fr="la plus forte des autres")
        axes.plot(time, result.highest[here], "--", color=CYCLE[2], label=label)
        label = say(en="mean of the others", fr="moyenne des autres")
        axes.plot(time, result.others[here], color=CYCLE[2], label=label)
        axes.set_title(title, fontsize="medium", loc="left")
        axes.set_xlabel(say(en="time (min)", fr="temps (min)"))
    panels[0].set_ylabel(say(en="weight (mV)", fr="poids (mV)"))
    panels[1].legend(loc="upper left")


command(distal_reward, draw)
