"""The user's cache directory: what was worked out once and need not be again."""

import hashlib
import os
from pathlib import Path

import platformdirs


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
