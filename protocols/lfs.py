"""Low-frequency stimulation: depression when slow, potentiation when fast, as Dudek & Bear 1992."""

import math
from typing import NamedTuple

import numpy as np

from protocols.engine.change import change
from protocols.engine.engine import Way
from protocols.engine.rule_option import Rules, require_excitatory
from protocols.engine.run import run
from protocols.plotting.rule_names import line_by_rule
from protocols.stimulation.fibres import Fibres, pulses_apart, stimulation
from synplast.arguments import reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Count, Hz, Number, Rates, Seed, Share, Text
from synplast.plotting import decimal, say
from synplast.progress import progress

MOST_PULSES = 100_000


class Lfs(NamedTuple):
    """The change at each rate, rule after rule.

    Attributes
    ----------
    rule : array of str (rows,)
    rate : array (rows,)
        Pulses per second (Hz).
    change : array (rows,)
        (w_after - w_before) / w_before.
    spikes : int
        How often the fibres made the neuron fire, at all rates together.
    """

    rule: Text
    rate: Hz
    change: Number
    spikes: int = 0

    def crossovers(self) -> dict[str, float]:
        """The lowest rate (Hz) at which each rule's depression turns to potentiation, or nan."""
        found = {}
        for name in dict.fromkeys(map(str, self.rule)):
            here = np.flatnonzero(self.rule == name)
            here = here[np.argsort(self.rate[here])]
            rate, change = np.log(self.rate[here]), self.change[here]
            turns = np.flatnonzero((change[:-1] < 0) & (change[1:] > 0))[:1]
            at = [np.interp(0, change[n : n + 2], rate[n : n + 2]) for n in turns]
            found[name] = float(np.exp(at[0])) if at else math.nan
        return found

    @property
    def notes(self) -> list[str]:
        idle = [name for name in self.crossovers() if not self.change[self.rule == name].any()]
        why = "nothing changes, for it needs postsynaptic spikes, and so few fibres bring none"
        return [f"{name}: {why}; take more --fibres" for name in idle if not self.spikes] + [
            f"{name}: depression turns to potentiation at {rate:.3g} Hz"
            for name, rate in self.crossovers().items()
            if not math.isnan(rate)
        ]


@reads_its_arguments
def lfs(
    rule: Rules = "nmda",
    pulses: Count = 900,
    rate: Rates = "0.5,1,2,5,10,20,50",
    fibres: Fibres = 15,
    ap5: Share = 0,
    seed: Seed = 0,
    engine: Way = "brian2",
) -> Lfs:
    """Change of weight after many pulses to the fibres, against their rate.

    The protocol of Dudek & Bear 1992 (doi:10.1073/pnas.89.10.4363): 900 pulses at 0.5 to 50 Hz.
    All fibres are stimulated together; the neuron they drive fires where they are strong enough.
    The voltage rule brings its own neuron; of calcium control's, the EPSP is the fibres'.

    Parameters
    ----------
    pulses : int
        Number of pulses.
    rate : frequencies
        Pulses per second.
    fibres : int
        Fibres stimulated, each with an EPSP of 0.5 mV; the neuron fires at 15 mV, the voltage
        rule's at 22.5. Where calcium control turns depends on them: at 9.2, 5.9 and 4.9 Hz
        with 1, 15 and 20. The voltage rule potentiates at 50 Hz from 45 on, or from 42 with
        --rule voltage:visual_cortex_script.
    ap5 : share
        Fraction of the NMDA receptors that AP5 blocks, 0 to 1.

    Raises
    ------
    BadInput
        A value outside what is allowed, or AP5 for a rule without NMDA receptors.
    """
    require_excitatory(rule)
    if pulses > MOST_PULSES:
        raise BadInput("pulses", pulses, f"at most {MOST_PULSES}")
    for one in rate:
        pulses_apart(one)
    blocked = [card.with_block(ap5) for card in rule]
    after, spikes = [], 0
    for one in progress(rate, "rate"):  # each rate has its own duration
        trains = stimulation([[n / one for n in range(pulses)]], fibres)
        after.append(run(blocked, trains, seed, engine)[:, 0])
        spikes += len(trains.post[0])
    return Lfs(
        rule=np.repeat([card.name for card in rule], len(rate)),
        rate=np.tile([float(one) for one in rate], len(rule)),
        change=change(blocked, np.transpose(after)).ravel(),
        spikes=spikes,
    )


def draw(figure, result: Lfs) -> None:
    """Change against rate, a line a rule."""
    axes = figure.add_subplot()
    line_by_rule(axes, result, "rate")
    axes.set_xscale("log")
    axes.set_xticks(np.unique(result.rate), [decimal(f"{one:g}") for one in np.unique(result.rate)])
    axes.minorticks_off()
    axes.set_xlabel(say(en="rate of the pulses (Hz)", fr="fréquence des impulsions (Hz)"))


command(lfs, draw)
