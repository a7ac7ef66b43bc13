"""Several patterns, one neuron: by BCM it comes to answer one of them, by Oja all."""

from fractions import Fraction
from typing import Annotated, NamedTuple

import numpy as np

from models.rate import BCM, Oja
from protocols.engine.rate_neuron import present
from synplast.arguments import reads_its_arguments
from synplast.command import command
from synplast.option_types import (
    Number,
    Positive,
    Presentations,
    Seed,
    Text,
    TimeConstant,
    require_rows,
)
from synplast.plotting import CYCLE, say
from synplast.values import number, whole_number

Patterns = Annotated[int, whole_number(2, 100)]
Overlap = Annotated[
    Fraction, number("a number from 0, below 1", least=0, most=1 - Fraction(1, 10**9))
]
#: Rows a rule and pattern: enough for a smooth line.
MOMENTS = 200


class Selectivity(NamedTuple):
    """The answers to each pattern, rule after rule.

    Attributes
    ----------
    rule : array of str (rows,)
    presentation : array (rows,)
    pattern : array (rows,)
        From 1.
    response : array (rows,)
        y = w . x.
    """

    rule: Text
    presentation: Number
    pattern: Number
    response: Number

    @property
    def notes(self) -> list[str]:
        return [
            f"{rule}: selectivity {index(self.last(rule)):.3g}, answers "
            + ", ".join(f"{one:.3g}" for one in self.last(rule))
            for rule in dict.fromkeys(self.rule)
        ]

    def last(self, rule: str) -> np.ndarray:
        """The last answers by ``rule``: array (patterns,)."""
        here = self.rule == rule
        return self.response[here][self.presentation[here] == self.presentation.max()]


def index(responses: np.ndarray) -> float:
    """Bienenstock et al. 1982: 1 - mean/max, 0 if all are answered alike, 1 - 1/K for one of K."""
    return float(1 - responses.mean() / responses.max())


@reads_its_arguments
def selectivity(
    patterns: Patterns = 5,
    overlap: Overlap = 0.3,
    presentations: Presentations = 40000,
    eta: Positive = 0.005,
    tau_theta: TimeConstant = 100,
    seed: Seed = 0,
) -> Selectivity:
    """How a neuron answers each of several input patterns as it learns, by BCM and by Oja.

    Patterns are unit vectors, each two at the cosine ``overlap``, presented in random order, each
    once in every K presentations. By BCM the neuron comes to answer K to one of the K and 0 to the
    others, which one depends on the seed; by Oja it turns to their principal component, and
    answers all alike, sqrt((1 + (K - 1) overlap) / K).

    Parameters
    ----------
    patterns : int
        How many, K.
    overlap : number
        Cosine between any two patterns; 0: orthogonal.
    presentations : int
        How many in all.
    eta : number
        Learning rate; free. BCM needs eta (tau_theta + 1) < 1.
    tau_theta : number
        Time constant of BCM's threshold, in presentations; free.
    seed : int
        Of the first weights and of the order of the patterns.

    Raises
    ------
    BadInput
        A value outside what is allowed, or weights that grow out of all bounds.
    """
    require_rows("presentations", presentations, patterns)
    random = np.random.default_rng(seed)
    x = unit_vectors(patterns, float(overlap))
    w, order = random.uniform(0, 1, patterns), shuffle_patterns(random, patterns, presentations)
    moments = np.unique(np.linspace(0, presentations - 1, MOMENTS).astype(int))
    rows = []
    for name, rule in {"bcm": BCM(eta=float(eta)), "oja": Oja(eta=float(eta))}.items():
        learned = present(rule, w, x[order], float(tau_theta))
        for n in moments:
            answers = x @ learned.w[n]
            rows += [(name, n, k, answer) for k, answer in enumerate(answers, 1)]
    return Selectivity(*map(np.array, zip(*rows, strict=True)))


def shuffle_patterns(random: np.random.Generator, patterns: int, presentations: int) -> np.ndarray:
    """Which pattern is presented when, each once in every cycle: array (presentations,)."""
    cycles = -(-presentations // patterns)
    each = np.tile(np.arange(patterns), (cycles, 1))
    return random.permuted(each, axis=1).ravel()[:presentations]


def unit_vectors(count: int, cosine: float) -> np.ndarray:
    """``count`` vectors of length 1, each two at ``cosine``: array (count, count), one a row."""
    # The symmetric root of their Gram matrix.
    along_mean = np.full((count, count), 1 / count)
    least, most = 1 - cosine, 1 + (count - 1) * cosine
    return np.sqrt(least) * (np.eye(count) - along_mean) + np.sqrt(most) * along_mean


def draw(figure, result: Selectivity) -> None:
    """The answers against time, a panel a rule, a line a pattern."""
    panels = figure.subplots(1, 2, sharex=True)
    for axes, name in zip(panels, ("bcm", "oja"), strict=True):
        axes.axhline(0, color="0.7", linewidth=1)
        for pattern, color in zip(np.unique(result.pattern), CYCLE * 20, strict=False):
            here = (result.rule == name) & (result.pattern == pattern)
            label = say(en=f"pattern {pattern:g}", fr=f"motif {pattern:g}")
            axes.plot(
                result.presentation[here] / 1000, result.response[here], color=color, label=label
            )
        title = {"bcm": "BCM", "oja": "Oja"}[name]
        axes.set_title(title, loc="left", fontsize="small", fontweight="bold")
        axes.set_ylim(min(0, *axes.get_ylim()))
        axes.set_xlabel(say(en="presentations (thousands)", fr="présentations (milliers)"))
    panels[0].set_ylabel(say(en="answer to the pattern", fr="réponse au motif"))
    if result.pattern.max() <= 8:
        panels[0].legend(fontsize="small")


command(selectivity, draw)
