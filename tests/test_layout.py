"""The folders and what may import what."""

import ast
from pathlib import Path

import pytest

ORDER = ["models", "protocols", "readout", "figures"]
FILES = [path for folder in ORDER for path in sorted(Path(folder).rglob("*.py"))]


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=str)
def test_imports_point_from_figures_to_models_only(path):
    later = ORDER[ORDER.index(path.parts[0]) + 1 :]
    assert not {name.split(".")[0] for name in imported(path)} & set(later)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_file_is_named_by_its_concept(path):
    assert path.stem not in {"utils", "helpers", "base", "common", "misc"}
