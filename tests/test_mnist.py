"""The MNIST course project, as a student meets it on the command line."""

import csv
import itertools
import re
import signal
import subprocess
import sys
import time

import command_line
import digit_files
import numpy as np
import pytest

from readout.digits import dataset
from readout.digits.dataset import Images
from readout.mnist import mnist
from readout.perceptron.algorithms import ALGORITHMS
from synplast.bad_input import BadInput

PAIRS = [f"{i}-{j}" for i, j in itertools.combinations(range(10), 2)]


def rows(text):
    return list(csv.reader(text.splitlines()))


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A data set in plain idx files: the first images of MNIST."""
    folder = tmp_path_factory.mktemp("small")
    digit_files.write(folder, *digit_files.first_images(1500, 500))
    return folder


@pytest.fixture(scope="module")
def pair_file(small, tmp_path_factory):
    """A readout of one pair."""
    path = tmp_path_factory.mktemp("pair") / "pair.npz"
    mnist(digits=(3, 5), epochs=2, data=small, save=path)
    return path


def test_one_perceptron_is_followed_pass_after_pass():
    done = command_line.run("readout.mnist", "--digits", 3, 5, "--epochs", 3)
    header, *passes = rows(done.stdout)
    assert header == ["epoch", "errors", "train accuracy", "test accuracy"]
    assert [row[0] for row in passes] == ["1", "2", "3"]
    errors, _, test = np.array(passes, float).T[1:]
    assert errors[2] < errors[0] < 15
    assert (test > 85).all()


def test_all_pairs_vote():
    done = command_line.run("readout.mnist", "--all", "--epochs", 2)
    header, *classifiers = rows(done.stdout)
    assert header == ["classifier", "train accuracy", "test accuracy"]
    assert [row[0] for row in classifiers] == [*PAIRS, "vote"]
    accuracy = dict(zip([*PAIRS, "vote"], np.array(classifiers)[:, 2].astype(float), strict=True))
    assert accuracy["0-1"] > 99.5
    assert accuracy["vote"] > 85
    assert accuracy["vote"] < min(accuracy["0-1"], accuracy["0-2"])


def test_a_pair_alone_is_the_same_perceptron_as_in_the_vote(small):
    for algorithm in ALGORITHMS:
        how = {"data": small, "epochs": 3, "seed": 4, "algorithm": algorithm}
        alone, together = mnist(digits=(5, 3), **how), mnist(all=True, **how)
        number = PAIRS.index("3-5")
        assert alone.test_accuracy[-1] == together.test_accuracy[number]
        assert alone.train_accuracy[-1] == together.train_accuracy[number]
        for name in ("weights", "unit", "samples"):
            mine, theirs = (getattr(result.readout, name) for result in (alone, together))
            np.testing.assert_array_equal(mine[0], theirs[number])


def test_the_same_seed_gives_the_same_bytes(run, small, tmp_path):
    """In a process of its own, and in this one."""
    mnist(all=True, epochs=1, data=small)  # compiles, and says so

    def outputs(run, folder):
        (tmp_path / folder).mkdir()
        names = {"save": "kept.npz", "confusion": "table.csv"}
        files = {option: tmp_path / folder / name for option, name in names.items()}
        options = [word for option, file in files.items() for word in (f"--{option}", file)]
        done = run("readout.mnist", "--all", "--data", small, "--epochs", 1, *options)
        assert done.stderr == ""
        return [done.stdout, *(file.read_bytes() for file in files.values())]

    assert outputs(run, "one") == outputs(command_line.run, "two")


def test_another_seed_gives_other_weights(small):
    first, other = (mnist(digits=(3, 5), epochs=1, data=small, seed=n).readout for n in (1, 2))
    assert (first.weights != other.weights).any()


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("what", [["--all"], ["--digits", "4", "9"]])
def test_a_readout_that_was_saved_tests_the_same_when_loaded(small, tmp_path, what, algorithm):
    how = ["--data", small, "--epochs", 2, "--algorithm", algorithm]
    path = tmp_path / "kept.npz"
    trained = command_line.run("readout.mnist", *what, *how, "--save", path)
    assert trained.returncode == 0, trained.stderr
    tested = command_line.run("readout.mnist", "--load", path, "--data", small)
    if what == ["--all"]:
        assert tested.stdout == trained.stdout
    else:
        assert rows(tested.stdout)[1] == ["4-9", *rows(trained.stdout)[-1][2:]]


@pytest.mark.parametrize("algorithm", ["averaged", "voted", "pocket"])
def test_a_pass_without_a_mistake_is_a_pass_like_any_other(tmp_path, algorithm):
    rng = np.random.default_rng(0)
    pixels = np.zeros((20, 2, 2), np.uint8)
    labels = np.tile([0, 1], 10).astype(np.uint8)
    pixels[labels == 0, 0] = 200  # learned in a pass or two
    pixels += rng.integers(0, 20, pixels.shape, np.uint8)
    digit_files.write(tmp_path, *[Images(pixels, labels)] * 2)
    result = mnist(digits=(0, 1), epochs=9, algorithm=algorithm, data=tmp_path,
                   save=tmp_path / "a.npz")  # fmt: skip
    assert result.errors[-1] == 0
    assert mnist(load=tmp_path / "a.npz", data=tmp_path).test_accuracy[0] == 100


def test_granule_cells_keep_the_thresholds_that_they_were_grown_with(small, tmp_path):
    how = {"epochs": 1, "features": "granule", "cells": 50, "save": tmp_path / "a.npz"}
    trained = mnist(all=True, data=small, **how)
    other = tmp_path / "other"
    other.mkdir()
    for path in small.glob("t10k*"):  # its test images stand in for those to train on too
        for name in (path.name, path.name.replace("t10k", "train")):
            (other / name).write_bytes(path.read_bytes())
    loaded = mnist(load=tmp_path / "a.npz", data=other)
    assert (loaded.test_accuracy == trained.test_accuracy).all()


def test_a_loaded_readout_is_tested_and_saved_as_the_trained_one_was(small, tmp_path):
    def run(name, **how):
        files = {"save": tmp_path / f"{name}.npz", "confusion": tmp_path / f"{name}.csv"}
        return mnist(data=small, **how, **files)

    first, again = run("first", all=True, epochs=1), run("again", load=tmp_path / "first.npz")
    # All that is printed and drawn of it, beside the readout itself.
    np.testing.assert_equal(first._replace(readout=None), again._replace(readout=None))
    for suffix in ("npz", "csv"):
        first, again = (tmp_path / f"{name}.{suffix}" for name in ("first", "again"))
        assert first.read_bytes() == again.read_bytes()


def test_a_loaded_readout_is_drawn(small, tmp_path):
    """After a single pass, and in French."""
    mnist(all=True, epochs=1, data=small, save=tmp_path / "kept.npz")
    how = ["--load", tmp_path / "kept.npz", "--data", small, "--lang", "fr"]
    done = command_line.run("readout.mnist", *how, "--figure", tmp_path / "a.svg")
    assert done.returncode == 0
    assert "erreurs (%)" in (tmp_path / "a.svg").read_text()


def test_the_confusion_matrix_has_every_test_image_once(small, tmp_path):
    where = ["--data", small, "--confusion", tmp_path / "table.csv"]
    done = command_line.run("readout.mnist", "--all", *where)
    header, *table = rows((tmp_path / "table.csv").read_text())
    assert header == ["digit", *(f"read as {digit}" for digit in range(10))]
    counts = np.array(table, int)[:, 1:]
    assert counts.sum(axis=1).tolist() == np.bincount(dataset.load(small)[1].labels).tolist()
    assert float(rows(done.stdout)[-1][2]) == 100 * counts.trace() / counts.sum()


def test_a_pair_is_drawn_after_a_single_pass_too(small, tmp_path):
    how = ["--digits", 0, 1, "--data", small, "--epochs", 1]
    done = command_line.run("readout.mnist", *how, "--figure", tmp_path / "picture.svg")
    assert done.returncode == 0
    assert "errors (%)" in (tmp_path / "picture.svg").read_text()


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ("", "--digits D D, --all, --load FILE: exactly one of these is needed"),
        ("--all --digits 3 5", "exactly one of these"),
        ("--digits 3", "--digits 3: two different digits from 0 to 9"),
        ("--digits 3 3", "--digits 3 3: two different digits"),
        ("--digits 3 10", "--digits 3 10: two different digits"),
        ("--digits -1 5", "--digits -1 5: two different digits"),
        ("--digits 1 2 3", "--digits 1 2 3: two different digits"),
        ("--digits three five", "--digits three five: two different digits"),
        ("--all --epochs 0", "--epochs 0: a whole number, 1 or more"),
        ("--all --epochs 1000000", r"--epochs 1000000: at most \d+, so that no sum can overflow"),
        ("--all --eta 0", "--eta 0: a number from 0.0001 to 255"),
        ("--all --eta nan", "--eta nan: a number from"),
        (
            "--all --algorithm best",
            "--algorithm best: one of rosenblatt, averaged, voted, pocket, margin",
        ),
        ("--all --cells 50", "--cells 50: only with --features granule"),
        (
            "--all --save a.npz --checkpoint ./a.npz",
            "--checkpoint a.npz: a file of its own; --save",
        ),
        (
            "--all --output a.csv --confusion a.csv",
            "--confusion a.csv: a file of its own; --output",
        ),
        ("--all --data nowhere", "--data nowhere: no file train-images-idx3-ubyte"),
        ("--all --save kept.pkl", "--save kept.pkl: a name ending in .npz"),
        ("--all --save nowhere/kept.npz", "--save nowhere/kept.npz: the folder nowhere does not"),
        ("--all --confusion no/c.csv", "--confusion no/c.csv: the folder no does not exist"),
        ("--load kept.npz", "--load kept.npz: No such file"),
        ("--load .", "--load .: Is a directory"),
    ],
)
def test_bad_input_is_one_line_and_writes_nothing(tmp_path, monkeypatch, arguments, line):
    monkeypatch.chdir(tmp_path)
    done = command_line.run("readout.mnist", *arguments.split())
    assert done.returncode == 2
    assert done.stdout == ""
    assert re.fullmatch(rf"\S.*: error: .*{line}.*\n", done.stderr)
    assert not list(tmp_path.iterdir())


def test_a_command_that_was_started_with_bad_input_says_its_name(run):
    done = run("readout.mnist", "--digits", 3)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("python -m readout.mnist: error: --digits 3: two different")


@pytest.mark.parametrize(
    "given",
    [
        {"algorithm": "averaged"},
        {"features": "pixels"},
        {"cells": 3000},
        {"epochs": 10},
        {"eta": 1},
        {"margin": 0},
        {"seed": 0},
        {"checkpoint": "c.npz"},
    ],
    ids=str,
)
def test_what_only_training_needs_is_refused_beside_a_loaded_readout(pair_file, given):
    """Even at its default value: whoever gives it expects something of it."""
    ((name, value),) = given.items()
    message = refusal(load=pair_file, **given)
    assert message == f"{name}={value}: only for training; with load nothing is trained"


def refusal(**arguments):
    with pytest.raises(BadInput) as caught:
        mnist(**arguments)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_pair_of_digits_has_a_confusion_matrix_of_its_own(pair_file, small, tmp_path):
    result = mnist(load=pair_file, data=small, confusion=tmp_path / "c.csv")
    header, *table = rows((tmp_path / "c.csv").read_text())
    assert (header, [row[0] for row in table]) == (["digit", "read as 3", "read as 5"], ["3", "5"])
    counts = np.array(table, int)[:, 1:]
    assert counts.sum(axis=1).tolist() == [sum(result.test.labels == n) for n in (3, 5)]
    assert 100 * counts.trace() / counts.sum() == result.test_accuracy[0]


def test_a_readout_of_other_images_is_refused(pair_file, small, tmp_path):
    narrow = [Images(part.pixels[:, :, 1:], part.labels) for part in dataset.load(small)]
    digit_files.write(tmp_path, *narrow)
    message = refusal(load=pair_file, data=tmp_path)
    assert message.endswith("reads images of 28 x 28, and these are 28 x 27")


STOPPABLE = """
import runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # even if started in the background
how = "mnist --all --epochs 5000 --checkpoint c.npz --save k.npz --data"
sys.argv = [*how.split(), sys.argv[1]]
runpy.run_module("readout.mnist", run_name="__main__", alter_sys=True)
"""


def test_ctrl_c_leaves_no_more_than_the_checkpoint_behind(small, tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", STOPPABLE, small],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not (tmp_path / "c.npz").exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err.splitlines()[-1] == "interrupted"
    assert [file.name for file in tmp_path.iterdir()] == ["c.npz"]


PEAK = """
from readout.mnist import draw, mnist
from synplast import command
for what in ("--digits 0 1", "--all --figure all.png"):
    assert command.run(mnist, draw, f"{what} --algorithm averaged --epochs 1".split()) == 0
print(*(line for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the peak is not told there")
def test_the_whole_process_stays_below_600_megabytes(tmp_path):
    """One that learns two digits, and then all."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    *_, peak, unit = done.stdout.split()
    assert unit == "kB"
    assert 100e6 < int(peak) * 1024 < 600e6
    assert (tmp_path / "all.png").stat().st_size > 100_000


def test_the_vote_is_as_right_as_published_for_pairs_of_perceptrons(data_of):
    """The last weights differ by half a percent from seed to seed, their means by a tenth."""
    votes = [one.test_accuracy[-1] for one in (data_of("mnist_voting"), mnist(all=True, seed=1))]
    assert np.mean(votes) >= 91.5
    assert mnist(all=True, algorithm="averaged").test_accuracy[-1] >= 94.3
