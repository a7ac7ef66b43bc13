"""What a program of a rule depends on: all of a card but its numbers."""

from typing import NamedTuple

#: Names that the protocols give a meaning to.
OURS = ("w", "volley")


def own(name: str) -> str:
    """A rule's name in what is run, where it meets no other, whatever it begins or ends with."""
    return f"own_{name}_"


def spelt(name: str) -> str:
    """What a variable or a constant of a rule is called in what is run."""
    return name if name in OURS else own(name)


class Variable(NamedTuple):
    """What a rule keeps between spikes.

    Attributes
    ----------
    name : str
    kind : str
        ``event-driven`` or ``clock-driven``, by its differential equation; or else ``time stamp``,
        set to a time by a spike, ``scratch``, set before it is read, or ``parameter``.
    slope : str
        The right-hand side of its differential equation, for NumPy.
    begins : str or float
        The constant that it begins at, or a number; empty where nothing says it.
    """

    name: str
    kind: str
    slope: str
    begins: str | float = ""


class Structure(NamedTuple):
    """What a compiled network depends on: all of a rule but its numbers.

    Attributes
    ----------
    equations, on_pre, on_post : str
        Brian2 text.
    constants : tuple of (symbol, unit)
    on_drive : str
    method : str
        How Brian2 integrates what is clock-driven.
    variables : tuple of Variable
        What the rule keeps between spikes.
    """

    equations: str
    on_pre: str
    on_post: str
    constants: tuple[tuple[str, str], ...]
    on_drive: str
    method: str
    variables: tuple[Variable, ...] = ()
