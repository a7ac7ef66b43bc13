"""What the transformers of images have in common, on scikit-learn's base classes."""

import math

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils import get_tags
from sklearn.utils.validation import check_non_negative, validate_data


def find_image_size(X) -> tuple[int, int] | None:
    """Rows and columns of images that do not come flat."""
    shape = getattr(X, "shape", ())
    return tuple(shape[1:]) if len(shape) == 3 else None


class ImageTransformer(TransformerMixin, BaseEstimator):
    """Reads images, array (images, rows, columns) or flat (images, pixels)."""

    _types = (np.float64, np.uint8)

    def _read(self, X, reset: bool) -> np.ndarray:
        """Images, array of uint8 or float (images, rows, columns)."""
        size = find_image_size(X)
        if size:
            X = np.asarray(X).reshape(len(X), -1)
        x = validate_data(self, X, dtype=self._types, order="C", reset=reset)
        if get_tags(self).input_tags.positive_only:
            check_non_negative(x, type(self).__name__)
        if reset:
            self.size_ = self._find_size(x.shape[1], size)
        elif size and size != self.size_:
            raise ValueError(f"X has images of {size}, not {self.size_} as at fit")
        return x.reshape(len(x), *self.size_)

    def _find_size(self, pixels: int, size: tuple | None) -> tuple[int, int]:
        """Rows and columns, which are ``size`` unless X was flat."""
        wanted, side = getattr(self, "size", None), math.isqrt(pixels)
        if wanted is None:
            return size or ((side, side) if side**2 == pixels else (1, pixels))
        try:
            rows, columns = np.empty(pixels, np.uint8).reshape(wanted).shape
        except (TypeError, ValueError):
            raise ValueError(f"size={wanted!r}: X has images of {size or pixels} pixels") from None
        if size and size != (rows, columns):
            raise ValueError(f"size={wanted!r}: X has images of {size} pixels")
        return rows, columns
