"""The kinds of option that name a file or a folder to write."""

import os
from pathlib import Path

from synplast.bad_input import BadInput
from synplast.values import Kind
from synplast.whole_file import destination, is_device


def file_to_write(*suffixes: str) -> Kind:
    """The name of a file that can be written, with one of ``suffixes``.

    A device or a pipe needs no ending where there is one form only.
    """

    def read(value):
        path = Path(value)
        there = destination(path)
        device = is_device(there)
        if path.suffix.lower() not in suffixes and not (device and len(suffixes) == 1):
            raise ValueError
        if not there.parent.is_dir():
            raise BadInput("", value, f"the folder {there.parent} does not exist")
        if there.is_dir() or not os.access(there if there.exists() else there.parent, os.W_OK):
            raise BadInput("", value, "this file cannot be written")
        if not device and not os.access(there.parent, os.W_OK | os.X_OK):
            allowed = f"the folder {there.parent}, where it is first written beside, cannot be"
            raise BadInput("", value, allowed)
        return path

    return Kind(
        read, f"a name ending in {' or '.join(suffixes)}", metavar=f"FILE{suffixes[0]}", writes=True
    )


def folder_to_write(value) -> Path:
    """A folder that is there or can be made, in one that is there."""
    path = Path(value)
    if not path.absolute().parent.is_dir():
        raise BadInput("", value, f"the folder {path.parent} does not exist")
    if path.exists() and not path.is_dir():
        raise BadInput("", value, "a folder, and this is a file")
    if not os.access(path if path.exists() else path.absolute().parent, os.W_OK | os.X_OK):
        raise BadInput("", value, "this folder cannot be written")
    return path
