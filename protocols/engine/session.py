"""A Brian2 of our own: the caller's device, preferences, random state and log are put back."""

import gc
import importlib
import logging
import random
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from protocols.engine.event_driven import solve_apart
from synplast.brian2_loader import USES_BRIAN2, load_brian2


@contextmanager
def own_session() -> Iterator[None]:
    """Brian2's defaults, on its runtime device, until the block ends.

    Ctrl-C ends the run with KeyboardInterrupt; Brian2 by default stops early and carries on. One
    thread at a time has it, for what it sets is the process's.
    """
    load_brian2()
    with USES_BRIAN2, prepare():
        yield


@contextmanager
def prepare() -> Iterator[None]:
    from brian2 import prefs
    from brian2.utils.logger import catch_logs

    devices = importlib.import_module("brian2.devices.device")  # its name is a device's, too
    runtime, before = devices.runtime_device, devices.active_device
    theirs, drawn, shuffled = dict(prefs.prefs), runtime.get_random_state(), random.getstate()
    try:
        devices.active_device = runtime
        set_defaults()
        with solve_apart(), catch_logs(logging.INFO), np.errstate(all="ignore"):
            try:
                yield
            except Exception as error:
                forget(error)
                if was_interrupted(error):  # Brian2 wraps whatever ends its preparation
                    raise KeyboardInterrupt from None
                raise
    finally:
        devices.active_device = before
        prefs.prefs.update(theirs)
        runtime.set_random_state(drawn)
        random.setstate(shuffled)


def forget(error: BaseException | None) -> None:
    """Delete the objects of a network that failed, while nobody hears Brian2 warn of it."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__
    gc.collect()


def was_interrupted(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def set_defaults() -> None:
    """Every preference of Brian2's as it comes, but for what a keyboard interrupt does."""
    from brian2 import prefs

    for base, (definitions, _) in prefs.pref_register.items():
        prefs.prefs.update({f"{base}.{name}": one.default for name, one in definitions.items()})
    prefs.core.stop_on_keyboard_interrupt = False
