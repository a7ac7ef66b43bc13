"""A command as a process: where it is started, what it prints to, and how it ends."""

import os
import signal
import subprocess
import sys
import time

import pytest

from synplast.cache import fingerprint

SHORT = ["protocols.stdp", "--pairs", "2", "--lag", "10", "--engine", "exact"]


def start(folder, *arguments, flags=(), **options):
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True} | options
    call = [sys.executable, *flags, "-m", *arguments]
    return subprocess.Popen(call, cwd=folder, **options)


def ended(folder, *arguments, **options):
    process = start(folder, *arguments, **options)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """What a command prints, and the picture that it draws, in an empty folder."""
    folder = tmp_path_factory.mktemp("plain")
    status, out, err = ended(folder, *SHORT, "--figure", "a.svg")
    assert (status, err) == (0, "")
    return out, (folder / "a.svg").read_bytes()


def test_what_lies_in_the_folder_is_not_taken_for_a_module_or_a_style(tmp_path, plain):
    for name in ("csv", "json", "random", "numpy", "tabulate", "platformdirs"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('foreign')")
    for name in ("models", "readout", "figures"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('foreign')")
    (tmp_path / "matplotlibrc").write_bytes(b"font.size: 40\nno setting\n\xff")
    environment = os.environ | {"MPLBACKEND": "none of these"}
    done = ended(tmp_path, *SHORT, "--figure", "a.svg", env=environment)
    assert done == (0, plain[0], "")
    assert (tmp_path / "a.svg").read_bytes() == plain[1]


def test_a_folder_with_the_name_of_a_package_is_no_package(tmp_path):
    for name in ("models", "protocols", "readout", "figures"):
        (tmp_path / name).mkdir()
    status, out, err = ended(tmp_path, "models")
    assert (status, err) == (0, "")
    assert "pair:bi_wang_2002" in out


def test_where_letters_are_few_a_command_answers(tmp_path, plain):
    poor = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    environment = os.environ | poor | {"PYTHONCOERCECLOCALE": "0"}
    done = ended(tmp_path, *SHORT, "--figure", "a.svg", "--output", "é.csv", env=environment)
    assert done == (0, plain[0], "")
    assert (tmp_path / "a.svg").read_bytes() == plain[1]


def test_without_docstrings_a_command_answers_and_says_what_help_lacks(tmp_path):
    """By one that imports little, for Python then parses all of it again."""
    with_docstrings = ended(tmp_path, "readout.logic")
    assert ended(tmp_path, "readout.logic", flags=["-OO"]) == with_docstrings
    status, out, err = ended(tmp_path, "readout.logic", "--help", flags=["-OO"])
    assert (status, err) == (0, "")
    assert "Without -OO" in out


def test_what_is_kept_without_docstrings_is_not_found_with_them(tmp_path):
    code = "from synplast.cache import fingerprint; print(fingerprint(1))"
    call = [sys.executable, "-OO", "-c", code]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    assert done.stdout.strip() != fingerprint(1)


@pytest.mark.parametrize(
    "module", ["protocols.stdp --engine=exact", "protocols.stdp --help", "models"]
)
def test_a_full_standard_output_is_told_in_one_line(tmp_path, module):
    with open("/dev/full", "w") as full:
        status, _, err = ended(tmp_path, *module.split(), stdout=full)
    assert (status, err.count("\n")) == (2, 1)
    assert "standard output: No space left on device" in err


@pytest.mark.parametrize("module", ["protocols.stdp", "models"])
def test_a_closed_standard_output_is_told_in_one_line(tmp_path, module):
    status, _, err = ended(
        tmp_path, module, stdout=None, preexec_fn=lambda: os.close(1), pass_fds=()
    )
    assert (status, err.count("\n")) == (2, 1)
    assert "standard output is closed" in err


def test_without_standard_error_the_notes_do_not_go_into_the_table(tmp_path):
    design = ["protocols.conditioning", "--design", "blocking"]
    status, out, _ = ended(tmp_path, *design, stderr=None, preexec_fn=lambda: os.close(2))
    assert status == 0
    assert "Kamin" not in out


def test_ctrl_c_while_modules_are_imported_is_told_in_one_word(tmp_path):
    process = start(tmp_path, *SHORT, flags=["-X", "importtime"])
    for line in process.stderr:
        if " numpy." in line:  # which takes a while
            break
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=60)
    said = [line for line in rest.splitlines() if not line.startswith("import time:")]
    assert (process.returncode, said) == (130, ["interrupted"])


IGNORED = """
import os, signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
from models.catalogue import find
find("pair")
os.kill(os.getpid(), signal.SIGINT)
import brian2
print("goes on")
"""


def test_a_job_in_the_background_that_ignores_ctrl_c_goes_on(tmp_path):
    done = subprocess.run([sys.executable, "-c", IGNORED], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("goes on\n", "")


def test_a_command_that_is_told_to_end_leaves_nothing_half_written(tmp_path):
    work, temporary = tmp_path / "work", tmp_path / "temporary"
    work.mkdir()
    temporary.mkdir()
    os.mkfifo(work / "a.csv")  # nobody reads it: the command waits there, its file written
    environment = os.environ | {"TMPDIR": str(temporary)}
    process = start(work, *SHORT, "--output", "a.csv", env=environment)
    while not list(temporary.iterdir()):
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGTERM
    assert list(temporary.iterdir()) == []
