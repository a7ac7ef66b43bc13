"""What is read of an image: its pixels, those of the deskewed digit, or granule cells."""

from typing import Any, NamedTuple

import numpy as np

from readout.digits.dataset import Images
from readout.digits.deskew import deskew

NAMES = ("pixels", "deskewed", "granule")
GRID = 64  # a granule cell's synapses are whole multiples of 1/64


class Features(NamedTuple):
    """Which features, before they have seen any image.

    Attributes
    ----------
    name : str
        One of `NAMES`; granule cells look at deskewed digits.
    cells, seed : int
        Of the granule cells.
    """

    name: str = "pixels"
    cells: int = 0
    seed: int = 0

    def prepare(self, images: Images) -> Images:
        """The images, deskewed if these features are of deskewed digits."""
        return images if self.name == "pixels" else Images(deskew(images.pixels), images.labels)

    def count_inputs(self, size: tuple[int, int]) -> int:
        """How many inputs a perceptron has for images of this size, with the constant one."""
        return 1 + int(self.cells if self.name == "granule" else np.prod(size))

    def fit(self, pixels: np.ndarray) -> "Encoder":
        """What encodes images like these, prepared: they set the thresholds of granule cells."""
        if self.name != "granule":
            return Encoder(self, pixels.shape[1:])
        from readout.digits.granule_cells import fit_layer

        return Encoder(self, pixels.shape[1:], fit_layer(pixels, self.cells, self.seed))


class Encoder(NamedTuple):
    """Fitted features: what makes the perceptrons' inputs of prepared images.

    Attributes
    ----------
    features : Features
    size : tuple of int
        Rows and columns of the images.
    layer : GranuleLayer or None
    """

    features: Features
    size: tuple[int, int]
    layer: Any = None

    def encode(self, pixels: np.ndarray):
        """The inputs of images, array of uint8 (images, rows, columns): `SparseRows`."""
        if self.layer is None:
            from readout.perceptron.sparse_rows import pack_rows

            return pack_rows(pixels)
        from readout.digits.granule_cells import measure_rates

        return measure_rates(self.layer, pixels)
