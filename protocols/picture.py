"""How every picture looks, the two languages it is drawn in, and how it is saved."""

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib.figure import Figure

from models.whole_file import whole

_language = ContextVar("language", default="en")

# Okabe & Ito's colours, told apart by the colour-blind; one meaning each throughout the course.
PRE = "#0072B2"
POST = "#E69F00"
POTENTIATION = "#D55E00"
DEPRESSION = "#56B4E9"
DATA = "#000000"
CYCLE = ["#009E73", "#CC79A7", "#D55E00", "#0072B2", "#E69F00", "#56B4E9"]

STYLE = {
    "font.size": 13,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": matplotlib.cycler(color=CYCLE),
    "lines.linewidth": 2,
    "legend.frameon": False,
    "figure.constrained_layout.use": True,
    "figure.dpi": 120,
    "svg.fonttype": "none",
    "svg.hashsalt": "engramme",
    "pdf.fonttype": 42,
}

# What would otherwise write today's date into the file.
METADATA = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


def say(*, en: str, fr: str) -> str:
    """The text in the language being drawn."""
    return {"en": en, "fr": fr}[_language.get()]


@contextmanager
def language(name: str):
    """Draw in ``name``, ``"en"`` or ``"fr"``, within this context."""
    token = _language.set(name)
    try:
        yield
    finally:
        _language.reset(token)


def save(draw: Callable[[Figure], None], path: Path, lang: str = "en") -> None:
    """Draw on a new figure and save it; the same data give the same bytes."""
    with matplotlib.rc_context(STYLE), language(lang):
        figure = Figure(figsize=(8, 5))
        draw(figure)
        form = path.suffix[1:].lower()
        with whole(path) as beside:
            figure.savefig(beside, format=form, metadata=METADATA[form])
