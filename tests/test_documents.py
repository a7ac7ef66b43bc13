"""What the documents tell is run as it stands."""

import re
from importlib import util
from pathlib import Path

import pytest

from models.catalogue import find
from protocols.engine import engines
from protocols.engine.spike_trains import spike_trains
from protocols.scorecard import scorecard
from protocols.stdp import stdp
from synplast.bad_input import BadInput
from synplast.plotting import save

DOCS = Path(__file__).parents[1] / "docs"


@pytest.fixture
def written(tmp_path, monkeypatch):
    """The files that docs/extending.md tells to write, in a folder of their own."""
    text = (DOCS / "extending.md").read_text(encoding="utf-8")
    for name, body in re.findall(r"^```\w+ (\S+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        (tmp_path / name).write_text(body, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def load(path):
    specification = util.spec_from_file_location(path.stem, path)
    module = util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_the_rule_of_the_page_runs_and_is_put_to_its_experiment(written):
    window = stdp(rule="saturating.py:mine", lag=[-10, 10], engine="exact")
    assert window.change[0] < 0 < window.change[1] < 1
    card = scorecard(rule="saturating.py:mine", experiment="mine.toml")
    assert card.targets.tolist() == [2]
    assert card.E[0] < card.null[0]


def test_the_engine_of_the_page_runs_a_rule_that_names_it(written, monkeypatch):
    engine = load(written / "counting.py").counting
    monkeypatch.setitem(engines.ENGINES, "counting", engine)
    trains = spike_trains([[0, 1, 2], [0]], [[], []])
    weights = engine.way("exact", "mine")(None, {"w": [1.0, 2.0]}, trains)
    assert weights.round(6).tolist() == [[1.003, 1.001], [2.003, 2.001]]
    with pytest.raises(BadInput, match="mine is counted, and not simulated; use engine exact"):
        engine.way("brian2", "mine")


def test_the_figure_of_the_page_is_drawn_and_its_claim_holds(written):
    figure = load(written / "pairs_add_up.py")
    for lang in ("en", "fr"):
        assert figure.claim(save(figure.draw, written / f"{lang}.svg", lang))
        assert figure.CAPTION[lang]
        assert figure.CLAIM[lang]
    assert all(find(name) for name in figure.RULES)


def test_every_convention_names_a_test_that_there_is():
    text = (DOCS / "conventions.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/\w+\.py)::(\w+)`", text)
    assert len(named) > 12
    for path, test in named:
        assert f"def {test}(" in (DOCS.parent / path).read_text(encoding="utf-8")
