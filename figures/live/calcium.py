"""The calcium rule's closed form in JavaScript, of the same functions as the exact engine's."""

from figures.live.javascript import translate
from models.card import Card
from models.structure import spelt
from protocols.engine import calcium_averages
from protocols.engine.calcium_transients import FALL

ENGINE = """{{
  falls: {falls},
  advance: advanceCalcium,
  names: {{ {names} }},
}}"""


def engine_of(card: Card) -> str:
    """The engine of the calcium rule, an object of JavaScript; calcium.js goes along the spikes."""
    names = ", ".join(f"{one.symbol}: {spelt(one.symbol)!r}" for one in card.constants)
    return ENGINE.format(falls=FALL, names=names)


def functions() -> list[str]:
    """What calcium.js calls."""
    named = ("time_above", "probabilities", "mean_weight")
    return [translate(getattr(calcium_averages, name)) for name in named]
