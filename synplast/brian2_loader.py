"""Brian2, in whichever thread a command or a function of ours runs."""

import signal
import sys
import threading

#: Held by whoever uses Brian2: its parser and its preferences are one for all threads.
USES_BRIAN2 = threading.RLock()


def load_brian2() -> None:
    """Import Brian2, which sets a handler for Ctrl-C: that only the main thread may do.

    Elsewhere (a notebook's server, a worker of Dask, a web application) it is imported without.
    """
    with USES_BRIAN2:
        if "brian2" in sys.modules or threading.current_thread() is threading.main_thread():
            import brian2
        else:
            handle = signal.signal
            signal.signal = lambda number, handler: None
            try:
                import brian2  # noqa: F401
            finally:
                signal.signal = handle
