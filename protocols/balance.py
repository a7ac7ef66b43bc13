"""Inhibition learns to balance excitation, signal by signal, as Vogels et al. 2011."""

from typing import Annotated, Literal, NamedTuple

import numpy as np

from models.card import Card
from protocols.engine.rule_option import rule_card
from synplast.arguments import reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Number, Seconds, Seed
from synplast.plotting import DEPRESSION, POST, POTENTIATION, say
from synplast.progress import progress
from synplast.values import Kind, whole_number

#: A rate and currents are told of every so many seconds.
EVERY = 2


def inhibitory_card(value, changes=()) -> Card:
    """The card of a rule of inhibitory synapses with Vogels's constants; raises `BadInput`."""
    card = rule_card(value, changes)
    if not card.name.startswith("inhibitory:"):
        raise BadInput("rule", card.name, "inhibitory, or one of its sets")
    return card


Inhibition = Annotated[
    Card,
    Kind(inhibitory_card, "inhibitory, or one of its sets", metavar="RULE[:SET]",
         change=inhibitory_card),
    "The rule of the inhibitory synapses.",
]  # fmt: skip
Duration = Annotated[int, whole_number(4, 3600)]
Plasticity = Annotated[
    Literal["on", "off"], "Whether the inhibitory synapses learn; off shows what they do."
]


class Balance(NamedTuple):
    """Currents and rate, part after part of the time.

    Attributes
    ----------
    time : array (rows,)
        End of the part (s).
    signal : array (rows,)
        The group of inputs, from 1.
    excitation, inhibition : array (rows,)
        Mean currents of the group, in units of the leak's at 1 mV.
    rate : array (rows,)
        The neuron's (Hz), of all groups together.
    """

    time: Seconds
    signal: Number
    excitation: Number
    inhibition: Number
    rate: Number

    @property
    def notes(self) -> list[str]:
        first, last = self.time == self.time[0], self.time == self.time[-1]
        together = np.corrcoef(self.excitation[last], self.inhibition[last])[0, 1]
        return [
            f"rate: {self.rate[first][0]:.3g} Hz at first, {self.rate[last][0]:.3g} Hz in the end",
            f"inhibition follows excitation over the signals: r = {together:.2f} in the end",
        ]


@reads_its_arguments
def balance(
    rule: Inhibition = "inhibitory",
    duration: Duration = 60,
    plasticity: Plasticity = "on",
    seed: Seed = 0,
) -> Balance:
    """A neuron's excitatory and inhibitory currents by eight signals, as inhibition learns.

    The neuron of Vogels et al. 2011 (doi:10.1126/science.1211095): 800 excitatory inputs, tuned to
    signal 5, and 200 inhibitory ones, weak and alike at first; those of a group follow one signal.
    The rule brings the neuron's rate down towards rho_0 and each signal's inhibition to its
    excitation.

    Parameters
    ----------
    duration : int
        Simulated (s).

    Raises
    ------
    BadInput
        A value outside what is allowed.
    """
    from protocols.engine import balanced_neuron as neuron  # with Numba

    parts = duration // EVERY
    rates, currents = np.empty(parts), np.empty((parts, 2, neuron.GROUPS))
    w, traces = np.full(neuron.INHIBITORY, float(rule["w_0"])), np.zeros(3 + neuron.INHIBITORY)
    traces[1] = neuron.V_REST
    silent = np.zeros(neuron.EXCITATORY + neuron.INHIBITORY, np.int64)
    state = w, np.zeros((3, neuron.GROUPS)), silent, traces
    eta = rule["eta"] if plasticity == "on" else 0.0
    constants = float(eta), rule["rho_0"], rule["tau"], rule["w_max"]
    tuned, steps = tune(neuron.EXCITATORY, neuron.GROUPS, seed), round(EVERY / neuron.STEP)
    seeds = np.random.SeedSequence(seed).generate_state(parts)
    for n, own in enumerate(progress(seeds, "part")):
        rates[n] = neuron.follow(currents[n], tuned, *state, steps, int(own), constants)
    return Balance(
        time=np.repeat(EVERY * np.arange(1.0, parts + 1), neuron.GROUPS),
        signal=np.tile(np.arange(1, neuron.GROUPS + 1), parts),
        excitation=currents[:, 0].ravel(),
        inhibition=currents[:, 1].ravel(),
        rate=np.repeat(rates, neuron.GROUPS),
    )


def tune(inputs: int, groups: int, seed: int) -> np.ndarray:
    """The authors' excitatory weights, group after group: most for the fifth, and some noise."""
    group = 1 + np.arange(inputs) // (inputs // groups)
    noise = 0.1 * np.random.default_rng(seed).random(inputs)
    return 0.3 + 1.1 / (1 + (group - 5.0) ** 4) + noise


def draw(figure, result: Balance) -> None:
    """Currents by signal in the first and the last part, and the rate over time."""
    before, after, rate = figure.subplots(1, 3)
    after.sharey(before)
    labels = say(en=("excitation", "inhibition"), fr=("excitation", "inhibition"))
    titles = say(en=("at first", "in the end"), fr=("au début", "à la fin"))
    for axes, end, title in zip((before, after), (0, -1), titles, strict=True):
        here = result.time == result.time[end]
        axes.plot(result.signal[here], result.excitation[here], "o-", color=POTENTIATION,
                  label=labels[0])  # fmt: skip
        axes.plot(result.signal[here], result.inhibition[here], "o-", color=DEPRESSION,
                  label=labels[1])  # fmt: skip
        axes.set_title(title, fontsize="medium", loc="left")
        axes.set_xlabel(say(en="signal", fr="signal"))
    before.set_ylim(bottom=0)
    before.set_ylabel(say(en="mean current (leak × mV)", fr="courant moyen (fuite × mV)"))
    before.legend()
    rate.plot(result.time, result.rate, color=POST)
    rate.set_xlabel(say(en="time (s)", fr="temps (s)"))
    rate.set_ylabel(say(en="the neuron's rate (Hz)", fr="fréquence du neurone (Hz)"))
    rate.set_ylim(bottom=0)


command(balance, draw)
