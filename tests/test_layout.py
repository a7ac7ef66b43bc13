"""What may import what, and that everything can be imported."""

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ORDER = ["models", "protocols", "readout", "figures"]


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.mark.parametrize("folder", ORDER)
def test_imports_point_from_figures_to_models_only(folder):
    later = set(ORDER[ORDER.index(folder) + 1 :])
    files = sorted((ROOT / folder).rglob("*.py"))
    assert files
    for path in files:
        assert not {name.split(".")[0] for name in imported(path)} & later, path


def test_every_benchmark_can_be_started():
    """Those that compare in one run; plain scripts and NEST's are started by them."""
    names = [one.name for one in pkgutil.iter_modules([str(ROOT / "benchmarks")])]
    compared = [name for name in names if not name.startswith(("plain_", "nest_"))]
    assert {"stdp", "exact", "rules", "mnist"} <= set(compared)
    for name in compared:
        assert importlib.import_module(f"benchmarks.{name}").__doc__
