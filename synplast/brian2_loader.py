"""Importing Brian2, in whichever thread a command or a function of ours runs."""

import signal
import sys
import threading
from unittest.mock import patch

_importing = threading.Lock()


def load_brian2() -> None:
    """Import Brian2, which sets a handler for Ctrl-C: that only the main thread may do.

    Elsewhere (a notebook's server, a worker of Dask, a web application) it is imported without.
    """
    with _importing:
        if "brian2" in sys.modules or threading.current_thread() is threading.main_thread():
            import brian2
        else:
            with patch.object(signal, "signal", lambda number, handler: None):
                import brian2  # noqa: F401
