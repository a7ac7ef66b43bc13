"""Arrays in a file that can tell whether it is as it was written: an npz archive and its digest."""

import hashlib
import os
import stat
import zipfile
from pathlib import Path

import numpy as np

from synplast.whole_file import whole

DIGITS = 64  # of SHA-256: the archive's comment, and so the end of the file
LARGEST = 2**31  # bytes


def write(path: Path, **arrays: np.ndarray) -> None:
    """Write the arrays by their names; the same arrays give the same bytes."""
    # Through an open file: to a name that does not end in .npz, NumPy would append it.
    with whole(path) as beside, open(beside, "w+b") as file:
        np.savez(file, **arrays)
        with zipfile.ZipFile(file, "a") as archive:
            archive.comment = b"0" * DIGITS
        found = compute_digest(file)
        file.seek(-DIGITS, os.SEEK_END)
        file.write(found)


def read(path: Path) -> dict[str, np.ndarray]:
    """What `write` wrote, by name. No pickle is ever loaded.

    Raises
    ------
    OSError
        The file cannot be read.
    ValueError
        It is not as `write` left it. A forged file makes NumPy and zipfile raise almost anything.
    """
    about = os.stat(path)
    if stat.S_ISFIFO(about.st_mode) or about.st_size > LARGEST:
        raise ValueError("without an end, or larger than it can be")
    with open(path, "rb") as file:
        found = compute_digest(file)
        if file.read(DIGITS) != found:
            raise ValueError("its digest is not that of its bytes")
        with zipfile.ZipFile(file) as archive:
            require_unpacked(archive, about.st_size)
        file.seek(0)
        with np.load(file, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}


def compute_digest(file) -> bytes:
    """Of all but the last `DIGITS` bytes, where the file is left at."""
    left, found = max(0, file.seek(0, os.SEEK_END) - DIGITS), hashlib.sha256()
    file.seek(0)
    while part := file.read(min(left, 2**20)):
        found.update(part)
        left -= len(part)
    return found.hexdigest().encode()


def require_unpacked(archive: zipfile.ZipFile, size: int) -> None:
    """Refuse what would take more memory than the file is long."""
    entries = archive.infolist()
    stored = all(entry.compress_type == zipfile.ZIP_STORED for entry in entries)
    if not stored or sum(entry.file_size for entry in entries) > size:
        raise ValueError("larger inside than outside")
