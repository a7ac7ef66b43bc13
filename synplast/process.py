"""A module of ours as a command, ``python -m``: how its process starts, prints and ends."""

import contextlib
import importlib
import os
import signal
import sys
from collections.abc import Callable
from importlib.machinery import PathFinder
from typing import NoReturn

#: The folder that holds the project's packages.
HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

PACKAGES = ("synplast", "models", "protocols", "readout", "figures")

# A library that is being imported makes another error of it.
_interrupted = []


def begin() -> None:
    """Prepare a process that is being started as a command, before anything else is imported."""
    leave_the_users_folder_out()
    sys.excepthook = report_error
    if signal.getsignal(signal.SIGINT) == signal.default_int_handler:
        signal.signal(signal.SIGINT, interrupt)
    for name in ("SIGTERM", "SIGHUP"):  # as Ctrl-C: what is half done is removed
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, end)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    if sys.stdout is None:
        print("error: standard output is closed; > /dev/null if it is not wanted", file=sys.stderr)
        sys.exit(2)
    if complaint := find_foreign():
        print(f"error: {complaint}", file=sys.stderr)
        sys.exit(2)
    # A letter that the terminal does not have, or a file name that is no text, is no reason to die.
    sys.stdout.reconfigure(errors="backslashreplace")
    leave_the_users_matplotlib_out()


def find_foreign() -> str:
    """What to do about a package of another's that comes before one of ours; empty if none does."""
    for name in PACKAGES:
        found = PathFinder.find_spec(name)
        place = os.path.dirname(os.path.abspath(found.origin or "")) if found else HOME
        if os.path.dirname(place) != HOME and found.origin:
            return f"{found.origin} is imported as {name}: take its folder off Python's path"
    return ""


def leave_the_users_folder_out() -> None:
    """Search no modules in the folder that one happens to be in: its csv.py is not Python's."""
    if sys.flags.safe_path or not sys.path:
        return
    here = os.getcwd() if os.path.exists(os.curdir) else None
    # `-m` put it first; a package of ours may have put its own folder before it.
    for place, folder in enumerate(sys.path[:2]):
        if folder == here != HOME:
            del sys.path[place]
            return


def leave_the_users_matplotlib_out() -> None:
    """Draw into files whatever window is asked for, and as no file of the user's folder says."""
    os.environ.pop("MPLBACKEND", None)
    if os.path.exists("matplotlibrc"):  # Matplotlib reads it when it is imported
        with contextlib.chdir(HOME):
            importlib.import_module("matplotlib")


def report_error(kind, error, trace) -> None:
    """What Python says of an error that nobody caught; of Ctrl-C and what comes of it, one word."""
    if not (_interrupted or issubclass(kind, KeyboardInterrupt)):
        sys.__excepthook__(kind, error, trace)
        return
    print("interrupted", file=sys.stderr)
    sys.exit(130)


def end_if_interrupted() -> None:
    """After an import, of which a library may have taken Ctrl-C for what it can do without."""
    if _interrupted:
        raise KeyboardInterrupt


def interrupt(number: int, frame) -> None:
    _interrupted.append(number)
    raise KeyboardInterrupt


def end(number: int, frame) -> None:
    sys.exit(128 + number)


def print_text(text: str) -> str:
    """Print to standard output; returns what went wrong, empty if all was taken or not wanted."""
    try:
        print(text, end="", flush=True)
    except BrokenPipeError:  # the reader has seen enough, as in `| head`
        drop_output()
    except OSError as error:
        drop_output()
        return f"standard output: {error.strerror}"
    return ""


def exit_with(run: Callable[[], int]) -> NoReturn:
    """End the process with the status that ``run`` returns, or another where its text is lost."""
    try:
        status = run()
    except SystemExit as end:  # of --help, or of an option that there is not
        status = end.code
    if complaint := print_text(""):
        print(f"error: {complaint}", file=sys.stderr)
        status = status or 2
    sys.exit(status)


def drop_output() -> None:
    """Or what is left in the buffer would fail again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
