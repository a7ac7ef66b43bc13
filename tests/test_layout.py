"""The folders and what may import what."""

import ast

import pytest

from models.sources import ROOT

ORDER = ["models", "protocols", "readout", "figures"]
FILES = [
    path.relative_to(ROOT) for folder in ORDER for path in sorted((ROOT / folder).rglob("*.py"))
]


def imported(path):
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=str)
def test_imports_point_from_figures_to_models_only(path):
    later = ORDER[ORDER.index(path.parts[0]) + 1 :]
    assert not {name.split(".")[0] for name in imported(path)} & set(later)


def test_every_folder_s_files_are_looked_at():
    assert {path.parts[0] for path in FILES} == set(ORDER)
