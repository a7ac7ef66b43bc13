"""A command as a process: where it is started, what it prints to, and how it ends."""

import os
import signal
import subprocess
import sys
import time

import command_line
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


def test_no_file_of_the_folder_and_no_want_of_letters_changes_an_answer(tmp_path):
    work, plain = tmp_path / "work", tmp_path / "plain.svg"
    for name in ("models", "readout", "figures", "protocols"):
        (work / name).mkdir(parents=True)
        if name != "protocols":  # which is a folder only
            (work / name / "__init__.py").write_text("raise SystemExit('foreign')")
    for name in ("csv", "json", "random", "numpy", "tabulate", "platformdirs"):
        (work / f"{name}.py").write_text("raise SystemExit('foreign')")
    (work / "matplotlibrc").write_bytes(b"font.size: 40\nno setting\n\xff")
    poor = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    poor |= {"PYTHONCOERCECLOCALE": "0", "MPLBACKEND": "none of these"}
    files = "--output", "é.csv", "--figure", "a.svg"
    done = ended(work, *SHORT, *files, env=os.environ | poor)
    assert done == command_line.run(*SHORT, "--figure", plain)
    assert (work / "a.svg").read_bytes() == plain.read_bytes()


def test_without_docstrings_a_command_answers_and_says_what_help_lacks(tmp_path):
    """By one that imports little, for Python then parses all of it again."""
    assert ended(tmp_path, "readout.logic", flags=["-OO"]) == command_line.run("readout.logic")
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


@pytest.fixture(scope="module")
def in_background(tmp_path_factory):
    """What a job says and prints to which Ctrl-C is sent while it uses Brian2, and its imports.

    It is given a file whose name is no text.
    """
    words = ["protocols.stdp", "--pairs", "2", "--lag", "10", "--output", "\udcff.csv"]
    told = {"flags": ["-X", "importtime"], "env": os.environ | {"CXX": "no-such-compiler"}}
    told["preexec_fn"] = lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)
    said, imported = [], []
    with start(tmp_path_factory.mktemp("job"), *words, **told) as process:
        for line in process.stderr:
            _, is_import, name = line.rstrip("\n").rpartition("|")
            (imported if is_import else said).append(name.strip())
            if imported[-1:] == ["brian2"]:
                process.send_signal(signal.SIGINT)
        printed = process.stdout.read()
    return process.returncode, printed, said, imported


def test_a_job_in_the_background_that_ignores_ctrl_c_goes_on(in_background):
    status, printed, said, _ = in_background
    assert (status, printed) == (0, command_line.run(*SHORT).stdout)
    assert said == ["no C++ compiler (g++) found: Brian2's NumPy target answers, slower"]


def test_a_command_imports_brian2_without_what_serves_its_users_only(in_background):
    imported = {*in_background[-1]}
    assert "brian2.synapses.synapses" in imported
    assert not imported & {"matplotlib.cbook", "numpy.f2py.crackfortran", "_pytest", "Cython.Build"}


def test_a_command_that_is_told_to_end_leaves_nothing_half_written(tmp_path):
    work, temporary = tmp_path / "work", tmp_path / "temporary"
    work.mkdir()
    temporary.mkdir()
    os.mkfifo(work / "a.csv")  # nobody reads it: the command waits there, its file written
    environment = os.environ | {"TMPDIR": str(temporary)}
    process = start(work, *SHORT, "--output", "a.csv", env=environment)
    while not list(temporary.glob(".a-*.csv")):  # Python tries the folder with a file of its own
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGTERM
    assert list(temporary.iterdir()) == []
