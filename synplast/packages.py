"""What the project's packages are made of, for what is kept and depends on them."""

import ast
import functools
from pathlib import Path

from synplast.cache import fingerprint

#: The folder that holds them.
ROOT = Path(__file__).parents[1]
#: The files that they are made of; the data sets stand under names that change with them.
TEXT = (".py", ".csv", ".toml", ".html", ".css", ".js")


@functools.cache
def digest(*packages: str) -> str:
    """A name for all files of some packages as they are, their data among them."""
    return fingerprint(*(path.read_bytes() for path in files(packages)))


@functools.cache
def meaning(*packages: str) -> str:
    """As `digest`, but for comments and the layout of code, which change nothing that it does."""
    return fingerprint(
        *(
            ast.dump(ast.parse(path.read_bytes())) if path.suffix == ".py" else path.read_bytes()
            for path in files(packages)
        )
    )


def files(packages: tuple[str, ...]) -> list[Path]:
    found = [path for package in packages for path in (ROOT / package).rglob("*")]
    return sorted(path for path in found if path.suffix in TEXT)
