"""The error of prediction within a trial, that moves from the reward to its cue."""

import random
from typing import NamedTuple

import numpy as np

from models.temporal_difference import IN_TIME, TemporalDifference
from protocols.conditioning import Steps, require_convergence, trials_in_order
from protocols.stimulation.conditioning_design import Designed
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import Number, Positive, Share, Text, require_rows
from synplast.plotting import say


class PredictionError(NamedTuple):
    """A row for each step of each trial.

    Attributes
    ----------
    trial : array (rows,)
        From 1.
    shown : array of str (rows,)
        Cues as they come, and the outcome.
    step : array (rows,)
        0 as the first cue comes; the last with the outcome.
    value : array (rows,)
        What is expected from that step on.
    error : array (rows,)
        By how much the step is better than expected.
    """

    trial: Number
    shown: Text
    step: Number
    value: Number
    error: Number


@reads_its_arguments
def prediction_error(
    design: Designed = "150A+ / 1A-",
    eps: Positive = IN_TIME.eps,
    gamma: Share = IN_TIME.gamma,
    steps: Steps = 10,
) -> PredictionError:
    """The error of prediction at each moment of each trial, by temporal differences.

    As the firing of dopamine neurons in Schultz, Dayan & Montague 1997
    (doi:10.1126/science.275.5306.1593): at first it rises with the reward, in the end with the cue,
    and where an expected reward is left out it falls. After n reinforced trials the error k steps
    before the last is gamma^k times the binomial probability of k in n trials of chance eps: it
    moves back by a step in 1 / eps trials.

    Parameters
    ----------
    design : design
        As in protocols.conditioning.
    eps : number
        Learning rate.
    gamma : share
        Discount, a step.
    steps : int
        From a cue to the next or to the outcome.

    Raises
    ------
    BadInput
        A design that cannot be read, a learning rate with which it diverges, or too many rows.
    """
    model = TemporalDifference(eps=float(eps), gamma=float(gamma), steps=steps)
    require_convergence(model, design)
    kinds = [kind for phase in design.phases for kind in trials_in_order(phase, "alternate", DRAWS)]
    require_rows("steps", steps, len(kinds) * (design.most_in_turn + 1))
    w = model.begin(np.zeros(len(design.cues)), design.most_in_turn)
    columns = []
    for trial, kind in enumerate(kinds, 1):
        x = model.stimulate(w, kind.places(design.cues))
        value, error = np.append(model.value(w, x), 0), model.errors(w, x, kind.reward)
        count = len(error)
        told = np.full(count, trial), np.full(count, str(kind)), np.arange(count), value, error
        columns.append(told)
        w = model.learn(w, x, kind.reward)
    return PredictionError(*map(np.concatenate, zip(*columns, strict=True)))


#: Nothing is drawn where kinds of trial alternate.
DRAWS = random.Random(0)


def draw(figure, result: PredictionError) -> None:
    """The error, trial by trial downwards, red where better and blue where worse than expected."""
    axes = figure.add_subplot()
    shape = int(result.trial.max()), int(result.step.max()) + 1
    error = np.full(shape, np.nan)
    error[result.trial.astype(int) - 1, result.step.astype(int)] = result.error
    edges = -0.5, shape[1] - 0.5, shape[0] + 0.5, 0.5
    image = axes.imshow(error, "RdBu_r", aspect="auto", vmin=-1, vmax=1, extent=edges)
    axes.set_xlabel(
        say(
            en="step from the cue (0) to the outcome (last)",
            fr="pas du stimulus (0) à l'issue (dernier)",
        )
    )
    axes.set_ylabel(say(en="trial", fr="essai"))
    figure.colorbar(image, label=say(en="error of prediction", fr="erreur de prédiction"))


command(prediction_error, draw)
