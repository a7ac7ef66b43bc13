"""Every figure of the folder is drawn in both languages, and its own data bear out its claim."""

import importlib
import pkgutil

import pytest

import figures

NAMES = [module.name for module in pkgutil.iter_modules(figures.__path__) if module.name[0] != "_"]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_drawn_and_its_claim_holds(run, tmp_path, name, lang):
    done = run("figures", name, "--lang", lang, "--format", "svg")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1].endswith(",pass")
    assert (tmp_path / f"{name}.svg").stat().st_size > 1000


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_speaks_both_languages(name):
    module = importlib.import_module(f"figures.{name}")
    for text in (module.CAPTION, module.CLAIM):
        assert set(text) == {"en", "fr"}
        assert text["en"] != text["fr"]


def test_an_unknown_figure_is_answered_with_the_known_ones(run):
    done = run("figures", "stdp_windw")
    assert done.returncode == 2
    assert "did you mean stdp_window?" in done.stderr


def test_a_folder_that_does_not_exist_is_refused(run):
    done = run("figures", "--output", "nowhere")
    assert done.returncode == 2
    assert done.stderr == "python -m figures: error: --output nowhere: a folder that exists\n"
