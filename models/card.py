"""A rule's card: the declaration written out as text and numbers.

A card is what a command prints, what the cache keeps and what an engine runs. It needs no
Brian2, so a protocol whose binary is built answers without importing it.
"""

import html
import json
import math
import textwrap
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import NamedTuple

from synplast.bad_input import BadInput, nearest

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


class Bath(NamedTuple):
    """What a synapse is in: the fraction of its NMDA receptors that is blocked, and calcium (mM).

    A concentration of 0 is one that is not told, and changes nothing.
    """

    blocked: float = 0.0
    calcium: float = 0.0


#: Rules that one protocol runs, by its name, and why no other does.
ONLY_IN = {
    "short_term": "changes the synapse for seconds, not for good",
    "reward": "changes nothing without a reward",
    "tagging": "is a neuron with two inputs, over hours",
    "scaling": "is a neuron with all its inputs, over hours",
    "turnover": "is many synapses, made and lost over months",
    "conditioning": "is an animal's, from trial to trial",
    "rate": "is between rates, not between spikes",
    "water_maze": "is a rat's, which swims from trial to trial",
}


@dataclass(frozen=True)
class Constant:
    """One constant of a rule.

    Attributes
    ----------
    symbol : str
        The paper's symbol, as the equations spell it.
    value : float
        In SI base units; of a `models.model.Model`, in its own.
    base : str
        The base unit as Brian2 text (``"second"``, ``"1"``).
    unit : str
        The unit it is printed in (``"ms"``; empty where there is none).
    units : dict[str, float]
        Every unit it may be given in, with its size in base units.
    """

    symbol: str
    value: float
    base: str
    unit: str
    units: Mapping[str, float]

    def __str__(self) -> str:
        # Fifteen digits hide the rounding of 114*ms to 0.114 s and lose nothing that was typed.
        number = f"{self.value / self.units.get(self.unit, 1.0):.15g}"
        return f"{number}*{self.unit}" if self.unit else number

    def read(self, text: str) -> float:
        """The SI value of ``text`` (``"16.8*ms"``, ``"0.01"``); raises `BadInput`."""
        number, _, unit = text.replace(" ", "").partition("*")
        said = f"{self.symbol}={text}"
        try:
            value = float(number)
        except ValueError:
            value = math.nan
        if math.isnan(value):
            raise BadInput("set", said, f"a number such as {self.symbol}={self}")
        units = {name.replace(" ", ""): size for name, size in self.units.items()}
        if unit and unit not in units:
            kind = f"a unit of {self.base}" if self.units else "a plain number, without a unit"
            raise BadInput("set", said, f"{kind}, such as {self.symbol}={self}")
        if self.units and not unit:
            raise BadInput("set", said, f"a number with its unit, such as {self.symbol}={self}")
        return check(self.symbol, value * units.get(unit, 1.0), self.base, text)


def check(symbol: str, value: float, base: str, text: object) -> float:
    """``value`` if a constant in ``base`` units can have it; raises `BadInput`."""
    if math.isnan(value):
        raise BadInput("set", f"{symbol}={text}", "a number")
    if base == "second" and symbol.startswith("tau") and not 0 < value < math.inf:
        raise BadInput("set", f"{symbol}={text}", "a time constant greater than 0")
    began = symbol.endswith("_0")  # where a variable begins, be it a time stamp
    if base == "second" and not began and not 0 <= value < math.inf:
        raise BadInput("set", f"{symbol}={text}", "a time, 0 or more")
    if symbol == "w_max" and not value > 0:
        raise BadInput("set", f"{symbol}={text}", "a weight greater than 0")
    if symbol == "w_0" and not 0 <= value < math.inf:
        raise BadInput("set", f"{symbol}={text}", "a weight, 0 or more")
    return value


def check_bounds(values: Mapping[str, float], limits: Mapping[str, tuple[float, float]]) -> None:
    """Refuse a constant outside its rule's limits, and a weight that starts above its bound."""
    for symbol, (least, most) in limits.items():
        if not least <= values[symbol] <= most:
            allowed = f"from {least:g} to {most:g}" if most < math.inf else f"{least:g} or more"
            raise BadInput("set", f"{symbol}={values[symbol]:g}", allowed)
    if values.get("w_0", 0) > values.get("w_max", math.inf):
        allowed = f"at most w_max={values['w_max']:g}"
        raise BadInput("set", f"w_0={values['w_0']:g}", allowed)


@dataclass(frozen=True)
class Card:
    """A rule with one set of constants, written out.

    Attributes
    ----------
    name : str
        ``RULE:SET``, as on the command line.
    title, source : str
        What the rule is and where it was published (DOI).
    note : str
        Where this set's numbers come from, and how far to trust them.
    equations, on_pre, on_post, on_drive : str
        Brian2 text.
    constants : tuple[Constant, ...]
    choices : dict[str, str]
        What the rule was told in words (the pairing scheme).
    conventions : dict[str, str]
        Each question that implementations answer differently, and this one's answer.
    method : str
        How Brian2 integrates the equations that are clock-driven; empty where none is.
    variables : tuple[Variable, ...]
        What the rule keeps between spikes; empty where an engine has its equations built in.
    delays : dict[str, str]
        The constant by which spikes of a side (pre, post, drive) act late.
    engine : str
        The module that runs the rule, see `protocols.engine.run`.
    receptors : tuple[str, ...]
        The constants that a block of NMDA receptors scales.
    influx : tuple[str, ...]
        The constants that go with the extracellular calcium, in proportion.
    calcium : float
        Extracellular calcium (mM) of the data that this set was fitted to; 0 where it is not known.
    clamp : tuple[str, ...]
        The constants that clamp the voltage: the first is held at it, the others are 0.
    limits : dict[str, tuple[float, float]]
        The least and the most that a constant may be, in SI units.
    fitted_to : tuple[str, ...]
        The declared experiments that this set was fitted to.
    inhibitory : bool
        Whether the synapse is.
    """

    name: str
    title: str
    source: str
    note: str
    equations: str
    on_pre: str
    on_post: str
    on_drive: str
    constants: tuple[Constant, ...]
    choices: Mapping[str, str]
    conventions: Mapping[str, str]
    method: str
    variables: tuple[Variable, ...]
    delays: Mapping[str, str]
    engine: str
    receptors: tuple[str, ...]
    clamp: tuple[str, ...]
    limits: Mapping[str, tuple[float, float]]
    fitted_to: tuple[str, ...] = ()
    inhibitory: bool = False
    influx: tuple[str, ...] = ()
    calcium: float = 0.0

    def __getitem__(self, symbol: str) -> float:
        return next(c.value for c in self.constants if c.symbol == symbol)

    @property
    def only_in(self) -> str:
        """The one protocol that runs the rule; empty where all do."""
        return self.engine if self.engine in ONLY_IN else ""

    @property
    def structure(self) -> Structure:
        """What a compiled network depends on: all of the card but its numbers."""
        declared = tuple((c.symbol, c.base) for c in self.constants)
        texts = self.equations, self.on_pre, self.on_post
        return Structure(*texts, declared, self.on_drive, self.method, self.variables)

    def with_values(self, texts: Mapping[str, str]) -> "Card":
        """The same card with some constants changed; raises `BadInput`."""
        known = {c.symbol: c for c in self.constants}
        for symbol, text in texts.items():
            if symbol not in known:
                allowed = nearest(symbol, [*known, *self.choices])
                raise BadInput(
                    "set", f"{symbol}={text}", f"{self.name} has no such constant; {allowed}"
                )
            known[symbol] = replace(known[symbol], value=known[symbol].read(text))
        check_bounds({symbol: c.value for symbol, c in known.items()}, self.limits)
        return replace(self, constants=tuple(known.values())).rename(texts)

    def rename(self, texts: Mapping[str, str]) -> "Card":
        """The same card under a name that tells what was changed."""
        name = " ".join([self.name, *(f"{symbol}={text}" for symbol, text in texts.items())])
        return replace(self, name=name)

    def with_block(self, ap5) -> "Card":
        """The same card with the fraction ``ap5`` of its NMDA receptors blocked.

        Raises
        ------
        BadInput
            The rule has no such receptor, and ``ap5`` is not 0.
        """
        if ap5 and not self.receptors:
            raise BadInput(
                "ap5", f"{float(ap5):g}", f"{self.name} models no NMDA receptor to block"
            )
        return self.in_bath(Bath(float(ap5)))

    def with_calcium(self, calcium) -> "Card":
        """The same card at an extracellular concentration ``calcium`` (mM), which its name tells.

        Raises
        ------
        BadInput
            The concentration is not known that the set's constants are for.
        """
        if not (self.calcium and self.influx):
            allowed = f"{self.name} has no extracellular calcium, or none that is known"
            raise BadInput("calcium", f"{float(calcium):g}", allowed)
        found = self.in_bath(Bath(calcium=float(calcium)))
        return replace(found, name=f"{self.name} {float(calcium):g} mM")

    def scales(self, bath: Bath) -> dict[str, float]:
        """By what each constant is multiplied in a bath, where it is not 1."""
        found = dict.fromkeys(self.receptors, 1 - bath.blocked) if bath.blocked else {}
        if bath.calcium and self.calcium:
            by = bath.calcium / self.calcium
            found |= {symbol: by * found.get(symbol, 1) for symbol in self.influx}
        return found

    def in_bath(self, bath: Bath) -> "Card":
        """The same card as its synapse is in a bath."""
        by = self.scales(bath)
        constants = (replace(c, value=c.value * by.get(c.symbol, 1)) for c in self.constants)
        return replace(self, constants=tuple(constants))

    def with_clamp(self, voltage: float) -> "Card":
        """The same card with the postsynaptic voltage clamped at ``voltage`` (V)."""
        held = dict.fromkeys(self.clamp, 0.0) | {self.clamp[0]: float(voltage)}
        constants = (replace(c, value=held.get(c.symbol, c.value)) for c in self.constants)
        return replace(self, constants=tuple(constants))

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Card":
        fields = json.loads(text)
        fields["constants"] = tuple(Constant(**constant) for constant in fields["constants"])
        fields["variables"] = tuple(Variable(*variable) for variable in fields["variables"])
        for symbols in ("receptors", "influx", "clamp", "fitted_to"):
            fields[symbols] = tuple(fields[symbols])
        return cls(**fields)

    def __repr__(self) -> str:
        return f"<Card {self.name}>"

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(str(self))}</pre>"

    def __str__(self) -> str:
        def block(text: str) -> str:
            return "\n".join(f"    {line.strip()}" for line in text.strip().splitlines())

        width = max(map(len, [c.symbol for c in self.constants] + list(self.choices)))
        told = {c.symbol: str(c) for c in self.constants} | dict(self.choices)
        constants = "\n".join(f"    {symbol:<{width}} = {value}" for symbol, value in told.items())
        conventions = "\n".join(wrap(f"{q}: {a}") for q, a in self.conventions.items())
        spikes = {
            "presynaptic spike": self.on_pre,
            "postsynaptic spike": self.on_post,
            "reward" if self.only_in == "reward" else "volley of fibres": self.on_drive,
        }
        at = "".join(f"\n  at a {what}\n{block(text)}" for what, text in spikes.items() if text)
        fitted = f"Fitted to\n{wrap(', '.join(self.fitted_to))}\n" if self.fitted_to else ""
        fitted += f"At an extracellular calcium of {self.calcium:g} mM\n" if self.calcium else ""
        return (
            f"{self.name}\n{self.title}\n\nThis set\n{wrap(self.note)}\n{fitted}"
            f"The rule\n{wrap(self.source)}\n\n"
            f"Constants\n{constants}\n\nEquations\n{block(self.equations)}"
            f"{at}\n\n{self.run()}Conventions\n{conventions}"
        )

    def run(self) -> str:
        """How it is run, where that does not follow from the equations alone."""
        kinds = [(one.name, one.kind) for one in self.variables]
        lines = [
            f"{one.name} begins at {one.begins}"
            for one in self.variables
            if one.name != "w" and one.begins != ""
        ]
        lines += [
            f"{one.name}, a time stamp, begins in the infinite past"
            for one in self.variables
            if one.kind == "time stamp" and one.begins == ""
        ]
        lines += [f"{side} spikes act after {symbol}" for side, symbol in self.delays.items()]
        if self.only_in:
            lines.append(f"by python -m protocols.{self.only_in}")
        if self.method and self.variables:
            how = "exactly" if self.method == "exact" else f"by Brian2's method {self.method!r}"
            lines.append(f"integrated {how}")
        if ("w", "clock-driven") in kinds:
            lines.append(
                "read after the last spike, 20 times the slowest time constant of what "
                "moves the weight"
            )
        return "Run\n" + "\n".join(wrap(line) for line in lines) + "\n\n" if lines else ""


def wrap(text: str) -> str:
    """One entry of a card, on lines that a terminal holds."""
    return textwrap.fill(text, 98, initial_indent="  ", subsequent_indent="      ",
                         break_long_words=False, break_on_hyphens=False)  # fmt: skip
