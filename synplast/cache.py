"""The user's cache directory: what was worked out once and need not be again."""

import functools
import hashlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import platformdirs

from synplast.whole_file import whole

#: Nothing can be in it: what stands for a cache that must not be used.
NOWHERE = Path(os.devnull) / "cache"


def folder() -> Path:
    """The directory (environment variable ``SYNPLAST_CACHE`` moves it).

    It is made for its owner alone: what is kept in it is run. One that others own or may write is
    not used: `NOWHERE` stands for it.
    """
    chosen = os.environ.get("SYNPLAST_CACHE") or platformdirs.user_cache_path("synplast")
    path = Path(chosen).absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        theirs = hasattr(os, "getuid") and others_may_write(path)
    except OSError:  # who reads or writes there will be told
        return path
    if theirs:
        say(f"the cache {path} is not used: others {theirs} it, and what is kept there is run")
    return NOWHERE if theirs else path


def others_may_write(path: Path) -> str:
    """What others can do with a folder, ``own`` or ``may write``; empty if nothing."""
    status = path.stat()
    if status.st_uid != os.getuid():
        return "own"
    return "may write" if status.st_mode & 0o022 else ""


@functools.cache  # said once a process
def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def fingerprint(*parts: object) -> str:
    """A name for what depends on ``parts`` and on nothing else."""
    digest = hashlib.sha256()
    if sys.flags.optimize > 1:  # -OO takes the docstrings away, from which cards have their titles
        parts = (*parts, "-OO")
    for part in parts:
        digest.update(part if isinstance(part, bytes) else repr(part).encode())
        digest.update(b"\0")
    return digest.hexdigest()[:24]


def keep(name: str, make: Callable[[], Any]) -> Any:
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
