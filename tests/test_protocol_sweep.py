"""Sweeps of a protocol: its own numbers for each set of constants, in parts that are whole."""

import dataclasses

import numpy as np
import pytest

from models.catalogue import find
from protocols.fitting.constants import free_constants
from protocols.frequency import frequency
from protocols.stdp import stdp
from protocols.sweep import sweep
from protocols.sweeping.protocol_call import protocol_call
from protocols.sweeping.protocol_measure import measure_protocol
from synplast.bad_input import BadInput

RULE, LAGS = "pair:bi_wang_2002", "-20,10,30"
STDP = f"stdp --lag {LAGS} --pairs 5 --engine exact"
RANGES = {"A_plus": ("0", "0.02"), "tau_plus": ("5*ms", "40*ms")}


def run(folder, **changes):
    """A sweep of 12 sets in 4 parts, one after the other, with its records."""
    folder.mkdir(exist_ok=True)
    given = {"protocol": STDP, "vary": {"A_plus": ("0", "0.02")}, "grid": 12, "size": 3}
    found = sweep(RULE, output=folder, **given | {"part": "1/1"} | changes)
    return found, np.concatenate([np.load(path) for path in sorted(folder.glob("part-*.npy"))])


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweep")
    run(folder)
    return folder


def test_each_set_of_a_grid_has_the_changes_that_the_protocol_tells_of_it(tmp_path):
    told, found = run(tmp_path, vary=RANGES, grid=3)
    assert found.dtype.names == ("A_plus", "tau_plus", "change_1", "change_2", "change_3")
    assert len(np.unique(found[["A_plus", "tau_plus"]])) == len(found) == 9
    for one in found:
        rule = f"{RULE} A_plus={one['A_plus']:.17g} tau_plus={1000 * one['tau_plus']:.17g}*ms"
        window = stdp(rule, lag=LAGS, pairs=5, engine="exact")
        assert [one[f"change_{n}"] for n in (1, 2, 3)] == pytest.approx(window.change, rel=1e-12)
    assert told.notes[1:] == ["change_1 to change_3, in order: lag (ms) -20, 10, 30"]


def test_columns_of_a_protocol_are_kept_by_name_row_by_row(tmp_path):
    text = "frequency --rate 10 20 --lag -10 --pairs 5 --engine exact"
    _, found = run(tmp_path, protocol=text, keep="rate,change", grid=2)
    expected = frequency(RULE, rate="10,20", lag="-10", pairs=5, engine="exact")
    assert found.dtype.names[1:] == ("rate_1", "rate_2", "change_1", "change_2")
    assert [*found[["rate_1", "rate_2"]][1]] == [10, 20]
    assert found["change_1"][0] < expected.change[0] < found["change_1"][1]


def test_rows_in_several_baths_are_told_apart(tmp_path):
    text = "stdp --lag 10 --pairs 2 --engine exact --calcium 1.3 1.8"
    given = {"vary": {"tau_Ca": ("10*ms", "30*ms")}, "grid": 2, "part": "1/1", "protocol": text}
    told = sweep("calcium:hippocampal_cultures", output=tmp_path, **given)
    assert told.notes[1] == "change_1 to change_2, in order: rule 1.3 mM, 1.8 mM; lag (ms) 10, 10"


def test_sets_that_the_rule_refuses_are_nan_and_the_others_what_they_are(tmp_path):
    told, found = run(tmp_path, vary={"A_plus": ("10", "1e308")}, grid=3, size=9)
    alone = stdp(f"{RULE} A_plus=10", lag=LAGS, pairs=5, engine="exact").change
    assert [*found[["change_1", "change_2", "change_3"]][0]] == pytest.approx(alone, rel=1e-12)
    assert np.isnan([found[f"change_{n}"][2] for n in (1, 2, 3)]).all()
    _, above = run(tmp_path / "w", vary={"w_0": ("0.5", "2")}, fixed=["w_max=1"], grid=4, size=4)
    assert np.isnan(above["change_1"]).tolist() == [False, False, True, True]
    assert told.notes[-1] == "1 of the sets run now have no numbers (nan): the rule refuses them"


def test_a_set_that_begins_at_0_has_the_weight_after_as_its_change_and_it_is_said(tmp_path):
    told, found = run(tmp_path, vary={"w_0": ("0", "1")}, grid=2)
    assert found["change_2"] == pytest.approx(stdp(RULE, lag=10, pairs=5, engine="exact").change[0])
    assert told.notes[-1] == "the change of a set that begins at a weight of 0 is the weight after"


def test_shares_of_the_parts_and_what_is_resumed_make_the_same_bytes(whole, tmp_path):
    run(tmp_path, part="2/3")
    assert len(contents(tmp_path)) == 1 + 1
    for part in ("1/3", "3/3"):
        run(tmp_path, part=part)
    (tmp_path / "part-000002.npy").unlink()
    run(tmp_path)
    assert contents(tmp_path) == contents(whole)


def test_a_folder_of_another_protocol_or_other_options_is_refused(whole):
    before = contents(whole)
    others = (
        {"protocol": STDP.replace("5", "6")},
        {"protocol": STDP.replace("30", "40")},
        {"protocol": STDP.replace(LAGS, "10,-20,30")},
        {"protocol": "landscape --lag -20,10,30 --rate 1 --pairs 5"},
        {"keep": "lag"},
        {"protocol": None, "experiment": "pfister_gerstner_2006_cortex"},
    )
    for changes in others:
        with pytest.raises(BadInput, match="the folder of this sweep; it holds another one"):
            run(whole, **changes)
    run(whole, protocol=f"{STDP} --rate 1")  # which is its default
    assert contents(whole) == before


@pytest.mark.parametrize(("changes", "said"), [
    ({"experiment": "bi_poo_1998"}, "experiment=bi_poo_1998: not with protocol: one of both"),
    ({"data": "window.csv"}, "data=window.csv: not with protocol: one of both"),
    ({"engine": "exact"}, "engine=exact: within protocol, its option"),
    ({"best": 3}, "best=3: only with keep E"),
    ({"keep": "E"}, "keep=E: stdp has no such column of numbers; one of lag, change"),
    ({"keep": "rule"}, "keep=rule: stdp has no such column of numbers"),
    ({"protocol": "stpd"}, "protocol=stpd: no such protocol; did you mean stdp?"),
    ({"protocol": "tagging"}, "protocol=tagging: takes no list of rules; .*reward.* triplets"),
    ({"protocol": "stdp --lagg 1"}, "protocol=lagg: no such option; did you mean lag?"),
    ({"protocol": "stdp --help"}, "protocol=help: no such option"),
    ({"protocol": "stdp --rule pair"}, "protocol=rule: not within the value of another option"),
    ({"protocol": "stdp --set A_plus=1"}, "protocol=set: not within"),
    ({"protocol": "stdp --output x.csv"}, "protocol=output: not within"),
    ({"protocol": "stdp --lag x"}, "lag=x: times in ms"),
    ({"protocol": "stdp --lag 1 --rate 1e3"}, "lag=1: less than 1 ms either way"),
    ({"protocol": "stdp --engine sampled"}, "engine=sampled: pair:bi_wang_2002 draws no random"),
    ({"protocol": "stdp --lag '1"}, "a protocol and its options, as in"),
    ({"protocol": "short_term", "keep": "time"}, "changes the synapse for good"),
    ({"protocol": "reward"}, "rule=pair:bi_wang_2002: learns without rewards"),
    ({"grid": 10**9, "size": 10**9}, "size=1000000000: at most 25000000 sets of 4 columns"),
    ({"protocol": None, "experiment": "bi_poo_1998", "keep": "change"}, "E or changes, of exper"),
])  # fmt: skip
def test_what_cannot_be_swept_is_refused_and_nothing_is_written(tmp_path, changes, said):
    with pytest.raises(BadInput, match=said):
        run(tmp_path, **changes)
    assert list(tmp_path.iterdir()) == []


def test_a_protocol_with_other_rows_for_some_sets_is_refused():
    card = find(RULE)
    free = free_constants(card, ["A_plus"], {"A_plus": ("0", "0.02")}, "vary")
    measure = measure_protocol(card, free, protocol_call(STDP), ("change",))
    for changes, said in (
        ({"rows": 2}, "protocol=stdp: 2 rows for each set of constants; some have 3"),
        ({"conditions": {"lag": np.array([1, 2, 3])}}, "the same lag for all sets of constants"),
    ):
        with pytest.raises(BadInput, match=said):
            dataclasses.replace(measure, **changes).run({"A_plus": np.array([0.01, 0.02])})


def test_what_depends_on_the_constants_does_not_say_what_a_row_is(tmp_path):
    given = {"vary": {"tau": ("5*d", "20*d")}, "grid": 2, "keep": "survival"}
    text = "turnover --days 10"
    told = sweep("turnover:attardo_2015", output=tmp_path, part="1/1", protocol=text, **given)
    assert told.notes[1].startswith("survival_1 to survival_60, in order: time (d) 0, 0.1, ")
    assert told.notes[1].endswith(", 10")
