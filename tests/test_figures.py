"""Every figure of the folder is drawn in both languages, and its own data bear out its claim."""

import functools
import json

import pytest
from matplotlib.mathtext import MathTextParser
from matplotlib.text import Text

from figures import chapters
from figures.__main__ import draw_one, figures
from figures.kept import data_of
from synplast import cache, packages, plotting

#: Of a screen of 1080 lines the picture has four fifths; the caption has the rest.
WIDTH, HEIGHT, SMALLEST = 0.8 * 1920, 0.8 * 1080, 24


@pytest.mark.parametrize("name", chapters.names())
def test_a_figure_is_drawn_for_a_hall_in_both_languages_and_its_claim_holds(
    tmp_path, name, monkeypatch, cache
):
    module, drawn = chapters.module(name), []
    draw = module.draw
    monkeypatch.setattr(
        module, "draw", lambda figure, result: (drawn.append(figure), draw(figure, result))
    )
    # Saving lays out and renders each text, in a quarter of a second: the longer words' alone.
    assert draw_one(name, ("fr",), "svg", tmp_path)["holds"] == "pass"
    assert (tmp_path / f"{name}.fr.svg").stat().st_size > 100
    assert len((tmp_path / f"{name}.csv").read_text().splitlines()) > 1
    plotting.draw_figure(lambda figure: module.draw(figure, data_of(name)), "en")
    for figure in drawn:
        width, height = figure.get_size_inches()
        assert width / height == pytest.approx(16 / 9)
        assert smallest_text(figure) >= SMALLEST
    for text in texts(drawn[1]):
        if "$" in text.get_text():
            MathTextParser("path").parse(text.get_text())


def smallest_text(figure) -> float:
    """Of all its texts that are seen, in pixels on a screen of 1080 lines in lecture mode."""
    width, height = figure.get_size_inches()
    pixels_a_point = min(WIDTH / width, HEIGHT / height) / 72
    return min((pixels_a_point * one.get_fontsize() for one in texts(figure)), default=SMALLEST)


def texts(figure) -> list[Text]:
    """All its texts that are seen."""
    return [one for one in figure.findobj(Text) if one.get_text().strip() and one.get_visible()]


@pytest.mark.parametrize("name", chapters.names())
def test_a_figure_says_what_it_shows_in_both_languages(name):
    module = chapters.module(name)
    assert module.CHAPTER in chapters.CHAPTERS
    for text in (module.CAPTION, module.CLAIM):
        assert set(text) == {"en", "fr"}
        assert text["en"] != text["fr"]
        assert all(part and part == part.strip() for part in text.values())
    assert module.COMMAND.startswith("python -m ")


def test_what_has_not_changed_is_not_drawn_again(tmp_path, capsys):
    assert figures("short_term", output=tmp_path).status == 0
    drawn = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("short_term*")}
    assert capsys.readouterr().err.startswith("pass")
    figures("short_term", output=tmp_path)
    assert capsys.readouterr().err == f"the page is {tmp_path / 'index.html'}\n"
    assert drawn == {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("short_term*")}
    figures("short_term", output=tmp_path, force=True)
    assert capsys.readouterr().err.startswith("pass")


def test_another_language_or_a_lost_file_is_drawn(tmp_path, capsys):
    how = {"format": "png", "output": tmp_path}
    figures("short_term", lang="fr", **how)
    assert [path.name for path in tmp_path.glob("*.png")] == ["short_term.fr.png"]
    figures("short_term", lang="en", **how)
    assert len(list(tmp_path.glob("*.png"))) == 2
    (tmp_path / "short_term.csv").unlink()
    capsys.readouterr()
    figures("short_term", lang="en", **how)
    assert capsys.readouterr().err.startswith("pass")
    assert json.loads((tmp_path / "figures.json").read_text())["short_term"]["holds"] == "pass"


def test_a_second_language_simulates_nothing_again(tmp_path, monkeypatch):
    module, simulated = chapters.module("hebb_1949"), []
    monkeypatch.setattr(cache, "folder", lambda: tmp_path / "cache")
    data = module.data

    @functools.wraps(data)
    def counted():
        simulated.append(1)
        return data()

    monkeypatch.setattr(module, "data", counted)
    for language in ("fr", "en"):
        assert draw_one("hebb_1949", (language,), "png", tmp_path)["holds"] == "pass"
    assert len(simulated) == 1
    (kept,) = (tmp_path / "cache" / "figures").glob("*.pickle")
    kept.write_bytes(b"not whole")
    assert draw_one("hebb_1949", ("fr",), "svg", tmp_path)["holds"] == "pass"
    assert len(simulated) == 2


def numbered(figure):
    across, upward = figure.subplots(1, 2)
    image = across.imshow([[0]], vmin=-0.5, vmax=0.5, extent=(-1.5, 1.5, -1.5, 1.5))
    figure.colorbar(image, ax=across, ticks=[-0.25])
    upward.loglog([0.01, 100], [1, 2])
    upward.set_yticks([1.5], ["1.5 by hand"])


@pytest.mark.parametrize(("lang", "sign"), [("en", "."), ("fr", ",")])
def test_axes_and_bars_of_colour_are_numbered_in_the_language(tmp_path, lang, sign):
    plotting.save(numbered, tmp_path / "a.svg", lang)
    text = (tmp_path / "a.svg").read_text()
    assert f"<!-- −0{sign}25 -->" in text  # on the bar
    assert f"<!-- −1{sign}5 -->" in text
    for as_it_was in ("10^{-2}", "<!-- 1.5 by hand -->"):
        assert as_it_was in text


@pytest.mark.parametrize(("form", "undated"), [("svg", {"Date": None}), ("png", {})])
def test_a_picture_is_to_the_byte_what_matplotlib_would_save(tmp_path, form, undated):
    def draw_and(write):
        with plotting.own_style() as figure:
            numbered(figure)
            write(figure, tmp_path / "a", form, undated)
        return (tmp_path / "a").read_bytes()

    def savefig(figure, path, form, metadata):
        figure.savefig(path, format=form, metadata=metadata)

    assert draw_and(plotting.write) == draw_and(savefig)


def test_one_colour_has_one_meaning():
    sides = ("PRE", "POST", "CAUSAL", "ACAUSAL", "POTENTIATION", "DEPRESSION")
    names = (*sides, "DATA", "CONTROL", "AP5", "A", "B", "RIGHT", "WRONG")
    colors = [*(getattr(plotting, name) for name in names), *plotting.CYCLE]
    assert plotting.CYCLE[:2] == [plotting.RULE_1, plotting.RULE_2]
    assert len(set(colors)) == len(colors)


def test_a_figure_is_made_of_those_whose_data_it_takes():
    assert chapters.sources("stimulus_traces") == {"stimulus_traces", "assemblies"}
    assert chapters.sources("maze_paths") == {"maze_paths", "water_maze"}
    assert chapters.sources("assemblies") == {"assemblies"}


def test_a_figure_is_stale_when_code_or_data_change_and_not_when_a_comment_does(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(packages, "ROOT", tmp_path)
    rule, data = tmp_path / "models" / "rule.py", tmp_path / "models" / "data.csv"
    rule.parent.mkdir()
    found = []
    for code, points in [("x = 1", "1"), ("x = 1  # SI", "1"), ("x = 2", "1"), ("x = 2", "2")]:
        rule.write_text(code, encoding="utf-8")
        data.write_text(points, encoding="utf-8")
        found.append(packages.meaning.__wrapped__("models"))
    assert found[0] == found[1]
    assert len(set(found)) == 3


def test_a_figure_that_fails_does_not_stop_the_others(tmp_path, monkeypatch):
    monkeypatch.setattr(chapters.module("short_term"), "claim", lambda data: False)
    assert draw_one("short_term", ("en",), "svg", tmp_path)["holds"] == "fail"
    monkeypatch.setattr(chapters.module("short_term"), "draw", lambda figure, result: 1 / 0)
    told = draw_one("short_term", ("en",), "svg", tmp_path)["holds"]
    assert told == "error: ZeroDivisionError: division by zero"


def test_a_list_draws_nothing(call, tmp_path):
    done = call("figures.__main__", "--list", "--lang", "fr")
    assert [line.split(",")[0] for line in done.stdout.splitlines()[1:]] == chapters.in_order(
        chapters.names()
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["stdp_windw"], "error: stdp_windw: no such figure; did you mean stdp_window?"),
        (["--output", "no/where"], "error: --output no/where: the folder no does not exist"),
        (["--lang", "de"], "error: --lang de: one of both, en, fr"),
        (["--format", "gif"], "error: --format gif: one of svg, png, pdf"),
    ],
)
def test_what_cannot_be_drawn_is_told_in_one_line(call, tmp_path, arguments, said):
    done = call("figures.__main__", *arguments)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []
