"""What every command does the same: its files, its options, and what it says of odd input."""

import os
from pathlib import Path
from typing import Annotated, NamedTuple

import numpy as np
import pytest

from protocols.engine.rule_option import rule_card, words_of_rule
from protocols.stdp import stdp
from synplast import command
from synplast.arguments import read, reads_its_arguments
from synplast.bad_input import BadInput
from synplast.file_names import file_to_write
from synplast.option_types import Number, Rates
from synplast.values import Kind, number
from synplast.whole_file import whole

SHORT = ("protocols.stdp", "--pairs=2", "--lag=10", "--engine=exact")
RULE = """
from dataclasses import dataclass
from models.rule import Rule

@dataclass(frozen=True, kw_only=True)
class Steady(Rule):
    A: float
    equations = "w : 1"
    on_pre = ""
    on_post = "w = w + A"

mine = Steady(A=0.5, w_0=1.0)
"""


class Kept(NamedTuple):
    number: Number


@reads_its_arguments
def keep(
    load: Annotated[Path | None, Kind(Path, "a name")] = None,
    predict: Annotated[tuple | None, Kind(tuple, "names", many=True)] = None,
    save: Annotated[Path | None, file_to_write(".npz")] = None,
) -> Kept:
    """A command that writes a file of its own."""
    if save:
        with whole(save) as beside:
            np.savez(beside, x=np.arange(3))
    return Kept(np.array([1.0]))


@pytest.fixture
def kept(call, monkeypatch):
    monkeypatch.setitem(command.COMMANDS, "tests.keep", (keep, lambda figure, result: None))
    return lambda *arguments: call("tests.keep", *arguments)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--load=a.npz", "--save=a.npz"], "--save a.npz: a file of its own; --load names this"),
        (["--load=a.npz", "--save=./b.npz"], "--save b.npz: a file of its own; --load names this"),
        (["--predict", "c.png", "d.png", "--figure=d.png"], "--figure d.png: a file of its own"),
        (["--load=e.csv:x", "--output=e.csv"], "--output e.csv: a file of its own"),
        (["--output=e.csv", "--figure=f.svg"], "--figure f.svg: a file of its own; --output write"),
    ],
)
def test_a_file_that_is_read_or_written_already_is_not_written(kept, tmp_path, arguments, said):
    for name in ("a.npz", "c.png", "d.png", "e.csv"):
        (tmp_path / name).write_text("mine")
    (tmp_path / "b.npz").symlink_to("a.npz")
    (tmp_path / "f.svg").symlink_to("e.csv")
    done = kept(*arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr
    assert {path.read_text() for path in tmp_path.iterdir()} == {"mine"}


def test_a_rule_s_file_is_not_written(call, tmp_path):
    (tmp_path / "a.py").write_text(RULE)
    (tmp_path / "a.csv").symlink_to("a.py")
    for rule in ("a.py", "a.py:mine", "a.py:mine A=1", "a.py A=1"):
        done = call(*SHORT, "--rule", rule, "--output=a.csv")
        assert "--output a.csv: a file of its own; --rule names this one" in done.stderr
    assert (tmp_path / "a.py").read_text() == RULE


def test_from_python_a_file_that_is_read_is_not_written_either(tmp_path):
    with pytest.raises(BadInput, match="; load names this one"):
        keep(load=tmp_path / "a.npz", save=str(tmp_path / "a.npz"))


@pytest.mark.parametrize("option", ["output", "save", "figure"])
def test_a_full_disk_costs_the_file_alone(kept, tmp_path, option):
    names = {"output": "a.csv", "save": "a.npz", "figure": "a.png"}
    (tmp_path / names[option]).symlink_to("/dev/full")
    done = kept(*(f"--{one}={name}" for one, name in names.items()))
    assert done.stdout == "number\n1\n"
    assert f"error: --{option} {names[option]}: No space left on device\n" in done.stderr
    assert done.returncode == 2
    for one, name in names.items():
        assert one == option or (tmp_path / name).stat().st_size


def test_two_files_that_cannot_be_written_are_told_in_a_line_each(kept, tmp_path):
    for name in ("a.csv", "a.npz"):
        (tmp_path / name).symlink_to("/dev/full")
    done = kept("--output=a.csv", "--save=a.npz")
    assert (done.returncode, done.stdout) == (2, "number\n1\n")
    assert [line.split()[-8:-5] for line in done.stderr.splitlines()] == [
        ["error:", f"--{option}", f"{name}:"]
        for option, name in (("output", "a.csv"), ("save", "a.npz"))
    ]


def test_a_protocol_s_table_survives_a_full_disk(call, tmp_path):
    (tmp_path / "a.csv").symlink_to("/dev/full")
    done = call(*SHORT, "--output=a.csv", "--figure=a.svg")
    assert done.stdout.startswith("lag (ms),change\n10,")
    assert done.stderr.endswith("error: --output a.csv: No space left on device\n")
    assert (tmp_path / "a.svg").stat().st_size > 1000


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_refused_before_anything_is_run(call, tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.csv").touch()
    (tmp_path / "folder").chmod(0o500)
    for name in ("a.csv", "b.csv"):
        done = call(*SHORT, f"--output=folder/{name}")
        assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--rate=1", "--rate=2"], "--rate 2: once only; it was 1 before"),
        (["--lag=1", "--lag", "2", "3"], "--lag 2 3: once only; it was 1"),
        (["--output=a.csv", "--output=b.csv"], "--output b.csv: once only; it was a.csv before"),
        (["--set=A_plus=1", "--set=A_plus=2"], "--set A_plus=2: A_plus once; it was set to 1"),
        (["--lang=fr"], "--lang fr: only with --figure"),
        (["--rate=1,5"], "the decimal sign is a point, as in 1.5"),
        (["--lag=0:3:0,5"], "the decimal sign is a point, as in 0:3:0.5"),
        (["--lag", "0,5:2,5:0,5"], "the decimal sign is a point, as in 0.5:2.5:0.5"),
        (["--set=A_plus=1_0"], "--set A_plus=1_0: a number such as"),
        (["--set=A_plus=１"], "--set A_plus=１: a number such as"),
        (["--set=tau_plus=1e99999999*ms"], "a number such as"),
        (["--set=w_max=1e999"], "a number such as"),
        (["--set=A_plus=1e-999"], "a number such as"),
    ],
)
def test_what_would_be_misread_is_refused(call, tmp_path, arguments, said):
    done = call("protocols.stdp", *arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_list_with_a_decimal_comma_is_told_what_it_was_taken_for(call):
    done = call("protocols.rate", "--rate", "0,5", "1.5", "--history=1")
    told = "read as 0 and 5; with a point for the decimal sign, it is 0.5\n"
    assert (done.returncode, done.stderr) == (0, f"--rate 0,5: {told}")
    assert "with a point" in call("protocols.rate", "--rate=1,5:9:1", "--history=1").stderr
    assert "with a point" in call("protocols.rate", "--rate=1", "--history=0,5").stderr
    for clear in ("-10,10", "1,2,3", "1.5,2"):
        assert call(*SHORT[:2], SHORT[3], f"--lag={clear}").stderr == ""


def test_the_papers_minus_sign_is_one(call):
    lags = [call(SHORT[0], *SHORT[3:], f"--lag={sign}10").stdout for sign in "−-"]
    assert lags[0] == lags[1] != ""
    changed = [call(*SHORT, f"--set=A_minus={sign}0.01").stdout for sign in "−-"]
    assert changed[0] == changed[1] != ""


def test_what_is_shown_of_a_value_is_one_short_line(call):
    done = call("protocols.stdp", "--rule", "a\nb\x1b[31m" + "c" * 2000)
    assert done.stderr.count("\n") == 1
    assert r"--rule a\nb\x1b[31mccc" in done.stderr
    assert "(2008 characters)" in done.stderr
    assert len(done.stderr) < 600
    assert len(call("protocols.stdp", "d" * 2000).stderr) < 600


@pytest.mark.parametrize(
    "name", ["plain.py", "a rule.py", "A=1.py", "a A = 2.py", "x.py y.py", "é\udcff.py", "a\nb.py"]
)
def test_a_rule_s_file_may_have_any_name(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).touch()
    for rule in (name, f"{name}:mine", f"{tmp_path / name}:mine"):
        assert words_of_rule(rule) == [rule]
        assert words_of_rule(f"{rule} A=1  B = 2*ms") == [rule, "A=1", "B = 2*ms"]


def test_what_is_no_file_is_a_rule_and_its_changes():
    assert words_of_rule("pair:song A=1 B=2 * ms") == ["pair:song", "A=1", "B=2 * ms"]
    assert words_of_rule("gone.py:mine A=1") == ["gone.py:mine", "A=1"]


def test_changes_are_those_of_the_rule_whatever_its_name(tmp_path):
    (tmp_path / "a A = 2.py").write_text(RULE)
    card = rule_card(f"{tmp_path / 'a A = 2.py'}:mine", ["A = 0.125"])
    assert card["A"] == 0.125
    assert stdp(card, pairs=1, lag=[10], engine="exact").change == 0.125


def test_the_name_of_a_rule_is_told_as_text_that_can_be_printed(call, tmp_path):
    (tmp_path / "é\udcff.py").write_text(RULE)
    both = ["--rule", "é\udcff.py", "--rule", "pair", "--output=a.csv", "--figure=a.svg"]
    done = call(*SHORT, *both)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1].startswith(r"é\udcff.py:mine,")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == done.stdout


@pytest.mark.parametrize("text", ["1e99999999", "1" * 200, "1_0", "１", "0x1", "1e+0005", "", "٣"])
def test_what_python_reads_and_nobody_writes_is_no_number(text):
    with pytest.raises(BadInput, match=r"rate=.*: numbers"):
        read("rate", number("numbers"), text)


def test_help_says_that_a_rule_s_file_is_run(call):
    assert "take only files that you trust" in " ".join(call(*SHORT, "--help").stdout.split())


def test_every_option_has_a_text():
    parser = command.options(*command.COMMANDS["protocols.stdp"])
    assert all(action.help for action in parser._actions)


def test_as_many_values_as_a_hand_can_type():
    for text in (["1:99999:1", "1:99999:1"], "1," * 100_000 + "1"):
        with pytest.raises(BadInput, match="at most 100000 values"):
            read("rate", Rates.__metadata__[0], text)
