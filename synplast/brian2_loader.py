"""Brian2, in whichever thread a command or a function of ours runs."""

import contextlib
import gc
import signal
import sys
import threading

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
        handle, before = signal.signal, signal.getsignal(signal.SIGINT)
        in_main = threading.current_thread() is threading.main_thread()
        if not in_main:
            signal.signal = lambda number, handler: None
        try:
            import brian2  # noqa: F401
        finally:
            signal.signal = handle
        if in_main and isinstance(before, signal.Handlers):
            signal.signal(signal.SIGINT, before)
        end_if_interrupted()


@contextlib.contextmanager
def quicker_in_a_command():
    """In a process of ours alone, Brian2 does without what takes long and serves its users only.

    It imports Matplotlib for who types its names, pytest for its own tests and Cython for a target
    of its own, and at every run it looks for garbage among all that is imported.
    """
    module = getattr(sys.modules["__main__"], "__spec__", None)
    ours = module is not None and module.name.partition(".")[0] in PACKAGES
    if not ours or "brian2" in sys.modules:
        yield
        return
    left_out = {"pylab", "pytest", "Cython"} - set(sys.modules)
    sys.modules.update(dict.fromkeys(left_out))  # None: as where they are not installed
    try:
        yield
    finally:
        for name in left_out:
            del sys.modules[name]
    gc.freeze()
