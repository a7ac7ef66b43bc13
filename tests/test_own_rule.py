"""A rule in a file of the user's, the README's own, on both engines; and what is wrong with one."""

import re
from pathlib import Path

import numpy as np
import pytest

from models.bad_input import BadInput

README = Path(__file__).parents[1] / "README.md"
RULE = re.search(r"```python\n(.*?)```", README.read_text(), re.DOTALL)[1]


@pytest.fixture
def my_rule(tmp_path):
    path = tmp_path / "my_rule.py"
    path.write_text(RULE)
    return path


@pytest.mark.parametrize("engine", ["brian2", "exact"])
def test_the_readmes_rule_runs_on_both_engines(run, my_rule, engine):
    done = run("protocols.stdp", "--rule", "my_rule.py:mine", "--lag", "10", "--engine", engine)
    change = float(done.stdout.splitlines()[1].split(",")[1])
    assert change == pytest.approx(60 * (0.01 * np.exp(-0.5) - 0.001), rel=1e-9)


@pytest.mark.parametrize("protocol", ["frequency", "triplets", "landscape"])
def test_it_runs_in_every_protocol(run, my_rule, protocol):
    done = run(f"protocols.{protocol}", "--rule", "my_rule.py", "--engine", "exact")
    assert done.returncode == 0, done.stderr


def test_its_constants_can_be_changed(run, my_rule):
    options = ["--lag", "0", "--pairs", "1", "--engine", "exact", "--set", "A_plus=0.5"]
    done = run("protocols.stdp", "--rule", "my_rule.py:mine", *options)
    assert done.stdout.splitlines()[1] == "0,0.499"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("from brian2", "import nonsuch\nfrom brian2", "import nonsuch", "No module named"),
        ("20 * ms", "20 * mss", "mine = ", "name 'mss' is not defined"),
        ("20 * ms", "20", "mine = ", "tau_plus has the wrong unit"),
        ('on_pre = "x', 'on_pre "x', "on_pre", "SyntaxError"),
        ("-x / tau_plus", "-xx / tau_plus", "equations = ", "equations: "),
        ("- cost", "- cots", "on_post = ", '"cots" could not be resolved'),
        ("w : 1", "", "equations = ", "there is no weight, w : 1"),
        (
            "w : 1",
            "w : 1\n z = 2*x : 1",
            "equations = ",
            "the subexpression z: write it out where it is used",
        ),
        ('on_pre = "x += 1"', "", "class Costly", "no attribute 'on_pre'"),
    ],
)
def test_what_is_wrong_is_told_with_its_file_and_line(run, my_rule, old, new, line, said):
    text = RULE.replace(old, new)
    my_rule.write_text(text)
    number = next(n for n, found in enumerate(text.splitlines(), 1) if line in found)
    done = run("protocols.stdp", "--rule", "my_rule.py:mine")
    (told,) = done.stderr.splitlines()
    assert done.returncode == 2
    assert f"--rule my_rule.py:{number}: " in told
    assert said in told


def test_a_rule_that_extends_a_published_one_is_the_one_that_runs(run, tmp_path):
    text = """
from dataclasses import replace
from models.pair import Pair
class Mine(Pair):
    on_post = "w = w + 0.5"
mine = Mine(**vars(Pair.PUBLISHED["bi_wang_2002"]))
"""
    (tmp_path / "a.python").mkdir()
    (tmp_path / "a.python" / "my derived.py").write_text(text)
    options = ["--lag", "10", "--pairs", "1", "--engine", "exact"]
    done = run("protocols.stdp", "--rule", "a.python/my derived.py", *options)
    assert done.stdout.splitlines()[1] == "10,0.5"


CALCIUM_LIKE = """
from dataclasses import dataclass
from brian2 import ms, second
from models.rule import Rule
@dataclass(frozen=True, kw_only=True)
class Follows(Rule):
    tau_c: second
    tau_w: second
    equations = '''dc/dt = -c / tau_c : 1 (clock-driven)
                   dw/dt = c / tau_w : 1 (clock-driven)'''
    on_pre = "c += 1"
    on_post = "c += 1"
mine = Follows(tau_c=20 * ms, tau_w=2 * second, w_0=1.0)
"""


def test_a_clock_driven_rule_does_not_depend_on_the_other_lags_asked_for(run, my_rule):
    my_rule.write_text(CALCIUM_LIKE)
    for lags in (["10"], ["10", "100"], ["10", "0.03"]):
        done = run("protocols.stdp", "--rule", "my_rule.py", "--pairs", "1", "--lag", *lags)
        change = dict(line.split(",") for line in done.stdout.splitlines())["10"]
        # Each of the two spikes adds tau_c / tau_w; Euler's step is a two-hundredth of tau_c.
        assert float(change) == pytest.approx(0.02, rel=0.01)


def test_a_subexpression_is_refused_from_python_too(my_rule):
    from protocols.own_rule import rules_in
    from protocols.stdp import stdp

    my_rule.write_text(RULE.replace("w : 1", "w : 1\n z = 2*x : 1"))
    for engine in ("brian2", "exact"):
        with pytest.raises(BadInput, match="subexpression"):
            stdp(rules_in(my_rule)["mine"], pairs=2, engine=engine)


def test_a_published_rule_may_be_varied_in_a_file_whatever_runs_it(run, my_rule):
    my_rule.write_text(
        "from dataclasses import replace\nfrom brian2 import ms\n"
        "from models.calcium import Calcium\n"
        "mine = replace(Calcium.PUBLISHED['DP'], tau_Ca=25 * ms)\n"
    )
    options = ["--engine", "exact", "--lag", "10", "--pairs", "5"]
    mine = run("protocols.stdp", "--rule", "my_rule.py", *options).stdout
    assert (
        mine
        == run("protocols.stdp", "--rule", "calcium:DP", "--set", "tau_Ca=25*ms", *options).stdout
    )


def test_other_equations_than_those_that_an_engine_has_built_in_are_refused(run, my_rule):
    my_rule.write_text(
        "from models.calcium import Calcium\n"
        "class Mine(Calcium):\n    on_pre = 'c += 0 * Cpre'\n"
        "mine = Mine(**vars(Calcium.PUBLISHED['DP']))\n"
    )
    done = run("protocols.stdp", "--rule", "my_rule.py", "--engine", "exact")
    assert done.returncode == 2
    assert "has other equations than calcium" in done.stderr


def test_a_class_of_the_users_stays_out_of_the_catalogue(run, my_rule):
    my_rule.write_text(
        "import models.pair\n"
        "class Pair(models.pair.Pair):\n    pass\n"
        "class Ours(models.pair.Rule):\n    PUBLISHED = models.pair.Pair.PUBLISHED\n"
        "Pair.PUBLISHED = {'mine': Pair(**vars(models.pair.Pair.PUBLISHED['song_2000']))}\n"
    )
    with_own = run("protocols.stdp", "--rule", "my_rule.py:mine", "--rule", "pair", "--lag", "10",
                   "--engine", "exact")  # fmt: skip
    assert with_own.returncode == 0, with_own.stderr
    listed = run("models").stdout
    assert "pair:bi_wang_2002" in listed
    assert "mine" not in listed
    assert "ours" not in listed


@pytest.mark.parametrize(
    ("name", "said"),
    [("my_rule.py:mien", "did you mean mine?"), ("none.py", "No such file")],
)
def test_a_name_or_file_that_is_not_there_is_told(run, my_rule, name, said):
    done = run("protocols.stdp", "--rule", name)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr
