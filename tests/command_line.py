"""Commands run in this process, as a person would start them."""

import contextlib
import importlib
import io
from typing import NamedTuple

from synplast import command, compiling


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def run(module: str, *arguments) -> Done:
    """``python -m MODULE ...`` without a process of its own.

    Whoever compiles first is told so once in a process: that is taken out of what is said.
    """
    if module not in command.COMMANDS:
        importlib.import_module(module)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = command.run(*command.COMMANDS[module], [*map(str, arguments)])
        except SystemExit as stopped:
            status = stopped.code
    said = err.getvalue().replace(f"{compiling.NOTE}\n", "")
    return Done(status, out.getvalue(), said)
