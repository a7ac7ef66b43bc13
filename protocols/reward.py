"""A reward that comes seconds after the spikes it is for, as Izhikevich 2007."""

import itertools
from fractions import Fraction
from typing import Annotated, NamedTuple

import numpy as np

from protocols.engine.change import change
from protocols.engine.engine import Way
from protocols.engine.rule_option import only_in
from protocols.engine.run import run
from protocols.engine.spike_trains import spike_trains
from protocols.plotting.rule_names import rule_names
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import Number, Seconds, Text, Times, ms
from synplast.plotting import ACAUSAL, CAUSAL, CYCLE, say
from synplast.values import number, several

delay_in_s = number("a time in s, -10 to 20", "second", -10, 20)
Delays = Annotated[tuple[Fraction, ...], several(delay_in_s, "times in s, -10 to 20", once=True)]


Rewarded = only_in("reward", "learns without rewards; take reward or success", "reward, success")


class Rewards(NamedTuple):
    """The change for each delay of the reward, lag after lag.

    Attributes
    ----------
    rule : array of str (rows,)
    lag : array (rows,)
        t_post - t_pre (ms).
    delay : array (rows,)
        From the pair's later spike to the reward (s).
    change : array (rows,)
    """

    rule: Text
    lag: ms
    delay: Seconds
    change: Number


@reads_its_arguments
def reward(
    rule: Rewarded = "reward",
    lag: Times = "10,-10",
    delay: Delays = "-1:5:0.25",
    engine: Way = "exact",
) -> Rewards:
    """Change by one pair of spikes, against how long after it a reward comes.

    What a pair leaves, its eligibility c, fades with tau_c, and the dopamine of a reward with
    tau_d. For a delay D the rule reward changes by
    c (tonic tau_c + h e^(-D / tau_c) / (1/tau_c + 1/tau_d)) eta, with e^(D / tau_d) where the
    reward comes before the pair, D < 0 (Izhikevich 2007, doi:10.1093/cercor/bhl152). The rule
    success has another: no tonic, and of dopamine its running mean is subtracted, which the reward
    itself moves (Frémaux, Sprekeler & Gerstner 2010, doi:10.1523/JNEUROSCI.6249-09.2010).

    Parameters
    ----------
    lag : times
        t_post - t_pre: a list, or start:stop:step.
    delay : times
        From the pair's later spike to the reward (s), below 0 where the reward comes first.

    Raises
    ------
    BadInput
        A value outside what is allowed; ``exact`` for a rule whose equations are not linear.
    """
    pairs = list(itertools.product([Fraction(one) / 1000 for one in lag], delay))
    pre, post, rewards = [], [], []
    for between, late in pairs:
        spikes = (max(-between, 0), max(between, 0))
        pre.append([spikes[0]])
        post.append([spikes[1]])
        rewards.append([max(spikes) + late])
    after = run(rule, spike_trains(pre, post, rewards), engine=engine)
    return Rewards(
        rule=np.repeat([card.name for card in rule], len(pairs)),
        lag=np.tile([1000 * float(between) for between, _ in pairs], len(rule)),
        delay=np.tile([float(late) for _, late in pairs], len(rule)),
        change=change(rule, after).ravel(),
    )


def draw(figure, result: Rewards) -> None:
    """The change against the delay, a line a lag and rule."""
    axes = figure.add_subplot()
    axes.axhline(0, color="0.7", linewidth=1)
    axes.axvline(0, color="0.7", linewidth=1)
    names = rule_names(result.rule)
    kinds = dict.fromkeys(zip(result.rule, result.lag, strict=True))
    either = len(names) == 1 and sorted(lag > 0 for _, lag in kinds) == [False, True]
    colors = [CAUSAL if lag > 0 else ACAUSAL for _, lag in kinds] if either else CYCLE
    for (name, lag), color in zip(kinds, itertools.cycle(colors)):
        here = (result.rule == name) & (result.lag == lag)
        order = np.argsort(result.delay[here])
        label = say(en=f"lag {lag:+g} ms", fr=f"décalage {lag:+g} ms").replace("-", "−")
        label += f", {names[name]}" if len(names) > 1 else ""
        axes.plot(result.delay[here][order], 100 * result.change[here][order], color=color,
                  label=label)  # fmt: skip
    axes.set_xlabel(say(en="reward after the pair (s)", fr="récompense après la paire (s)"))
    axes.set_ylabel(say(en="change of weight (%)", fr="variation du poids (%)"))
    axes.legend()


command(reward, draw)
