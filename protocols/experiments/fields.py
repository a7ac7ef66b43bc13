"""The fields of an experiment's protocol: what each takes, in which units, and what is missing."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from protocols.stimulation.tetani import BLOCKED, TRAINS
from synplast.values import read_plain

TIME = {"ms": Fraction(1, 1000), "s": Fraction(1), "min": Fraction(60)}
RATE = {"Hz": Fraction(1)}
PART = {"%": Fraction(1, 100), "1": Fraction(1)}
CONCENTRATION = {"mM": Fraction(1)}


class Field(NamedTuple):
    """What one field takes.

    Attributes
    ----------
    read : callable
        From text (a number without its unit) to the value; raises ValueError.
    allowed : str
        What is allowed, in words.
    units : mapping from unit to its size in SI units
        Empty for what has no unit.
    default : object
        Its value where it is not given; None where it then has none.
    """

    read: Callable[[str], Any]
    allowed: str
    units: Mapping[str, Fraction] = {}
    default: Any = None


def number(text: str) -> Fraction:
    """The fraction that a decimal number's text means, of at most a billion."""
    found = Fraction(read_plain(text))
    if abs(found) > 10**9:
        raise ValueError
    return found


def positive(text: str) -> Fraction:
    if (found := number(text)) <= 0:
        raise ValueError
    return found


def integer(text: str) -> int:
    if (found := number(text)).denominator != 1:
        raise ValueError
    return int(found)


def whole(text: str) -> int:
    if (found := integer(text)) < 1:
        raise ValueError
    return found


def one_of(*choices: str) -> Field:
    def read(text: str) -> str:
        return choices[choices.index(text)]

    return Field(read, f"one of {', '.join(choices)}")


def count(default: int | None = None) -> Field:
    return Field(whole, "a whole number, 1 or more", default=default)


LENGTH = Field(positive, "a time greater than 0, in ms, s or min", TIME)
LAG = Field(number, "a time in ms, s or min", TIME)
GAP = Field(integer, "a whole number of s or min", {"s": Fraction(1), "min": Fraction(60)})
OFTEN = Field(positive, "a frequency greater than 0, in Hz", RATE)
CALCIUM = Field(positive, "an extracellular concentration greater than 0, in mM", CONCENTRATION)
CHANGE = Field(number, "a change, in % or 1 (a fraction)", PART)
SEM = Field(positive, "a standard error greater than 0, in % or 1 (a fraction)", PART)
COUNT = count()
SIGN = one_of("+", "-", "0")
WORDS = Field(str, "words")

#: How often the spikes are repeated, and after which time they start again.
SWEEPS = {"sweeps": count(1), "period": LENGTH}
#: The fields of each kind of protocol; each stands in the table or is a column of the numbers.
KINDS = {
    "pairing": {
        "spikes": count(1),
        "rate": OFTEN,
        **SWEEPS,
        "lag": LAG,
        "lag_within": LENGTH,
        "draws": count(20),
        "post_spikes": count(1),
        "post_interval": LENGTH,
        "lag_to": one_of("first", "last")._replace(default="first"),
    },
    "order": {
        "order": one_of("pair", "post-pre-post", "pre-post-pre", "quadruplet"),
        "dt1": LAG,
        "dt2": LAG,
        "T": LAG,
        **SWEEPS,
    },
    "fibres": {"pulses": COUNT, "rate": OFTEN, "fibres": COUNT, **SWEEPS},
    "pulses": {"pulses": COUNT, "rate": OFTEN, "rest": LENGTH},
    "tetani": {
        "first": one_of(*TRAINS),
        "second": one_of(*TRAINS)._replace(default="none"),
        "gap": GAP,
        "blocked": one_of(*BLOCKED)._replace(default="never"),
        "measured": one_of("first", "second")._replace(default="first"),
        "hours": COUNT,
    },
    "behaviour": {},
}
#: Kinds of another thing than lasting change after spikes: the protocol whose rules they are put to
#: (`models.card.Card.only_in`), and what is told of other rules.
PUT_TO = {
    "pulses": ("short_term", "pulses within seconds, put to models of short-term plasticity"),
    "tetani": ("tagging", "two inputs over hours, put to models of tags and proteins"),
    "behaviour": ("behaviour", "behaviour, not a synapse's change"),
}
#: What every kind may have: a drug, and the calcium outside.
CONDITIONS = {"drug": WORDS._replace(default=""), "calcium": CALCIUM}


def missing(kind: str, given: Mapping[str, Any]) -> str:
    """The field that a condition lacks, as its others stand; empty if none."""
    needs = {
        "pairing": {
            "lag": given.get("lag_within") is None,
            "rate": given.get("spikes", 1) > 1,
            "post_interval": given.get("post_spikes", 1) > 1,
        },
        "order": {
            "order": True,
            "dt1": True,
            "dt2": given.get("order") != "pair",
            "T": given.get("order") == "quadruplet",
        },
        "fibres": {"pulses": True, "rate": True, "fibres": True},
        "pulses": {"pulses": True, "rate": (given.get("pulses") or 0) > 1},
        "tetani": {"first": True, "hours": True, "gap": given.get("second") != "none"},
        "behaviour": {},
    }[kind] | {"period": given.get("sweeps", 1) > 1}
    return next((name for name, need in needs.items() if need and given.get(name) is None), "")
