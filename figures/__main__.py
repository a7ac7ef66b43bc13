"""``python -m figures``: the figures of the course, and the page that shows them."""

import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import numpy as np

from figures import chapters
from figures.drawing import Killed, on_every_core
from figures.kept import data_of
from figures.live.written import is_current, is_own
from figures.page import LIVE, page
from figures.record import read_record, up_to_date, write_record
from models.catalogue import is_file
from synplast.arguments import reads_its_arguments
from synplast.bad_input import BadInput, nearest
from synplast.command import as_csv, command
from synplast.file_names import folder_to_write
from synplast.option_types import Text
from synplast.values import Kind
from synplast.whole_file import whole


class Drawn(NamedTuple):
    """What was drawn.

    Attributes
    ----------
    figure : array of str (figures,)
    holds : array of str (figures,)
        Whether the figure's own data bear its claim out: pass, fail, or the error.
    claim : array of str (figures,)
        What the figure says.
    """

    figure: Text
    holds: Text
    claim: Text

    @property
    def status(self) -> int:
        return int((self.holds != "pass").any() and (self.holds != "").any())


def known(names) -> tuple[str, ...]:
    if any(map(is_file, names)):  # rules, for the page that moves
        return tuple(dict.fromkeys(names))
    for name in names:
        if name not in chapters.names():
            raise BadInput("", name, f"no such figure; {nearest(name, chapters.names())}")
    return tuple(chapters.in_order(list(dict.fromkeys(names)) or chapters.names()))


@reads_its_arguments
def figures(
    *name: Annotated[str, Kind(known, "the name of a figure")],
    lang: Literal["both", "en", "fr"] = "both",
    format: Literal["svg", "png", "pdf"] = "svg",
    output: Annotated[Path, Kind(folder_to_write, "a folder", metavar="DIR")] = "course-figures",
    list: bool = False,
    force: bool = False,
    live: bool = False,
) -> Drawn:
    """Draw figures of the course, all or by name, and check what each claims.

    Writes NAME.LANG.FORMAT and the data behind it, NAME.csv, for each figure, and index.html, one
    page that shows them all and needs nothing else. What has not changed is not drawn again. With
    --live, writes live.html in their place, a page whose rules and experiments move under one's
    hand; it has a rule of your own too where FILE.py:NAME is named.

    Parameters
    ----------
    name : str
        Which figures; all if none is named.
    lang : str
        Language of the labels and captions: both, en or fr.
    format : str
        svg, png or pdf.
    output : folder
        Where the files go; it is made if it is not there.
    list : bool
        Only tell the figures and their claims.
    force : bool
        Draw again what has not changed.
    live : bool
        Write the page that moves, and draw no figure.

    Raises
    ------
    BadInput
        No such figure; a rule that the page cannot have, with its statement.
    """
    own = [one for one in name if is_file(one)]
    if live:
        given = len(name) < len(chapters.names())
        return write_live(name if given else (), output)
    if own:
        raise BadInput("", own[0], "a rule's file is taken with --live only")
    languages = ("en", "fr") if lang == "both" else (lang,)
    claims = [chapters.module(one).CLAIM[languages[0]] for one in name]
    if list:
        nothing = np.full(len(name), "")
        return Drawn(np.array(name), nothing, np.array(claims))
    output.mkdir(exist_ok=True)
    record = read_record(output)
    inputs = {one: chapters.inputs(one) for one in name}
    stale = [
        one
        for one in name
        if force or not up_to_date(record.get(one, {}), inputs[one], output, one, languages, format)
    ]
    stale.sort(key=lambda one: one not in chapters.LONG)
    before = {one: record.get(one, {}) for one in stale}

    def forget(one: str) -> None:
        record.pop(one, None)  # until picture and data are whole, there is none
        write_record(output, record)

    work = partial(draw_one, languages=languages, format=format, output=output)
    start = time.monotonic()
    with closing(on_every_core(stale, work, forget, output)) as done:
        for n, (one, entry) in enumerate(done, 1):
            if isinstance(entry, Killed):
                entry = {"time": 0.0, "holds": f"error: {entry}", "files": []}
            kept = before[one] if before[one].get("inputs") == inputs[one] else {}
            files = sorted({*kept.get("files", []), *entry["files"]})
            record[one] = entry | {"inputs": inputs[one], "files": files}
            write_record(output, record)
            each = (time.monotonic() - start) / n
            tell(entry, one, n, len(stale), each * (len(stale) - n))
    if len(name) == len(chapters.names()) and not is_own(output / LIVE):
        write_live((), output)
    index = output / "index.html"
    with whole(index) as beside:
        beside.write_text(page(record, output), encoding="utf-8")
    print(f"the page is {index.absolute()}", file=sys.stderr)
    holds = [record[one]["holds"] for one in name]
    return Drawn(*map(np.array, (name, holds, claims)))


def tell(entry: dict, name: str, n: int, count: int, left: float) -> None:
    """How a figure went, how many are done, and about how long the others take (s)."""
    told = f"{entry['holds']}  {entry['time']:6.1f} s  {n}/{count}"
    told += f", about {left:.0f} s left" if n < count else ""
    print(f"{told}  {name}", file=sys.stderr, flush=True)


def write_live(rules, output: Path) -> Drawn:
    """Write the page that moves, with these rules of the user's."""
    from figures.live.page import write_page
    from protocols.engine.rule_option import rule_cards

    for one in rules:
        if not is_file(one):
            raise BadInput(
                "live", one, "FILE.py:NAME, a rule of your own; the others are all there"
            )
    output.mkdir(exist_ok=True)
    path = output / LIVE
    if rules or not is_current(path):
        text = write_page(rule_cards(rules) if rules else ())
        with whole(path) as beside:
            beside.write_text(text, encoding="utf-8")
    print(f"the page that moves is {path.absolute()}", file=sys.stderr)
    return Drawn(*map(np.array, (["live"], [""], ["rules and experiments that move"])))


def draw_one(name: str, languages, format: str, output: Path) -> dict:
    """Draw one figure in each language and write its data; what fails is told, not raised."""
    from synplast.plotting import save

    start, files = time.perf_counter(), []
    try:
        module = chapters.module(name)
        data = data_of(name)
        for language in languages:
            path = output / f"{name}.{language}.{format}"
            save(partial(module.draw, result=data), path, language, module.CAPTION[language])
            files.append(path.name)
        with whole(output / f"{name}.csv") as beside:
            beside.write_text(as_csv(data), encoding="utf-8", newline="")
        if hasattr(module, "details"):
            with whole(output / f"{name}.html") as beside:
                beside.write_text(module.details(data), encoding="utf-8")
        holds = "pass" if module.claim(data) else "fail"
    except Exception as error:
        holds = f"error: {type(error).__name__}: {error}".splitlines()[0]
    return {"time": round(time.perf_counter() - start, 2), "holds": holds, "files": files}


command(figures)
