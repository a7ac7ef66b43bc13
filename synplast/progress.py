"""How far a long run is, on a terminal."""

import sys
from collections.abc import Iterable, Sequence


def progress(things: Sequence, unit: str) -> Iterable:
    """``things`` one by one, with a bar and the time left where somebody is looking."""
    if len(things) < 2 or not sys.stderr.isatty():
        return things
    from tqdm import tqdm

    return tqdm(things, unit=unit, leave=False)
