"""What every plasticity rule is: equations as text, constants with units, published sets."""

import functools
import inspect
import math
import sys
from dataclasses import dataclass, field, fields
from typing import ClassVar, Self, get_args, get_origin

import numpy as np
from brian2.units.fundamentalunits import (
    Quantity,
    fail_for_dimension_mismatch,
    get_dimensions,
    standard_unit_register,
)

from models.card import Card
from models.constant import Constant, check, check_bounds
from models.equations import BadText, unit_of
from models.linearity import method_of
from models.structure import Structure, Variable
from models.variables import variables
from synplast.bad_input import BadInput


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Base of the rules. A subclass adds its constants as fields, without defaults.

    A field annotated with a Brian2 unit holds a quantity of that dimension, ``float``, ``int`` or
    ``bool`` a plain number, a ``Literal`` of strings a choice. ``w_0``, the weight that protocols
    start from, is a field of every rule; another variable X begins where `begins` says or at the
    field ``X_0``, else at its equation's rest.

    Raises
    ------
    TypeError
        A constant that the rule does not have, one that is missing, or one that is no field.
    brian2.DimensionMismatchError
        A constant in the wrong unit.
    BadInput
        A time constant that is not positive, not a number, an unknown choice.
    """

    #: Brian2 text: differential equations (event-driven) and ``w : 1``.
    equations: ClassVar[str]
    #: Brian2 text, run at a spike of either side. A subclass may make them properties.
    on_pre: ClassVar[str]
    on_post: ClassVar[str]
    #: Brian2 text, run at a volley of fibres onto the neuron, an EPSP that peaks at ``volley``;
    #: empty for a rule without the neuron's voltage. At a reward, for a rule that learns from them.
    on_drive: ClassVar[str] = ""
    #: Brian2's method for equations that are not event-driven; the exact solution where they are
    #: linear and Runge-Kutta's fourth order where not, if none is named.
    method: ClassVar[str] = ""
    #: The constant by which the spikes of a side (pre, post, drive) act late: {"post": "D"}.
    delays: ClassVar[dict[str, str]] = {}
    #: Where variables begin, if not at the field X_0: {"X": "the name of a field"}, or {"X": 1.0}.
    begins: ClassVar[dict[str, str | float]] = {}
    #: The kind of engine that runs the rule, see `models.card.Card`.
    engine: ClassVar[str] = "any_equations"
    #: The constants that a block of NMDA receptors scales; none where no receptor is modelled.
    receptors: ClassVar[tuple[str, ...]] = ()
    #: The constants that go with the extracellular calcium, in proportion.
    influx: ClassVar[tuple[str, ...]] = ()
    #: Whether the synapse is inhibitory; the experiments are of excitatory ones.
    inhibitory: ClassVar[bool] = False
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
    #: The experiments, as the protocols declare them, that a set was fitted to.
    FITTED_TO: ClassVar[dict[str, tuple[str, ...]]] = {}
    #: The extracellular calcium (mM) that a set's constants are for, where it is known.
    CALCIUM: ClassVar[dict[str, float]] = {}

    w_0: float

    def __init_subclass__(cls):
        """Allow quantities as defaults, which dataclasses refuse for being arrays."""
        for name in inspect.get_annotations(cls):
            value = vars(cls).get(name)
            if isinstance(value, np.ndarray):
                setattr(cls, name, field(default_factory=lambda value=value: value))

    def __new__(cls, *values, **named):
        require_fields(cls)
        return super().__new__(cls)

    def __post_init__(self):
        for one in fields(self):
            check_value(one.name, getattr(self, one.name), annotation(one, type(self)))
        values = {n: float(v) for n, v in vars(self).items() if not isinstance(v, str)}
        check_bounds(values, self.limits)

    def own_name(self) -> str:
        """``RULE:SET`` of the published set that is most like this one, and what differs."""
        mine = {one.name: getattr(self, one.name) for one in fields(self)}

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
        published = name.partition(":")[2].partition(" ")[0]  # that it is, or is a variation of
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        parts = ("equations", "on_pre", "on_post", "on_drive")
        cleaned = {part: clean_text(part, getattr(self, part, None)) for part in parts}
        constants = tuple(constant(s, v) for s, v in told.items() if not isinstance(v, str))
        declared = tuple((c.symbol, c.base) for c in constants)
        structure = Structure(constants=declared, method=self.method, **cleaned)
        require_delays(self.delays, dict(declared))
        method, kept = self.method, ()
        if self.engine in ANY_EQUATIONS:
            method, kept = analyse(structure, tuple(self.begins.items()))
        return Card(
            name=name,
            title=(inspect.getdoc(type(self)) or "").partition("\n")[0],
            source=self.source,
            note=self.NOTES.get(name.partition(":")[2], "Constants set by hand."),
            constants=constants,
            choices={symbol: value for symbol, value in told.items() if isinstance(value, str)},
            conventions=self.conventions,
            method=method,
            variables=kept,
            delays=self.delays,
            engine=self.engine,
            receptors=self.receptors,
            clamp=self.clamp,
            limits=self.limits,
            fitted_to=self.FITTED_TO.get(published, ()),
            inhibitory=self.inhibitory,
            influx=self.influx,
            calcium=self.CALCIUM.get(published, 0.0),
            **cleaned,
        )


#: The engines that run whatever equations a rule has; the others have one rule's built in.
ANY_EQUATIONS = ("any_equations", "clock_driven", "short_term", "reward")


@functools.cache
def analyse(structure: Structure, begins: tuple = ()) -> tuple[str, tuple[Variable, ...]]:
    """The method that integrates a rule, and what it keeps; raises `BadText`."""
    kept = variables(structure, dict(begins))
    return method_of(structure._replace(variables=kept)), kept


def require_delays(delays: dict[str, str], units: dict[str, str]) -> None:
    """Refuse delays of other sides than there are, or by other than a time constant."""
    for side, symbol in delays.items():
        if side not in ("pre", "post", "drive") or units.get(symbol) != "second":
            allowed = 'delays = {"pre" or "post": the name of a field in seconds}'
            raise BadInput("rule", f"delays {side}: {symbol}", allowed)


def clean_text(part: str, text) -> str:
    if text is None:
        raise BadText(part, f'is missing; write {part} = "" if nothing happens then')
    if not isinstance(text, str):
        raise BadText(part, f"one text is needed, with all that happens at a spike, not {text!r}")
    return inspect.cleandoc(text)


def require_fields(family: type) -> None:
    """Raise TypeError for a constant of a class that is none of its fields."""
    known = {one.name for one in fields(family)}
    for cls in family.__mro__[: family.__mro__.index(Rule)]:
        annotated = inspect.get_annotations(cls)
        # Python 3.13 keeps the number of the class's first line as __firstlineno__.
        own = {n: v for n, v in vars(cls).items() if not n.startswith("__")}
        loose = {n: v for n, v in own.items() if n not in annotated and is_number(v)}
        loose |= {n: vars(cls).get(n) for n, a in annotated.items()
                  if n not in known and get_origin(a) is not ClassVar}  # fmt: skip
        for name, value in loose.items():
            unit = base_unit(value) if isinstance(value, np.ndarray) else "1"
            said = f"make {name} a field, {name}: {'float' if unit == '1' else unit}"
            if "__dataclass_fields__" not in vars(cls):
                above = f"write @dataclass(frozen=True, kw_only=True) above class {cls.__name__}"
                said = f"{above}, and {said}"
            raise TypeError(said)


def is_number(value) -> bool:
    return isinstance(value, int | float | np.number | np.ndarray)


def check_value(name: str, value, kind) -> None:
    """Refuse a value that a field annotated with ``kind`` cannot have."""
    if choices := get_args(kind):
        if value not in choices:
            raise BadInput("set", f"{name}={value}", f"one of {', '.join(choices)}")
        return
    if kind is str:
        return
    plain = kind in (float, int, bool)
    if not plain and not hasattr(kind, "dim"):
        raise TypeError(f"{name}: {kind}: annotate it with its unit, such as second, or with float")
    if not is_number(value) or np.size(value) != 1 or np.iscomplexobj(value):
        raise BadInput("set", f"{name}={value}", "one number")
    fail_for_dimension_mismatch(value, 1 if plain else kind, f"{name} has the wrong unit")
    check(name, float(value), base_unit(value), value)
    if kind is not float and plain and float(value) != int(value):
        raise BadInput("set", f"{name}={value}", "a whole number")


def annotation(one, family: type):
    """What a field is annotated with, also where annotations are kept as text."""
    if isinstance(one.type, str):
        return eval(one.type, vars(sys.modules[family.__module__]))
    return one.type


def base_unit(value) -> str:
    """The SI base unit of ``value`` as Brian2 text."""
    return unit_of(get_dimensions(value))


@functools.cache
def units_of(dimension) -> dict[str, float]:
    """Every unit that Brian2 knows for a dimension, by its names, in base units."""
    return {
        name: float(size)
        for spelt, size in standard_unit_register.units.items()
        if get_dimensions(size) is dimension
        for name in (str(size), spelt)  # ms and msecond
    } | {unit_of(dimension): 1.0}


def constant(symbol: str, value) -> Constant:
    """One constant written out, with the units that Brian2 knows for it."""
    units, unit = {}, ""
    if base_unit(value) != "1":
        quantity = Quantity(value)
        units = units_of(quantity.dim)
        best = str(quantity.get_best_unit()) if math.isfinite(float(value)) else ""
        unit = best if best in units else base_unit(value)
    return Constant(symbol, float(value), base_unit(value), unit, units)
