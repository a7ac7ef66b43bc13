"""Morris's water maze: rats learn where a hidden platform is, unless their LTP is blocked."""

from typing import Annotated, Literal, NamedTuple

import numpy as np

from models.actor_critic import FOSTER_2000
from models.spiking_actor_critic import FREMAUX_2013
from protocols.engine.statistics import sem
from protocols.plotting import maze_panels
from synplast.arguments import reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Number, Percent, Seconds, Seed, Share, Text
from synplast.values import whole_number

GroupSize = Annotated[int, whole_number(2, 10_000)]
# A group of 40 rats takes about half a second a day.
Training = Annotated[int, whole_number(1, 1000)]
Model = Annotated[
    Literal["foster_2000", "fremaux_2013"],
    "The actor-critic of Foster et al., of rates, or that of Frémaux et al., of spikes.",
]
QUADRANTS = ("trained", "left", "opposite", "right")


class Days(NamedTuple):
    """The time to the platform, group after group.

    Attributes
    ----------
    group : array of str (rows,)
        control or ap5.
    day : array (rows,)
        From 1.
    latency, sem : array (rows,)
        Mean over the rats of their four trials' mean, and its standard error (s).
    groups : dict from name to `protocols.engine.morris_pool.Rats`
    """

    group: Text
    day: Number
    latency: Seconds
    sem: Seconds
    groups: dict

    @property
    def notes(self) -> list[str]:
        return [in_words(name, rats) for name, rats in self.groups.items()]


class Probe(NamedTuple):
    """The probe trial, group after group.

    Attributes
    ----------
    group, quadrant : array of str (rows,)
        The trained quadrant, those left and right of it (seen from the centre), the opposite.
    time, sem : array (rows,)
        Share of the trial's 60 s, mean over the rats and its standard error (%).
    groups : dict from name to `protocols.engine.morris_pool.Rats`
    """

    group: Text
    quadrant: Text
    time: Percent
    sem: Percent
    groups: dict

    notes = Days.notes


@reads_its_arguments
def water_maze(
    rats: GroupSize = None,
    days: Training = 9,
    ap5: Share = 0,
    visible: bool = False,
    probe: bool = False,
    seed: Seed = 0,
    model: Model = "foster_2000",
) -> Days | Probe:
    """Rats with place cells learn to find a hidden platform: latency over days, and a probe trial.

    The actor-critic of Foster, Morris & Dayan 2000, whose rule is Hebbian, modulated by reward
    (python -m models actor_critic; its discount and learning rates are free); or, by ``model``,
    that of Frémaux, Sprekeler & Gerstner 2013, of spiking neurons, whose synapses learn by three
    factors: spikes of either side leave an eligibility that the temporal difference turns into
    change (python -m models spiking_actor_critic; constants from public programs after the paper,
    which was not at hand; a constant speed, twice that of the others, is ours). Four trials
    a day, from the four cardinal points, of at most 120 s; on the last day the platform is taken
    away and the rat searches for 60 s, a quarter of them in the trained quadrant by chance. Rats
    given AP5 learn less (Morris et al. 1986, doi:10.1038/319774a0), but they see and swim as well
    as the others: here the block is of the learning rates, so that an impairment is put in, and its
    size is what comes out. Foster's discount and learning rates are chosen so that controls spend
    40 to 45 % of the probe trial in the trained quadrant, as rats do (from memory).

    Parameters
    ----------
    rats : int
        How many in each group; 40 if not given, or 8 of those that spike.
    days : int
        How many days of training.
    ap5 : share
        Beside the controls, as many rats with this fraction of LTP blocked: of both learning rates.
        It impairs learning; only a whole block, 1, forbids it.
    visible : flag
        A flag shows the platform, and rats swim at what they see. That is built in, not learned: it
        tells whether a rat that finds no hidden platform can see and swim.
    probe : flag
        Tabulate the probe trial instead of the days.
    seed : int
        Of the rats' choices and starts.

    Raises
    ------
    BadInput
        A value outside what is allowed, or a flag for rats that spike: they swim at none.
    """
    from protocols.engine.morris_pool import (
        train_rats,  # with Numba, which takes a moment to import
    )

    if visible and model == "fremaux_2013":
        raise BadInput("visible", model, "swims at no flag; take model foster_2000")
    animal = {"foster_2000": FOSTER_2000, "fremaux_2013": FREMAUX_2013}[model]
    rats = rats or {"foster_2000": 40, "fremaux_2013": 8}[model]
    models = {"control": animal} | ({"ap5": animal.with_block(ap5)} if ap5 else {})
    groups = {name: train_rats(one, rats, days, visible, seed) for name, one in models.items()}
    measured = {
        name: 100 * group.quadrants if probe else group.latency.mean(axis=2)
        for name, group in groups.items()
    }
    names, along = list(QUADRANTS) if probe else range(1, days + 1), list(groups)
    return (Probe if probe else Days)(
        np.repeat(along, len(names)),
        np.tile(names, len(along)),
        np.concatenate([one.mean(axis=0) for one in measured.values()]),
        np.concatenate([sem(one) for one in measured.values()]),
        groups,
    )


def in_words(name: str, rats) -> str:
    latency, trained = rats.latency.mean(axis=(0, 2)), 100 * rats.quadrants[:, 0]
    return (
        f"{name}: {latency[0]:.3g} s on the first day, {latency[-1]:.3g} s on the last "
        f"({latency[-1] / latency[0]:.0%}); probe: {trained.mean():.3g} ± {sem(trained):.2g} % of "
        "the time in the trained quadrant, chance 25 %"
    )


command(water_maze, maze_panels.draw)
