"""Draws on every core: workers that end with the process that started them, and leave nothing."""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path

from synplast import process
from synplast.whole_file import remove_strays

#: A worker that has taken more (bytes) is ended, for what it has freed stays its own.
LARGE = 400 * 2**20
#: How long a worker may take to remove what it has not finished (s).
GRACE = 5


class Worker:
    """A process, in a group of its own with all that it starts, that does ``work`` name by name."""

    def __init__(self, work: Callable[[str], object], folder: Path):
        self.folder = folder
        self.pipe, theirs = multiprocessing.Pipe()
        self.process = multiprocessing.Process(
            target=serve, args=(theirs, work, folder), daemon=True
        )
        self.process.start()
        theirs.close()  # so that its death is the end of the pipe

    def end(self) -> str:
        """End it with all that it started; returns how it had ended, if by itself."""
        told = ending(self.process.exitcode)
        signal_group(self.process.pid, "SIGTERM")
        self.process.join(GRACE)
        signal_group(self.process.pid, "SIGKILL")
        self.process.kill()
        self.process.join()
        self.pipe.close()
        remove_strays(self.folder, self.process.pid)
        return told


def on_every_core(
    names: list[str],
    work: Callable[[str], object],
    started: Callable[[str], None],
    folder: Path,
) -> Iterator[tuple[str, object]]:
    """Do ``work`` for each name; yield the name with what became of it, as they are done.

    Parameters
    ----------
    work : callable
        From a name to what is yielded; in another process.
    started : callable
        Called, in this one, before a name's work begins.
    folder : path
        Where the work writes.

    Yields
    ------
    name, result
        The result is a `Killed` where the process of that name was killed.
    """
    waiting, idle, busy = deque(names), [], {}
    try:
        while waiting or busy:
            while waiting and len(busy) < (os.cpu_count() or 1):
                while idle and not idle[-1].process.is_alive():
                    idle.pop().end()
                worker = idle.pop() if idle else Worker(work, folder)
                name = waiting.popleft()
                busy[worker.pipe] = worker, name
                started(name)
                worker.pipe.send(name)
            for pipe in wait(list(busy)):
                worker, name = busy[pipe]
                try:
                    result, memory = pipe.recv()
                    if memory > LARGE:
                        worker.end()
                    else:
                        idle.append(worker)
                except (EOFError, OSError):
                    worker.process.join(GRACE)
                    result = Killed(worker.end())
                del busy[pipe]
                yield name, result
    finally:
        for worker in [*idle, *(worker for worker, _ in busy.values())]:
            worker.end()


class Killed(str):
    """How a worker ended that was not asked to, in words."""


def ending(status: int | None) -> str:
    """The end of a process in words: by which signal, or with which status."""
    number = -status if (status or 0) < 0 else (status or 0) - 128
    try:
        return f"its process was killed ({signal.Signals(number).name})"
    except ValueError:
        return f"its process ended (status {status})"


def signal_group(group: int, name: str) -> None:
    with contextlib.suppress(OSError, AttributeError):  # it is gone, or there are none here
        os.killpg(group, getattr(signal, name))


def serve(pipe: Connection, work: Callable[[str], object], folder: Path) -> None:
    """What a worker does: the work for each name that comes, until none does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started it decides
    signal.signal(signal.SIGTERM, process.end)
    if hasattr(os, "setpgrp"):
        os.setpgrp()
    threading.Thread(target=end_with_parent, args=(folder,), daemon=True).start()
    with contextlib.suppress(EOFError):
        while True:
            pipe.send((work(pipe.recv()), most_memory()))


def most_memory() -> int:
    """The most that this process has taken (bytes); 0 where that cannot be told."""
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else 1024 * most


def end_with_parent(folder: Path) -> None:
    multiprocessing.parent_process().join()
    signal_group(os.getpid(), "SIGTERM")
    time.sleep(GRACE)
    remove_strays(folder, os.getpid())
    signal_group(os.getpid(), "SIGKILL")
