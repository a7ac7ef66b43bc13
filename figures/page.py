"""The page that shows the figures: one file, opened from disk, without server or network."""

import base64
import mimetypes
from importlib.resources import files
from pathlib import Path

import jinja2
from markupsafe import Markup

from figures import chapters
from models.catalogue import find

#: Preferred first, where a figure was drawn in several formats.
SHOWN = ("svg", "png")
#: The page that moves, which `figures.live.page` writes.
LIVE = "live.html"


def page(record: dict, output: Path) -> str:
    """The page for the figures that ``record`` says are in ``output``.

    Parameters
    ----------
    record : dict from name to dict
        Of each figure its ``files``, whether its claim ``holds`` and the ``time`` it took.
    """
    there = chapters.in_order([name for name in record if name in chapters.names()])
    shown = [describe(name, record[name], output) for name in there]
    sections = [
        {"key": key, "title": title, "figures": inside}
        for key, title in chapters.CHAPTERS.items()
        if (inside := [one for one in shown if one["chapter"] == key])
    ]
    for number, one in enumerate(shown, 1):
        one["number"] = number
    template = files("figures").joinpath("gallery.html").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True)
    live = LIVE if (output / LIVE).is_file() else ""
    return environment.from_string(template).render(chapters=sections, count=len(shown), live=live)


def describe(name: str, entry: dict, output: Path) -> dict:
    """All that the page tells of one figure."""
    module = chapters.module(name)
    pictures = {language: embed(name, language, entry, output) for language in ("en", "fr")}
    either = pictures["en"] or pictures["fr"]
    return {
        "name": name,
        "chapter": module.CHAPTER,
        "caption": module.CAPTION,
        "claim": module.CLAIM,
        "holds": entry["holds"],
        "command": module.COMMAND,
        "pictures": {language: picture or either for language, picture in pictures.items()},
        "csv": data_uri(output / f"{name}.csv"),
        "details": details(name, output),
        "rules": [find(rule) for rule in module.RULES],
    }


def details(name: str, output: Path) -> Markup:
    """What a figure has to tell beyond its picture, as it wrote it; empty where it does not."""
    path = output / f"{name}.html"
    there = hasattr(chapters.module(name), "details") and path.is_file()
    return Markup(path.read_text(encoding="utf-8") if there else "")


def embed(name: str, language: str, entry: dict, output: Path) -> str:
    """The picture as a data URI; empty where it was not drawn in a format that a page shows."""
    for form in SHOWN:
        path = output / f"{name}.{language}.{form}"
        if path.name in entry["files"] and path.is_file():
            return data_uri(path)
    return ""


def data_uri(path: Path) -> str:
    if not path.is_file():
        return ""
    kind = mimetypes.guess_type(path.name)[0] or "text/csv"
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
