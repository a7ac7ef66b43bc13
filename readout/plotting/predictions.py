"""Pictures from outside the data set, each with what the vote says of it."""

from readout.digits.predictions import Predictions
from readout.plotting.panels import GREY, hide_ticks
from synplast.plotting import say


def draw(figure, result: Predictions) -> None:
    """Each picture as it was read, with the answer."""
    across = min(5, len(result.picture))
    down = -(-len(result.picture) // across)
    figure.set_size_inches(2.4 * across + 0.6, 3 * down + 0.3)
    several = figure.subplots(down, across, squeeze=False)
    for axes in several.flat:
        axes.axis("off")
    for axes, pixels, digit, votes in zip(
        several.flat, result.test.pixels, result.digit, result.votes, strict=False
    ):
        axes.axis("on")
        axes.imshow(pixels, cmap=GREY, vmin=0, vmax=255)
        hide_ticks(axes)
        told = say(en=f"{digit}: {votes} votes", fr=f"{digit} : {votes} voix")
        axes.set_title(told, fontsize="small")
