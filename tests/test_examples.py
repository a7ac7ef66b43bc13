"""Each example of docs/examples computes at import, and draws only when it is run."""

from importlib import util
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "docs" / "examples"
EXAMPLES = sorted(FOLDER.glob("*.py"))


def load(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    specification = util.spec_from_file_location(f"example_{name}", FOLDER / f"{name}.py")
    module = util.module_from_spec(specification)
    specification.loader.exec_module(module)
    assert not list(tmp_path.iterdir()), "nothing is drawn at import"
    return module


@pytest.fixture
def example(tmp_path, monkeypatch):
    return lambda name: load(name, tmp_path, monkeypatch)


def test_each_example_is_short_and_tested():
    tested = {name.removeprefix("test_example_") for name in globals()}
    for path in EXAMPLES:
        assert path.stem in tested
        assert 15 <= len(path.read_text(encoding="utf-8").splitlines()) <= 60


def test_example_window(example):
    # exp(-60/40) / exp(-60/16.8), the same amplitude
    assert example("window").ratio == pytest.approx(7.94, rel=1e-3)


def test_example_own_rule(example):
    assert example("own_rule").cost == pytest.approx(0.001)


def test_example_scorecard(example):
    found = example("scorecard")
    assert 1 <= found.won < len(found.card.experiment)


def test_example_network(example):
    assert 1 < example("network").rate < 100


def test_example_pipeline(example):
    assert example("pipeline").accuracy > 0.9


def test_example_own_digits(example):
    found = example("own_digits")
    assert (found.digit, found.seen.doubt[0]) == (3, "")
    assert "two separate marks" in found.seen.doubt[1]


def test_example_fit_rule(example):
    pytest.importorskip("protocols.fit")
    assert example("fit_rule").tau_y == pytest.approx(48, rel=0.02)


def test_example_sweep_on_dask(example):
    pytest.importorskip("protocols.sweep")
    assert 0 < example("sweep_on_dask").best < 2
