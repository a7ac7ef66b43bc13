"""Puts rules to a declared experiment: the change of each rule at each target, or why not."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from models.card import Card
from models.tagging import TagTrigger
from protocols.engine.change import change
from protocols.engine.engine import Engine, Way
from protocols.engine.run import run
from protocols.engine.tag_trigger import stimulate
from protocols.engine.transmission import transmit
from protocols.experiments.experiment import Experiment, Target
from protocols.experiments.spikes import spikes_of
from synplast.bad_input import BadInput

#: Of cards, with a seed and by an engine, the changes (cards, targets).
Put = Callable[[Sequence[Card], int, Way], np.ndarray]


class Replicated(NamedTuple):
    """What rules do where an experiment is repeated with them.

    Attributes
    ----------
    change : array (cards, targets)
        (w_after - w_before) / w_before; nan where a rule is not put to a target.
    why_not : tuple of str
        Of each rule, the first reason why it is not put to some or all of them; empty if none.
    """

    change: np.ndarray
    why_not: tuple[str, ...]


def replicate(
    experiment: Experiment, cards: Sequence[Card], seed: int = 0, engine: Way = "exact"
) -> Replicated:
    """Put each rule to all targets that it can be put to."""
    reasons = [[experiment.why_not(one, card) for one in experiment.targets] for card in cards]
    asked = np.array([[not why for why in row] for row in reasons]).reshape(len(cards), -1)
    first = [next(filter(None, row), "") for row in reasons]
    found = np.full(asked.shape, np.nan)
    prepare = OF_A_KIND.get(experiment.kind, by_spikes)
    baths = [one.bath for one in experiment.targets]
    for bath in sorted(set(baths)):
        targets = [n for n in np.flatnonzero(asked.any(axis=0)) if baths[n] == bath]
        if not targets:
            continue
        put = prepare(experiment, [experiment.targets[n] for n in targets])
        for members in alike(cards, asked[:, targets].any(axis=1)):
            some = [cards[n].in_bath(bath) for n in members]
            changes, failed = changes_of(put, some, seed, engine)
            for n, row, why in zip(members, changes, failed, strict=True):
                found[n, targets] = np.nan if row is None else row
                first[n] = why or first[n]
    return Replicated(found, tuple(first))


def alike(cards: Sequence[Card], asked: np.ndarray) -> list[list[int]]:
    """The cards that are asked for, those of a kind of engine together."""
    kinds = {}
    for n in np.flatnonzero(asked):
        kinds.setdefault(cards[n].engine, []).append(int(n))
    return list(kinds.values())


def changes_of(put: Put, cards: Sequence[Card], seed: int, engine: Way) -> tuple[list, list[str]]:
    """The changes of each card, and, of each that the engine does not run, None and why."""
    try:
        return list(put(cards, seed, engine)), [""] * len(cards)
    except BadInput as bad:
        if len(cards) == 1:
            return [None], [reason(bad, cards[0])]
    parts = [changes_of(put, [card], seed, engine) for card in cards]
    return [part[0][0] for part in parts], [part[1][0] for part in parts]


def by_spikes(experiment: Experiment, targets: Sequence[Target]) -> Put:
    """The lasting change of the weight, of random timing its mean over the draws."""
    trains, owner = experiment.trains(targets)

    def put(cards: Sequence[Card], seed: int, engine: Way) -> np.ndarray:
        changes = change(cards, run(cards, trains, seed, engine))
        return np.array([changes[:, owner == k].mean(axis=1) for k in range(len(targets))]).T

    return put


def by_pulses(experiment: Experiment, targets: Sequence[Target]) -> Put:
    """What the last pulse transmits, less what the first does, in units of the first one's."""
    trains = [spikes_of("pulses", one.condition)[0].pre for one in targets]
    return lambda cards, seed, engine: transmit(cards, trains, seed, engine) - 1


#: Neurons of a condition, with a hundred synapses each (ours).
NEURONS, BASELINE = 10, 60
TETANI = Engine(
    {"exact": stimulate},
    dict.fromkeys(["brian2", "sampled"], "goes by its own steps, and draws its tags"),
)


def by_tetani(experiment: Experiment, targets: Sequence[Target]) -> Put:
    """The change of the weight of the pathway that was measured, hours later."""

    def put(cards: Sequence[Card], seed: int, engine: Way) -> np.ndarray:
        return np.array([[follow(card, one.condition, seed, engine) for one in targets]
                         for card in cards])  # fmt: skip

    return put


def follow(card: Card, condition: Mapping, seed: int, engine: Way) -> float:
    told = {name: condition[name] for name in ("first", "second", "blocked")}
    gap = int(condition["gap"] or 0)
    moments = min(0, gap) - BASELINE, 3600 * condition["hours"]
    way = TETANI.way(engine, card.name)
    course = way(TagTrigger.of(card), **told, gap=gap, moments=moments, neurons=NEURONS, seed=seed)
    pathway = int(condition["measured"] == "second")
    before, after = course.weight[:, :, pathway].mean(axis=1)
    return after / before - 1


#: How experiments of other things than lasting change are run.
OF_A_KIND = {"pulses": by_pulses, "tetani": by_tetani}


def reason(bad: BadInput, card: Card) -> str:
    """Why an engine does not run a rule, without the rule's name."""
    alone = bad.option == "engine" or bad.value == card.name
    told = bad.allowed if alone else f"{bad.value}: {bad.allowed}"
    return told.removeprefix(card.name).strip(" :")
