"""Structural change: spines, and the synapses on them, are lost and made again."""

from dataclasses import dataclass

import numpy as np

from models.model import Model


@dataclass(frozen=True, kw_only=True)
class Turnover(Model):
    """Turnover of spines: transient ones are lost at random, and as many are made.

    Parameters
    ----------
    tau : float
        Mean lifetime of a transient spine (days).
    persistent : float
        The fraction of spines that are not lost.
    """

    tau: float
    persistent: float

    equations = """
        a transient spine is lost at the rate 1 / tau
        a transient spine is made at the rate (1 - persistent) N / tau
        of those there at 0, S(t) = persistent + (1 - persistent) exp(-t / tau) still are
    """
    engine = "turnover"
    units = {"tau": "d"}
    limits = {"tau": (1e-3, 1e6), "persistent": (0, 1)}
    conventions = {
        "age and size": "without effect: a spine's past says nothing of its future, but for the "
        "two classes",
        "a new spine": "is transient",
        "the number": "N on average; it fluctuates",
    }
    source = (
        "Attardo, Fitzgerald & Schnitzer 2015, doi:10.1038/nature14467: kinetic models of one or "
        "two populations; the neocortex after Grutzendler, Kasthuri & Gan 2002, "
        "doi:10.1038/nature01276, and Holtmaat et al. 2005, doi:10.1016/j.neuron.2005.01.003"
    )

    def survival(self, time: np.ndarray) -> np.ndarray:
        """Expected fraction of the spines at time 0 that are there at ``time`` (days)."""
        return self.persistent + (1 - self.persistent) * np.exp(-time / self.tau)

    def draw_deaths(self, spines: int, random: np.random.Generator) -> np.ndarray:
        """When each of the spines at time 0 is lost (days): array (spines,)."""
        transient = random.random(spines) >= self.persistent
        return np.where(transient, random.exponential(self.tau, spines), np.inf)

    def births(self, spines: int, days: float) -> float:
        """How many spines are made in ``days``, on average."""
        return (1 - self.persistent) * spines * days / self.tau

    def draw_births(
        self, spines: int, days: float, random: np.random.Generator
    ) -> tuple[np.ndarray, np.ndarray]:
        """When spines are made, and when each of these is lost (days): arrays (new,)."""
        made = random.poisson(self.births(spines, days))
        born = random.uniform(0, days, made)
        return born, born + random.exponential(self.tau, made)


Turnover.PUBLISHED = {
    "attardo_2015": Turnover(tau=10.0, persistent=0.0),
    "grutzendler_2002": Turnover(tau=735.0, persistent=0.0),
    "holtmaat_2005": Turnover(tau=3.0, persistent=0.71),
}
Turnover.NOTES = {
    "attardo_2015": "Attardo et al. 2015, CA1 of adult mice: one population with a mean lifetime "
    "of 1 to 2 weeks (the abstract); 10 days are between.",
    "grutzendler_2002": "Grutzendler et al. 2002, layer 5 of adult mice's visual cortex: 96 % are "
    "there a month later (the abstract), so tau = 30 d / -ln 0.96. Its half-life is then 17 "
    "months; the paper has more than 13.",
    "holtmaat_2005": "Holtmaat et al. 2005, adult mice's somatosensory cortex: 73 % live for 8 "
    "days or longer (the abstract). The others live 'a few days': 3 are ours, by which 71 % are "
    "not lost; that these never are is ours.",
}
