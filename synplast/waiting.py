"""For how long something has been going on, on a terminal."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

#: What takes less is over before it is read (s).
LONG = 3


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Say what is being done, and for how long already, where it takes long and somebody looks."""
    if not sys.stderr.isatty():
        yield
        return
    from tqdm import tqdm

    done = threading.Event()
    with tqdm(desc=what, bar_format="{desc}: {elapsed}", leave=False, delay=LONG) as clock:

        def tick():
            while not done.wait(1):
                clock.update()

        thread = threading.Thread(target=tick, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()
