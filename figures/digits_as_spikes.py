"""Digits as spikes: how long one must watch to read them."""

from readout import spikes

CHAPTER, ORDER = "project", 8
TIMES = "5,20,100,500"
COMMAND = f"python -m readout.spikes --images 1000 --tests 500 --time {TIMES}"
RULES = ()
CAPTION = {
    "en": "Each pixel of an image of MNIST (LeCun et al. 1998) fires at random, at 100 Hz where it "
    "is black, and 45 averaged perceptrons read the spikes counted so far: 1000 images to learn "
    "from, 500 to test on. Dashes: what the pixels themselves allow. Seed 0.",
    "fr": "Chaque pixel d'une image de MNIST (LeCun et al. 1998) décharge au hasard, à 100 Hz où "
    "il est noir, et 45 perceptrons moyennés lisent les potentiels comptés jusque-là : 1000 images "
    "pour apprendre, 500 pour tester. Tirets : ce que permettent les pixels eux-mêmes. Graine 0.",
}
CLAIM = {
    "en": "the longer the spikes are counted the better they are read, up to what the pixels allow",
    "fr": "plus longtemps on compte, mieux on lit, jusqu'à ce que permettent les pixels",
}


def data() -> spikes.Watched:
    return spikes.spikes(time=TIMES, images=1000, tests=500)


def draw(figure, result) -> None:
    spikes.draw(figure, result)


def claim(result) -> bool:
    allowed = result.pixels[0]
    return bool(result.accuracy[0] < allowed - 5 and abs(result.accuracy[-1] - allowed) < 5)
