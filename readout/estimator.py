"""What scikit-learn asks of an estimator (its "Developing estimators"), without needing it."""

import inspect
import sys
from types import SimpleNamespace

import numpy as np

REAL = "biuf"  # the kinds of NumPy's numbers that have an order
LARGEST = 1e100  # whose products, added up, are finite


class Estimator:
    """Parameters that can be read and changed by name, and input that is checked."""

    def get_params(self, deep: bool = True) -> dict:
        """The parameters of the constructor, by name."""
        names = list(inspect.signature(type(self)).parameters)
        return {name: getattr(self, name) for name in names}

    def set_params(self, **changes):
        """Change parameters; ValueError for one that does not exist."""
        for name, value in changes.items():
            if name not in self.get_params():
                known = ", ".join(self.get_params())
                raise ValueError(f"Invalid parameter {name!r}: one of {known}")
            setattr(self, name, value)
        return self

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in self.changed().items())})"
        )

    def changed(self) -> dict:
        """The parameters that are not at their defaults."""
        defaults = inspect.signature(type(self)).parameters
        given = self.get_params()
        return {k: v for k, v in given.items() if repr(v) != repr(defaults[k].default)}

    def __sklearn_tags__(self):
        from sklearn.utils import ClassifierTags, InputTags, Tags, TargetTags

        return Tags(
            estimator_type="classifier",
            target_tags=TargetTags(required=True),
            classifier_tags=ClassifierTags(),
            input_tags=InputTags(),
        )

    def require_fitted(self) -> None:
        """Raise scikit-learn's error, or one like it, before the first fit."""
        if not hasattr(self, "classes_"):
            known = sys.modules.get(
                "sklearn.exceptions", SimpleNamespace(NotFittedError=ValueError)
            )
            raise known.NotFittedError(f"this {type(self).__name__} is not fitted yet: call fit")

    def features(self, X, first: bool) -> np.ndarray:
        """``X`` as an array of float (samples, features).

        Raises
        ------
        ValueError
            Not a table of finite real numbers, or not with as many features as were learned.
        """
        x = table(X)
        if first:
            self.n_features_in_ = x.shape[1]
        elif x.shape[1] != self.n_features_in_:
            raise ValueError(
                f"X has {x.shape[1]} features, but {type(self).__name__} is expecting "
                f"{self.n_features_in_} features as input"
            )
        return x


def table(X) -> np.ndarray:
    """A table of finite real numbers: array of float (samples, features)."""
    if hasattr(X, "tocsr"):
        raise TypeError("a sparse matrix cannot be used: call its toarray()")
    x = np.asarray(X)
    if x.dtype.kind == "c":
        raise ValueError("Complex data not supported")
    if x.dtype.kind not in REAL:
        x = x.astype(float)
    if x.ndim != 2:
        raise ValueError(f"{x.ndim} dimensions where 2 are needed. Reshape your data")
    for axis, what in enumerate(("sample", "feature")):
        if not x.shape[axis]:
            shape = f"(shape={x.shape}) while a minimum of 1 is required."
            raise ValueError(f"Found array with 0 {what}(s) {shape}")
    x = np.ascontiguousarray(x, dtype=float)
    if not np.isfinite(x).all():
        raise ValueError("Input X contains NaN or inf, where finite numbers are needed")
    if np.abs(x).max() > LARGEST:
        raise ValueError(f"Input X contains a number above {LARGEST:g}: products would overflow")
    return x


def labels(y, samples: int) -> np.ndarray:
    """One class a sample: array (samples,).

    Raises
    ------
    ValueError
        Not one a sample, or numbers that are not whole and so no classes.
    """
    if y is None:
        raise ValueError("requires y to be passed, but the target y is None")
    found = np.asarray(y)
    if found.ndim == 2 and found.shape[1] == 1:
        warn_of_a_column()
        found = found.ravel()
    if found.shape != (samples,):
        raise ValueError(f"y has the shape {found.shape}, where ({samples},) is needed")
    if found.dtype.kind == "f" and not (np.isfinite(found).all() and (found % 1 == 0).all()):
        raise ValueError("Unknown label type: continuous, NaN or inf; classes are needed")
    return found


def warn_of_a_column() -> None:
    import warnings

    known = sys.modules.get(
        "sklearn.exceptions", SimpleNamespace(DataConversionWarning=UserWarning)
    )
    text = "A column-vector y was passed when a 1d array was expected"
    warnings.warn(text, known.DataConversionWarning, stacklevel=4)
