"""Commands run in this process, as a person would start them."""

import contextlib
import importlib
import io
from typing import NamedTuple

from synplast import command


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def run(module: str, *arguments) -> Done:
    """``python -m MODULE ...`` without a process of its own."""
    if module not in command.COMMANDS:
        importlib.import_module(module)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = command.run(*command.COMMANDS[module], [*map(str, arguments)])
        except SystemExit as stopped:
            status = stopped.code
    return Done(status, out.getvalue(), err.getvalue())
