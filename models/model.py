"""What a model is that is no rule for one synapse: functions of its own, and a card."""

import inspect
import math
import re
from dataclasses import dataclass, fields, replace
from typing import ClassVar, Self

from models.card import Card
from models.constant import Constant, check_bounds
from synplast.bad_input import BadInput


@dataclass(frozen=True, kw_only=True)
class Model:
    """Base of the models that one protocol runs. A subclass adds its constants as fields.

    They are plain numbers, in the `units` that its functions compute in.

    Raises
    ------
    BadInput
        A constant that is no finite number, is outside its limits, or is not whole where it counts.
    """

    #: As the paper writes them; what is run are the functions.
    equations: ClassVar[str]
    #: The protocol that runs it, a name of `models.card.ONLY_IN`.
    engine: ClassVar[str]
    #: The publication, with its DOI.
    source: ClassVar[str]
    #: Each question that implementations answer differently, and this one's answer.
    conventions: ClassVar[dict[str, str]] = {}
    #: The unit of each constant that has one.
    units: ClassVar[dict[str, str]] = {}
    #: The least and the most that a constant may be, where it has bounds.
    limits: ClassVar[dict[str, tuple[float, float]]] = {}
    #: The constants that a block of NMDA receptors scales.
    receptors: ClassVar[tuple[str, ...]] = ()
    #: The printed sets, by name; `NOTES` says where each comes from and how far to trust it.
    PUBLISHED: ClassVar[dict[str, Self]] = {}
    NOTES: ClassVar[dict[str, str]] = {}
    #: The declared experiments that a set was fitted to.
    FITTED_TO: ClassVar[dict[str, tuple[str, ...]]] = {}

    def __post_init__(self):
        for one in fields(self):
            value = getattr(self, one.name)
            if not math.isfinite(value):
                raise BadInput("set", f"{one.name}={value:g}", "a finite number")
            if one.type is int and value % 1:
                raise BadInput("set", f"{one.name}={value:g}", "a whole number")
        check_bounds(vars(self), self.limits)

    @classmethod
    def family(cls) -> str:
        """The class's name in lower case, its words parted: ``TagTrigger`` is tag_trigger."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()

    @classmethod
    def of(cls, card: Card) -> Self:
        """The model that a card writes out; raises `BadInput` for another's, or part of a whole."""
        told = {constant.symbol: constant.value for constant in card.constants}
        if told.keys() != {one.name for one in fields(cls)}:
            raise BadInput("rule", card.name, f"has other constants than {cls.family()}")
        found = cls(**told)
        return replace(found, **{f.name: int(told[f.name]) for f in fields(cls) if f.type is int})

    def with_block(self, blocked: float) -> Self:
        """The same with a fraction ``blocked`` of its `receptors` blocked.

        Raises
        ------
        BadInput
            The model has no such receptor, and ``blocked`` is not 0.
        """
        if blocked and not self.receptors:
            allowed = f"{self.family()} models no NMDA receptor to block"
            raise BadInput("ap5", f"{float(blocked):g}", allowed)
        left = float(1 - blocked)
        return replace(self, **{symbol: left * getattr(self, symbol) for symbol in self.receptors})

    def card(self, name: str) -> Card:
        """The model written out, under ``name``, ``MODEL:SET``."""
        chosen = name.partition(":")[2]
        return Card(
            name=name,
            title=inspect.getdoc(type(self)).partition("\n")[0],
            source=self.source,
            note=self.NOTES[chosen],
            equations=inspect.cleandoc(self.equations),
            on_pre="",
            on_post="",
            on_drive="",
            constants=tuple(self.constant(one.name) for one in fields(self)),
            choices={},
            conventions=self.conventions,
            method="",
            variables=(),
            delays={},
            engine=self.engine,
            receptors=self.receptors,
            clamp=(),
            limits=self.limits,
            fitted_to=self.FITTED_TO.get(chosen, ()),
        )

    def constant(self, symbol: str) -> Constant:
        unit = self.units.get(symbol, "")
        units = {unit: 1.0} if unit else {}
        return Constant(symbol, float(getattr(self, symbol)), unit or "1", unit, units)
