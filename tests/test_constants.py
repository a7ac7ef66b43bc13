"""Every constant of every published set moves the change, or its card says that it does not."""

import re
from fractions import Fraction

import pytest

from models.catalogue import cards, find
from protocols.engine.run import run
from protocols.engine.spike_trains import spike_trains

#: The engines of a rule, the quickest first; a rule's constants may need another.
ENGINES = {
    "pair": ["exact"],
    "triplet": ["exact"],
    "suppression": ["exact"],
    "heterosynaptic": ["exact"],
    "inhibitory": ["exact"],
    "graded": ["exact"],
    "calciumstd": ["exact"],
    "calcium": ["exact", "sampled"],
    "voltage": ["brian2"],
    "nmda": ["brian2"],
}
#: Where a tenth more would not be met, not be on the grid, not be allowed or not be a number.
MOVED = {"w_max": lambda card: card["w_0"], "u_clamp": lambda card: -0.04}
MOVED |= {"D_bpap": lambda card: 0.003, "homeostasis": lambda card: abs(card["homeostasis"] - 0.1)}
MOVED |= {"mu_plus": lambda card: card["mu_plus"] + 2}
#: What is more than rounding.
LEAST = 1e-12


def moved(card, constant):
    """The card with one constant a tenth larger, or not 0 any more."""
    value = constant.value * 1.1 or {"second": 5e-3}.get(constant.base, 0.1)
    value = MOVED.get(constant.symbol, lambda card: value)(card)
    unit = "" if constant.base == "1" else f"*{constant.base}"
    return card.with_values({constant.symbol: f"{value!r}{unit}"})


def without_effect(card):
    """The constants of which the card says that they have no effect."""
    said = " ".join([card.note, *card.conventions.values()])
    lists = re.findall(r"((?:\w+, )*\w+(?: and \w+)?) ha(?:s|ve) no effect", said)
    return set(re.findall(r"\w+", " ".join(lists))) & {c.symbol for c in card.constants}


def pairs(*conditions):
    """15 pairs at each rate (Hz) and lag (ms)."""
    pre = [[1 + Fraction(n, rate) for n in range(15)] for rate, _ in conditions]
    lags = [Fraction(lag, 1000) for _, lag in conditions]
    post = [[time + lag for time in times] for times, lag in zip(pre, lags, strict=True)]
    return spike_trains(pre, post)


@pytest.mark.parametrize("family", ENGINES)
def test_every_constant_of_a_published_set_moves_the_change_or_its_card_says_it_does_not(
    family,
):
    published = [find(name) for name in cards() if name.startswith(f"{family}:")]
    inert = {(card.name, symbol) for card in published for symbol in without_effect(card)}
    still = {(card.name, c.symbol): moved(card, c) for card in published for c in card.constants}
    for engine in ENGINES[family]:
        several = [*published, *still.values()]
        weights = run(several, pairs((20, -10), (50, 10)), engine=engine)
        change = {
            card.name: row / card["w_0"] - 1 for card, row in zip(several, weights, strict=True)
        }
        for (name, symbol), card in list(still.items()):
            if (abs(change[card.name] - change[name]) > LEAST).any():
                del still[name, symbol]
    assert still.keys() == inert
