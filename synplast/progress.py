"""How far a long run is, on a terminal."""

import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

#: What takes less is over before it is read (s).
LONG = 3


def progress(things: Sequence | Iterable, unit: str, count: int | None = None) -> Iterable:
    """``things`` one by one, with a bar and the time left where somebody is looking.

    ``count`` says how many there are where they come as they are made.
    """
    count = len(things) if count is None else count
    if count < 2 or not sys.stderr.isatty():
        return things
    from tqdm import tqdm

    return tqdm(things, unit=unit, total=count, leave=False)


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
