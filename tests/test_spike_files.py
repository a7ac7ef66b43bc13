"""Spike trains of one's own, from a file and from Python."""

import numpy as np
import pytest

from protocols.stdp import stdp
from protocols.trains import trains
from synplast.bad_input import BadInput

HEAD = "condition,side,time (ms)\n"
PAIRS = HEAD + "".join(
    f"{lag:+d},pre,{1000 * n}\n{lag:+d},post,{1000 * n + lag}\n"
    for lag in (10, -10)
    for n in range(3)
)


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "spikes.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("rule", ["pair", "triplet", "calcium:DP"])
def test_the_spikes_of_a_protocol_from_a_file_change_what_the_protocol_does(file, rule):
    expected = stdp(rule, pairs=3, lag=[10, -10], engine="exact").change
    assert trains(file(PAIRS), rule).change == pytest.approx(expected, rel=1e-12)


def test_seconds_milliseconds_and_arrays_are_the_same(file):
    expected = trains(file(PAIRS)).change
    seconds = "condition,side,time\n" + "".join(
        f"{lag},{side},{n + (side == 'post') * lag / 1000:.3f}\n"
        for lag in (10, -10)
        for n in range(3)
        for side in ("pre", "post")
    )
    assert (trains(file(seconds)).change == expected).all()
    arrays = {lag: (np.arange(3.0), np.arange(3.0) + lag / 1000) for lag in (10, -10)}
    result = trains(arrays)
    assert (result.change == expected).all()
    assert result.condition.tolist() == ["10", "-10"]


def test_the_order_of_the_rows_does_not_matter(file):
    head, *rows = PAIRS.splitlines(keepends=True)
    turned = trains(file(head + "".join(rows[::-1])))
    assert dict(zip(turned.condition, turned.change, strict=True)) == dict(
        zip(*trains(file(PAIRS))[1:], strict=True)
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a CSV file with the columns condition, side"),
        ("condition,side\na,pre\n", "a CSV file with the columns condition, side"),
        (HEAD, "a spike at least"),
        (HEAD + "a,pre,1\na,prae,2\n", "spikes.csv:3: side prae: pre or post"),
        (HEAD + ",pre,1\n", "spikes.csv:2: side pre: pre or post, and a condition"),
        (HEAD + "a,pre,one\n", "spikes.csv:2: time (ms) one: a number"),
        (HEAD + "a,pre,nan\n", "spikes.csv:2: time (ms) nan: a number"),
        (HEAD + "a,pre,1e300\n", "spikes.csv:2: time (ms) 1e300: a number"),
        (HEAD + "a,pre\n", "spikes.csv:2: time (ms) None: a number"),
        (HEAD + "a,pre,1\na,pre,1\n", "0.001 s: a side fires once at a time"),
    ],
)
def test_a_file_that_is_none_is_told_with_its_line(file, text, said):
    with pytest.raises(BadInput) as told:
        trains(file(text))
    assert said in str(told.value)
    assert "\n" not in str(told.value)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BadInput, match=r"spikes=.*none\.csv: No such file"):
        trains(tmp_path / "none.csv")


def test_the_command_prints_a_row_a_condition(call, file):
    done = call("protocols.trains", "--spikes", file(PAIRS))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "condition,change"
    assert len(done.stdout.splitlines()) == 3


def test_without_a_file_the_command_says_what_is_missing(call):
    done = call("protocols.trains")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "required: --spikes" in done.stderr
