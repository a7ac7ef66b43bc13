"""Conditioning experiments as the literature writes them: ``10A+ / 10AB+ / 1B``.

Phases are parted by ``/`` and the trials of a phase by spaces: how many, which cues are shown (a
letter each; ``B>A``: first B, then A), and whether they are reinforced (``+``) or not (``-`` or
nothing).
"""

import re
from typing import Annotated, NamedTuple

import numpy as np

from protocols.stimulation.phenomena import PHENOMENA
from synplast.bad_input import BadInput, nearest
from synplast.values import Kind

MOST_TRIALS = 100_000


class Trials(NamedTuple):
    """So many trials of one kind within a phase: cues as they come, and the reward (1 or 0)."""

    count: int
    cues: str
    reward: int

    def __str__(self) -> str:
        return self.cues + "-+"[self.reward]

    def places(self, cues: str) -> np.ndarray:
        """Which in turn each of ``cues`` comes, from 0; infinite where it is not shown."""
        turn = {cue: n for n, part in enumerate(self.cues.split(">")) for cue in part}
        return np.array([turn.get(cue, np.inf) for cue in cues], float)


class Design(NamedTuple):
    """An experiment: its text, its phases, and its name among the phenomena (or none)."""

    text: str
    phases: tuple[tuple[Trials, ...], ...]
    name: str = ""

    @property
    def cues(self) -> str:
        """Every cue, in alphabetical order."""
        return "".join(
            sorted({c for phase in self.phases for trials in phase for c in trials.cues} - {">"})
        )

    @property
    def most_together(self) -> int:
        """How many cues are shown together at most."""
        return max(len(kind.cues.replace(">", "")) for phase in self.phases for kind in phase)

    @property
    def most_in_turn(self) -> int:
        """How many cues come one after the other at most."""
        return max(kind.cues.count(">") + 1 for phase in self.phases for kind in phase)


def design(value) -> Design:
    """Read a design, or the name of a phenomenon.

    Raises
    ------
    BadInput
        Says at which character the design goes wrong, and what is allowed there.
    """
    if isinstance(value, Design):
        return value
    text = str(value)
    if name := re.fullmatch(r"\s*([a-z_]{2,})\s*", text):
        if name[1] not in PHENOMENA:
            raise BadInput("", text, f"no such phenomenon; {nearest(name[1], PHENOMENA)}")
        return design(PHENOMENA[name[1]].design)._replace(name=name[1])
    phases, start = [], 0
    for part in text.split("/"):
        words = re.finditer(r"[^\s,]+", part)
        phases.append(tuple(trials_of(text, start + word.start(), word[0]) for word in words))
        if not phases[-1]:
            raise wrong(text, start + len(part), "a phase needs trials, such as 10A+")
        start += len(part) + 1
    if sum(trials.count for phase in phases for trials in phase) > MOST_TRIALS:
        raise BadInput("", text, f"at most {MOST_TRIALS} trials")
    return Design(text, tuple(phases))


def trials_of(text: str, start: int, word: str) -> Trials:
    """The trials that ``word``, at ``start`` of ``text``, says."""
    found = re.match(r"([0-9]*)((?:[A-Z]+>)*[A-Z]*)([+−-]?)", word)
    count, cues, sign = found.groups()
    if count and not int(count):
        raise wrong(text, start, "a number of trials, 1 or more")
    if not cues:
        raise wrong(text, start + len(count), "a cue is a letter from A to Z")
    if cues.endswith(">"):
        raise wrong(text, start + len(count) + len(cues), "a cue follows >")
    for place, cue in enumerate(cues):
        if cue != ">" and cue in cues[:place]:
            raise wrong(text, start + len(count) + place, "each cue once, it is there or not")
    if found.end() < len(word):
        allowed = "a space or /" if sign else "a cue (A to Z), >, + or -, a space or /"
        raise wrong(text, start + found.end(), f"{allowed} can follow {found[0]}")
    return Trials(int(count or 1), cues, int(sign == "+"))


def wrong(text: str, place: int, allowed: str) -> BadInput:
    character = f"{text[place]!r}, character {place + 1}" if place < len(text) else "the end"
    return BadInput("", text, f"at {character}: {allowed}")


Designed = Annotated[Design, Kind(design, "a design such as '10A+ / 10AB+ / 1B'", metavar="DESIGN")]
