"""Each exercise: its solution passes its claim, and the copy without it runs and fails it."""

import subprocess
import sys
from importlib import util
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "docs" / "exercises"
SPECIFICATION = util.spec_from_file_location("write_copies", FOLDER / "write_copies.py")
write_copies = util.module_from_spec(SPECIFICATION)
SPECIFICATION.loader.exec_module(write_copies)
EXERCISES = write_copies.find_exercises()


def run_cells(text):
    """The claims' cells, and the names that all cells before them leave."""
    names = {"__name__": "exercise"}
    cells = [cell for cell in write_copies.split_cells(text) if "[markdown]" not in cell[:20]]
    claims = [cell for cell in cells if 'tags=["claim"]' in cell.split("\n")[0]]
    for cell in cells:
        if cell not in claims:
            exec(compile(cell, "exercise", "exec"), names)
    return claims, names


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_the_solution_passes_the_claim_and_the_copy_without_it_fails(path):
    text = path.read_text(encoding="utf-8")
    (claim,), names = run_cells(text)
    exec(compile(claim, "claim", "exec"), names)
    (claim,), names = run_cells(write_copies.write_copy(text, "fr"))
    with pytest.raises((AssertionError, TypeError, ValueError)):
        exec(compile(claim, "claim", "exec"), names)


def test_there_is_one_for_each_chapter_and_each_in_both_languages():
    assert len(EXERCISES) >= 12
    for path in EXERCISES:
        text = path.read_text(encoding="utf-8")
        assert text.count('[markdown] lang="fr"') == text.count('[markdown] lang="en"') == 1
        french, english = (write_copies.write_copy(text, lang) for lang in ("fr", "en"))
        assert "À compléter" in french
        assert "To be completed" in english
        assert "SOLUTION" not in french + english


def test_the_copies_are_written_without_solutions(tmp_path):
    call = [sys.executable, FOLDER / "write_copies.py", "--lang", "fr", "--output", tmp_path / "a"]
    subprocess.run(call, check=True, capture_output=True)
    assert len(list((tmp_path / "a").glob("*.py"))) == len(EXERCISES)
    done = subprocess.run([*call[:-1], FOLDER], capture_output=True, text=True)
    assert done.returncode == 2
    assert "the solutions are lost" in done.stderr
