"""Brian2, in whichever thread a command or a function of ours runs."""

import contextlib
import gc
import signal
import sys
import threading

import numpy

from synplast.process import PACKAGES, end_if_interrupted

#: Held by whoever uses Brian2: its parser and its preferences are one for all threads.
USES_BRIAN2 = threading.RLock()


def load_brian2() -> None:
    """Import Brian2, which sets a handler for Ctrl-C: that only the main thread may do.

    Elsewhere (a notebook's server, a worker of Dask, a web application) it is imported without, and
    where Ctrl-C is ignored (a job in the background), it stays so: the handler would call what is
    no function.
    """
    with USES_BRIAN2, quicker_in_a_command():
        if "brian2" in sys.modules:
            return
        handle, words = signal.signal, sys.argv
        in_main = threading.current_thread() is threading.main_thread()
        if not in_main or isinstance(signal.getsignal(signal.SIGINT), signal.Handlers):
            signal.signal = lambda number, handler: None
        # It logs them as UTF-8, which the name of a file need not be.
        sys.argv = [word.encode(errors="backslashreplace").decode() for word in words]
        try:
            import brian2  # noqa: F401
        finally:
            signal.signal, sys.argv = handle, words
        end_if_interrupted()


@contextlib.contextmanager
def quicker_in_a_command():
    """In a process of ours alone, Brian2 does without what takes long and serves its users only.

    It imports Matplotlib and parts of NumPy for who types their names, pytest for its own tests and
    Cython for a target of its own; Python looks for garbage while it is imported, and Brian2 at
    every run, among what is there to stay.
    """
    module = getattr(sys.modules["__main__"], "__spec__", None)
    ours = module is not None and module.name.partition(".")[0] in PACKAGES
    if not ours or "brian2" in sys.modules:
        yield
        return
    take_pythons_distutils()
    modules = dict.fromkeys({"matplotlib", "pylab", "pytest", "Cython"} - sys.modules.keys())
    parts = dict.fromkeys({"f2py", "testing"} - vars(numpy).keys())
    sys.modules.update(modules)  # None: as where they are not installed
    vars(numpy).update(parts)  # or `from numpy import *` would import them
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        for name in modules:
            del sys.modules[name]
        for name in parts:
            del vars(numpy)[name]
    gc.freeze()


def take_pythons_distutils() -> None:
    """Where Python still has its own (3.11), Setuptools need not be imported for another."""
    if sys.version_info < (3, 12) and sys.platform != "win32":
        with contextlib.suppress(ImportError):
            from _distutils_hack import remove_shim

            remove_shim()
