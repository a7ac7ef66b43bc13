"""Files that are there whole or not at all."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

_tolerated: ContextVar[dict[Path, OSError | None] | None] = ContextVar("tolerated", default=None)


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Yield a name beside ``path`` to write to; it becomes ``path`` only if all goes well.

    What ``path`` links to is written, with the mode that it has; a pipe or a device is written to
    when all is there.

    Raises
    ------
    OSError
        Names ``path``, which is as it was; not raised where it is `tolerate`.
    """
    there, beside, refused = path, name_beside(path, path.parent), None
    try:
        try:
            there = destination(path)
            # A device has no folder to write in first.
            beside = name_beside(
                path, Path(tempfile.gettempdir()) if is_device(there) else there.parent
            )
            create(beside, there)
        except OSError as error:
            refused = error  # but the caller must have a name to go on with
        yield beside
        if refused:
            raise refused
        put_in_place(beside, there)
        note(path, None)
    except OSError as error:
        named = OSError(error.errno, error.strerror or str(error), str(path))
        if not note(path, named):
            raise named from error
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def tolerate(paths: Iterable[Path]) -> Iterator[dict[Path, OSError | None]]:
    """Within this context, what goes wrong with one of these files is noted under its name."""
    token = _tolerated.set(dict.fromkeys(paths))
    try:
        yield _tolerated.get()
    finally:
        _tolerated.reset(token)


def note(path: Path, error: OSError | None) -> bool:
    """Note how the last writing of ``path`` went; returns whether that is tolerated."""
    files = _tolerated.get() or {}
    if path in files:
        files[path] = error
    return path in files


def destination(path: Path) -> Path:
    """What ``path`` links to in the end."""
    for _ in range(40):
        if is_open(path) or not path.is_symlink():
            return path
        path = path.parent / path.readlink()
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def is_open(path: Path) -> bool:
    """Whether it stands for something that a process has open, as /dev/stdout does."""
    folder = Path(os.path.realpath(path.parent))
    return folder == Path("/dev/fd") or Path("/proc") in folder.parents


def is_device(path: Path) -> bool:
    """Whether it is a device, a pipe or the like, which no file can take the place of."""
    return is_open(path) or (path.exists() and not path.is_file() and not path.is_dir())


def name_beside(path: Path, folder: Path) -> Path:
    """A new name in ``folder`` for what is to become ``path``."""
    # Lower case, or np.savez would append an ending of its own.
    unique = f"{os.getpid()}-{os.urandom(4).hex()}{path.suffix.lower()}"
    return folder / f".{path.stem[:40]}-{unique}"


def create(beside: Path, there: Path) -> None:
    """Create it with the mode and owner of ``there``, before anything is in it."""
    os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    if there.is_file() and not is_device(there):
        old, new = there.stat(), beside.stat()
        if hasattr(os, "chown") and (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            with suppress(OSError):  # or somebody else's file becomes ours
                os.chown(beside, old.st_uid, old.st_gid)
        beside.chmod(old.st_mode & 0o777)


def put_in_place(beside: Path, there: Path) -> None:
    if not is_device(there):
        beside.replace(there)
        return
    folder = os.path.realpath(there.parent)
    ours = folder in ("/dev/fd", f"/proc/{os.getpid()}/fd") and there.name.isdigit()
    # Opened anew, a file that is our standard output would be written from its beginning.
    opened = os.dup(int(there.name)) if ours else there
    with beside.open("rb") as written, open(opened, "wb") as device:
        shutil.copyfileobj(written, device)


def remove_strays(folder: Path, process: int) -> None:
    """Remove what a process that was killed had not finished in ``folder``."""
    for stray in folder.glob(f".*-{process}-????????.*"):
        stray.unlink(missing_ok=True)
