"""The declared experiments: their cards, their spikes, and what is told of a file with an error."""

import inspect
from fractions import Fraction

import numpy as np
import pytest

from models.catalogue import find as find_rule
from protocols.__main__ import main
from protocols.engine.spike_trains import pairings
from protocols.experiments.catalogue import FOLDER, find, names
from protocols.experiments.reading import CHECKS
from protocols.experiments.spikes import spikes_of
from protocols.frequency import frequency, own_pairing
from protocols.hfs import hfs
from protocols.lfs import lfs
from protocols.stdp import stdp
from synplast.bad_input import BadInput

MINE = """\
title = "Mine"
paper = "Me 2026, unpublished"
doi = "none"

[preparation]
species = "rat"
area = "cortex"
cell = "pyramidal"

[protocol]
kind = "pairing"
sweeps = 3
period = "1 s"

[measured]
what = "EPSP"
targets = "means"

[source]
numbers = "ours"
trust = "B"
"""
NUMBERS = "lag (ms),change (%),sem (%),n\n−10,-20,5,7\n10,40,8,6\n"


@pytest.fixture
def mine(tmp_path):
    def write(text=MINE, numbers=NUMBERS):
        (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
        (tmp_path / "mine.csv").write_text(numbers, encoding="utf-8")
        return str(tmp_path / "mine.toml")

    return write


def test_the_experiments_of_the_course_are_declared():
    assert {name: len(find(name).targets) for name in names()} == {
        "banerjee_2014": 2,
        "bi_poo_1998": 50,
        "bliss_lomo_1973": 3,
        "dudek_bear_1992": 6,
        "frey_morris_1997": 5,
        "frey_morris_1998": 3,
        "froemke_dan_2002": 4,
        "inglebert_2020": 14,
        "magleby_1979": 4,
        "markram_1997": 8,
        "markram_1998": 2,
        "mishra_2016": 8,
        "morris_1986": 2,
        "pfister_gerstner_2006_cortex": 10,
        "pfister_gerstner_2006_culture": 13,
        "rodriguez_moreno_paulsen_2008": 3,
        "sjostrom_2001": 25,
        "sjostrom_2001_random": 4,
        "sjostrom_hausser_2006": 2,
        "tsodyks_markram_1997": 4,
        "wittenberg_wang_2006": 75,
    }
    assert all((FOLDER / f"{name}.csv").is_file() for name in names())


@pytest.mark.parametrize("name", names())
def test_a_card_tells_what_was_done_what_was_measured_and_how_far_to_trust_it(name, capsys):
    assert main([name]) == 0
    card = capsys.readouterr().out
    one = find(name)
    for said in (one.paper, one.doi, "species:", "kind:", one.what, f"{one.trust}: "):
        assert said.split()[0] in card
    assert f"Targets ({len(one.targets)} {one.targets_are})" in card
    assert max(map(len, card.splitlines()[3:])) <= 100


@pytest.mark.parametrize("name", [name for name in names() if find(name).kind not in CHECKS])
def test_every_declaration_makes_its_spikes(name):
    one = find(name)
    trains, owner = one.trains()
    assert set(owner) == set(range(len(one.targets)))
    assert trains.conditions == len(owner)
    assert np.bincount(trains.pre[0], minlength=trains.conditions).min() > 0


def test_pairs_are_those_of_the_protocol():
    one = find("bi_poo_1998")
    trains, _ = one.trains(one.targets[:2])
    lags = [Fraction(5, 1000), Fraction(-6, 1000)]
    assert trains.on(Fraction(1, 1000)).spikes["pre"][1].tolist() == (
        pairings(lags, 60, Fraction(1)).on(Fraction(1, 1000)).spikes["pre"][1].tolist()
    )


def test_single_pairs_of_sjostrom_come_every_ten_seconds():
    single = [one for one in find("sjostrom_2001").targets if one.condition["spikes"] == 1]
    (spikes,) = spikes_of("pairing", single[0].condition)
    assert (len(spikes.pre), spikes.pre[1]) == (50, 10)
    assert set(frequency(timing="single", engine="exact").rate) == {0.1}


def test_the_lag_to_the_last_spike_of_a_burst_is_the_lag_to_it():
    double = find("wittenberg_wang_2006").targets[25]
    (spikes,) = spikes_of("pairing", double.condition)
    assert spikes.post[1] - spikes.pre[0] == Fraction(13, 1000)
    assert spikes.post[1] - spikes.post[0] == Fraction("0.0115")


def test_random_lags_are_drawn_alike_at_every_call_and_stay_within_their_bounds():
    target = find("sjostrom_2001_random").targets[0]
    one, two = (spikes_of("pairing", target.condition) for _ in range(2))
    assert one == two
    assert len(one) == 20
    lags = [b - a for draw in one for a, b in zip(draw.pre, draw.post, strict=True)]
    assert max(map(abs, lags)) < Fraction(10, 1000)
    assert len(set(lags)) > 100


def test_ones_own_file_is_taken_as_a_shipped_one_is(mine, capsys):
    assert main([mine()]) == 0
    assert "+40 ± 8 %" in capsys.readouterr().out
    targets = find(mine()).targets
    assert [target.condition["lag"] for target in targets] == [Fraction(-1, 100), Fraction(1, 100)]
    assert [target.sem for target in targets] == [0.05, 0.08]


def changed(old, new):
    assert old in MINE
    return MINE.replace(old, new)


@pytest.mark.parametrize(
    ("text", "numbers", "said"),
    [
        (changed('period = "1 s"\n', ""), NUMBERS, "toml line 10, [protocol] period: missing"),
        (changed('what = "EPSP"\n', ""), NUMBERS, "toml line 15, [measured] what: missing"),
        (changed('doi = "none"\n', ""), NUMBERS, "toml line 1, doi: missing; words"),
        (changed("[source]", "[sources]"), NUMBERS, "toml line 19, sources: no such field"),
        (changed("sweeps", "swepes"), NUMBERS, "line 12, swepes: no such field; did you mean"),
        (changed('"pairing"', '"paring"'), NUMBERS, "line 11, kind = 'paring': one of pairing"),
        (changed('"1 s"', '"1 mV"'), NUMBERS, "line 13, period = '1 mV': a time greater than 0"),
        (changed('"1 s"', "1"), NUMBERS, "toml line 13, period = '1': a time greater than 0"),
        (changed('"1 s"', '"5 ms"'), NUMBERS, "csv line 2, lag = 10 ms: spikes overlap: 5 ms"),
        (changed("= 3", "= 0"), NUMBERS, "toml line 12, sweeps = '0': a whole number, 1"),
        (changed("= 3", "= nan"), NUMBERS, "toml line 12, sweeps = 'nan': a whole number"),
        (changed("= 3", "= true"), NUMBERS, "toml line 12, sweeps: text or a number"),
        (changed("= 3", "= 3\nlag = '5 ms'"), NUMBERS, "line 13, lag: a column of mine.csv too"),
        (changed("= 3", "= 3\npost_spikes = 2"), NUMBERS, "[protocol] post_interval: missing"),
        (changed('"pairing"', '"pulses"').replace("sweeps = 3", "pulses = 2"),
         "rest (ms),change (%),sem (%)\n5,1,1\n", "line 13, period: no such field"),
        (changed('"pairing"', '"pulses"').replace("sweeps = 3\nperiod = \"1 s\"", "pulses = 2"),
         "rest (ms),change (%),sem (%)\n5,1,1\n", "line 10, [protocol] rate: missing"),
        (changed('"pairing"', '"tetani"').replace("sweeps = 3\nperiod = \"1 s\"", "hours = 8"),
         "first,second,change (%),sem (%)\nweak,strong,1,1\n", "[protocol] gap: missing"),
        (changed('"pairing"', '"tetani"').replace("sweeps = 3\nperiod = \"1 s\"", "hours = 8"),
         "first,second,gap (min),change (%),sem (%)\nweak,strong,10,1,1\n",
         "csv line 2, gap = 10: 25 min or more"),
        (changed('"pairing"', '"tetani"').replace("sweeps = 3\nperiod = \"1 s\"", "hours = 1"),
         "first,second,gap (min),change (%),sem (%)\nweak,strong,240,1,1\n",
         "csv line 2, gap = 240: less than 39.98 min, so as to end within 1 h"),
        (changed('"pairing"', '"tetani"').replace("sweeps = 3\nperiod = \"1 s\"", "hours = 8"),
         "first,second,gap (s),change (%),sem (%)\nweak,strong,3600.5,1,1\n",
         "csv line 2, gap = '3600.5': a whole number of s or min"),
        (changed('"B"', '"D"'), NUMBERS, "toml line 21, trust = 'D': one of A, B, C"),
        (changed("= 3", "= "), NUMBERS, "toml line 12: no TOML: Invalid value"),
        (MINE, NUMBERS.replace(",5,7", ",0,7"), "csv line 2, sem = '0': a standard error"),
        (MINE, NUMBERS.replace(",5,7", ",,7"), "csv line 2, sem = '': empty"),
        (MINE, NUMBERS.replace("40", "nan"), "csv line 3, change = 'nan': a change, in %"),
        (MINE, NUMBERS.replace("lag (ms)", "lag (mV)"), "csv line 1, lag (mV): with its unit"),
        (MINE, NUMBERS.replace("lag (ms)", "lag"), "csv line 1, lag: with its unit, lag (ms)"),
        (MINE, NUMBERS.replace("lag (ms)", "log (ms)"), "line 1, log (ms): no such column; did"),
        (MINE, NUMBERS.replace("sem (%)", "n"), "csv line 1, n: one column of a name"),
        (MINE, NUMBERS.replace("sem (%)", "note"), "csv line 1, sem: a column is missing"),
        (MINE, NUMBERS.replace(",6\n", "\n"), "csv line 3, 3 values: 4, as in the head"),
        (MINE, NUMBERS.replace("−10", "1000"), "line 2, lag = 1000 ms: spikes overlap: 1000 ms"),
        (changed("= 3", "= 999999"), NUMBERS, "sweeps = 999999: at most 200000 spikes"),
        (changed("= 3", "= 3\nlag_within = '600 ms'"), NUMBERS, "line 13, lag_within = 1200 ms"),
        (changed('"pairing"', '"order"').replace("= 3", "= 3\norder = 'post-pre-post'"),
         "dt1 (ms),dt2 (ms),change (%),sem (%)\n5,-5,1,1\n", "csv line 2, dt1 = 5 --dt2 -5"),
        (MINE, "", "mine.csv: a head and a row a target"),
    ],
)  # fmt: skip
def test_an_error_in_a_file_is_told_in_one_line_with_line_and_field(
    mine, capsys, text, numbers, said
):
    assert main([mine(text, numbers)]) == 2
    printed, told = capsys.readouterr()
    assert (printed, told.count("\n")) == ("", 1)
    assert said in told


def test_a_drug_that_a_rule_has_no_receptor_for_is_told_with_its_line(mine):
    numbers = "drug,lag (ms),change (%),sem (%)\nAP5,10,0,5\n"
    one = find(mine(MINE, numbers))
    one.require(find_rule("calcium:DP"))
    with pytest.raises(BadInput, match=r"mine\.csv line 2, drug = 'AP5': pair:.* no NMDA receptor"):
        one.require(find_rule("pair"))


@pytest.mark.parametrize(("name", "said"), [
    ("bi_poo", "bi_poo: no such experiment; did you mean bi_poo_1998?"),
    ("stdp", "stdp: a protocol, which python -m protocols.stdp runs"),
    ("nowhere.toml", "nowhere.toml: cannot be read: No such file"),
])  # fmt: skip
def test_an_experiment_that_there_is_not_is_told_in_one_line(capsys, name, said):
    assert main([name]) == 2
    assert said in capsys.readouterr().err


def test_the_protocols_run_what_is_declared_if_nothing_else_is_asked_for():
    c = find("bi_poo_1998").targets[0].condition
    own = {name: one.default for name, one in inspect.signature(stdp).parameters.items()}
    assert (own["pairs"], own["rate"]) == (c["sweeps"], 1 / c["period"])
    pulses = find("dudek_bear_1992").targets
    own = {name: one.default for name, one in inspect.signature(lfs).parameters.items()}
    assert {(own["pulses"], own["fibres"])} == {
        (one.condition["pulses"], one.condition["fibres"]) for one in pulses
    }
    own = {name: one.default for name, one in inspect.signature(hfs).parameters.items()}
    assert (own["rate"] * own["duration"], own["rate"], own["fibres"]) in {
        tuple(one.condition[name] for name in ("pulses", "rate", "fibres"))
        for one in find("bliss_lomo_1973").targets
    }
    even, bursts, single = (own_pairing(timing) for timing in ("even", "bursts", "single"))
    assert (even.pairs, single.pairs) == (60, 50)
    assert (bursts.spikes, bursts.sweeps, bursts.period) == (5, 15, 10)
