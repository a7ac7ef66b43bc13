"""The perceptron as a classifier of scikit-learn's, by any of the algorithms."""

import math
from itertools import combinations
from numbers import Integral, Real

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data
from tqdm import tqdm

from readout.perceptron.algorithms import ALGORITHMS, BY_NAME
from readout.perceptron.class_pairs import elect, score_classes
from readout.perceptron.float_learner import FloatLearner, activate, measure_lengths
from readout.perceptron.float_votes import FloatVotes
from readout.perceptron.limits import FULL
from readout.perceptron.samples import LARGEST, arrange, flatten, mean_square

LEAST_ETA = 1e-4  # of bytes, whose first weights are whole multiples of it
MOST_ETA = 1e50  # with `LARGEST`, no w · x can overflow


class Perceptron(ClassifierMixin, BaseEstimator):
    """A perceptron; for more than two classes, one for each pair of them, and their vote.

    Samples of bytes (uint8), dense or sparse, are learned as ``python -m readout.mnist`` learns
    images or granule cells, to the last bit with the eta of 1: the constant input is then 255, and
    what `first` and `margin` are unless given is told there.

    Parameters
    ----------
    algorithm : str
        What is kept of the learning: one of `readout.perceptron.algorithms.ALGORITHMS`, with their
        sources.
    epochs : int
        The most passes over the samples; a pass without a mistake is the last.
    eta : float
        The learning rate: after a mistake, w <- w + eta y x.
    margin : float, optional
        A sample is a mistake when y (w · x) <= margin eta times the mean |x|², the constant input
        included (Krauth & Mezard 1987, doi:10.1088/0305-4470/20/11/013). Unless given, 1 for the
        algorithm ``margin`` and for bytes, 0 otherwise.
    first : array (1 + features,), optional
        The weights to start from, that of the constant input first. Unless given, 0; for bytes,
        random multiples of eta in [-255, 255], of each pair its own.
    signs : array (1 + features,), optional
        The sign that each weight must keep, 0 for either, that of the constant input first: Dale's
        law. A weight that would change its sign becomes 0 (Amit, Wong & Campbell 1989,
        doi:10.1088/0305-4470/22/12/009). Not for the averaged, voted and pocket.
    shuffle : bool
        Whether every pass takes the samples in a new random order.
    random_state : int, optional
        Of the first weights and of the orders.

    Attributes
    ----------
    classes_ : array (classes,)
    coef_ : array (pairs, features)
        Weights of each pair of classes, in the order of ``itertools.combinations``; positive for
        the second class. ``intercept_``, array (pairs,), are the biases.
    mistakes_ : array of int (pairs,)
        During all passes so far.
    history_ : dict
        ``mistakes``, array of int (passes, pairs), during each pass; ``accuracy``, array (passes,),
        after it, of samples to follow.
    converged_ : bool
        Whether the last pass went without a mistake.
    n_iter_ : int
        Passes so far.
    n_features_in_ : int
    """

    def __init__(
        self,
        algorithm="rosenblatt",
        epochs=1000,
        eta=1.0,
        margin=None,
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

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags

    def fit(self, X, y, follow=None):
        """Learn from samples and their classes.

        Parameters
        ----------
        X : array (samples, features) or (samples, rows, columns), or sparse (samples, features)
        y : array (samples,)
        follow : tuple, optional
            ``(X, y)`` to predict after every pass, for ``history_["accuracy"]``.

        Raises
        ------
        ValueError
            Samples or classes that cannot be used, or a parameter that is not allowed.
        """
        x, y = self._read(X, y=y, reset=True)
        self._begin(np.unique(y), x)
        self._learner.show(x, np.searchsorted(self.classes_, y))
        with tqdm(total=self.epochs, unit="pass", leave=False, disable=None, delay=1) as bar:
            while self.n_iter_ < self.epochs and not self.converged_:
                self._go_through(x, follow)
                bar.update()
        return self._end()

    def partial_fit(self, X, y, classes=None):
        """Learn from one more pass; ``classes`` names all there will be, at the first call."""
        begun = hasattr(self, "classes_")
        x, y = self._read(X, y=y, reset=not begun)
        if not begun:
            self._begin(np.unique(y if classes is None else classes), x)
        if not np.isin(y, self.classes_).all():
            raise ValueError(f"y has a class that is not one of {self.classes_}")
        self._learner.show(x, np.searchsorted(self.classes_, y))
        self._go_through(x)
        return self._end()

    def decision_function(self, X) -> np.ndarray:
        """How far on a class's side: array (samples,), above 0 for the second of two classes.

        It is w · x, or the balance of the votes of all weights, from -1 to 1, of the voted. For
        more classes, array (samples, classes): the votes, and up to half a vote for the distances
        (w · x) / |w| among them that settle a tie. The largest is the class predicted.
        """
        pairs = self._decide(X)
        return pairs[:, 0] if len(self.classes_) == 2 else score_classes(-pairs, len(self.classes_))

    def predict(self, X) -> np.ndarray:
        """The class of each sample: array (samples,)."""
        pairs, classes = self._decide(X), len(self.classes_)
        if classes == 2:
            return self.classes_[(pairs[:, 0] > 0).astype(int)]
        return self.classes_[elect(-pairs, classes)]

    def _read(self, X, **what):
        """Samples as the learner takes them, array of float or CSR array, with y if it is given."""
        what |= {"accept_sparse": "csr", "dtype": (np.float64, np.uint8), "order": "C"}
        found = validate_data(self, flatten(X), **what)
        if "y" not in what:
            return arrange(found)
        check_classification_targets(found[1])
        return arrange(found[0]), found[1]

    def _begin(self, classes: np.ndarray, x) -> None:
        if len(classes) < 2:
            raise ValueError(f"two classes or more are needed, and there is 1 class: {classes}")
        self._require_parameters()
        self.classes_ = classes
        signs, pairs = self._per_input("signs", 0.0), list(combinations(range(len(classes)), 2))
        self._rng = np.random.default_rng(self.random_state)
        bytes_ = x.dtype == np.uint8
        if bytes_ and self.first is None:
            first = self._draw_first(len(pairs), signs)
        else:
            first = np.tile(self._per_input("first", 0.0), (len(pairs), 1))
        if signs.any():
            kept_as_they_are = self.algorithm in ("rosenblatt", "margin")
            require(kept_as_they_are, "signs", self.signs, "for rosenblatt and margin alone")
            require((signs * first >= 0).all(), "first", self.first, "of the signs to keep")
        one = float(FULL if bytes_ else 1)
        self._margin = self.margin
        if self.margin is None:
            self._margin = int(bytes_ or self.algorithm == "margin")
        self._learner = FloatLearner(first, pairs, float(self.eta), one, signs)
        self._kept = BY_NAME[self.algorithm](self._learner)
        self._votes = FloatVotes(self._learner) if self.algorithm == "voted" else None
        self.n_iter_, self.converged_ = 0, False
        self._history = {"mistakes": [], "accuracy": []}

    def _draw_first(self, pairs: int, signs: np.ndarray) -> np.ndarray:
        """Random first weights, whole multiples of eta: array (pairs, 1 + features)."""
        require(self.eta >= LEAST_ETA, "eta", self.eta, f"{LEAST_ETA:g} or more for bytes")
        most = math.floor(FULL / self.eta)
        first = self._rng.integers(-most, most, (pairs, len(signs)), endpoint=True)
        return np.where(signs == 0, -self.eta * first, self.eta * signs * np.abs(first))

    def _require_parameters(self) -> None:
        if self.algorithm not in ALGORITHMS:
            allowed = f"one of {', '.join(ALGORITHMS)}"
            raise ValueError(f"algorithm {self.algorithm!r}: {allowed}")
        whole = isinstance(self.epochs, Integral) and self.epochs >= 1
        require(whole, "epochs", self.epochs, "a whole number, 1 or more")
        right = is_finite(self.eta) and 0 < self.eta <= MOST_ETA
        require(right, "eta", self.eta, f"a number greater than 0, up to {MOST_ETA:g}")
        right = self.margin is None or (is_finite(self.margin) and self.margin >= 0)
        require(right, "margin", self.margin, "0 or more")

    def _per_input(self, name: str, default: float) -> np.ndarray:
        """A parameter with a number for each input, the constant one first."""
        inputs, given = 1 + self.n_features_in_, getattr(self, name)
        found = np.full(inputs, default) if given is None else np.array(given, float)
        right = found.shape == (inputs,) and (np.abs(found) <= LARGEST).all()
        require(right, name, given, f"{inputs} finite numbers, the first for the constant input")
        return found

    def _go_through(self, x, follow=None) -> None:
        """One pass over the samples shown, and what is kept after it."""
        learner, count = self._learner, x.shape[0]
        order = self._rng.permutation(count) if self.shuffle else np.arange(count)
        log = learner.go_through(order, self._threshold(x))
        self._kept.take(log)
        if self._votes:
            self._votes.take(log)
        self.n_iter_ += 1
        self.converged_ = not len(log)
        mistakes = np.bincount(learner.number_mistakes(log), minlength=len(learner.pairs))
        self._history["mistakes"].append(mistakes)
        if follow is not None:
            self._keep()
            self._history["accuracy"].append(self.score(*follow))

    def _threshold(self, x) -> float:
        """What y (w · x) must be above."""
        if not self._margin:
            return 0.0
        return float(self._margin * self.eta * (self._learner.one**2 + mean_square(x)))

    def _end(self):
        self._keep()
        self._learner.forget_samples()
        self.history_ = {name: np.array(found) for name, found in self._history.items()}
        self.mistakes_ = self.history_["mistakes"].sum(axis=0)
        return self

    def _keep(self) -> None:
        learner, worth = self._learner, np.maximum(self._kept.worth(), 1)
        kept = self._kept.weights() / worth[:, None]
        kept = np.where(learner.seen[:, None] > 0, kept, learner.first)
        self.intercept_, self.coef_ = learner.one * kept[:, 0], kept[:, 1:]

    def _decide(self, X) -> np.ndarray:
        """How far on each pair's second class's side: array (samples, pairs)."""
        check_is_fitted(self)
        x, one = self._read(X, reset=False), self._learner.one
        if self._votes:
            return self._votes.balance(x)
        weights = np.column_stack([self.intercept_ / one, self.coef_])
        found = activate(weights, one, x).T
        return found if len(self.classes_) == 2 else found / measure_lengths(weights)


def is_finite(value) -> bool:
    return isinstance(value, Real) and math.isfinite(value)


def require(right: bool, name: str, value, allowed: str) -> None:
    if not right:
        raise ValueError(f"{name}={value!r}: {allowed}")
