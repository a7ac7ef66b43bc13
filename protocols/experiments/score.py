"""How good a model's changes are beside an experiment's: the error, what nothing scores, and noise.

E is the normalised error, mean(((model - data) / SEM)^2). Beside it stand the null, E of a model in
which nothing changes, and the noise ceiling, the E that the data's own scatter allows:

- of means with their standard errors the true values score 1 on average;
- single cells scatter far beyond their standard errors, so a smoother predicts each from the
  others of its condition: a Gaussian kernel over the lag, its width the one that predicts best,
  up to the mean of them all.

Cells without a standard error have in its place what they scatter around that smoother.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from protocols.experiments.error import normalised_error
from protocols.experiments.experiment import Target

#: Widths of the kernel that are tried (s).
WIDTHS = np.geomspace(0.5e-3, 1, 60)
#: A change less than this either way is none (ours), and one of data within so many SEM.
NOTHING, WITHIN = 0.05, 2


class Score(NamedTuple):
    """How good a model is; nan where it does not apply.

    Attributes
    ----------
    E, null, ceiling : float
    sign : float
        Share of the targets beyond 2 SEM (or known by sign) that the model changes that way.
    targets : int
    """

    E: float
    null: float
    ceiling: float
    sign: float
    targets: int


def score(targets: Sequence[Target], are: str, change: np.ndarray, scattered=None) -> Score:
    """The score of a model's changes (targets,) at ``targets`` that are means, cells or signs.

    ``scattered`` is what `scatter` gives of them, where that is known of another model.
    """
    if are == "signs":
        signs = np.array([{"+": 1, "-": -1, "0": 0}[one.sign] for one in targets])
        agree = np.mean(sign_of(change) == signs)
        return Score(np.nan, np.nan, np.nan, float(agree), len(targets))
    data, sem, ceiling = scattered or scatter(targets, are)
    asked = np.abs(data) > WITHIN * sem
    agree = np.mean(sign_of(change[asked]) == np.sign(data[asked])) if asked.any() else np.nan
    error, null = (normalised_error(model, data, sem) for model in (change, np.zeros_like(data)))
    return Score(error, null, ceiling, float(agree), len(targets))


def scatter(targets: Sequence[Target], are: str) -> tuple[np.ndarray, np.ndarray, float]:
    """The data of means or cells, what they scatter by (targets,), and the noise ceiling."""
    data = np.array([one.change for one in targets])
    sem = np.array([one.sem for one in targets])
    if are != "cells":
        return data, sem, 1.0
    left_out = leave_one_out(targets)
    sem = np.where(np.isnan(sem), np.sqrt(np.mean((left_out - data) ** 2)), sem)
    return data, sem, normalised_error(left_out, data, sem)


def sign_of(change: np.ndarray) -> np.ndarray:
    return np.where(np.abs(change) < NOTHING, 0, np.sign(change))


def leave_one_out(targets: Sequence[Target]) -> np.ndarray:
    """What the other cells of its data set predict for each cell (targets,)."""
    groups = {}
    for n, target in enumerate(targets):
        same = tuple((k, v) for k, v in sorted(target.condition.items()) if k != "lag")
        groups.setdefault(same, []).append(n)
    data = np.array([one.change for one in targets])
    sem = np.nan_to_num(np.array([one.sem for one in targets]), nan=1.0)
    predicted = np.full(len(targets), np.nan)
    for members in groups.values():
        lag = np.array([float(targets[n].condition.get("lag") or 0) for n in members])
        tried = [smooth(lag, data[members], width) for width in WIDTHS]
        errors = [np.mean(((one - data[members]) / sem[members]) ** 2) for one in tried]
        predicted[members] = tried[int(np.argmin(errors))]
    return predicted


def smooth(lag: np.ndarray, data: np.ndarray, width: float) -> np.ndarray:
    """Each of ``data`` from the others, weighted by how near their lags (s) are; 0 from none."""
    apart = (lag[:, None] - lag) ** 2 / (2 * width**2)
    np.fill_diagonal(apart, np.inf)
    if len(data) == 1:
        return np.zeros(1)
    # Beside the nearest, or where all are far every weight would be 0.
    weights = np.exp(apart.min(axis=1, keepdims=True) - apart)
    return weights @ data / weights.sum(axis=1)
