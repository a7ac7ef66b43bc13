"""``python -m figures``: the figures of the course, all or by name."""

import importlib
import pkgutil
import sys
import time
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import numpy as np

import figures as folder
from models.bad_input import BadInput, nearest
from protocols.command import command
from protocols.kinds import Kind, Number, Text, folder_to_write, reads_its_arguments
from protocols.picture import save

NAMES = [module.name for module in pkgutil.iter_modules(folder.__path__) if module.name[0] != "_"]


def known(names) -> tuple[str, ...]:
    for name in names:
        if name not in NAMES:
            raise BadInput("", name, f"no such figure; {nearest(name, NAMES)}")
    return tuple(dict.fromkeys(names)) or tuple(NAMES)


class Drawn(NamedTuple):
    """What was drawn.

    Attributes
    ----------
    figure : array of str (figures,)
    time : array (figures,)
        Seconds that it took.
    claim : array of str (figures,)
        What the figure says.
    holds : array of str (figures,)
        Whether the figure's own data bear it out: pass or fail.
    """

    figure: Text
    time: Number
    claim: Text
    holds: Text

    @property
    def status(self) -> int:
        return int("fail" in self.holds)


@reads_its_arguments
def figures(
    *name: Annotated[str, Kind(known, "the name of a figure")],
    lang: Literal["en", "fr"] = "en",
    format: Literal["svg", "png", "pdf"] = "svg",
    output: Annotated[Path, Kind(folder_to_write, "a folder that can be written")] = ".",
) -> Drawn:
    """Draw figures of the course, all or by name, and check what each claims.

    Parameters
    ----------
    name : str
        Which figures; all if none is named.
    lang : str
        Language of the labels and captions, en or fr.
    format : str
        svg, png or pdf.
    output : folder
        Where the files go, one NAME.FORMAT a figure.
    """
    rows = []
    for one in name:
        module, start = importlib.import_module(f"figures.{one}"), time.perf_counter()
        path = output / f"{one}.{format}"
        data = save(module.draw, path, lang, module.CAPTION[lang])
        verdict = "pass" if module.claim(data) else "fail"
        rows.append((one, round(time.perf_counter() - start, 2), module.CLAIM[lang], verdict))
        print(f"{path}: {module.CAPTION[lang]}", file=sys.stderr)
    return Drawn(*map(np.array, zip(*rows, strict=True)))


command(figures)
