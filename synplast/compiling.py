"""Loops compiled by Numba, and kept compiled for the next run."""

import functools
import pickle
import sys
from collections.abc import Callable

import numba
from numba.core.caching import FunctionCache

#: What reading a kept loop raises where its file was cut short or is not as it was written.
SPOILED = (EOFError, pickle.UnpicklingError, ValueError, KeyError, AttributeError, IndexError)


def compiled(signature: str | list[str], **options) -> Callable[[Callable], Callable]:
    """Compile a function for arguments of these types now, or take it from an earlier run.

    Numba keeps what it compiled beside the source, or in the user's cache where that cannot be
    written (``NUMBA_CACHE_DIR`` moves it); where nothing can be, every run compiles.
    """

    def compile_it(function):
        def compile_now(cache: bool):
            return numba.njit(signature, cache=cache, **options)(function)

        try:
            result = compile_now(cache=True)
        except SPOILED:
            FunctionCache(function).flush()
            result = compile_now(cache=True)
        except RuntimeError as error:
            if "no locator" not in str(error):
                raise
            result = compile_now(cache=False)
        if not result.stats.cache_hits:
            announce()
        return result

    return compile_it


@functools.cache
def announce() -> None:
    """Say once, after the first of several, why it takes a moment."""
    print("compiling a loop, once on this machine: a few seconds", file=sys.stderr)
