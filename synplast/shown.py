"""A result in a person's hands: in a line, in a notebook, as a picture, as a data frame."""

import base64
import html
import io
import sys

from synplast.table import cells, columns

#: Of a long table, the rows that a notebook shows.
FIRST = 8


def show_itself(kind: type, draw=None) -> None:
    """Give results of a named tuple's type a short ``repr``, and ways to be looked at."""
    kind.__repr__ = describe
    kind.__iter__ = iterate
    kind._repr_html_ = lambda result: as_html(result, draw)
    kind.to_frame = to_frame
    if draw:
        kind.plot = lambda result, lang="en": plot(result, draw, lang)


def describe(result) -> str:
    """One line: how many rows of which columns, and of which rules."""
    found = columns(result)
    count = len(next(iter(found.values()))[1]) if found else 0
    named = getattr(result, "rule", ())
    rules = ", ".join([named] if isinstance(named, str) else map(str, dict.fromkeys(named)))
    of = f" of {rules if len(rules) < 60 else rules[:57] + '...'}" if rules else ""
    return f"<{type(result).__name__}{of}: {count} row{'s' * (count != 1)}, {', '.join(found)}>"


def iterate(result):
    """The fields in turn, as any named tuple's; pandas would take them for rows."""
    caller = sys._getframe(1).f_globals.get("__name__", "")
    if caller.partition(".")[0] == "pandas":
        raise TypeError("a result is columns, not rows: take result.to_frame()")
    return tuple.__iter__(result)


def to_frame(result):
    """The table as a pandas DataFrame, a column a heading, its unit in it.

    Raises
    ------
    ImportError
        pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise ImportError("to_frame needs pandas: pip install pandas") from None
    named = {heading: values for heading, (_, values) in columns(result).items()}
    return pandas.DataFrame(named)


def plot(result, draw, lang: str = "en"):
    """The picture that ``--figure`` draws: a Matplotlib figure.

    Parameters
    ----------
    lang : str
        ``"en"`` or ``"fr"``.
    """
    from synplast.plotting import draw_figure

    return draw_figure(lambda figure: draw(figure, result), lang)


def as_html(result, draw=None) -> str:
    """The first rows as a table with its units and rules, the picture beside it."""
    found = list(columns(result))
    rows = cells(result, digits=4)
    lines = [row_of("th", found), *(row_of("td", row) for row in rows[:FIRST])]
    if len(rows) > FIRST:
        lines.append(f"<tr><td colspan={len(found)}>… {len(rows) - FIRST} more rows</td></tr>")
    caption = f"<caption>{html.escape(describe(result)[1:-1])}</caption>"
    table = f"<table>{caption}{''.join(lines)}</table>"
    picture = f"<div>{image_of(result, draw)}</div>" if draw else ""
    return f'<div style="display: flex; gap: 2em; align-items: start">{table}{picture}</div>'


def row_of(tag: str, words) -> str:
    return f"<tr>{''.join(f'<{tag}>{html.escape(str(word))}</{tag}>' for word in words)}</tr>"


def image_of(result, draw) -> str:
    out = io.BytesIO()
    plot(result, draw).savefig(out, format="png", dpi=60)
    kept = base64.b64encode(out.getvalue()).decode()
    return f'<img alt="{type(result).__name__}" src="data:image/png;base64,{kept}">'
