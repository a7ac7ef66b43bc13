"""A rule as a function of two spike trains: spikes, calcium, weight."""

from typing import NamedTuple

import numpy as np

from models.catalogue import find
from synplast.option_types import Number
from synplast.plotting import DEPRESSION, POST, POTENTIATION, PRE, say

CHAPTER, ORDER = "rules", 0
COMMAND = "python -m models calcium:DP"
RULES = ("calcium:DP",)
CAPTION = {
    "en": "A plasticity rule is a function f(pre, post): two spike trains (Poisson, 10 Hz, seed 4) "
    "bring calcium, and calcium moves the efficacy ρ of the synapse, by the rule of Graupner & "
    "Brunel 2012, set DP, without its noise.",
    "fr": "Une règle de plasticité est une fonction f(pré, post) : deux trains de potentiels "
    "d'action (Poisson, 10 Hz, graine 4) apportent du calcium, et le calcium déplace l'efficacité "
    "ρ de la synapse, par la règle de Graupner & Brunel 2012, jeu DP, sans son bruit.",
}
CLAIM = {
    "en": "the efficacy moves only while calcium is above a threshold, but for the slow drift "
    "towards its stable states",
    "fr": "l'efficacité ne bouge que lorsque le calcium dépasse un seuil, sauf la lente dérive "
    "vers ses états stables",
}
RATE, SEED, STEP = 10, 4, 1e-4  # Hz, and s
TIMES = np.arange(0, 1.5, STEP)


class Cascade(NamedTuple):
    """Calcium and efficacy over time (s), and the spikes."""

    time: Number
    calcium: Number
    efficacy: Number
    pre: np.ndarray
    post: np.ndarray


def data() -> Cascade:
    card, random = find(RULES[0]), np.random.default_rng(SEED)
    pre, post = (
        np.sort(random.uniform(0, TIMES[-1], random.poisson(RATE * TIMES[-1]))) for _ in range(2)
    )
    calcium = np.zeros_like(TIMES)
    for spikes, delay, size in ((pre, card["D"], card["Cpre"]), (post, 0, card["Cpost"])):
        since = TIMES[:, None] - spikes - delay
        left = np.where(since >= 0, np.exp(-np.maximum(since, 0) / card["tau_Ca"]), 0)
        calcium += size * left.sum(axis=1)
    rho = np.empty_like(TIMES)
    rho[0] = card["rho_star"]
    for n, c in enumerate(calcium[:-1]):
        rho[n + 1] = rho[n] + STEP * drift(card, rho[n], c)
    return Cascade(TIMES, calcium, rho, pre, post)


def drift(card, rho: float, calcium: float) -> float:
    """The rule's own equation, without noise (1/s)."""
    wells = -rho * (1 - rho) * (card["rho_star"] - rho)
    up = card["gamma_p"] * (1 - rho) * (calcium > card["theta_p"])
    down = card["gamma_d"] * rho * (calcium > card["theta_d"])
    return (wells + up - down) / card["tau"]


def draw(figure, result: Cascade) -> None:
    card = find(RULES[0])
    spikes, calcium, weight = figure.subplots(3, 1, sharex=True, height_ratios=[1, 2, 2])
    trains = [result.post, result.pre]
    spikes.eventplot(trains, colors=[POST, PRE], linelengths=0.8, linewidths=4)
    spikes.set_yticks([0, 1], ["post", say(en="pre", fr="pré")])
    calcium.plot(TIMES, result.calcium, color="black")
    for name, color in (("d", DEPRESSION), ("p", POTENTIATION)):
        theta = card[f"theta_{name}"]
        calcium.axhline(theta, color=color, linestyle="--")
        place = {"d": "top", "p": "bottom"}[name]
        calcium.text(0.01, theta, rf"$\theta_{name}$", color=color, va=place)
        above = result.calcium > theta
        calcium.fill_between(TIMES, theta, result.calcium, where=above, color=color, alpha=0.6)
    calcium.set_ylabel("calcium")
    weight.plot(TIMES, result.efficacy, color="0.2", linewidth=4)
    weight.set_ylabel(say(en="efficacy ρ", fr="efficacité ρ"))
    weight.set_xlabel(say(en="time (s)", fr="temps (s)"))
    weight.set_xlim(0, 1.5)
    spikes.set_title(say(en="dw/dt = f(pre, post)", fr="dw/dt = f(pré, post)"))


def claim(result: Cascade) -> bool:
    card = find(RULES[0])
    idle = result.calcium[:-1] <= card["theta_d"]
    speed = np.abs(np.diff(result.efficacy)) / STEP
    wells = 1 / (4 * card["tau"])  # more than the wells alone can do
    return bool(idle.any() and speed[idle].max() < wells and speed[~idle].max() > 10 * wells)
