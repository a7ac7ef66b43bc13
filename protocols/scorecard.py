"""Every published rule against every declared experiment: the error, beside nothing and noise."""

from typing import NamedTuple

import numpy as np

from models.card import Card
from models.catalogue import cards
from protocols.engine.engine import Way
from protocols.engine.experiment_option import Experiments
from protocols.engine.rule_option import require_excitatory, rules
from protocols.experiments.catalogue import find, names
from protocols.experiments.experiment import Experiment
from protocols.experiments.fields import PUT_TO
from protocols.experiments.replicate import replicate
from protocols.experiments.score import Score, scatter, score
from protocols.plotting.scorecard_map import draw_map
from synplast.arguments import reads_its_arguments
from synplast.bad_input import BadInput
from synplast.command import command
from synplast.option_types import Number, Seed, Text
from synplast.progress import progress


class Scorecard(NamedTuple):
    """A row for each rule and experiment.

    Attributes
    ----------
    rule, experiment : array of str (rows,)
    E : array (rows,)
        mean(((model - data) / SEM)^2).
    null : array (rows,)
        E where nothing changes.
    ceiling : array (rows,)
        E that the data's own scatter allows, see `protocols.experiments.score`.
    sign : array (rows,)
        Share of the targets that are beyond 2 SEM, or known by sign, that agree in sign.
    targets : array (rows,)
        How many targets the rule was put to.
    sample : array of str (rows,)
        in, where the rule was fitted to these very data, or out.
    why_not : array of str (rows,)
        Why the rule was not put to the experiment, or not to all of its targets.
    changes : list of array (targets,)
        The rule's change at each target; nan where it was not put to it. No column.
    unscored : tuple of str
        Published sets of another kind than the experiments. No column.
    """

    rule: Text
    experiment: Text
    E: Number
    null: Number
    ceiling: Number
    sign: Number
    targets: Number
    sample: Text
    why_not: Text
    changes: list
    unscored: tuple = ()

    @property
    def scored(self) -> np.ndarray:
        return np.isfinite(self.E)

    def count(self, here: np.ndarray) -> tuple[int, int, int]:
        """Of some cells, how many beat the null, reach the ceiling, and do so on one target."""
        reach = here & (self.ceiling >= self.E)
        alone = reach & (self.targets == 1)
        return np.sum(here & (self.null > self.E)), np.sum(reach), np.sum(alone)

    @property
    def notes(self) -> list[str]:
        lines = []
        for sample, told in (("out", "not fitted to their data"), ("in", "fitted to their data")):
            here = self.scored & (self.sample == sample)
            beat, reach, alone = self.count(here)
            if here.any():
                lines.append(
                    f"of {np.sum(here)} cells {told}, {beat} beat the null and {reach} reach the "
                    f"noise ceiling{f', {alone} of these on one target' if alone else ''}"
                )
        if self.unscored:
            names = ", ".join(self.unscored)
            lines.append(f"not scored, for no experiment here is of their kind: {names}")
        return lines


#: The protocols whose own rules experiments are put to.
OTHERS = [protocol for protocol, _ in PUT_TO.values()]
NO_SCORE = Score(np.nan, np.nan, np.nan, np.nan, 0)


@reads_its_arguments
def scorecard(
    rule: rules(OTHERS) = None,
    experiment: Experiments = None,
    seed: Seed = 0,
    engine: Way = "exact",
) -> Scorecard:
    """Every rule put to every experiment, as it was done.

    E is the normalised error, mean(((model - data) / SEM)^2). An E alone is no verdict: the null is
    the E of a model in which nothing changes, the ceiling the E that the data's own scatter allows.
    A rule that was fitted to these very data is in sample. Experiments that are known by sign have
    the share of signs that agree, where a change of less than 5 % either way is none.

    Parameters
    ----------
    rule : str
        All published sets if none is given.

    Raises
    ------
    BadInput
        A file with an error; one rule and one experiment, where the rule can be put to no target or
        its constants make no model; a rule for inhibitory synapses.
    """
    require_excitatory(rule or ())
    put = rule or tuple(card for card in cards().values() if scored(card))
    chosen = experiment or tuple(find(name) for name in names())
    single = len(put) == len(chosen) == 1
    if single:
        chosen[0].require(put[0])
    rows = []
    for one in progress(chosen, "experiment"):
        found = replicate(one, put, seed, engine)
        if single and not np.isfinite(found.change).any():
            raise BadInput("rule", put[0].name, found.why_not[0])
        scattered = {}
        for card, change, why in zip(put, *found, strict=True):
            sample = "in" if one.name in card.fitted_to else "out"
            rows.append((card.name, one.name, *cell(one, change, scattered), sample, why, change))
    order = [card.name for card in put]
    rows.sort(key=lambda row: order.index(row[0]))
    *columns, changes = zip(*rows, strict=True)
    unscored = () if rule else tuple(name for name, card in cards().items() if not scored(card))
    return Scorecard(*map(np.array, columns), list(changes), unscored)


def scored(card: Card) -> bool:
    """Whether there are experiments of a rule's kind; they are of excitatory synapses."""
    return (not card.only_in or card.only_in in OTHERS) and not card.inhibitory


def cell(experiment: Experiment, change: np.ndarray, scattered: dict) -> Score:
    """The score over the targets that a rule was put to, what these ``scattered`` by kept there."""
    put = np.flatnonzero(np.isfinite(change))
    if not len(put):
        return NO_SCORE
    targets, are = [experiment.targets[n] for n in put], experiment.targets_are
    key = tuple(put)
    if key not in scattered and are != "signs":
        scattered[key] = scatter(targets, are)
    return score(targets, are, change[put], scattered.get(key))


def draw(figure, result: Scorecard) -> None:
    """A map, a row a rule, a column an experiment."""
    draw_map(figure, result)


command(scorecard, draw)
