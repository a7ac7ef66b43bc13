"""What every plasticity rule is: equations as text, constants with units, published sets."""

import inspect
import math
import sys
from dataclasses import dataclass, fields
from typing import ClassVar, Self, get_args

from brian2.units.fundamentalunits import (
    DIMENSIONLESS,
    Quantity,
    fail_for_dimension_mismatch,
    get_dimensions,
    get_unit,
    have_same_dimensions,
    standard_unit_register,
)

from models.bad_input import BadInput
from models.card import Card, Constant, check, check_bounds


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Base of the rules. A subclass adds its constants as fields, without defaults.

    A field annotated with a Brian2 unit holds a quantity of that dimension, ``float`` a plain
    number, a ``Literal`` of strings a choice. ``w_0``, the weight that protocols start from, is
    a field of every rule.

    Raises
    ------
    TypeError
        A constant that the rule does not have, or one that is missing.
    brian2.DimensionMismatchError
        A constant in the wrong unit.
    BadInput
        A time constant that is not positive, a number that is none, an unknown choice.
    """

    #: Brian2 text: differential equations (event-driven) and ``w : 1``.
    equations: ClassVar[str]
    #: Brian2 text, run at a spike of either side. A subclass may make them properties.
    on_pre: ClassVar[str]
    on_post: ClassVar[str]
    #: Brian2 text, run at a volley of fibres onto the neuron, an EPSP that peaks at ``volley``;
    #: empty for a rule without the neuron's voltage.
    on_drive: ClassVar[str] = ""
    #: The module of `protocols` that runs the rule; this one runs whatever is event-driven.
    engine: ClassVar[str] = "protocols.engine.run"
    #: The constants that a block of NMDA receptors scales; none where no receptor is modelled.
    receptors: ClassVar[tuple[str, ...]] = ()
    #: The constants that clamp the postsynaptic voltage: the first is held at it, the others are 0.
    clamp: ClassVar[tuple[str, ...]] = ()
    #: The least and the most that a constant may be, in SI units, where it has bounds of its own.
    limits: ClassVar[dict[str, tuple[float, float]]] = {}
    #: The publication, with its DOI.
    source: ClassVar[str] = "not stated"
    #: Each question that implementations answer differently, and this one's answer.
    conventions: ClassVar[dict[str, str]] = {}
    #: The printed rows, by name; `NOTES` says where each comes from and how far to trust it.
    PUBLISHED: ClassVar[dict[str, Self]] = {}
    NOTES: ClassVar[dict[str, str]] = {}

    w_0: float

    def __post_init__(self):
        for field in fields(self):
            value, kind = getattr(self, field.name), annotation(field, type(self))
            if choices := get_args(kind):
                if value not in choices:
                    allowed = f"one of {', '.join(choices)}"
                    raise BadInput("set", f"{field.name}={value}", allowed)
                continue
            unit = 1 if kind is float else kind
            fail_for_dimension_mismatch(value, unit, f"{field.name} has the wrong unit")
            check(field.name, float(value), base_unit(value), value)
        numbers = {f.name: getattr(self, f.name) for f in fields(self)}
        values = {name: float(v) for name, v in numbers.items() if not isinstance(v, str)}
        check_bounds(values, self.limits)

    def own_name(self) -> str:
        """``RULE:SET`` of the published set that is most like this one, and what differs."""
        mine = {field.name: getattr(self, field.name) for field in fields(self)}

        def different(published: Self | None) -> dict:
            return {s: v for s, v in mine.items() if v != getattr(published, s, None)}

        family = type(self).__name__.lower()
        sets = {
            f"{family}:{name}": one for name, one in vars(type(self)).get("PUBLISHED", {}).items()
        }
        nearest = min(sets, key=lambda name: len(different(sets[name])), default=family)
        values = [
            f"{symbol}={value if isinstance(value, str) else constant(symbol, value)}"
            for symbol, value in different(sets.get(nearest)).items()
        ]
        return " ".join([nearest, *values])

    def card(self, name: str = "") -> Card:
        """The rule written out, under ``name`` (see `own_name` if none is given)."""
        name = name or self.own_name()
        told = {field.name: getattr(self, field.name) for field in fields(self)}
        cleaned = {
            part: inspect.cleandoc(getattr(self, part))
            for part in ("equations", "on_pre", "on_post", "on_drive")
        }
        return Card(
            name=name,
            title=(inspect.getdoc(type(self)) or "").partition("\n")[0],
            source=self.source,
            note=self.NOTES.get(name.partition(":")[2], "Constants set by hand."),
            constants=tuple(constant(s, v) for s, v in told.items() if not isinstance(v, str)),
            choices={symbol: value for symbol, value in told.items() if isinstance(value, str)},
            conventions=self.conventions,
            engine=self.engine,
            receptors=self.receptors,
            clamp=self.clamp,
            limits=self.limits,
            **cleaned,
        )


def annotation(field, family: type):
    """What a field is annotated with, also where annotations are kept as text."""
    if isinstance(field.type, str):
        return eval(field.type, vars(sys.modules[family.__module__]))
    return field.type


def base_unit(value) -> str:
    """The SI base unit of ``value`` as Brian2 text."""
    return "1" if get_dimensions(value) is DIMENSIONLESS else repr(get_unit(get_dimensions(value)))


def constant(symbol: str, value) -> Constant:
    """One constant written out, with the units that Brian2 knows for it."""
    units, unit = {}, ""
    if base_unit(value) != "1":
        quantity = Quantity(value)
        units = {
            name: float(size)
            for spelt, size in standard_unit_register.units.items()
            if have_same_dimensions(size, quantity)
            for name in (str(size), spelt)  # ms and msecond
        } | {base_unit(value): 1.0}
        best = str(quantity.get_best_unit()) if math.isfinite(float(value)) else ""
        unit = best if best in units else base_unit(value)
    return Constant(symbol, float(value), base_unit(value), unit, units)
