"""What may import what, also by a name in text, and that everything can be imported."""

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ["synplast", "models", "protocols", "readout", "figures"]
#: It lists and starts what is above it.
FRONT_DOOR = {"synplast/__init__.py", "synplast/__main__.py", "synplast/front_door.py"}


def named(path):
    """Every module that a file imports, or names in text."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module
        elif isinstance(node, ast.Constant) and re.fullmatch(r"[a-z]\w+(\.\w+)+", str(node.value)):
            yield str(node.value)


@pytest.mark.parametrize("folder", FLOORS)
def test_no_file_names_a_module_of_a_floor_above_its_own(folder):
    above = set(FLOORS[FLOORS.index(folder) + 1 :])
    files = sorted((ROOT / folder).rglob("*.py"))
    assert files
    for path in files:
        if path.relative_to(ROOT).as_posix() not in FRONT_DOOR:
            assert not {name.split(".")[0] for name in named(path)} & above, path


def test_every_benchmark_can_be_started():
    """Those that compare in one run; plain scripts and NEST's are started by them."""
    names = [one.name for one in pkgutil.iter_modules([str(ROOT / "benchmarks")])]
    compared = [name for name in names if not name.startswith(("plain_", "nest_"))]
    assert {"stdp", "exact", "rules", "mnist"} <= set(compared)
    for name in compared:
        assert importlib.import_module(f"benchmarks.{name}").__doc__
