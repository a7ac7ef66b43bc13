import contextlib
import gc
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import command_line
import pytest
from filelock import FileLock

from synplast.packages import ROOT

LONGEST = """figures live own_rule nest mnist exact drift engine printed nmda targets voltage
    water_maze kept calcium assemblies registers process transformers sweep plastic_network
    stimulation delay fit""".split()  # noqa: SIM905


gc.disable()  # while all is imported, which stays


def pytest_configure(config):
    """A cache of the session's own, which its workers share: no build of an earlier one answers."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    config.kept = tempfile.mkdtemp(prefix="kept-by-tests-")
    os.environ["SYNPLAST_CACHE"] = config.kept
    # Workers on every core: several threads of a product of matrices would wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if config.args_source is config.ArgsSource.TESTPATHS and not config.option.collectonly:
        call = [sys.executable, Path(__file__).with_name("building.py")]
        here = {"cwd": ROOT, "env": os.environ | {"PYTHONPATH": str(ROOT)}}
        here["start_new_session"] = True  # with which what it started ends
        config.building = subprocess.Popen(call, **here, stderr=subprocess.DEVNULL)


def pytest_unconfigure(config):
    if hasattr(config, "building"):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(config.building.pid, signal.SIGTERM)
        config.building.wait()
    if hasattr(config, "kept"):
        shutil.rmtree(config.kept, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """One worker after the other: the second reads what the first compiled."""
    with FileLock(Path(os.environ["SYNPLAST_CACHE"]) / "collecting.lock"):
        return (yield)


def pytest_collection_finish():
    freeze()
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown():
    result = yield
    if len(gc.get_objects()) > 10_000:  # what the tests made and imported
        freeze()
    return result


def freeze():
    """Brian2 collects garbage at every run: half of a short one's time, among all there is."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items):
    """The longest files first, so that no core waits for one at the end."""
    place = {name: n for n, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem.removeprefix("test_"), len(LONGEST)))


@pytest.fixture(scope="session", autouse=True)
def cache():
    """The folder of the session's cache."""
    yield Path(os.environ["SYNPLAST_CACHE"])
    if standalone := sys.modules.get("protocols.engine.standalone"):
        for process in standalone._started:  # builds still going on in the background
            process.wait()


@pytest.fixture(scope="session")
def once(cache):
    """Make what takes long once, for all tests and their workers: ``once(name, make)``."""

    def once(name, make):
        kept = cache / f"{name}.pickle"
        with FileLock(f"{kept}.lock"):
            if not kept.exists():
                kept.write_bytes(pickle.dumps(make()))
        return pickle.loads(kept.read_bytes())

    return once


@pytest.fixture(scope="session")
def data_of(cache):
    """What a figure shows, simulated once for all tests and figures: ``data_of("water_maze")``."""
    from figures.kept import data_of

    return data_of


@pytest.fixture(scope="session")
def readout(once):
    """The perceptrons of all ten digits that the page that moves has, wrong on 3 % of MNIST's."""
    from figures.live.digits import train

    return once("digits", train)


@pytest.fixture(scope="session")
def built(cache):
    """The pair rule's C++ program, as the second run of a protocol finds it; its blueprint."""
    from models.catalogue import find
    from protocols.engine import standalone
    from protocols.engine.by_brian2 import blueprint

    built = blueprint(find("pair").structure)
    if standalone.compiler():
        standalone.build_in_another_process(built, wait=True)
    return built


@pytest.fixture
def run(tmp_path):
    """Run ``python -m MODULE ...`` as a person would, in an empty folder."""

    def run(module, *arguments, **environment):
        return subprocess.run(
            [sys.executable, "-m", module, *map(str, arguments)],
            cwd=tmp_path,
            env=os.environ | environment,
            capture_output=True,
            text=True,
        )

    return run


@pytest.fixture
def call(tmp_path, monkeypatch):
    """As `run`, in this process: what a command of a module prints, says and ends with."""
    monkeypatch.chdir(tmp_path)
    return command_line.run
