"""The panels that the pictures of the readout are made of: curves, pixels, weights."""

import numpy as np

from synplast.plotting import SMALLEST, say

GREY = "gray_r"


def make_colors():
    """Colours of weights: blue below 0, white at 0, orange above."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("weights", ["#0072B2", "#FFFFFF", "#D55E00"])


def shape_weights(weights: np.ndarray, size: np.ndarray) -> np.ndarray:
    """One perceptron's weights where their pixels lie, all but the largest 1 % within ±1."""
    pixels = weights[1:].reshape(size)
    return pixels / (np.quantile(np.abs(pixels), 0.99) or 1)


def hide_ticks(axes) -> None:
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(True)
    axes.spines[:].set_color("0.8")


def label_passes(axes, passes: int) -> None:
    """Label and limit an axis of passes."""
    axes.set_xlim(0.5, passes + 0.5)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel(say(en="pass", fr="passe"))


def write_heading(axes, text: str) -> None:
    axes.set_title(text, loc="left", fontsize=SMALLEST, fontweight="bold")


def draw_misread(axes, pixels, truth: int, answer: int) -> None:
    """An image, with what it is and what it was taken for."""
    axes.axis("on")
    axes.imshow(pixels, cmap=GREY)
    hide_ticks(axes)
    axes.set_title(
        say(en=f"{truth} read as {answer}", fr=f"{truth} lu {answer}"), fontsize=SMALLEST
    )
