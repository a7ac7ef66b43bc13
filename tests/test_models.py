"""The rules by name, and their cards."""

import importlib
import inspect
import json
import math
from dataclasses import fields, replace

import pytest

from models.__main__ import main
from models.card import ONLY_IN
from models.catalogue import cards, families, find, rules
from protocols.engine.engines import ENGINES
from protocols.engine.rule_option import BY_OPTION, only_in
from protocols.reward import reward
from protocols.short_term import short_term
from protocols.stdp import stdp
from protocols.turnover import turnover
from synplast.bad_input import BadInput


def test_every_published_set_is_listed(capsys):
    assert main([]) == 0
    listed = capsys.readouterr().out
    sets = {f"{n}:{s}" for n, family in families().items() for s in family.PUBLISHED}
    assert sets == {line.split()[0] for line in listed.splitlines()}


@pytest.mark.parametrize("name", [name for name in cards() if name.partition(":")[0] in rules()])
def test_a_rules_card_shows_source_constants_and_conventions(name):
    text = str(find(name))
    for wanted in ("doi:", "lag", "pairing", "order at a spike", "coincident", "delay", "bounds"):
        assert wanted in text


@pytest.mark.parametrize("name", cards())
def test_a_card_holds_the_very_numbers_of_its_set(name):
    rule, _, set_name = name.partition(":")
    instance = families()[rule].PUBLISHED[set_name]
    for constant in find(name).constants:
        assert constant.value == float(getattr(instance, constant.symbol))


def test_a_model_of_more_than_a_synapse_has_a_card_and_names_the_protocol_that_runs_it():
    named = {
        card.only_in for name, card in cards().items() if name.partition(":")[0] not in rules()
    }
    assert named == {"tagging", "scaling", "turnover", "conditioning", "rate", "water_maze"}
    for name in set(MODELS) - {"turnover"}:  # which is told by --rule
        card = find(name)
        assert f"by python -m protocols.{card.only_in}\n" in str(card)
        assert "Conventions\n  " in str(card)
        with pytest.raises(BadInput, match=f"protocols.{card.only_in} runs it"):
            stdp(name)


MODELS = [name for name in families() if name not in rules()]


@pytest.mark.parametrize("family", MODELS)
def test_each_constant_of_a_model_is_refused_below_its_limit_and_as_no_number(family):
    first = next(iter(families()[family].PUBLISHED.values()))
    assert set(first.limits) == {one.name for one in fields(first)}
    for symbol, (least, _) in first.limits.items():
        with pytest.raises(BadInput, match=f"set={symbol}={least - 1:g}: "):
            replace(first, **{symbol: least - 1})
        with pytest.raises(BadInput, match=f"set={symbol}=nan: a finite number"):
            replace(first, **{symbol: math.nan})


def test_a_part_of_a_synapse_is_refused_in_python_too():
    model = families()["tag_trigger"].PUBLISHED["clopath_2008"]
    with pytest.raises(BadInput, match=r"synapses=1\.5: a whole number"):
        replace(model, synapses=1.5)


@pytest.mark.parametrize("protocol", ONLY_IN)
def test_who_is_sent_to_a_protocol_with_a_rule_finds_that_it_takes_one(protocol):
    function = getattr(importlib.import_module(f"protocols.{protocol}"), protocol)
    assert (protocol in BY_OPTION) == ("rule" in inspect.signature(function).parameters)


@pytest.mark.parametrize(
    ("run", "rule"), [(short_term, "turnover"), (reward, "scaling"), (turnover, "depressing")]
)
def test_what_another_protocol_runs_is_refused_for_what_it_is(run, rule):
    with pytest.raises(BadInput, match=f"{ONLY_IN[find(rule).only_in]}; take "):
        run(rule)


def test_a_file_is_offered_where_a_rule_of_a_file_can_run():
    offered = {one: only_in(one, "", "one").__metadata__[0].allowed for one in ONLY_IN}
    assert {one for one, allowed in offered.items() if "FILE.py" in allowed} == {*ENGINES} & {
        *ONLY_IN
    }


def test_a_rule_alone_is_its_first_set():
    assert find("pair").name == "pair:bi_wang_2002"


def test_a_changed_constant_is_read_with_its_unit():
    assert find("pair", {"tau_plus": "20*ms"})["tau_plus"] == pytest.approx(0.02, rel=1e-15)
    assert find("pair", {"tau_plus": "20000*us"})["tau_plus"] == pytest.approx(0.02, rel=1e-15)


def test_a_changed_choice_changes_the_text():
    assert "x = 1" in find("pair", {"scheme": "nearest_symmetric"}).on_pre


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("pear", {}, "did you mean pair"),
        ("pair:song", {}, "did you mean pair:song_2000"),
        ("pair", {"tau_pls": "3*ms"}, "did you mean tau_plus"),
        ("pair", {"tau_plus": "3"}, "with its unit"),
        ("pair", {"tau_plus": "3*mV"}, "a unit of second"),
        ("pair", {"tau_plus": "-3*ms"}, "greater than 0"),
        ("pair", {"A_plus": "3*ms"}, "without a unit"),
        ("pair", {"A_plus": "nan"}, "a number"),
        ("pair", {"scheme": "some"}, "nearest_symmetric"),
    ],
)
def test_a_wrong_name_or_value_is_answered_with_what_is_allowed(name, values, said):
    with pytest.raises(BadInput, match=said):
        find(name, values)


def test_a_catalogue_cut_short_is_written_again(tmp_path, monkeypatch):
    monkeypatch.setenv("SYNPLAST_CACHE", str(tmp_path))
    cards.cache_clear()
    cards()
    (path,) = tmp_path.glob("catalogue-*.json")
    whole = path.read_text()
    path.write_text(whole[:100])
    cards.cache_clear()
    assert find("pair").name == "pair:bi_wang_2002"
    # The rules stand in the order in which this process happened to import them.
    (_, again), (_, before) = json.loads(path.read_text()), json.loads(whole)
    assert sorted(again) == sorted(before)


@pytest.mark.parametrize("name", ["pear", "p\nq", "\udcff", "r" * 2000])
def test_an_unknown_name_ends_in_one_short_line_and_status_two(capsys, name):
    assert main([name]) == 2
    printed, said = capsys.readouterr()
    assert (printed, said.count("\n"), len(said) < 600) == ("", 1, True)


def test_help_and_options_that_there_are_not_tell_the_usage(capsys):
    assert (main(["--help"]), main(["--pear"])) == (0, 2)
    assert capsys.readouterr().out.count("usage: python -m models") == 2


def test_a_rule_of_ones_own_has_a_card_too(tmp_path, capsys):
    path = tmp_path / "own.py"
    path.write_text(
        "from dataclasses import dataclass\nfrom models.rule import Rule\n"
        "@dataclass(frozen=True, kw_only=True)\nclass Steady(Rule):\n    A: float\n"
        "    equations = 'w : 1'\n    on_pre = ''\n    on_post = 'w += A'\n"
        "mine = Steady(A=0.5, w_0=1.0)\n",
        encoding="utf-8",
    )
    assert main([f"{path}:mine"]) == 0
    assert "w += A" in capsys.readouterr().out
    assert main([f"{path}:mien"]) == 2
    assert "did you mean mine?" in capsys.readouterr().err
