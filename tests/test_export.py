"""To other programs: NESTML, BibTeX, CSV and Neo."""

import csv
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

import synplast
from models.__main__ import main
from models.bibtex import read_entries
from models.catalogue import cards, find
from models.nestml import write_nestml
from protocols.engine.spike_statistics import Spikes
from protocols.engine.spike_trains import pairings, spike_trains
from protocols.trains import read_spikes
from synplast.bad_input import BadInput

EVENT_DRIVEN = [
    name for name, card in cards().items() if card.engine == "any_equations" and not card.delays
]


@pytest.mark.parametrize("name", EVENT_DRIVEN)
def test_an_event_driven_rule_is_written_as_a_nestml_synapse(name):
    card, text = find(name), write_nestml(find(name))
    for constant in card.constants:
        if constant.base == "second":
            assert f"{constant.symbol} ms = {1000 * constant.value!r} ms" in text
        if constant.base == "hertz":
            assert f"{constant.symbol} 1/ms = {constant.value / 1000!r} 1/ms" in text
    assert text.count("onReceive") == 2
    assert "own_" not in text
    assert "inf" not in text.partition("model ")[2]


def test_nestml_reads_before_it_increments_as_the_rule_does():
    lines = write_nestml(find("triplet")).splitlines()
    after = lines[lines.index("    onReceive(post_spikes):") :]
    assert [line.split()[0] for line in after[1:4]] == ["w", "o1", "o2"]
    assert "o2 = o2 + 1.0" in after[3]


def test_what_is_set_on_the_way_stands_where_it_is_read():
    text = write_nestml(find("suppression"))
    assert "        w = max((w - ((A_minus * (1.0 - p)) * y)), 0.0)\n" in text
    assert "        y = y + (1.0 - q)\n        q = 1.0\n" in text


def test_what_is_read_after_its_parts_have_changed_is_refused():
    card = find("pair")
    late = replace(card, on_post="old = x\nx = 0\nw = w + old\ny += 1")
    with pytest.raises(BadInput, match="old is read after what it was made of has changed"):
        write_nestml(late)


@pytest.mark.parametrize("name", ["calcium", "graded", "nmda", "voltage"])
def test_what_is_no_synapse_of_its_own_is_refused(name):
    said = "its delays, or" if name == "graded" else "only an event-driven rule"
    with pytest.raises(BadInput, match=said):
        write_nestml(find(name))


def test_the_command_writes_either_form(capsys):
    for form, written in (
        ("--nestml", "model pair_song_2000_synapse:"),
        ("--bibtex", "@article{song_2000,"),
    ):
        assert main(["pair:song_2000", form]) == 0
        assert written in capsys.readouterr().out
    assert main(["--bibtex"]) == 2
    assert capsys.readouterr().out == ""


def test_every_paper_that_a_card_names_has_its_entry():
    listed = read_entries()
    for card in cards().values():
        told = f"{card.source} {card.note}"
        named = told.count("doi:")
        assert named == sum(told.count(f"doi:{doi}") for doi in listed), card.name


def test_spike_trains_are_written_and_read_again_exactly(tmp_path):
    trains = pairings([Fraction(1, 300), Fraction(-1, 100)], 3, Fraction(3))
    synplast.write_spikes(tmp_path / "a.csv", trains)
    found = read_spikes(tmp_path / "a.csv")
    again = spike_trains(*([sides[n] for sides in found.values()] for n in (0, 1)))
    assert again.tick == trains.tick
    for side in ("pre", "post"):
        for one, other in zip(again.spikes[side], trains.spikes[side], strict=True):
            np.testing.assert_array_equal(one, other)


def test_a_networks_spikes_and_weights_are_written(tmp_path):
    spikes = Spikes(np.array([1, 0]), np.array([0.5, 0.25]), 2)
    synplast.write_spikes(tmp_path / "s.csv", spikes)
    assert (tmp_path / "s.csv").read_text() == "neuron,time (s)\n0,0.25\n1,0.5\n"
    synplast.write_weights(tmp_path / "w.csv", [[np.nan, 0.5], [0.25, np.nan]])
    rows = list(csv.reader((tmp_path / "w.csv").read_text().splitlines()))
    assert rows == [["from", "to", "weight"], ["0", "1", "0.5"], ["1", "0", "0.25"]]
    with pytest.raises(ValueError, match=r"\(synapses,\) or \(from, to\)"):
        synplast.write_weights(tmp_path / "x.csv", np.zeros((1, 1, 1)))
    assert not (tmp_path / "x.csv").exists()


def test_neo_has_the_same_spikes():
    pytest.importorskip("neo")
    trains = pairings([Fraction(1, 100), Fraction(-1, 100)], 3, Fraction(10))
    block = synplast.to_neo(trains)
    assert len(block.segments) == 2
    first = {train.name: train.magnitude for train in block.segments[0].spiketrains}
    np.testing.assert_allclose(first["post"] - first["pre"], 0.01)
    network = synplast.to_neo(Spikes(np.array([1, 0]), np.array([0.5, 0.25]), 2))
    assert [train.magnitude.tolist() for train in network.segments[0].spiketrains] == [
        [0.25],
        [0.5],
    ]
