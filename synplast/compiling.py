"""Loops compiled by Numba, and kept compiled for the next run."""

import functools
import pickle
import sys
import threading
from collections.abc import Callable

import numba
import numpy as np
from numba.core.caching import FunctionCache
from numba.core.sigutils import normalize_signature
from numba.np.numpy_support import as_dtype

NOTE = "compiling a loop, once on this machine: a few seconds"
#: What reading a kept loop raises where its file was cut short or is not as it was written.
SPOILED = (EOFError, pickle.UnpicklingError, ValueError, KeyError, AttributeError, IndexError)


def compiled(signature: str | list[str], **options) -> Callable[[Callable], Callable]:
    """Compile a function for arguments of these types now, or take it from an earlier run.

    Of several signatures, which differ in the types of arrays, each is compiled when it is first
    called for, from Python alone. Numba keeps what it compiled beside the source, or in the user's
    cache where that cannot be written (``NUMBA_CACHE_DIR`` moves it); where nothing can be, every
    run compiles.
    """
    if isinstance(signature, str):
        return lambda function: compile_now(function, signature, options)
    return lambda function: OnDemand(function, signature, options)


class OnDemand:
    """A function that is compiled for each of some signatures when it is first called for."""

    def __init__(self, function: Callable, signatures: list[str], options: dict):
        self.function, self.options = function, options
        self.signatures = {kinds_of(one): one for one in signatures}
        self.loops, self.compiling = {}, threading.Lock()
        functools.update_wrapper(self, function)

    def __call__(self, *arguments):
        kinds = tuple(one.dtype for one in arguments if isinstance(one, np.ndarray))
        if kinds not in self.loops:
            with self.compiling:  # of several threads, the others wait
                if kinds not in self.signatures:
                    told = ", ".join(map(str, kinds))
                    raise TypeError(f"{self.__name__} is not compiled for arrays of {told}")
                if kinds not in self.loops:
                    signature = self.signatures[kinds]
                    self.loops[kinds] = compile_now(self.function, signature, self.options)
        return self.loops[kinds](*arguments)


def kinds_of(signature: str) -> tuple[np.dtype, ...]:
    """The types of the numbers in its arrays."""
    types, _ = normalize_signature(signature)
    return tuple(as_dtype(one.dtype) for one in types if isinstance(one, numba.types.Array))


def compile_now(function: Callable, signature: str, options: dict) -> Callable:
    def compile_it(cache: bool):
        # Nobody calls it from C, and a way in for C takes as long to compile as one for Python.
        return numba.njit(signature, cache=cache, no_cfunc_wrapper=True, **options)(function)

    try:
        result = compile_it(cache=True)
    except SPOILED:
        FunctionCache(function).flush()
        result = compile_it(cache=True)
    except RuntimeError as error:
        if "no locator" not in str(error):
            raise
        result = compile_it(cache=False)
    if not result.stats.cache_hits:
        announce()
    return result


@functools.cache
def announce() -> None:
    """Say once, after the first of several, why it takes a moment."""
    print(NOTE, file=sys.stderr)
