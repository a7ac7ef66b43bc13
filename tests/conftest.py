import importlib
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory):
    """A cache of the session's own, so that no build of an earlier one can answer."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["ENGRAMME_CACHE"] = str(folder)
    yield folder
    from protocols.engine import binary

    for process in binary._started:  # builds still going on in the background
        process.wait()


@pytest.fixture(scope="session")
def built(cache):
    """The pair rule's C++ program, as the second run of a protocol finds it; its blueprint."""
    from models.catalogue import find
    from protocols.engine import binary
    from protocols.engine.by_brian2 import blueprint

    built = blueprint(find("pair").structure)
    if binary.compiler():
        binary.build_in_another_process(built, wait=True)
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
def call(tmp_path, monkeypatch, capsys):
    """As `run`, in this process: what a command of a module prints, says and ends with."""
    monkeypatch.chdir(tmp_path)

    def call(module, *arguments):
        from protocols.command import COMMANDS, run

        if module not in COMMANDS:
            importlib.import_module(module)
        try:
            status = run(*COMMANDS[module], [*map(str, arguments)])
        except SystemExit as end:
            status = end.code
        printed, said = capsys.readouterr()
        return SimpleNamespace(returncode=status, stdout=printed, stderr=said)

    return call
