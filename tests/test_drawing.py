"""Workers: they end with the process that started them, and one that is killed ends alone."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest

from figures import chapters, drawing
from figures.__main__ import figures, read_record
from figures.drawing import Killed, on_every_core
from synplast.whole_file import whole

# Two workers, each with a program that it started and a file half written.
TWO = """
import os, subprocess, time
from pathlib import Path
from figures.drawing import on_every_core
from synplast.process import begin
from synplast.whole_file import whole

def work(name):
    with whole(Path(f"{name}.svg")) as beside:
        beside.write_text("half")
        sleeper = subprocess.Popen(["sleep", "60"])
        Path(f"{name}.pids").write_text(f"{os.getpid()} {sleeper.pid} ")
        time.sleep(60)

if __name__ == "__main__":
    begin()
    os.cpu_count = lambda: 2
    for _ in on_every_core(["a", "b"], work, str, Path()):
        pass
"""


def work(name, folder):
    if name == "killed":
        with whole(folder / "killed.svg"):
            os.kill(os.getpid(), signal.SIGKILL)
    return name.upper(), os.getpid()


def test_one_that_is_killed_is_told_and_the_others_are_done(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # the next worker takes up what is left
    monkeypatch.setattr(drawing, "LARGE", 2**40)  # a worker that is forked is as large as the tests
    names, started = ["a", "killed", "b", "c"], []
    found = dict(on_every_core(names, partial(work, folder=tmp_path), started.append, tmp_path))
    assert started == names
    assert found["killed"] == Killed("its process was killed (SIGKILL)")
    assert [found[name][0] for name in "abc"] == ["A", "B", "C"]
    pids = [found[name][1] for name in "abc"]
    assert pids[0] != pids[1] == pids[2]
    assert not any(map(alive, pids))
    assert list(tmp_path.iterdir()) == []


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as file:  # one that is dead and not yet asked after is no orphan
        return file.read().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM", "SIGKILL"])
def test_however_it_ends_nothing_outlives_it_and_nothing_half_written_stays(tmp_path, how):
    (tmp_path / "two.py").write_text(TWO)
    process = subprocess.Popen([sys.executable, "two.py"], cwd=tmp_path, stderr=subprocess.PIPE)
    told = [tmp_path / "a.pids", tmp_path / "b.pids"]
    while not all(one.exists() and one.read_text().endswith(" ") for one in told):
        assert process.poll() is None
        time.sleep(0.01)
    pids = [int(pid) for one in told for pid in one.read_text().split()]
    assert all(map(alive, pids))
    process.send_signal(getattr(signal, how))
    process.communicate(timeout=60)
    assert process.returncode == {"SIGINT": 130, "SIGTERM": 143, "SIGKILL": -9}[how]
    until = time.monotonic() + 30
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.01)
    assert not any(map(alive, pids))
    assert {one.name for one in tmp_path.iterdir()} == {"two.py", "a.pids", "b.pids"}


@pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork", reason="a worker that is not forked has its own"
)
def test_a_figure_that_was_cut_is_not_up_to_date_and_the_others_are(tmp_path, monkeypatch, capsys):
    both = ("short_term", "spike_timing")
    assert figures(*both, output=tmp_path).status == 0
    capsys.readouterr()
    with monkeypatch.context() as patch:
        kill = lambda figure, result: os.kill(os.getpid(), signal.SIGKILL)  # noqa: E731
        patch.setattr(chapters.module("short_term"), "draw", kill)
        cut = figures(*both, output=tmp_path, force=True)
    assert cut.status == 1
    assert sorted(cut.holds.tolist()) == ["error: its process was killed (SIGKILL)", "pass"]
    said = capsys.readouterr().err.splitlines()
    assert [line.split()[-1] for line in said if line.startswith("error")] == ["short_term"]
    assert figures(*both, output=tmp_path).status == 0
    said = capsys.readouterr().err.splitlines()
    assert [line.split()[-1] for line in said if "pass" in line] == ["short_term"]


@pytest.mark.parametrize("record", ["[]", "3", '{"short_term": 4}', '{"short_term": {}}', "{"])
def test_a_record_of_another_form_is_none(tmp_path, record):
    (tmp_path / "figures.json").write_text(record)
    assert read_record(tmp_path) == {}
