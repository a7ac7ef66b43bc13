"""Work spread over processes and machines by Dask, where it is there; else done in turn."""

import logging
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Annotated

from synplast.bad_input import BadInput
from synplast.values import Kind

#: What is asked of a site's scheduler: workers of one thread, each with so much memory.
JOB = {"cores": 1, "processes": 1, "memory": "2GB"}
MOST_JOBS = 1000
#: How often a task may lose its worker before it is given up.
MOST_LOST = 20
#: Tasks that wait at each worker: what is done in advance is bounded, and so is the memory.
AHEAD = 2
#: How long (s) a scheduler may take to answer.
PATIENCE = 10

ALLOWED = "local, slurm, or a scheduler's address such as tcp://host:8786"


def scheduler_name(value) -> str:
    text = str(value).strip()
    if text not in ("local", "slurm") and not re.fullmatch(r"\w+://[\w.:\[\]-]+:\d+", text):
        raise ValueError
    return text


Scheduler = Annotated[
    str,
    Kind(scheduler_name, ALLOWED, metavar="local|slurm|ADDRESS"),
    "Who runs it: local (the cores of this machine), slurm (jobs of one worker each, as "
    "dask-jobqueue is configured) or the address of a Dask scheduler. Needs pip install "
    ".[cluster].",
]


def is_there() -> bool:
    """Whether Dask is installed."""
    return find_spec("distributed") is not None


@contextmanager
def workers(scheduler: str | None, preload: Sequence[str] = ()) -> Iterator[Callable]:
    """Yield ``run(function, things)``, which yields (number of the thing, result) as they come.

    Parameters
    ----------
    scheduler : str or None
        None does one after the other in this process.
    preload : sequence of str
        What workers import before their threads start, as Brian2 must be.

    Raises
    ------
    BadInput
        Dask is not installed, or no scheduler answers.
    """
    if scheduler is None:
        yield in_turn
        return
    if not is_there():
        raise BadInput("scheduler", scheduler, "Dask is needed: pip install .[cluster]")
    import dask

    quiet = {"distributed.scheduler.allowed-failures": MOST_LOST}
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with dask.config.set(quiet), connect(scheduler, list(preload)) as client:

        def run(function: Callable, things: Sequence) -> Iterator[tuple]:
            return spread(client, function, things)

        yield run


def in_turn(function: Callable, things: Sequence) -> Iterator[tuple]:
    yield from enumerate(map(function, things))


@contextmanager
def connect(scheduler: str, preload: list[str]):
    """A client of the scheduler; what is started here ends with it."""
    from distributed import Client, LocalCluster

    if scheduler == "local":
        settings = {"threads_per_worker": 1, "dashboard_address": ":0", "preload": preload}
        started = LocalCluster(silence_logs=logging.CRITICAL, **settings)
        with started as cluster, Client(cluster) as client:
            yield client
    elif scheduler == "slurm":
        if find_spec("dask_jobqueue") is None or shutil.which("sbatch") is None:
            raise BadInput("scheduler", "slurm", "dask-jobqueue and sbatch, which are not here")
        with slurm(preload) as cluster, Client(cluster) as client:
            cluster.adapt(minimum=1, maximum=MOST_JOBS)
            yield client
    else:
        try:
            client = Client(scheduler, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            raise BadInput("scheduler", scheduler, f"no scheduler answers there: {error}") from None
        with client:
            yield client


def slurm(preload: list[str]):
    """A cluster whose workers are Slurm's jobs; its ``job_script()`` is what sbatch is given."""
    from dask_jobqueue import SLURMCluster

    extra = [word for module in preload for word in ("--preload", module)]
    return SLURMCluster(**JOB, worker_extra_args=extra)


def spread(client, function: Callable, things: Sequence) -> Iterator[tuple]:
    """Results as they come, few tasks ahead of them; a killed worker's are run again."""
    from distributed import as_completed

    waiting = iter(enumerate(things))
    running, numbers = as_completed(), {}

    def submit() -> None:
        for n, thing in waiting:
            # With its function in it: data that are scattered can be lost with a worker.
            future = client.submit(function, thing, pure=False)
            numbers[future] = n
            running.add(future)
            return

    for _ in range(AHEAD * max(1, len(client.scheduler_info()["workers"]))):
        submit()
    for future in running:
        yield numbers.pop(future), future.result()
        submit()
