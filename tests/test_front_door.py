"""The command ``synplast`` and the package: every command by name, from any folder and thread."""

import os
import pkgutil
import runpy
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import protocols
import readout
import synplast
from synplast.front_door import commands, listing, start

ROOT = Path(__file__).parents[1]


def test_every_experiment_and_demonstration_is_listed_with_its_line():
    listed = listing()
    for package in (protocols, readout):
        for module in pkgutil.iter_modules(package.__path__):
            assert module.ispkg or module.name[0] == "_" or f"  {module.name} " in listed
    assert "  figures " in listed
    assert "  models " in listed
    assert all(len(line.split("  ")[-1]) > 10 for line in listed.splitlines() if line[0] == " ")


def test_a_command_by_name_is_the_module_that_is_started(capsys, call):
    words = ["--pairs=2", "--lag=10", "--engine=exact"]
    assert start(["stdp", *words]) == 0
    assert capsys.readouterr().out == call("protocols.stdp", *words).stdout
    assert start(["models", "pair"]) == 0
    assert "pair:bi_wang_2002" in capsys.readouterr().out
    assert start(["prediction-error", "--design=2A+"]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["stpd"], "synplast: error: stpd: no such command; did you mean stdp?"),
        (["a\nb"], "synplast: error: a\\nb: no such command"),
        (["stdp", "--pears", "3"], "synplast stdp: error: --pears: no such option; did you mean"),
        (["--print-completion", "ash"], "--print-completion ash: did you mean bash?"),
    ],
)
def test_what_there_is_not_is_told_in_one_line(capsys, arguments, said):
    try:
        status = start(arguments)
    except SystemExit as end:
        status = end.code
        if isinstance(status, str):
            print(status, file=sys.stderr)
    out, err = capsys.readouterr()
    assert status
    assert (out, err.count("\n")) == ("", 1)
    assert said in err


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_shell_can_complete_every_command_and_option(capsys, shell):
    assert start(["--print-completion", shell]) == 0
    printed = capsys.readouterr().out
    assert all(name in printed for name in commands())
    assert "--pairs" in printed


def test_the_distribution_puts_the_command_on_the_path():
    (found,) = entry_points(group="console_scripts", name="synplast")
    assert found.value == "synplast.__main__:main"


def test_it_runs_whatever_lies_in_the_folder(tmp_path):
    for name in ("models", "protocols", "readout", "figures"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('foreign')", encoding="utf-8")
    code = "import sys; from synplast.__main__ import main; sys.argv[0] = 'synplast'; main()"
    call = [sys.executable, "-P", "-c", code, "stdp", "--pairs=2", "--lag=10", "--engine=exact"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(call, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("lag (ms),change\n10,")


@pytest.mark.parametrize("call", [["-m", "protocols.stdp"], ["-c", "import synplast as s; s.stdp"]])
def test_a_package_of_the_same_name_before_ours_is_named_with_its_place(tmp_path, call):
    foreign = tmp_path / "models" / "__init__.py"
    foreign.parent.mkdir()
    foreign.write_text("", encoding="utf-8")
    # As where site-packages holds another one; `protocols` itself is found.
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    environment = os.environ | {"PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, *call], cwd="/", env=environment, capture_output=True, text=True
    )
    assert done.returncode
    said = done.stderr.splitlines()[-1]
    assert f"{foreign} is imported as models: take its folder off Python's path" in said


@pytest.mark.parametrize("package", ["protocols", "readout"])
def test_a_package_that_is_started_lists_its_commands(run, capsys, monkeypatch, package):
    done = run(package)
    assert (done.returncode, done.stderr) == (0, "")
    assert listing(package) in done.stdout
    monkeypatch.setattr(sys, "argv", [package, "stpd"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(ROOT / package / "__main__.py", run_name="__main__")
    out, err = capsys.readouterr()
    assert (ended.value.code, out, err.count("\n")) == (2, "", 1)


def test_what_is_public_is_there_when_it_is_asked_for():
    assert synplast.find("pair:song_2000").name == "pair:song_2000"
    assert synplast.stdp(lag=[10], engine="exact").change > 0
    for name in synplast.PUBLIC:
        assert getattr(synplast, name).__name__ == name
        assert name in dir(synplast)
    with pytest.raises(AttributeError, match="no attribute 'stpd'"):
        synplast.stpd  # noqa: B018


def test_it_is_imported_without_brian2_numpy_or_scikit_learn():
    code = "import sys, synplast; dir(synplast); print({*sys.modules} & {'brian2', 'numpy'})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout == "set()\n"


THREADS = """
import math
import signal
import threading
import synplast

# Bi & Poo's fit is of 60 pairs, of which these are 3.
expected = {10: 0.777 / 20 * math.exp(-10 / 16.8), -10: -0.273 / 20 * math.exp(-10 / 33.7)}
found = {}

def work(lag):
    found[lag] = synplast.stdp(lag=[lag], pairs=3).change[0]

threads = [threading.Thread(target=work, args=[lag]) for lag in expected]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert all(math.isclose(found[lag], expected[lag], rel_tol=1e-9) for lag in expected), found
assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
"""


def test_functions_run_in_threads_in_which_brian2_cannot_be_imported():
    environment = os.environ | {"CXX": "no-such-compiler"}
    call = [sys.executable, "-c", THREADS]
    done = subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
