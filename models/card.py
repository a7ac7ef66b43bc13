"""A rule's card: the declaration written out as text and numbers.

A card is what a command prints, what the cache keeps and what an engine runs. It needs no
Brian2, so a protocol whose binary is built answers without importing it.
"""

import html
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import NamedTuple

from models.constant import Constant, check_bounds
from models.structure import Structure, Variable
from synplast.bad_input import BadInput, nearest


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
        from models.card_text import write_card

        return write_card(self)
