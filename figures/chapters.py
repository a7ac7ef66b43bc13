"""The course's order: its chapters, and which figures stand in them.

Dropping a file into this folder adds a figure. It has

- ``CHAPTER``, a key of `CHAPTERS`, and ``ORDER`` within it;
- ``CAPTION`` and ``CLAIM``, each a text by language, ``en`` and ``fr``; the caption names the
  source of the dots;
- ``COMMAND``, which gives the same numbers, and ``RULES``, the names of the cards it rests on;
- ``data()``, a named tuple as the protocols return, which is simulated once and kept;
  ``draw(figure, result)``, which draws it on a Matplotlib figure, 16:9, in the language being
  drawn; and ``claim(result)``, whether the data bear the claim out;
- ``details(data)``, HTML that stands under it on the page, where there is more to tell.
"""

import functools
import importlib
import pkgutil
import re
from importlib.metadata import version

import figures
from synplast import cache
from synplast.packages import ROOT, meaning

CHAPTERS = {
    "memory": {"en": "Learning and memory", "fr": "Apprentissage et mémoire"},
    "hebb": {"en": "Hebb's assemblies", "fr": "Les assemblées de Hebb"},
    "induction": {"en": "Inducing LTP and LTD", "fr": "Induire la LTP et la LTD"},
    "timing": {"en": "Spike timing", "fr": "Le temps des potentiels d'action"},
    "rate": {"en": "Rate rules", "fr": "Les règles de fréquence"},
    "rules": {"en": "Rules for spikes", "fr": "Les règles pour les potentiels d'action"},
    "biophysics": {"en": "Voltage and calcium", "fr": "Voltage et calcium"},
    "conditioning": {"en": "Conditioning", "fr": "Le conditionnement"},
    "perceptron": {"en": "The perceptron", "fr": "Le perceptron"},
    "project": {"en": "The project: MNIST", "fr": "Le projet : MNIST"},
}
#: Begun first, the longest of them, so that no core waits for them at the end.
LONG = ("weight_distributions", "stimulus_traces", "lfs_ltd", "water_maze", "digits_as_spikes")
#: What several figures are drawn with.
SHARED = ("induction", "schematic", "scorecard_cells", "worked_steps")
# What is not a figure here.
MECHANISM = {"chapters", "drawing", "kept", "page", "record", *SHARED}


def names() -> list[str]:
    """Every figure of the folder, by file name."""
    found = [one.name for one in pkgutil.iter_modules(figures.__path__) if not one.ispkg]
    return [name for name in found if name[0] != "_" and name not in MECHANISM]


def module(name: str):
    return importlib.import_module(f"figures.{name}")


def in_order(chosen: list[str]) -> list[str]:
    """Figures in the course's order."""
    chapters = list(CHAPTERS)
    places = {name: (chapters.index(module(name).CHAPTER), module(name).ORDER) for name in chosen}
    return sorted(chosen, key=lambda name: (places[name], name))


def simulated_in(name: str) -> str:
    """The figure whose module has a figure's ``data``: two may show the same."""
    return module(name).data.__module__.rpartition(".")[2]


@functools.cache
def libraries() -> list[str]:
    return [version(library) for library in ("brian2", "numpy", "matplotlib", "numba")]


def inputs(name: str) -> str:
    """A fingerprint of what a figure is made of: the packages, its own files, and the libraries."""
    own = [read(one) for one in sorted({*sources(name), *SHARED})]
    return cache.fingerprint(
        libraries(), meaning("models", "protocols", "readout", "synplast"), *own
    )


def sources(name: str) -> set[str]:
    """A figure, and those whose data it shows or takes."""
    taken = {simulated_in(name), *re.findall(r'data_of\("(\w+)"\)', read(name))} - {name}
    return {name}.union(*map(sources, taken))


def read(name: str) -> str:
    return (ROOT / "figures" / f"{name}.py").read_text(encoding="utf-8")
