"""The change of weight that protocols tell."""

import sys
from collections.abc import Sequence

import numpy as np

from models.card import Card


def change(cards: Sequence[Card], after: np.ndarray) -> np.ndarray:
    """(w_after - w_before) / w_before; the weight itself where it begins at 0, and says so.

    Parameters
    ----------
    cards : sequence of Card
    after : array (cards, ...)
        Weights after the protocol.
    """
    for name in dict.fromkeys(card.name for card in cards if card["w_0"] == 0):
        print(f"{name} begins at a weight of 0: its change is the weight after", file=sys.stderr)
    before = [card["w_0"] for card in cards]
    return np.array([(w - w_0) / (w_0 or 1) for w, w_0 in zip(after, before, strict=True)])
