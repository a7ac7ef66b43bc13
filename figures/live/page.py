"""Writes the page that moves: one file, which needs no server, no network and no Python."""

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import jinja2
from markupsafe import Markup

from figures.live import calcium, digits, experiments, learning, rules
from figures.live.written import made_of
from models.card import Card
from models.catalogue import cards
from protocols.experiments.score import NOTHING, WITHIN
from synplast.plotting import CYCLE

FOLDER = Path(str(files("figures.live")))
#: In the order in which they need each other.
SCRIPTS = """numbers spikes calcium clock_driven voltage words rules experiments plot panels
    controls timing_plots timing_tables timing rate conditioning separability perceptron marks
    resize pictures vote digit page"""
PANELS = {
    "timing": {"en": "Rules for spikes", "fr": "Règles pour les potentiels d'action"},
    "rate": {"en": "Rate rules", "fr": "Règles de fréquence"},
    "conditioning": {"en": "Conditioning", "fr": "Conditionnement"},
    "perceptron": {"en": "Perceptron", "fr": "Perceptron"},
    "digit": {"en": "Draw a digit", "fr": "Dessiner un chiffre"},
}


def write_page(own: Sequence[Card] = ()) -> str:
    """The page of the user's ``own`` rules and all published ones of excitatory synapses.

    Raises
    ------
    BadInput
        One of ``own`` cannot be translated; names the statement.
    """
    published = [card for card in cards().values() if rules.is_shown(card)]
    told, engines = rules.describe([*own, *order(published)])
    known = experiments.describe()
    data = {"rules": told, "experiments": known, "nothing": NOTHING, "within": WITHIN}
    data |= {"colours": CYCLE, "digits": digits.describe()} | learning.describe()
    first, *scripts = (read(f"{name}.js") for name in SCRIPTS.split())
    translated = [*calcium.functions(), *learning.functions()]
    environment = jinja2.Environment(
        autoescape=True, loader=jinja2.FunctionLoader(read), keep_trailing_newline=True
    )
    return environment.get_template("page.html").render(
        panels=[{"key": key, "title": title} for key, title in PANELS.items()],
        rules=told,
        experiments=known,
        both=both,
        phenomena=data["conditioning"]["phenomena"],
        examples=data["perceptron"]["examples"],
        digits_command=digits.COMMAND,
        made_of="" if own else made_of(),
        style=Markup(read("page.css")),
        data=Markup(as_script(data)),
        engines=Markup(",\n".join(f"{name}: {text}" for name, text in engines.items())),
        script=Markup("\n".join([first, *translated, *scripts])),
    )


def order(published: list[Card]) -> list[Card]:
    """Pair and triplet rules first, with which the course begins; the calcium rule last."""
    place = {"pair": 0, "triplet": 1, "calcium": 3, "nmda": 4, "voltage": 5}
    return sorted(published, key=lambda card: place.get(card.name.partition(":")[0], 2))


def read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def as_script(data) -> str:
    """Data as JavaScript, which inside a page cannot end it."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def both(en: str, fr: str) -> Markup:
    """Words of both languages, of which the page shows one."""
    told = '<span class="fr" lang="fr">{}</span><span class="en" lang="en">{}</span>'
    return Markup(told).format(fr, en)
