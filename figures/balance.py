"""Inhibitory plasticity balances excitation, and holds the neuron's rate."""

import numpy as np

from protocols import balance

CHAPTER, ORDER = "rules", 5
COMMAND = "python -m protocols.balance --figure balance.svg"
RULES = ("inhibitory:vogels_2011_neuron",)
CAPTION = {
    "en": "Inhibitory STDP (Vogels et al. 2011): a neuron's excitatory inputs are tuned to one of "
    "eight signals, its inhibitory ones to none. In a minute the inhibition by each signal comes "
    "to match its excitation, and the neuron's rate falls to its target.",
    "fr": "STDP inhibitrice (Vogels et coll. 2011) : les entrées excitatrices d'un neurone sont "
    "accordées à l'un de huit signaux, les inhibitrices à aucun. En une minute l'inhibition par "
    "chaque signal en vient à égaler son excitation, et la fréquence du neurone tombe à sa cible.",
}
CLAIM = {
    "en": "inhibition follows excitation over the signals in the end, and not at first; the rate "
    "falls tenfold",
    "fr": "l'inhibition suit l'excitation d'un signal à l'autre à la fin, et non au début ; la "
    "fréquence est divisée par dix",
}


def data() -> balance.Balance:
    return balance.balance()


def draw(figure, result: balance.Balance) -> None:
    balance.draw(figure, result)


def claim(result) -> bool:
    first, last = result.time == result.time[0], result.time == result.time[-1]
    before, after = (
        np.corrcoef(result.excitation[here], result.inhibition[here])[0, 1]
        for here in (first, last)
    )
    late = result.rate[result.time > 40].mean()
    return bool(before < 0.5 and after > 0.9 and late < result.rate[0] / 10)
