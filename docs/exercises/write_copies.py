"""The students' copies of the exercises: in one language, without the solutions.

python docs/exercises/write_copies.py --lang fr --output copies

Each is a Python file in percent format: a notebook after ``jupytext --to ipynb copies/*.py``.
"""

import argparse
import re
from pathlib import Path

HERE = Path(__file__).parent
TODO = {"fr": "# À compléter", "en": "# To be completed"}


def find_exercises() -> list[Path]:
    return sorted(HERE.glob("e[0-9][0-9]_*.py"))


def split_cells(text: str) -> list[str]:
    """The cells, each with its heading line."""
    return re.split(r"^(?=# %%)", text, flags=re.MULTILINE)[1:]


def take_out_solution(cell: str, lang: str = "en") -> str:
    """A cell with a line to complete in place of what stands between the marks."""
    marked = r"^( *)### BEGIN SOLUTION\n.*?^ *### END SOLUTION\n"
    return re.sub(marked, rf"\1{TODO[lang]}\n", cell, flags=re.MULTILINE | re.DOTALL)


def write_copy(text: str, lang: str) -> str:
    """An exercise in one language, without its solutions."""
    other = "en" if lang == "fr" else "fr"
    cells = [cell for cell in split_cells(text) if f'lang="{other}"' not in cell.split("\n")[0]]
    return "".join(take_out_solution(cell, lang) for cell in cells)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lang", choices=["en", "fr"], default="fr")
    parser.add_argument("--output", type=Path, default=Path("copies"), metavar="FOLDER")
    given = parser.parse_args()
    if given.output.exists() and not given.output.is_dir():
        parser.error(f"--output {given.output}: a folder, and this is a file")
    if given.output.resolve() == HERE:
        parser.error(f"--output {given.output}: a folder of its own, or the solutions are lost")
    given.output.mkdir(parents=True, exist_ok=True)
    for path in find_exercises():
        (given.output / path.name).write_text(
            write_copy(path.read_text("utf-8"), given.lang), "utf-8"
        )
    print(f"{len(find_exercises())} exercises in {given.output}")


if __name__ == "__main__":
    main()
