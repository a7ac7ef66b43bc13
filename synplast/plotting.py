"""How every picture looks, the two languages it is drawn in, and how it is saved."""

from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from synplast.bad_input import BadInput
from synplast.whole_file import whole

_language = ContextVar("language", default="en")

# The course's colours, told apart by the colour-blind (Okabe & Ito's, Tol's and Brewer's): one
# meaning each, in every figure.
PRE = "#0072B2"
POST = "#E69F00"
POTENTIATION = "#D55E00"
DEPRESSION = "#56B4E9"
DATA = "#000000"
CAUSAL = "#009E73"  # pre before post, +10 ms
ACAUSAL = "#882255"  # post before pre, -10 ms
CONTROL = "#666666"
AP5 = "#CC79A7"
RULE_1 = "#332288"  # the first rule of a figure, and what stands for a model alone
RULE_2 = "#999933"
A = "#6A3D9A"  # an assembly, a class, a conditioned stimulus
B = "#A6611A"
RIGHT = "#117733"
WRONG = "#EE3377"
# What has no colour of its own, and the rules of a figure one after the other.
CYCLE = [RULE_1, RULE_2, "#44AA99", "#AA4466", "#BBBBBB"]

#: A picture fills a hall's screen but for its caption: 16:9, and 128 px an inch at 1080p.
SIZE = 12, 6.75
#: The smallest text of a picture (points): 24 px in a hall.
SMALLEST = 13.5

STYLE = {
    "font.size": 17,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "lines.linewidth": 2.5,
    "legend.frameon": False,
    "figure.constrained_layout.use": True,
    "figure.dpi": 120,
    "svg.hashsalt": "synplast",  # else the same figure gets other names inside at every run
    "svg.fonttype": "path",  # the same letters on a machine without the font
    "pdf.fonttype": 42,
}


def say(*, en: str, fr: str) -> str:
    """The text in the language being drawn."""
    return {"en": en, "fr": fr}[_language.get()]


def decimal(number: str, sign: str = "") -> str:
    """A number's text with a true minus sign, and the decimal sign of the language."""
    return number.replace("-", "−").replace(".", sign or say(en=".", fr=","))


def set_decimal_signs(axes) -> None:
    """Number both axes so, but for powers of ten and labels made by hand."""
    from matplotlib.ticker import ScalarFormatter

    sign = say(en=".", fr=",")
    for axis in (axes.xaxis, axes.yaxis):
        if type(axis.get_major_formatter()) is ScalarFormatter:
            # In the language of now, whenever it is drawn.
            axis.set_major_formatter(lambda x, _, sign=sign: decimal(f"{x:g}", sign))


@contextmanager
def language(name: str):
    """Draw in ``name``, ``"en"`` or ``"fr"``, within this context."""
    token = _language.set(name)
    try:
        yield
    finally:
        _language.reset(token)


def save(draw: Callable[[Any], Any], path: Path, lang: str = "en", about: str = "") -> Any:
    """Draw on a new figure and save it whole; the same data give the same bytes.

    Parameters
    ----------
    draw : callable
        Takes the Matplotlib figure; what it returns is returned.
    about : str
        What the picture shows, kept in the file.
    """
    form = path.suffix[1:].lower()
    metadata = {  # None: what would write today's date or a version into the file
        "png": {"Software": None, "Description": about},
        "svg": {"Date": None, "Creator": None, "Description": about},
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None, "Subject": about},
    }
    with own_style(path) as figure, language(lang):
        drawn = draw(figure)
        for axes in figure.axes:  # bars of colour too
            set_decimal_signs(axes)
        with whole(path) as beside:
            write(figure, beside, form, metadata[form])
    return drawn


def write(figure, path: Path, form: str, metadata: dict) -> None:
    """What ``figure.savefig`` writes, which goes through it twice, the first time to lay it out."""
    from matplotlib.backend_bases import get_registered_canvas_class

    canvas = get_registered_canvas_class(form)(figure)
    getattr(canvas, f"print_{form}")(path, metadata=metadata)


@contextmanager
def own_style(path: Path | str = "") -> Iterator[Any]:
    """A new figure, in a context where Matplotlib draws as we do and not as the user's settings."""
    matplotlib = load_matplotlib(path)
    from matplotlib.figure import Figure

    with matplotlib.rc_context():
        matplotlib.rcdefaults()  # not what the user's own matplotlibrc says
        matplotlib.rcParams.update(STYLE)
        yield Figure(figsize=SIZE)


def draw_figure(draw: Callable[[Any], Any], lang: str = "en") -> Any:
    """What `save` writes, as a Matplotlib figure.

    Raises
    ------
    BadInput
        A language other than ``"en"`` and ``"fr"``.
    """
    if lang not in ("en", "fr"):
        raise BadInput("lang", lang, "en or fr")
    with own_style() as figure, language(lang):
        draw(figure)
        for axes in figure.axes:
            set_decimal_signs(axes)
    return figure


def load_matplotlib(path: Path | str):
    """Matplotlib, which takes a quarter of a second to import, and a table does not need.

    Raises
    ------
    BadInput
        It cannot be imported, as where the user's settings of it cannot be read.
    """
    try:
        with chdir(Path(__file__).parent):  # it reads a matplotlibrc of the folder one is in
            import matplotlib
    except Exception as error:
        raise BadInput("figure", path, f"Matplotlib cannot be loaded: {error}") from None
    return matplotlib
