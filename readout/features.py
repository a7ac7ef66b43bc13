"""What the perceptrons read of an image: its pixels, the digit set upright, or granule cells."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from readout.dataset import Images
from readout.deskew import deskewed

NAMES = ("pixels", "deskewed", "granule")
GRID = 64  # a granule cell's synapses are whole multiples of 1/64


class Features(NamedTuple):
    """How images are seen.

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

    def upright(self, images: Images) -> Images:
        """The images as they are shown to the perceptrons or to the cells."""
        return images if self.name == "pixels" else Images(deskewed(images.pixels), images.labels)

    def inputs(self, size: tuple[int, int]) -> int:
        """How many inputs a perceptron has for images of this size, with the constant one."""
        return 1 + int(self.cells if self.name == "granule" else np.prod(size))

    def eye(self, train: Images | None = None) -> Callable:
        """What makes the perceptrons' inputs, a `readout.shared_pass.Ink`, of upright images.

        Parameters
        ----------
        train : Images, optional
            Upright too; they set the thresholds of the cells, if there are any.
        """
        if self.name != "granule":
            from readout.shared_pass import ink

            return ink
        from readout import granule

        return granule.grow(train.pixels, self.cells, self.seed)
