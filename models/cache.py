"""The user's cache directory: what was worked out once and need not be again."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import platformdirs

from models.whole_file import whole


def folder() -> Path:
    """The directory (environment variable ``ENGRAMME_CACHE`` moves it)."""
    chosen = os.environ.get("ENGRAMME_CACHE") or platformdirs.user_cache_path("engramme")
    return Path(chosen).absolute()


def fingerprint(*parts: object) -> str:
    """A name for what depends on ``parts`` and on nothing else."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part if isinstance(part, bytes) else repr(part).encode())
        digest.update(b"\0")
    return digest.hexdigest()[:24]


def kept(name: str, make: Callable[[], Any]) -> Any:
    """What ``make`` returns, JSON, from the file of an earlier run if it is there whole."""
    path = folder() / f"{name}.json"
    found = read(path)
    if found is None:
        found = make()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path, found)
        except OSError:
            pass  # a cache that cannot be written costs time, not the answer
    return found


def write(path: Path, value: Any) -> None:
    """Keep ``value``, JSON, with its digest."""
    with whole(path) as beside:
        beside.write_text(json.dumps([fingerprint(value_text(value)), value]), encoding="utf-8")


def read(path: Path) -> Any:
    """What `write` kept; None where it is not there, or not as it was written."""
    try:
        digest, value = json.loads(path.read_text(encoding="utf-8"))
        return value if digest == fingerprint(value_text(value)) else None
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def value_text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
