"""What a page that was written is made of, which stands in it, so that none is written again."""

from importlib.metadata import version
from pathlib import Path

from synplast.cache import fingerprint
from synplast.packages import digest


def made_of() -> str:
    """A name for all that a page of the published rules depends on; stands in the page."""
    return fingerprint(version("brian2"), digest("figures", "models", "protocols", "readout"))


def is_current(path: Path) -> bool:
    """Whether the page there is what `write_page` would write again."""
    return says_made_of(path, made_of())


def is_own(path: Path) -> bool:
    """Whether the page there has rules of the user's."""
    return says_made_of(path, "")


def says_made_of(path: Path, name: str) -> bool:
    said = f'<meta name="made-of" content="{name}">'
    return path.is_file() and said in path.read_text(encoding="utf-8")[:2000]
