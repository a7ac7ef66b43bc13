"""Pictures from outside the data set, each with what the vote says of it."""

import re

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
    for axes, pixels, digit, votes, doubt in zip(
        several.flat, result.test.pixels, result.digit, result.votes, result.doubt, strict=False
    ):
        axes.axis("on")
        axes.imshow(pixels, cmap=GREY, vmin=0, vmax=255)
        hide_ticks(axes)
        many = "s" * int(votes != 1)
        title = say(en=f"{digit}: {votes} vote{many}", fr=f"{digit} : {votes} voix")
        axes.set_title(title + " ?" * bool(doubt), fontsize=13)
        axes.set_xlabel("\n".join(map(translate, doubt.split("; "))), fontsize=10)


def translate(doubt: str) -> str:
    """A doubt in the language of the picture."""
    french = doubt
    for english, words in FRENCH.items():
        french = re.sub(english, words, french)
    return say(en=doubt, fr=french)


FRENCH = {
    "two separate marks": "deux marques séparées",
    "separate marks": "marques séparées",
    "a blot": "une tache",
    "ink at the border": "de l’encre au bord",
    r"unlike any (\d) that was learned": r"ne ressemble à aucun \1 appris",
    r"as like a (\d)": r"ressemble autant à un \1",
}
