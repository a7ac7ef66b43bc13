"""Features of images as transformers of scikit-learn's.

``make_pipeline(Deskew(), GranuleCells(3000, random_state=0), Perceptron("averaged", epochs=10))``
is the readout of ``python -m readout.mnist --all --features granule --algorithm averaged``.
"""

from numbers import Integral, Real

import numpy as np
from scipy import sparse
from sklearn.utils.validation import check_is_fitted

from readout.digits.deskew import deskew
from readout.digits.granule_cells import fit_layer, measure_rates
from readout.digits.image_transformer import ImageTransformer, find_image_size
from readout.digits.options import MOST_CELLS
from readout.digits.poisson_spikes import PER_MS, TICK, count_spikes, scale_counts
from readout.perceptron.limits import FULL


class Deskew(ImageTransformer):
    """Images with their slant taken out, see `readout.digits.deskew`; nothing is learned.

    Parameters
    ----------
    size : tuple of int, optional
        Rows and columns of images that come flat, -1 for as many as there are. Unless given, these
        are square or, where they cannot be, a single line.

    Attributes
    ----------
    size_ : tuple of int
    n_features_in_ : int
        Pixels.
    """

    def __init__(self, size=None):
        self.size = size

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.positive_only = True
        return tags

    def fit(self, X, y=None):
        """Learn the size of the images.

        Parameters
        ----------
        X : array of uint8 or float (images, rows, columns), or flat (images, pixels)

        Raises
        ------
        ValueError
            Not finite numbers of 0 or more, or not images of this size.
        """
        self._read(X, reset=True)
        return self

    def transform(self, X) -> np.ndarray:
        """Deskewed images, of the shape and type of X; bytes are rounded to bytes."""
        check_is_fitted(self)
        found = deskew(self._read(X, reset=False))
        return found if find_image_size(X) else found.reshape(len(found), -1)


class GranuleCells(ImageTransformer):
    """A fixed random expansion by cells with small receptive fields.

    See `readout.digits.granule_cells` (Marr 1969, doi:10.1113/jphysiol.1969.sp008820). The images
    fitted to set the cells' thresholds.

    Parameters
    ----------
    cells : int
        How many, up to 20,000.
    random_state : int
        The seed of the synapses.
    size : tuple of int, optional
        As `Deskew` takes it.

    Attributes
    ----------
    layer_ : GranuleLayer
        Synapses, thresholds and gains.
    size_ : tuple of int
    n_features_in_ : int
        Pixels.
    """

    _types = (np.float32, np.uint8)

    def __init__(self, cells=3000, random_state=0, size=None):
        self.cells = cells
        self.random_state = random_state
        self.size = size

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.transformer_tags.preserves_dtype = []
        return tags

    def fit(self, X, y=None):
        """Draw the synapses, and set the thresholds by the first images.

        Parameters
        ----------
        X : array of uint8 or float (images, rows, columns), or flat (images, pixels)
            Brightness, from 0 to 255.

        Raises
        ------
        ValueError
            Not finite numbers, not images of this size, or a parameter that is not allowed.
        """
        if not (isinstance(self.cells, Integral) and 1 <= self.cells <= MOST_CELLS):
            raise ValueError(f"cells={self.cells!r}: a whole number from 1 to {MOST_CELLS}")
        self.layer_ = fit_layer(self._read(X, reset=True), int(self.cells), self.random_state)
        return self

    def transform(self, X) -> sparse.csr_array:
        """The cells' rates: CSR array of uint8 (images, cells)."""
        check_is_fitted(self)
        rows = measure_rates(self.layer_, self._read(X, reset=False))
        count, own = len(rows.indptr) - 1, np.ones(len(rows.data), bool)
        own[rows.indptr[:-1]] = False  # the constant input
        indices = rows.indices[own].astype(np.int32) - 1
        indptr = (rows.indptr - np.arange(count + 1)).astype(np.int32)
        return sparse.csr_array((rows.data[own], indices, indptr), (count, int(self.cells)))


class PoissonSpikes(ImageTransformer):
    """Spike counts of images, of which each pixel fires a Poisson train in Brian2.

    Counts are as bright as pixels: a whole number for each spike, and 255 for the most that a pixel
    fires of the images fitted to.

    Parameters
    ----------
    time : float
        How long they are watched (ms), a multiple of 0.5.
    rate : float
        Of a pixel of full brightness, 255 (Hz), up to 1000; others fire in proportion.
    random_state : int
        The seed of the spikes. The images fitted to have it, others the next one.

    Attributes
    ----------
    most_ : int
        The most spikes of a pixel.
    n_features_in_ : int
        Pixels.
    """

    def __init__(self, time=100.0, rate=100.0, random_state=0):
        self.time = time
        self.rate = rate
        self.random_state = random_state

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.positive_only = True
        tags.non_deterministic = True  # an image's spikes depend on its place among the others
        tags.transformer_tags.preserves_dtype = []
        return tags

    def fit(self, X, y=None):
        """Learn the most spikes that a pixel fires.

        Parameters
        ----------
        X : array of uint8 or float (images, rows, columns), or flat (images, pixels)
            Brightness, from 0 to 255.

        Raises
        ------
        ValueError
            Numbers below 0 or above 255, a parameter that is not allowed, or more than 255 spikes
            of a pixel.
        """
        self._fire(X, reset=True)
        return self

    def fit_transform(self, X, y=None) -> np.ndarray:
        """The images' own spike counts, by which the most was learned."""
        return self._fire(X, reset=True)

    def transform(self, X) -> np.ndarray:
        """Spike counts of other images: array of uint8, of the shape of X."""
        check_is_fitted(self)
        return self._fire(X, reset=False)

    def _fire(self, X, reset: bool) -> np.ndarray:
        """The scaled spike counts in the shape of X, with ``reset`` by the most of them."""
        steps = PER_MS * self.time if isinstance(self.time, Real) else 0
        if not (steps >= 1 and steps == round(steps)):
            raise ValueError(f"time={self.time!r}: a multiple of 0.5 ms, greater than 0")
        if not (isinstance(self.rate, Real) and 0 < self.rate * TICK <= 0.5):
            raise ValueError(f"rate={self.rate!r}: above 0, up to 1000 Hz")
        x = self._read(X, reset)
        if x.max() > FULL:
            raise ValueError(f"X contains {x.max():g}: brightness is from 0 to {FULL}")
        seed = self.random_state + (not reset)
        counts = count_spikes(x, float(self.rate), round(steps), seed)
        if reset:
            self.most_ = int(counts.max())
        found = scale_counts(counts, self.most_)
        return found if find_image_size(X) else found.reshape(len(found), -1)
