"""A rule in a file of the user's: what can run runs right, and what cannot is told in one line."""

import re
from math import exp
from pathlib import Path

import pytest

from models.own_rule import execute, rules_in
from protocols.engine.rule_option import load
from protocols.stdp import stdp
from synplast.bad_input import BadInput

README = Path(__file__).parents[1] / "README.md"
RULE = re.search(
    r"```python\n(from dataclasses .*?)```", README.read_text(encoding="utf-8"), re.DOTALL
)[1]
HEAD = """
from dataclasses import dataclass
import numpy as np
from brian2 import inf, ms, mV, nS, second, siemens, volt
from models.rule import Rule
@dataclass(frozen=True, kw_only=True)
class Own(Rule):
"""
TRACE = "dx/dt = -x / (20 * ms) : 1 (event-driven)"
DECAY = exp(-0.5)  # of that trace in 10 ms


@pytest.fixture(autouse=True)
def without_compiler(monkeypatch):
    """NumPy answers, and no program is built for a rule that is run once."""
    monkeypatch.setenv("CXX", "no-such-compiler")


@pytest.fixture
def my_rule(tmp_path):
    path = tmp_path / "my_rule.py"
    path.write_text(RULE)
    return path


@pytest.fixture
def written(tmp_path):
    """Write a rule's class from its fields, text and values; the file's name."""

    def write(fields="", equations="w : 1", on_pre="", on_post="", values="", more=""):
        texts = {"equations": equations, "on_pre": on_pre, "on_post": on_post}
        lines = [*fields.split("; "), *(f"{name} = {text!r}" for name, text in texts.items()), more]
        body = "\n".join(f"    {line}" for line in lines if line)
        path = tmp_path / "own.py"
        w_0 = "" if "w_0" in values + fields else "w_0=1.0, "
        path.write_text(f"{HEAD}{body}\nmine = Own({w_0}{values})\n", encoding="utf-8")
        return f"{path}:mine"

    return write


def change(rule, pairs=1, rate=1, lag=10, engine="exact", **others):
    """The change after pairs; by the exact engine, whose first use compares it with NumPy's."""
    return float(stdp(rule, pairs=pairs, rate=rate, lag=lag, engine=engine, **others).change[0])


@pytest.mark.parametrize("engine", ["brian2", "exact"])
def test_the_readmes_rule_runs_on_both_engines(my_rule, engine):
    after = change(f"{my_rule}:mine", pairs=60, engine=engine)
    assert after == pytest.approx(60 * (0.01 * DECAY - 0.001), rel=1e-9)


# Names that the program, Brian2, C++, NumPy or Python know.
NAMES = """pre post drive run seed input0 sizes elapsed t N i j dt lastupdate xi pre_index volley_0
    _x tau_pre A_post delete double register int64 EOF NULL numpy np e pi exp clip ms inf rand int
    range list is_pre self state own_x equations_ D_bpap D nan A a""".split()  # noqa: SIM905


def test_no_name_changes_the_meaning(written):
    fields = "; ".join(f"{name}: float" for name in NAMES)
    values = ", ".join(f"{name}=2.0" for name in NAMES)
    reads = "\n".join(f"w += 0.25 * {name}" for name in NAMES)
    rule = written(fields, on_post=reads, values=values)
    assert change(rule, pairs=2) == pytest.approx(len(NAMES))
    assert change(rule, pairs=2, engine="brian2") == pytest.approx(len(NAMES))


def test_names_mean_the_same_to_the_program_that_is_built(written, monkeypatch):
    from models.structure import Structure
    from protocols.engine import standalone
    from protocols.engine.by_brian2 import blueprint
    from protocols.engine.rule_option import rule_card

    monkeypatch.delenv("CXX")
    if standalone.compiler() is None:
        pytest.skip("no C++ compiler")
    names = ["pre", "post", "run", "seed", "delete", "input0", "tau_pre", "NULL"]
    rule = written(
        "; ".join(f"{name}: float" for name in names) + "; x_last_0: float; R_0: float",
        f"w : 1\nx_last : 1\n{TRACE}\ndR/dt = (1 - R) / (20 * ms) : 1 (event-driven)",
        "x_last = x\nx += 1",
        "\n".join(f"w += 2**-1 * {name}" for name in names) + "\nw += x_last + R",
        ", ".join(f"{name}=2.0" for name in names) + ", x_last_0=0.0, R_0=0.5",
    )
    right = 2 * len(names) + exp(-5) + 1 - 0.5 * DECAY + 1 - 0.5 * exp(-5.5)
    assert change(rule, pairs=2, rate=10) == pytest.approx(right)
    structure = rule_card(rule).structure
    assert isinstance(structure, Structure)
    standalone.build_in_another_process(blueprint(structure), wait=True)
    assert change(rule, pairs=2, rate=10, engine="brian2") == pytest.approx(right)


@pytest.mark.parametrize(
    ("statement", "right"),
    [
        ("w += 2**-1 * A", 0.5),
        ("w += A * (1/3)", 1 / 3),
        ("w += A * (100000 * 100000)", 1e10),
        ("w += A * int(3e9)", 3e9),
        ("w += A * (7//2) + (-7 % 3) + int(2.7) + int(-2.7)", 5),
        ("w += int(w > 0)**-1 * A", 1),
        ("w += A * (floor(3e9 + 0.5) + ceil(-3e9 - 0.5) + 1.0 // 0.1 + 1.0 % 0.1)", 10),
        ("big = w > 0.5\nw += int(big) * A", 1),
        ("w = clip(w\n   + A,\n  0, 10)  # on three lines", 1),
    ],
)
def test_a_number_means_the_same_whole_or_not(written, statement, right):
    rule = written("A: float", on_post=statement, values="A=1")
    assert change(rule) == pytest.approx(right, rel=1e-12)


@pytest.mark.parametrize(
    ("rule", "options", "right"),
    [
        (  # a copy is what it was, not a second name of the array
            dict(
                fields="x_last_0: float",
                equations=f"w : 1\nx_last : 1\n{TRACE}",
                on_pre="x_last = x\nx += 1",
                on_post="w += x_last",
                values="x_last_0=0.0",
                more='begins = {"x_last": "x_last_0"}',
            ),
            dict(pairs=2, rate=10),
            exp(-5),
        ),
        (
            dict(equations=f"w : 1\n{TRACE}", on_pre="old = x\nx += 1\nw += old"),
            dict(pairs=2, rate=10),
            exp(-5),
        ),
        (  # a resource rests at 1
            dict(
                fields="tau: second; A: float",
                equations="w : 1\ndR/dt = (1 - R) / tau : 1 (event-driven)",
                on_pre="w += A * R\nR = R - 0.5 * R",
                values="tau=800 * ms, A=0.1",
            ),
            dict(pairs=3),
            0.1 * (1 + (r2 := 1 - 0.5 * exp(-1.25)) + 1 - (1 - r2 / 2) * exp(-1.25)),
        ),
        (  # or begins where its field says
            dict(
                fields="tau: second; R_0: float",
                equations="w : 1\ndR/dt = (1 - R) / tau : 1 (event-driven)",
                on_pre="w += R",
                values="tau=800 * ms, R_0=0.25",
            ),
            {},
            0.25,
        ),
        (  # a time stamp was never set
            dict(
                equations="w : 1\nlast : second",
                on_pre="w += exp(-(t - last) / (20 * ms))\nlast = t",
            ),
            dict(pairs=2, rate=10),
            exp(-5),
        ),
        *(
            (
                dict(
                    equations=f"w : 1\nplastic : boolean (shared)\n{TRACE}",
                    on_pre="x += 1",
                    on_post="w += x * int(plastic)",
                    more=more,
                ),
                {},
                DECAY,
            )
            for more in ('begins = {"plastic": True}', "plastic_0: bool = True")
        ),
        (
            dict(
                fields="on_0: bool",
                equations="w : 1\non : boolean",
                on_pre="on = not on",
                on_post="w += int(on)",
                values="on_0=False",
            ),
            dict(pairs=3),
            2,
        ),
        (
            dict(
                equations="w : 1\nn : integer",
                on_pre="n += 3000000001",
                on_post="n = n / 2\nw += n",
                more='begins = {"n": 0}',
            ),
            {},
            1.5e9,
        ),
        (
            dict(
                fields="D: second",
                equations=f"w : 1\n{TRACE}",
                on_pre="x += 1",
                on_post="w += x",
                values="D=4 * ms",
                more='delays = {"pre": "D"}',
            ),
            {},
            exp(-0.3),
        ),
        (
            dict(
                fields="A: siemens; w_0: siemens",
                equations=f"w : siemens\n{TRACE}",
                on_pre="x += 1",
                on_post="w += A * x",
                values="A=1 * nS, w_0=2 * nS",
            ),
            {},
            DECAY / 2,
        ),
        (  # a weight that begins at 0: what it grew by
            dict(equations=f"w : 1\n{TRACE}", on_pre="x += 1", on_post="w += x", values="w_0=0"),
            {},
            DECAY,
        ),
        (dict(fields="A: float; n: int", on_post="w += n * A", values="A=np.float32(0.25), n=2"),
         dict(pairs=2), 1),
        (dict(fields="A: float = 0.5; tau: second = 20 * ms", on_post="w += A * tau / (20 * ms)",
              values=""), {}, 0.5),
    ],
)  # fmt: skip
def test_what_runs_runs_right(written, rule, options, right):
    assert change(written(**rule), **options) == pytest.approx(right, rel=1e-9)


TWO = "tau_c=20 * ms, tau_w=2 * second"


@pytest.mark.parametrize(
    ("equations", "values", "right"),
    [
        ("dc/dt = -c / tau_c : 1\ndw/dt = c / tau_w : 1", TWO, 0.02),
        # with a rest that is not 0, and no rest of the weight
        ("dc/dt = (3 - c) / tau_c : 1\ndw/dt = (c - 3) / tau_w : 1", TWO, 0.02),
        # many at once
        (
            "\n".join(f"dx{k}/dt = (x{k + 1} - x{k}) / tau_c : 1" for k in range(5))
            + "\ndx5/dt = -x5 / tau_c : 1\nc = x0 : 1\ndw/dt = c / tau_w : 1",
            TWO.replace("tau_c=20", "tau_c=2"),
            0.002,
        ),
        # followed for as long as the slowest takes
        (
            "dc/dt = -c / tau_c : 1\ndw/dt = c / tau_w : 1",
            "tau_c=5 * second, tau_w=50 * second",
            0.2,
        ),
    ],
)
def test_a_linear_rule_in_steps_is_exact(written, equations, values, right):
    last = "x5" if "x5" in equations else "c"
    spike = f"{last} += 1"
    rule = written("tau_c: second; tau_w: second", equations, spike, spike, values)
    assert load(rule, {}).method == "exact"
    # Six in a row fall as t^5 e^-t / 5!, to 4e-5 after 20 time constants; one alone to 2e-9.
    close = 1e-4 if last == "x5" else 1e-8
    assert change(rule, engine="brian2") == pytest.approx(right, rel=close)


def test_a_variable_in_steps_begins_at_the_first_spike_whatever_the_step(written):
    equations = "dz/dt = -z / (20 * ms) : 1\nw : 1"
    rule = written("z_0: float", equations, "", "w += z", "z_0=1.0")
    assert change(rule, engine="brian2") == pytest.approx(DECAY, rel=1e-9)


def test_a_rule_that_is_not_linear_is_integrated_until_smaller_steps_change_nothing(written):
    equations = "dc/dt = -c / tau_c : 1\ndw/dt = c**2 / tau_w : 1"
    values = "tau_c=5 * ms, tau_w=2 * second"
    rule = written("tau_c: second; tau_w: second", equations, "c += 1", "c += 1", values)
    # The integrals of c^2 over tau_w, before and after the second spike.
    right = 0.00125 * (1 - exp(-2) ** 2 + (1 + exp(-2)) ** 2)
    assert load(rule, {}).method == "rk4"
    assert change(rule, engine="brian2") == pytest.approx(right, rel=1e-3)


def test_a_clock_driven_rule_does_not_depend_on_the_other_lags_asked_for(written):
    equations = "dc/dt = -c / tau_c : 1\ndw/dt = c / tau_w : 1"
    rule = written("tau_c: second; tau_w: second", equations, "c += 1", "c += 1", TWO)
    for lags in ([10], [10, 100], [10, 0.3]):
        found = stdp(rule, pairs=1, lag=lags)
        assert found.change[list(found.lag).index(10)] == pytest.approx(0.02, rel=1e-8)


def test_a_weight_that_keeps_for_longer_than_an_experiment_may_go_by_itself(written):
    equations = "dw/dt = (1 - w) / (2000 * second) : 1"
    after = change(written("", equations, "", "w += 1"), pairs=2, engine="brian2")
    assert after == pytest.approx(exp(-1 / 2000) + 1, rel=1e-9)


def test_only_a_delay_that_is_declared_delays(written):
    equations = "w : 1\ndx/dt = -x / (20 * ms) : 1 (clock-driven)"
    for more, right in (("", DECAY), ('delays = {"pre": "D_bpap"}', exp(-0.3))):
        rule = written("D_bpap: second", equations, "x += 1", "w += x", "D_bpap=4 * ms", more)
        assert change(rule, engine="brian2") == pytest.approx(right, rel=1e-8)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (dict(on_pre="ge_post += w"), "ge_post: this synapse has no neuron to read or to drive; "),
        (dict(on_post="w += A * v_post"), "v_post: this synapse has no neuron"),
        (dict(on_post="w = min(w + A, 2)"), "min(): write clip(value, -inf, most)"),
        (dict(on_post="w = max(w - A, 0)"), "max(): write clip(value, least, inf)"),
        (dict(on_post="w += A * np.exp(-1)"), "np.exp: write exp alone"),
        (dict(on_post="w = A if w < 2 else w"), "write int(condition) * value"),
        (dict(on_post="if w < 2:\n    w += A"), "is not a statement that can be read"),
        (dict(on_post="w += A * dt / ms"), "dt: the time step follows from the spikes"),
        (dict(on_post="w += A * i"), "i: synapses are numbered by the conditions"),
        (dict(on_post="w += A * cots"), '"cots" could not be resolved'),
        (dict(equations="g : 1", on_post="g += A"), "there is no weight, w : 1; call it w, where"),
        (dict(equations="w : siemens"), "annotate the field w_0: siemens"),
        (dict(equations="w : 1\nv : volt (linked)"), "v (linked): it belongs to another group"),
        (dict(equations="w : 1\nA : 1"), "A is a field and a variable"),
        (dict(equations=f"w : 1\n{TRACE}", more='begins = {"x": "B"}'),
         "begins x: B: the name of a field, or a number"),
        (dict(equations="w : 1\nlast : second", more='begins = {"last": 0}'),
         "begins last: 0: the name of a field in second"),
        (dict(equations="w : 1\nlast : second", more='begins = {"last": "A"}'),
         "last is in second: annotate the field A: second"),
        (dict(more='begins = {"y": "A"}'), "begins y: no variable of the equations"),
        (dict(more='begins = {"w": "A"}'), "w begins at w_0"),
        (dict(equations="w : 1\non : boolean", on_post="w += int(on)"),
         "on: nothing says where it begins; give the class a field on_0"),
        (dict(equations="w : 1\ndz/dt = 1 : second (event-driven)", on_post="w += z / second"),
         'z: its equation has no rest that can be found; give the class a field z_0'),
        (dict(equations="w : 1\ndr/dt = r * (1 - r) / (1 * second) : 1", on_post="w += r"),
         'r: its equation leads away from its rest at 0; give the class a field r_0'),
        (dict(equations="w : 1\ndx/dt = -x**2 / (20 * ms) : 1 (event-driven)", on_post="w += x"),
         "clock-driven"),
        (dict(equations="w : 1\ndx/dt = -x**2 / (20 * ms) : 1", more='method = "exact"'),
         "method exact: they are not linear"),
        (dict(equations=f"w : 1\nz = 2 * x : 1\n{TRACE}"), "the subexpression z: write it out"),
        (dict(on_post="w = log(-1)"), "a part of its text is no number, as log(-1) is"),
        (dict(on_post="w += log(w - 1)"), "these constants drive the weight out of all bounds"),
        (dict(on_post="w = (w - 1) / (w - 1)"), "w = 1 by NumPy and nan by exact"),
        (dict(equations="dw/dt = -w / (1 * second) : 1", on_post="w += A"),
         "w: without a spike it goes by itself, with a time constant of 1 s"),
        (dict(equations="dw/dt = 1 / second : 1", on_post="w += A"), "time constant of 1 s"),
        (dict(equations="dw/dt = -w / (1 * second) : 1 (event-driven)", on_post="w += A"),
         "w: leave (event-driven) out"),
        (dict(on_post="ŵ = 1\nw += ŵ"), "ŵ: a name is of the letters a to z and A to Z"),
        (dict(equations="w : 1\nτ : 1"), "τ: a name is of the letters"),
        (dict(more="Å: float = 1.0"), "Å: a name is of the letters"),
        (dict(more='delays = {"pre": "A"}'), 'delays = {"pre" or "post": the name of a field'),
        (dict(more='on_drive = {"a": "w += 1"}'), "one text is needed"),
    ],
)  # fmt: skip
def test_what_cannot_run_is_told_with_its_remedy(written, rule, said):
    rule = written("A: float", **{"values": "A=1"} | rule)
    with pytest.raises(BadInput, match=re.escape(said)) as told:
        change(rule, engine="brian2")
    assert "\n" not in str(told.value)


CLASS = "@dataclass(frozen=True, kw_only=True)\n"


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
        ('on_pre = "x += 1"', "", "class Costly", 'on_pre: is missing; write on_pre = ""'),
        (CLASS, "", "mine = ", "write @dataclass(frozen=True, kw_only=True) above class Costly"),
        (CLASS, "@dataclass\n", "@dataclass", "write @dataclass(frozen=True, kw_only=True)"),
        ("cost: float", "cost = 0.1", "mine = ", "make cost a field, cost: float"),
        ("tau_plus: second", "tau_plus: Rule", "mine = ", "annotate it with its unit"),
        (
            "    tau_plus: second",
            "    tau: second",
            "mine = ",
            "unexpected keyword argument 'tau_plus'",
        ),
        (
            "\n\n\n@dataclass",
            "\ncots = 0.001\n@dataclass",
            "class Costly",
            "",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_file_and_line(my_rule, old, new, line, said):
    text = RULE.replace(old, new)
    if not said:  # a constant of the file is named as what is to become a field
        text, line, said = text.replace("- cost", "- cots"), "on_post = ", "make it a field"
    my_rule.write_text(text)
    number = next(n for n, found in enumerate(text.splitlines(), 1) if line in found)
    with pytest.raises(BadInput) as told:
        load(f"{my_rule}:mine", {})
    assert str(told.value).startswith(f"rule={my_rule}:{number}: ")
    assert said in str(told.value)


def test_a_file_may_have_a_byte_order_mark_or_say_its_encoding(tmp_path):
    text = RULE.replace("class Costly", "# é\nclass Costly")
    for encoding, head in (("utf-8-sig", ""), ("latin-1", "# -*- coding: latin-1 -*-\n")):
        path = tmp_path / f"{encoding}.py"
        path.write_text(head + text, encoding=encoding)
        assert load(f"{path}:mine", {})["A_plus"] == 0.01


def test_what_a_file_prints_is_no_part_of_the_table(my_rule, capsys):
    my_rule.write_text(f"print('hello')\n{RULE}")
    execute(my_rule)
    assert capsys.readouterr() == ("", "hello\n")


def test_a_class_without_a_set_is_told_from_a_file_without_rules(my_rule):
    my_rule.write_text(RULE.partition("mine = ")[0])
    with pytest.raises(BadInput, match=r"has no Rule in it; write .* mine = Costly\(\.\.\.\)"):
        load(f"{my_rule}:mine", {})


def test_two_files_import_what_lies_beside_each(tmp_path):
    for name, value in (("one", 0.25), ("two", 0.5)):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "constants.py").write_text(f"A = {value}\n")
        text = RULE.replace("from brian2", "from constants import A\nfrom brian2")
        (folder / "rule.py").write_text(text.replace("A_plus=0.01", "A_plus=A"))
        assert load(f"{folder / 'rule.py'}:mine", {})["A_plus"] == value


def test_its_constants_can_be_changed(my_rule):
    card = load(f"{my_rule}:mine", {"A_plus": "0.5"})
    assert change(card, lag=0) == pytest.approx(0.499)


@pytest.mark.parametrize("protocol", ["frequency", "triplets", "landscape"])
def test_it_runs_in_every_protocol(my_rule, protocol):
    import importlib

    function = getattr(importlib.import_module(f"protocols.{protocol}"), protocol)
    result = function(rule=str(my_rule), engine="exact")
    assert str(my_rule) in result.rule[0]


def test_a_rule_that_extends_a_published_one_is_the_one_that_runs(tmp_path):
    text = """
from models.pair import Pair
class Mine(Pair):
    on_post = "w = w + 0.5"
mine = Mine(**vars(Pair.PUBLISHED["bi_wang_2002"]))
"""
    (tmp_path / "a.python").mkdir()
    path = tmp_path / "a.python" / "my derived.py"
    path.write_text(text)
    assert change(str(path)) == 0.5


def test_a_subexpression_is_refused_from_python_too(my_rule):
    my_rule.write_text(RULE.replace("w : 1", "w : 1\n z = 2*x : 1"))
    for engine in ("brian2", "exact"):
        with pytest.raises(BadInput, match="subexpression"):
            stdp(rules_in(execute(my_rule))["mine"], pairs=2, engine=engine)


def test_a_published_rule_may_be_varied_in_a_file_whatever_runs_it(my_rule):
    my_rule.write_text(
        "from dataclasses import replace\nfrom brian2 import ms\n"
        "from models.calcium import Calcium\n"
        "mine = replace(Calcium.PUBLISHED['DP'], tau_Ca=25 * ms)\n"
    )
    assert change(str(my_rule), pairs=5) == change("calcium:DP tau_Ca=25*ms", pairs=5)


def test_other_equations_than_those_that_an_engine_has_built_in_are_refused(my_rule):
    my_rule.write_text(
        "from models.calcium import Calcium\n"
        "class Mine(Calcium):\n    on_pre = 'c += 0 * Cpre'\n"
        "mine = Mine(**vars(Calcium.PUBLISHED['DP']))\n"
    )
    with pytest.raises(BadInput, match="has other equations than calcium"):
        change(str(my_rule))


def test_a_class_of_the_users_stays_out_of_the_catalogue(my_rule):
    from models.catalogue import rules

    my_rule.write_text(
        "import models.pair\n"
        "class Pair(models.pair.Pair):\n    pass\n"
        "class Ours(models.pair.Rule):\n    PUBLISHED = models.pair.Pair.PUBLISHED\n"
        "Pair.PUBLISHED = {'mine': Pair(**vars(models.pair.Pair.PUBLISHED['song_2000']))}\n"
    )
    names = stdp([f"{my_rule}:mine", "pair"], lag=10, engine="exact").rule
    assert list(names) == [f"{my_rule}:mine", "pair:bi_wang_2002"]
    assert "ours" not in rules()
    assert "mine" not in rules()["pair"].PUBLISHED


@pytest.mark.parametrize(
    ("name", "said"),
    [("my_rule.py:mien", "did you mean mine?"), ("none.py", "No such file")],
)
def test_a_name_or_file_that_is_not_there_is_told(call, my_rule, name, said):
    done = call("protocols.stdp", "--rule", name)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr


def test_engines_that_part_are_told_and_the_rule_is_not_run(written, monkeypatch):
    from protocols.engine import exact

    texts = dict(equations=f"w : 1\n{TRACE}", on_post="w += A * x + 0.1", values="A=1")
    rule, run = written("A: float", **texts), exact.run
    with monkeypatch.context() as parted:
        parted.setattr(exact, "run", lambda *given: run(*given) + 1e-3)
        with pytest.raises(BadInput, match=r"its text means two things: w = .* by NumPy and"):
            change(rule)
    assert change(rule) == pytest.approx(0.1)
