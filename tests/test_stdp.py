"""The STDP protocol, as a function and as a command."""

import os
import pty
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from brian2 import Hz
from brian2 import ms as ms_

from models.pair import Pair
from protocols.stdp import bi_poo_1998, stdp
from synplast.bad_input import BadInput

pytestmark = pytest.mark.usefixtures("built")


def test_the_fitted_window_lies_among_bi_and_poos_cells():
    cells = bi_poo_1998()
    lags, cell = np.unique(cells[:, 0], return_inverse=True)
    residual = cells[:, 1] - stdp(lag=[str(lag) for lag in lags]).change[cell]
    # A least-squares fit leaves no mean residual beyond its standard error; within three of it.
    assert abs(residual.mean()) < 3 * residual.std(ddof=1) / np.sqrt(len(cells))


def test_a_quantity_and_a_plain_number_in_the_options_unit_mean_the_same():
    plain = stdp(rate=2, lag=[7.3], pairs=3)
    quantity = stdp(rate=2 * Hz, lag=[7.3 * ms_], pairs=3)
    assert quantity == plain


def test_a_rule_may_be_given_by_name_or_as_itself():
    by_name, itself = stdp("pair:song_2000"), stdp(Pair.PUBLISHED["song_2000"])
    assert np.array_equal(by_name.change, itself.change)


def test_the_change_grows_with_the_number_of_pairs():
    changes = [stdp(pairs=n, lag=[10]).change[0] for n in (1, 10, 60)]
    assert changes == pytest.approx([changes[0], 10 * changes[0], 60 * changes[0]], rel=1e-12)


@pytest.mark.parametrize("bad", [{"pairs": 0}, {"rate": 0}, {"lag": [1000]}, {"rate": 3 * ms_}])
def test_from_python_the_same_values_are_refused(bad):
    with pytest.raises(BadInput):
        stdp(**bad)


def test_a_pipe_gets_csv(call):
    done = call("protocols.stdp", "--pairs", 60, "--lag", -10, 10)
    down, up = -0.273 * np.exp(-10 / 33.7), 0.777 * np.exp(-10 / 16.8)
    assert done.stdout == f"lag (ms),change\n-10,{down:.10g}\n10,{up:.10g}\n"
    assert done.stderr == ""


def test_a_terminal_gets_an_aligned_table(tmp_path):
    leader, follower = pty.openpty()
    call = [sys.executable, "-m", "protocols.stdp", "--lag", "-10,10"]
    plain = {**os.environ, "NO_COLOR": "1"}
    subprocess.run(call, cwd=tmp_path, env=plain, stdout=follower, check=True)
    os.close(follower)
    text = os.read(leader, 1000).decode()
    os.close(leader)
    assert text.splitlines()[2].split() == ["-10", "-0.2029"]
    assert len({len(line) for line in text.splitlines()}) == 1


def test_several_rules_are_told_apart_by_a_column(call):
    compared = ["--rule", "pair", "--rule", "pair:song_2000", "--lag", "10"]
    lines = call("protocols.stdp", *compared).stdout.splitlines()
    assert lines[0] == "rule,lag (ms),change"
    assert [line.split(",")[0] for line in lines[1:]] == ["pair:bi_wang_2002", "pair:song_2000"]


def test_set_changes_one_constant(call):
    done = call("protocols.stdp", "--lag", "0", "--pairs", "1", "--set", "A_plus=0.25")
    assert done.stdout == "lag (ms),change\n0,0.25\n"


EVERY_FILE = """
import sys
from synplast.front_door import start
for ending in sys.argv[1:]:
    option = "--output" if ending == "csv" else "--figure"
    assert start(["stdp", option, f"there.{ending}"]) == 0
"""


def test_the_same_seed_gives_the_same_bytes(call, tmp_path):
    """An SVG's: `test_process`."""
    endings = ["csv", "png", "pdf"]
    subprocess.run([sys.executable, "-c", EVERY_FILE, *endings], cwd=tmp_path, check=True)
    for ending in endings:
        option = "--output" if ending == "csv" else "--figure"
        assert call("protocols.stdp", option, f"here.{ending}").returncode == 0
        here, there = ((tmp_path / f"{name}.{ending}").read_bytes() for name in ("here", "there"))
        assert here == there, ending


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--rule", "pear"], "--rule pear: no rule is called pear; did you mean pair?"),
        (["--pairs", "0"], "--pairs 0: a whole number, 1 or more"),
        (["--pairs", "-4"], "--pairs -4: a whole number, 1 or more"),
        (["--pairs", "1.5"], "--pairs 1.5: a whole number, 1 or more"),
        (["--rate", "0"], "--rate 0: a frequency in Hz, greater than 0"),
        (["--rate", "nan"], "--rate nan: a frequency"),
        (["--lag", "-1000:0:100"], "--lag -1000: less than 1000 ms"),
        (["--lag", "1:2"], "--lag 1:2: times in ms"),
        (["--lag", "5:1:1"], "--lag 5:1:1: times in ms"),
        (["--set", "tau_plus=3*mV"], "--set tau_plus=3*mV: a unit of second"),
        (["--set", "tau_plus"], "--set tau_plus: SYMBOL=VALUE"),
        (["--set", "mu_plus=0.5", "--lag", "0.1"], "make the weight no number"),
        (["--rate", ""], "--rate : a frequency in Hz"),
        (["--set", "w_0=-1"], "a weight, 0 or more"),
        (["--rule", "pair:song_2000", "--set", "w_0=2"], "--set w_0=2: at most w_max=1"),
        (["--lag", "0:1:0.000001"], "--lag 0:1:0.000001: at most 100000 values"),
        (["--pairs", "99999999999"], "--pairs 99999999999: at most 195121 for 41 lags"),
        (["--seed", "-1"], "--seed -1: a whole number"),
        (["--output", "no/file.csv"], "--output no/file.csv: the folder no does not exist"),
        (["--output", "file.txt"], "--output file.txt: a name ending in .csv"),
        (["--figure", "file.bmp"], "--figure file.bmp: a name ending in .png"),
        (["--pear", "3"], "--pear: no such option; did you mean --pairs?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_gets_one_line_and_status_two_and_writes_nothing(call, tmp_path, arguments, said):
    outputs = [f"--{o}=a.{s}" for o, s in (("figure", "png"), ("output", "csv"))]
    outputs = [output for output in outputs if output.partition("=")[0] not in arguments]
    done = call("protocols.stdp", *outputs, *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_ends_with_130_and_leaves_nothing(tmp_path):
    work, temporary = tmp_path / "work", tmp_path / "temporary"
    work.mkdir()
    temporary.mkdir()
    # 6,000 s on a 0.1 ms grid: long enough to be interrupted in its C++ run.
    call = ["protocols.stdp", "--pairs", "6000", "--lag", "0.1", "--output", "a.csv"]
    process = subprocess.Popen(
        [sys.executable, "-m", *call],
        cwd=work,
        env=os.environ | {"TMPDIR": str(temporary)},
        stderr=subprocess.PIPE,
        text=True,
    )
    while not list(temporary.glob("*/seed")):  # what the program reads first
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (130, "interrupted\n")
    assert [*work.iterdir(), *temporary.iterdir()] == []


def test_a_reader_that_stops_early_is_no_error(tmp_path):
    call = f"{sys.executable} -m protocols.stdp | head -1"
    done = subprocess.run(call, shell=True, cwd=tmp_path, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("lag (ms),change\n", "")
