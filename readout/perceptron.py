"""The perceptron as a classifier in scikit-learn's convention, by any of the algorithms."""

import math
from itertools import combinations
from numbers import Integral, Real

import numpy as np

from readout.estimator import LARGEST, Estimator, labels
from readout.keeping import ALGORITHMS, Every
from readout.pupil import Pupil
from readout.voting import elected, scores

MOST_ETA = 1e50  # with `LARGEST`, no w · x can overflow


class Perceptron(Estimator):
    """A perceptron; for more than two classes, one for each pair of them, and their vote.

    It has scikit-learn's methods and passes its ``check_estimator``, so that it fits into its
    pipelines, but does not need it.

    Parameters
    ----------
    algorithm : str
        What is kept of the learning: one of `readout.keeping.ALGORITHMS`, with their sources.
    epochs : int
        The most passes over the samples; a pass without a mistake is the last.
    eta : float
        The learning rate: after a mistake, w <- w + eta y x.
    margin : float
        A sample is a mistake when y (w · x) <= margin; only for the algorithm ``margin``.
    first : array (1 + features,), optional
        The weights to start from, the bias first; 0 if not given.
    signs : array (1 + features,), optional
        The sign that each weight must keep, 0 for either, the bias first: Dale's law. A weight that
        would change its sign becomes 0 (Amit, Wong & Campbell 1989,
        doi:10.1088/0305-4470/22/12/009). Not for the averaged, voted and pocket.
    shuffle : bool
        Whether every pass takes the samples in a new random order.
    random_state : int, optional
        Of the orders.

    Attributes
    ----------
    classes_ : array (classes,)
    coef_ : array (pairs, features)
        Weights of each pair of classes, in the order of ``itertools.combinations``; positive for
        the second class. ``intercept_``, array (pairs,), are the biases.
    mistakes_ : array of int (pairs,)
        During all passes so far.
    converged_ : bool
        Whether the last pass went without a mistake.
    n_iter_ : int
        Passes so far.
    """

    def __init__(
        self,
        algorithm="rosenblatt",
        epochs=1000,
        eta=1.0,
        margin=1.0,
        first=None,
        signs=None,
        shuffle=True,
        random_state=0,
    ):
        self.algorithm = algorithm
        self.epochs = epochs
        self.eta = eta
        self.margin = margin
        self.first = first
        self.signs = signs
        self.shuffle = shuffle
        self.random_state = random_state

    def fit(self, X, y):
        """Learn from samples, array (samples, features), and their classes, array (samples,).

        Raises
        ------
        ValueError
            Samples or classes that cannot be used, or a parameter that is not allowed.
        """
        x = self.features(X, first=True)
        y = labels(y, len(x))
        self._begin(np.unique(y))
        lessons = self._lessons(y)
        for _ in range(self.epochs):
            self._pass(x, lessons)
            if self.converged_:
                break
        return self._keep()

    def partial_fit(self, X, y, classes=None):
        """Learn from one more pass; ``classes`` names all there will be, at the first call."""
        begun = hasattr(self, "classes_")
        x = self.features(X, first=not begun)
        y = labels(y, len(x))
        if not begun:
            self._begin(np.unique(y if classes is None else classes))
        if not np.isin(y, self.classes_).all():
            raise ValueError(f"y has a class that is not one of {self.classes_}")
        self._pass(x, self._lessons(y))
        return self._keep()

    def decision_function(self, X) -> np.ndarray:
        """How far on a class's side: array (samples,), above 0 for the second of two classes.

        For more classes, array (samples, classes): the votes, and up to half a vote for the
        distances among them that settle a tie. The largest is the class predicted.
        """
        pairs = self._pair_decisions(X)
        if len(self.classes_) == 2:
            return pairs[:, 0]
        return scores(-pairs, len(self.classes_))

    def predict(self, X) -> np.ndarray:
        """The class of each sample: array (samples,)."""
        pairs = self._pair_decisions(X)
        if len(self.classes_) == 2:
            return self.classes_[(pairs[:, 0] > 0).astype(int)]
        return self.classes_[elected(-pairs, len(self.classes_))]

    def score(self, X, y) -> float:
        """The fraction of the samples that are predicted right."""
        return float(np.mean(self.predict(X) == labels(y, len(X))))

    def _begin(self, classes: np.ndarray) -> None:
        if len(classes) < 2:
            raise ValueError(f"two classes or more are needed, and there is 1 class: {classes}")
        if self.algorithm not in ALGORITHMS:
            allowed = f"one of {', '.join(ALGORITHMS)}"
            raise ValueError(f"algorithm {self.algorithm!r}: {allowed}")
        whole = isinstance(self.epochs, Integral) and self.epochs >= 1
        require(whole, "epochs", self.epochs, "a whole number, 1 or more")
        right = number(self.eta) and 0 < self.eta <= MOST_ETA
        require(right, "eta", self.eta, f"a number greater than 0, up to {MOST_ETA:g}")
        require(number(self.margin) and self.margin >= 0, "margin", self.margin, "0 or more")
        self.classes_ = classes
        first, self._signs = self._per_input("first"), self._per_input("signs")
        if self._signs.any():
            kept_as_they_are = self.algorithm in ("rosenblatt", "margin")
            require(kept_as_they_are, "signs", self.signs, "for rosenblatt and margin alone")
            require((self._signs * first >= 0).all(), "first", self.first, "of the signs to keep")
        self._pupils = [Pupil(first, self.algorithm) for _ in combinations(classes, 2)]
        self._rng = np.random.default_rng(self.random_state)
        self.n_iter_ = 0

    def _per_input(self, name: str) -> np.ndarray:
        """A parameter with a number for each input, the constant one first; 0 if none is given."""
        inputs, given = 1 + self.n_features_in_, getattr(self, name)
        found = np.zeros(inputs) if given is None else np.array(given, float)
        right = found.shape == (inputs,) and (np.abs(found) <= LARGEST).all()
        require(right, name, given, f"{inputs} finite numbers, the first for the constant input")
        return found

    def _lessons(self, y: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
        """Each pair's samples, array of bool (samples,), and the targets ±1 of all."""
        pairs = combinations(self.classes_, 2)
        return [((y == a) | (y == b), np.where(y == b, 1.0, -1.0)) for a, b in pairs]

    def _pass(self, x: np.ndarray, lessons: list) -> None:
        order = self._rng.permutation(len(x)) if self.shuffle else np.arange(len(x))
        margin = float(self.margin) if self.algorithm == "margin" else 0.0
        mistakes = 0
        for pupil, (members, targets) in zip(self._pupils, lessons, strict=True):
            here = order[members[order]]
            mistakes += pupil.go_through(x, targets, here, self.eta, margin, self._signs)
        self.n_iter_ += 1
        self.converged_ = mistakes == 0

    def _keep(self):
        kept = np.array([pupil.kept() for pupil in self._pupils])
        self.intercept_, self.coef_ = kept[:, 0], kept[:, 1:]
        self.mistakes_ = np.array([pupil.mistakes for pupil in self._pupils])
        return self

    def _pair_decisions(self, X) -> np.ndarray:
        self.require_fitted()
        x = self.features(X, first=False)
        if isinstance(self._pupils[0].keeper, Every):
            return np.stack([pupil.votes(x) for pupil in self._pupils], axis=1)
        # Not a matrix product: each sample's sum is the same, whatever the others are.
        return np.stack([(x * w).sum(axis=1) for w in self.coef_], axis=1) + self.intercept_


def number(value) -> bool:
    return isinstance(value, Real) and math.isfinite(value)


def require(right: bool, name: str, value, allowed: str) -> None:
    if not right:
        raise ValueError(f"{name}={value!r}: {allowed}")
