"""Brian2, in whichever thread a command or a function of ours runs."""

import contextlib
import signal
import sys
import threading

from synplast.process import PACKAGES

#: Held by whoever uses Brian2: its parser and its preferences are one for all threads.
USES_BRIAN2 = threading.RLock()


def load_brian2() -> None:
    """Import Brian2, which sets a handler for Ctrl-C: that only the main thread may do.

    Elsewhere (a notebook's server, a worker of Dask, a web application) it is imported without, and
    where Ctrl-C is ignored (a job in the background), it stays so: the handler would call what is
    no function.
    """
    with USES_BRIAN2, without_pylab():
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


@contextlib.contextmanager
def without_pylab():
    """In a command, Brian2 does without Matplotlib, which it imports for who types its names."""
    module = getattr(sys.modules["__main__"], "__spec__", None)
    if module is None or module.name.partition(".")[0] not in PACKAGES or "pylab" in sys.modules:
        yield
        return
    sys.modules["pylab"] = None  # as where it is not installed
    try:
        yield
    finally:
        del sys.modules["pylab"]
