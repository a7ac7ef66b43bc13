"""How far a long run is, on a terminal."""

import sys
from collections.abc import Iterable, Sequence


def progress(things: Sequence | Iterable, unit: str, count: int | None = None) -> Iterable:
    """``things`` one by one, with a bar and the time left where somebody is looking.

    ``count`` says how many there are where they come as they are made.
    """
    count = len(things) if count is None else count
    if count < 2 or not sys.stderr.isatty():
        return things
    from tqdm import tqdm

    return tqdm(things, unit=unit, total=count, leave=False)
