"""What a rule predicts of experiments for many sets of its constants, without a card a set."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from models.card import Bath, Card
from protocols.engine.engine import Way
from protocols.engine.engines import engine_of
from protocols.engine.initial_state import (
    begin,
    find_beginnings,
    numbers_of,
    rests_at_zero,
)
from protocols.engine.run import delays_of
from protocols.engine.spike_trains import Trains
from protocols.experiments.experiment import Experiment, Target


class Part(NamedTuple):
    """Targets that are run together.

    Attributes
    ----------
    trains : Trains
    owner : array (conditions,)
        Whose target each condition is, in increasing order.
    bath : Bath
    """

    trains: Trains
    owner: np.ndarray
    bath: Bath


class Prediction:
    """The changes that one rule predicts at the targets of some experiments.

    Attributes
    ----------
    targets : list of Target
        In the order of the predictions.
    datasets : array of str (targets,)
        The experiment of each.
    left_out : list of str
        Of each experiment with targets that the rule cannot be put to, how many and why.

    Raises
    ------
    BadInput
        An experiment with no target that the rule can be put to.
    """

    def __init__(self, card: Card, experiments: Sequence[Experiment], way: Way = "exact"):
        self.card, self.way, self.parts = card, engine_of(card.engine).way(way, card.name), []
        engine_of(card.engine).require_equations(card.structure, card.name)
        self.constants = {c.symbol: c.value for c in card.constants}
        self.begins = {n: v for n, v in numbers_of([card]).items() if n not in self.constants}
        self.targets: list[Target] = []
        self.left_out, datasets = [], []
        for one in experiments:
            one.require(card)
            reasons = [one.why_not(target, card) for target in one.targets]
            if why := next(filter(None, reasons), ""):
                out = sum(map(bool, reasons))
                self.left_out.append(f"{one.name}: {out} of {len(reasons)} targets left out, {why}")
            asked = [t for t, why in zip(one.targets, reasons, strict=True) if not why]
            for bath in sorted({target.bath for target in asked}):
                some = [target for target in asked if target.bath == bath]
                trains, owner = one.trains(some)
                if delays := delays_of(card):
                    trains = trains.delay(dict(delays))
                self.parts.append(Part(trains, owner, bath))
                self.targets += some
                datasets += [one.name] * len(some)
        self.datasets = np.array(datasets)

    def __call__(self, changed: dict[str, np.ndarray], seed: int = 0) -> np.ndarray:
        """Changes (sets, targets), for constants that are given as arrays (sets,) by symbol."""
        sets = len(next(iter(changed.values())))
        constants = {s: np.full(sets, value) for s, value in self.constants.items()} | changed
        begins = self.find_beginnings(constants)
        return np.hstack([self.changes(part, constants, begins, seed) for part in self.parts])

    def changes(self, part: Part, constants: dict, begins: dict, seed: int) -> np.ndarray:
        """Changes (sets, targets) of one part; as `protocols.engine.change.change`."""
        by = self.card.scales(part.bath)
        numbers = {s: v * by.get(s, 1) for s, v in constants.items()} | begins
        structure, name = self.card.structure, self.card.name
        after = self.way(structure, numbers, part.trains, name, seed)
        before = constants["w_0"][:, None]
        change = (after - before) / np.where(before == 0, 1, before)
        first = np.flatnonzero(np.diff(part.owner, prepend=-1))  # of each target's draws
        return np.add.reduceat(change, first, axis=1) / np.bincount(part.owner)

    def find_beginnings(self, constants: dict) -> dict:
        """Where the rule's variables begin, which may depend on what is changed."""
        if not rests_at_zero(self.card.variables):
            return find_beginnings(self.card.variables, constants, self.card.name)
        sets = len(constants["w_0"])
        at_rest = {name: np.full(sets, values[0]) for name, values in self.begins.items()}
        told = [one for one in self.card.variables if one.begins != ""]
        return at_rest | {one.name: begin(one, constants) for one in told}
