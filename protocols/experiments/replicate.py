"""Puts rules to a declared experiment: the change of each rule at each target, or why not."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from models.card import Card
from models.tagging import TagTrigger
from protocols.engine.change import change
from protocols.engine.engine import Way
from protocols.engine.run import run
from protocols.engine.spike_trains import Trains, spike_trains
from protocols.experiments.experiment import Experiment
from protocols.experiments.spikes import spikes_of
from protocols.stimulation.tetani import stimulate
from synplast.bad_input import BadInput


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
    if experiment.kind in OF_A_KIND:
        for n in np.flatnonzero(asked.any(axis=1)):
            put = [experiment.targets[k].condition for k in np.flatnonzero(asked[n])]
            found[n, asked[n]] = OF_A_KIND[experiment.kind](cards[n], put, seed, engine)
        return Replicated(found, tuple(first))
    baths = [one.bath for one in experiment.targets]
    for bath in sorted(set(baths)):
        targets = [n for n in np.flatnonzero(asked.any(axis=0)) if baths[n] == bath]
        if not targets:
            continue
        trains, owner = experiment.trains([experiment.targets[n] for n in targets])
        for members in alike(cards, asked[:, targets].any(axis=1)):
            some = [cards[n].in_bath(bath) for n in members]
            changes, failed = changes_of(some, trains, seed, engine)
            for n, row, why in zip(members, changes, failed, strict=True):
                found[n, targets] = [row[owner == k].mean() for k in range(len(targets))]
                first[n] = why or first[n]
    return Replicated(found, tuple(first))


def alike(cards: Sequence[Card], asked: np.ndarray) -> list[list[int]]:
    """The cards that are asked for, those of a kind of engine together."""
    kinds = {}
    for n in np.flatnonzero(asked):
        kinds.setdefault(cards[n].engine, []).append(int(n))
    return list(kinds.values())


def changes_of(cards: Sequence[Card], trains: Trains, seed: int, engine: Way):
    """Changes (cards, conditions) and, of each card that the engine does not run, why."""
    try:
        return change(cards, run(cards, trains, seed, engine)), [""] * len(cards)
    except BadInput as bad:
        if len(cards) == 1:
            return np.full((1, trains.conditions), np.nan), [reason(bad, cards[0])]
    parts = [changes_of([card], trains, seed, engine) for card in cards]
    return np.vstack([part[0] for part in parts]), [part[1][0] for part in parts]


def change_by_pulses(card: Card, conditions, seed: int, engine: Way) -> np.ndarray:
    """What the last pulse transmits, less what the first does, in units of the first one's."""
    times = [spikes_of("pulses", one)[0].pre for one in conditions]
    trains = spike_trains([*times, [Fraction(0)]], [[]] * (len(times) + 1))
    *last, first = run([card], trains, seed, engine)[0]
    if not first:
        raise BadInput("rule", card.name, "its first pulse transmits nothing")
    return np.array(last) / first - 1


#: Neurons of a condition, with a hundred synapses each (ours).
NEURONS, BASELINE = 10, 60


def change_by_tetani(card: Card, conditions, seed: int, engine: Way) -> np.ndarray:
    """The change of the weight of the pathway that was measured, hours later."""
    model, found = TagTrigger.of(card), []
    for one in conditions:
        told = {name: one[name] for name in ("first", "second", "blocked")}
        gap = int(one["gap"] or 0)
        moments = min(0, gap) - BASELINE, 3600 * one["hours"]
        course = stimulate(model, gap=gap, moments=moments, neurons=NEURONS, seed=seed, **told)
        before, after = course.weight[:, :, int(one["measured"] == "second")].mean(axis=1)
        found.append(after / before - 1)
    return np.array(found)


#: How experiments of other things than lasting change are run.
OF_A_KIND = {"pulses": change_by_pulses, "tetani": change_by_tetani}


def reason(bad: BadInput, card: Card) -> str:
    """Why an engine does not run a rule, without the rule's name."""
    return (
        bad.allowed.removeprefix(card.name).strip(" :")
        if bad.option == "engine"
        else (f"{bad.value}: {bad.allowed}")
    )
