"""What an experiment is: what was done and what was measured, declared once."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from models.card import ONLY_IN, Bath, Card
from models.card_text import wrap
from protocols.engine.spike_trains import Trains, spike_trains
from protocols.experiments.fields import PUT_TO
from protocols.experiments.spikes import spikes_of
from protocols.stimulation.fibres import volley
from synplast.bad_input import BadInput

#: The drugs that a rule may have the receptor of; of the others none here has the target.
AP5 = ("AP5", "D-AP5", "APV")
#: A rule without extracellular calcium is for slices and cultures, which have had no less (mM).
LEAST_CALCIUM = 2
TRUST = {
    "A": "two sources agree, or the paper's result was reproduced",
    "B": "one source",
    "C": "from memory of the literature: trust the sign before the digits",
}


class Target(NamedTuple):
    """What was measured in one condition, or in one cell.

    Attributes
    ----------
    condition : mapping
        Every field of the protocol (times in s, rates in Hz, None where there is none).
    change, sem : float
        (after - before) / before and its standard error; nan where there is none.
    n : int
        Cells; 0 where it is not known.
    sign : str
        + - or 0, where no more is known than the sign; else empty.
    line : str
        Where it stands, for errors.
    """

    condition: Mapping[str, Any]
    change: float
    sem: float
    n: int
    sign: str
    line: str

    @property
    def drug(self) -> str:
        return self.condition["drug"]

    @property
    def bath(self) -> Bath:
        return Bath(int(self.drug in AP5), float(self.condition["calcium"] or 0))


@dataclass(frozen=True)
class Experiment:
    """An experiment, as its file declares it.

    Attributes
    ----------
    name, title, paper, doi : str
    preparation : mapping of str
        Species, area, cell, age, temperature, calcium, where they are known.
    kind : str
        The kind of protocol, a name of `protocols.experiments.fields.KINDS`.
    shared : mapping of str
        The fields of the protocol that all targets share, as they are written.
    varied : tuple of str
        The fields that are columns of the numbers.
    what, when : str
        What was measured, and when.
    targets_are : str
        means (with standard errors), cells (one a row) or signs.
    numbers, trust, reading : str
        Where the numbers come from, how far to trust them (A, B or C), and what is our reading.
    targets : tuple of Target
    """

    name: str
    title: str
    paper: str
    doi: str
    preparation: Mapping[str, str]
    kind: str
    shared: Mapping[str, str]
    varied: tuple[str, ...]
    what: str
    when: str
    targets_are: str
    numbers: str
    trust: str
    reading: str
    targets: tuple[Target, ...]

    def trains(self, targets: Sequence[Target] | None = None) -> tuple[Trains, np.ndarray]:
        """The spikes of ``targets`` (all if none is named), and whose target each condition is.

        Random timing has a condition for each draw, the same ones at every call.
        """
        targets = self.targets if targets is None else targets
        each = [spikes_of(self.kind, target.condition) for target in targets]
        every = [one for draws in each for one in draws]
        owner = np.repeat(np.arange(len(each)), [len(draws) for draws in each])
        sides = [list(side) for side in zip(*every, strict=True)]
        fibres = {target.condition.get("fibres") or 0 for target in targets}
        if len(fibres) > 1:
            given = f"{targets[0].line}, fibres"
            raise BadInput("experiment", given, "one number of fibres in an experiment")
        return spike_trains(*sides, volley(fibres.pop())), owner

    def why_not(self, target: Target, card: Card) -> str:
        """Why a rule cannot be put to a target; empty if it can."""
        put_to, why = PUT_TO.get(self.kind, ("", ""))
        if card.only_in != put_to:
            return why or ONLY_IN[card.only_in]
        calcium = target.condition["calcium"]
        if calcium and calcium < LEAST_CALCIUM and not card.calcium:
            here = f"here {show('calcium', calcium)} mM"
            return f"models no extracellular calcium, or none that is known, {here}"
        if target.drug in AP5:
            return "" if card.receptors else f"models no NMDA receptor for {target.drug} to block"
        return f"no rule here has the target of {target.drug}" if target.drug else ""

    def require(self, card: Card) -> None:
        """Refuse a rule that can be put to no target at all, with the first one's line."""
        reasons = [self.why_not(target, card) for target in self.targets]
        if all(reasons):
            first = self.targets[0]
            given = f"{first.line}" + (f", drug = {first.drug!r}" if first.drug else "")
            raise BadInput("experiment", given, f"{card.name}: {reasons[0]}")

    def __str__(self) -> str:
        parts = {
            "Preparation": [f"{name}: {value}" for name, value in self.preparation.items()],
            "Protocol": [f"kind: {self.kind}"]
            + [f"{name}: {value}" for name, value in self.shared.items()],
            "Measured": [self.what, self.when],
            "Where the numbers come from": [self.numbers, f"{self.trust}: {TRUST[self.trust]}"],
            "Our reading": [self.reading],
        }
        told = "\n\n".join(
            f"{title}\n" + "\n".join(wrap(line) for line in lines if line)
            for title, lines in parts.items()
            if any(lines)
        )
        source = f"{self.paper}, doi:{self.doi}"
        return f"{self.name}\n{self.title}\n{source}\n\n{told}\n\n{self.table()}"

    def table(self) -> str:
        """The targets, a line each, with what varies among them."""
        from tabulate import tabulate

        rows = [
            [*(show(name, target.condition[name]) for name in self.varied), *measured(target)]
            for target in self.targets
        ]
        heads = [heading(self, name) for name in self.varied]
        found = tabulate(rows, [*heads, "measured", "n"], "plain", disable_numparse=True)
        return f"Targets ({len(rows)} {self.targets_are})\n{textwrap.indent(found, '  ')}"


def require_numbers(chosen: Sequence[Experiment]) -> None:
    """Refuse to compare a model with nothing, with signs alone, or with no change after spikes."""
    if not chosen:
        raise BadInput("experiment", "none", "what to compare with, by --experiment or --data")
    for one in chosen:
        if one.targets_are == "signs":
            allowed = "an experiment with numbers; this one is known by sign alone"
            raise BadInput("experiment", one.name, allowed)
        if one.kind in PUT_TO:
            allowed = f"lasting change after spikes; this one is {PUT_TO[one.kind][1]}"
            raise BadInput("experiment", one.name, allowed)


#: The units that quantities are printed in, and how many are one of what they are kept in.
UNITS = {"rate": ("Hz", 1), "calcium": ("mM", 1), "gap": ("min", Fraction(1, 60))}
MS = ("ms", 1000)


def heading(experiment: Experiment, name: str) -> str:
    """A column's name with the unit that `show` tells it in."""
    kinds = {type(target.condition[name]) for target in experiment.targets}
    return f"{name} ({UNITS.get(name, MS)[0]})" if Fraction in kinds else name


def show(name: str, value) -> str:
    """A condition as it is printed: times in ms or min, rates in Hz, concentrations in mM."""
    if isinstance(value, Fraction):
        return f"{float(UNITS.get(name, MS)[1] * value):g}"
    return "" if value is None else str(value)


def measured(target: Target) -> list[str]:
    sem = f" ± {100 * target.sem:.3g}" if np.isfinite(target.sem) else ""
    told = target.sign or f"{100 * target.change:+.4g}{sem} %"
    return [told, str(target.n or "")]
