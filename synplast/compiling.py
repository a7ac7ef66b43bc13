"""Loops compiled by Numba, and kept compiled for the next run."""

import functools
import sys
from collections.abc import Callable

import numba


def compiled(signature: str | list[str], **options) -> Callable[[Callable], Callable]:
    """Compile a function for arguments of these types now, or take it from an earlier run.

    Numba keeps what it compiled beside the source, or in the user's cache where that cannot be
    written (``NUMBA_CACHE_DIR`` moves it); where nothing can be, every run compiles.
    """

    def compile_it(function):
        try:
            result = numba.njit(signature, cache=True, **options)(function)
        except RuntimeError as error:
            if "no locator" not in str(error):
                raise
            result = numba.njit(signature, **options)(function)
        if not result.stats.cache_hits:
            announce()
        return result

    return compile_it


@functools.cache
def announce() -> None:
    """Say once, after the first of several, why it takes a moment."""
    print("compiling a loop, once on this machine: a few seconds", file=sys.stderr)
