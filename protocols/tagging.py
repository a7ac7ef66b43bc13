"""Early and late LTP of two inputs to a neuron, as Frey & Morris 1997: a tag captures proteins."""

from typing import Annotated, Literal, NamedTuple

import numpy as np

from models.tagging import CLOPATH_2008
from protocols.engine.statistics import sem
from protocols.engine.tag_trigger import stimulate
from protocols.stimulation.tetani import BLOCKED, TRAINS, require_times
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import Number, Percent, Seed, Share, Text
from synplast.plotting import POTENTIATION, PRE, say
from synplast.values import Kind, whole_number

BASELINE, EVERY = 1800, 300  # s

Tetanus = Literal[*TRAINS]
Gap = Annotated[int, whole_number(-240, 240)]
Hours = Annotated[int, whole_number(1, 48)]
Neurons = Annotated[int, whole_number(2, 1000)]
Blocked = Annotated[
    Literal[*BLOCKED],
    "When the synthesis of proteins is blocked: around a tetanus, from 10 min before it begins to "
    "40 min after, or always.",
]
minutes = Annotated[np.ndarray, Kind(float, "a time in minutes", "min")]


class Tagging(NamedTuple):
    """The two inputs over time.

    Attributes
    ----------
    pathway : array of str (rows,)
        first or second, by its tetanus.
    time : array (rows,)
        Since the first one's tetanus began (min).
    slope, sem : array (rows,)
        Mean weight, in percent of the baseline, over neurons.
    tagged : array (rows,)
        Synapses with a tag, in percent.
    proteins : array (rows,)
        From 0 to 1.
    """

    pathway: Text
    time: minutes
    slope: Percent
    sem: Percent
    tagged: Percent
    proteins: Number

    @property
    def notes(self) -> list[str]:
        last = self.time == self.time.max()
        told = zip(self.pathway[last], self.slope[last], self.sem[last], strict=True)
        return [f"{name} input: {slope:.4g} ± {spread:.2g} % in the end"
                for name, slope, spread in told]  # fmt: skip


@reads_its_arguments
def tagging(
    first: Tetanus = "strong",
    second: Tetanus = "weak",
    gap: Gap = 60,
    blocked: Blocked = "never",
    ap5: Share = 0,
    hours: Hours = 5,
    neurons: Neurons = 10,
    seed: Seed = 0,
) -> Tagging:
    """Two inputs to a neuron over hours, after a tetanus to each, by synaptic tagging and capture.

    The experiment of Frey & Morris 1997 (doi:10.1038/385533a0), by the model of Clopath et al. 2008
    (doi:10.1371/journal.pcbi.1000248): a strong tetanus makes the neuron synthesise proteins, and
    every synapse with a tag captures them. A weak one sets tags only, and fades, unless another
    input's strong one came before or comes soon. Weak: 21 pulses at 100 Hz; strong: 100 of them,
    three times, 10 min apart. At low frequency (LFS) there is LTD; weak: 900 pulses at 1 Hz;
    strong: 900 times three pulses at 20 Hz. With --second strong --blocked second the proteins of
    the first input are enough for the second; for --second weak they are not, in this model.

    Parameters
    ----------
    first, second : str
        The tetanus to each input, or the stimulation at low frequency.
    gap : int
        From the first one's beginning to the second one's (min); below 0, the second comes before.
    ap5 : number
        The fraction of NMDA receptors that is blocked: tags are set at so much lower rates (ours).
    hours : int
        How long the inputs are followed from time 0.
    neurons : int
        How many, each with 100 synapses an input.

    Raises
    ------
    BadInput
        A value outside what is allowed, tetani closer than 25 min, or one that is not over in time.
    """
    require_times(first, second, 60 * gap, hours)
    model = CLOPATH_2008.with_block(ap5)
    begins = min(0, 60 * gap) - BASELINE
    moments = [*range(begins, 3600 * hours + 1, EVERY)]
    course = stimulate(model, first, second, 60 * gap, blocked, moments, neurons, seed)
    slope = 100 * course.weight / course.weight[0]
    return Tagging(
        pathway=np.repeat(["first", "second"], len(moments)),
        time=np.tile(np.array(moments) / 60, 2),
        slope=slope.mean(axis=1).T.ravel(),
        sem=sem(np.moveaxis(slope, 1, 0)).T.ravel(),
        tagged=100 / model.synapses * course.tagged.mean(axis=1).T.ravel(),
        proteins=np.tile(course.proteins.mean(axis=1), 2),
    )


def draw(figure, result: Tagging) -> None:
    """The slope of either input over time."""
    axes = figure.add_subplot()
    draw_inputs(axes, result)
    axes.set_ylabel(
        say(en="slope of the EPSP (% of baseline)", fr="pente du PPSE (% de la ligne de base)")
    )
    axes.set_xlabel(say(en="time (h)", fr="temps (h)"))
    axes.legend()


def draw_inputs(axes, result: Tagging) -> None:
    labels = {
        "first": say(en="first input", fr="première entrée"),
        "second": say(en="second input", fr="seconde entrée"),
    }
    axes.axhline(100, color="0.7", linewidth=1)
    for (name, label), color in zip(labels.items(), (POTENTIATION, PRE), strict=True):
        here = result.pathway == name
        time, slope, spread = (
            column[here] for column in (result.time / 60, result.slope, result.sem)
        )
        axes.plot(time, slope, color=color, label=label)
        axes.fill_between(time, slope - spread, slope + spread, color=color, alpha=0.25, lw=0)


command(tagging, draw)
