"""The targets agree, and a build in the cache is used, made again or done without."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from models.catalogue import cards, find
from protocols.engine import exact, standalone
from protocols.engine.by_brian2 import SIZE, blueprint, simulate_rule
from protocols.engine.initial_state import numbers_of
from protocols.engine.run import run
from protocols.engine.simulation import NUMPY, note
from protocols.engine.spike_trains import Trains, in_order, pairings
from synplast.packages import ROOT

needs_compiler = pytest.mark.skipif(standalone.compiler() is None, reason="no C++ compiler")
# Those that other modules run have tests of their own.
EVENT_DRIVEN = [name for name, card in cards().items() if card.engine == "any_equations"]
#: The sets of every text, which differ in numbers alone.
TEXTS = {}
for name in EVENT_DRIVEN:
    TEXTS.setdefault(find(name).structure, []).append(name)


def random_trains(conditions=50, spikes=40, seed=0):
    """Irregular trains with coincidences, on a 1 ms grid."""
    random = np.random.default_rng(seed)

    def side():
        index = np.repeat(np.arange(conditions), spikes)
        step = [random.choice(500, spikes, replace=False) for _ in range(conditions)]
        return in_order(index, np.concatenate(step))

    return Trains(Fraction(1, 1000), conditions, side(), side())


@needs_compiler
@pytest.mark.parametrize("names", TEXTS.values(), ids=[names[0] for names in TEXTS.values()])
def test_every_engine_and_target_agrees_to_rounding_on_random_trains(names, built, monkeypatch):
    trains, family = random_trains(), [find(name) for name in names]
    how = family[0].structure, numbers_of(family), trains
    exactly = exact.run(*how)
    with monkeypatch.context() as without_compiler:
        without_compiler.setenv("PATH", "")
        by_numpy = simulate_rule(*how)
    standalone.build_in_another_process(blueprint(family[0].structure), wait=True)
    by_binary = simulate_rule(*how)
    assert len(by_numpy) == len(names)
    # 80 spikes, each a few roundings of numbers near 1.
    close = 80 * 4 * np.finfo(float).eps
    assert by_binary == pytest.approx(by_numpy, rel=close)
    assert exactly == pytest.approx(by_numpy, rel=close)


@needs_compiler
def test_numbers_are_data_of_the_build_and_text_is_not(built):
    changed = find("pair", {"A_plus": "0.5", "tau_minus": "99*ms", "w_0": "3"})
    assert changed.structure == built[1]
    other = find("pair", {"scheme": "nearest_symmetric"}).structure
    assert standalone.entry(blueprint(other)) != standalone.entry(built)


@needs_compiler
def test_another_file_of_ours_generates_the_code_again_and_does_not_compile_it(own_cache, built):
    program = program_folder(own_cache) / "main"
    first = program.stat().st_mtime_ns
    own_cache.unlink()  # as where a comment in models/ changed its name
    standalone.build_in_another_process(built, wait=True)
    assert folder_of(own_cache) == program.parent.name
    assert program.stat().st_mtime_ns == first


@needs_compiler
def test_a_program_that_is_given_too_little_is_an_error_and_not_made_again(built):
    with pytest.raises(TypeError, match=r"timing_network is given no .*post_index"):
        standalone.run(built, {"pre": (np.array([0]), np.array([0]))}, 1e-3, 1, 0)


def test_more_conditions_than_the_build_holds_run_in_parts(built):
    trains = random_trains(conditions=70, spikes=3)
    many = [find("pair", {"A_plus": f"{n}e-5"}) for n in range(300)]
    assert len(many) * trains.conditions > SIZE
    assert run(many, trains) == pytest.approx(run(many, trains, engine="exact"))


def test_rules_of_one_text_share_a_run_and_keep_their_order(built):
    trains = random_trains(conditions=3)
    family = [find(name) for name in reversed(EVENT_DRIVEN)]
    together = run(family, trains)
    alone = np.concatenate([run([card], trains) for card in family])
    assert np.array_equal(together, alone)


@pytest.fixture
def own_cache(built, tmp_path, monkeypatch):
    """A cache holding a copy of the build, to be damaged."""
    kept = standalone.entry(built)
    monkeypatch.setenv("SYNPLAST_CACHE", str(tmp_path))
    if kept.exists():
        standalone.builds().mkdir()
        shutil.copy(kept, standalone.builds())
        shutil.copytree(kept.parent / folder_of(kept), program_folder(standalone.entry(built)))
    return standalone.entry(built)


def folder_of(manifest):
    return json.loads(manifest.read_text(encoding="utf-8"))[1]["folder"]


def program_folder(manifest):
    return manifest.parent / folder_of(manifest)


def spoil_program(manifest):
    program = program_folder(manifest) / "main"
    program.write_bytes(program.read_bytes()[:-100])


def lose_program(manifest):
    shutil.rmtree(program_folder(manifest))


def spoil_manifest(manifest):
    manifest.write_text("{")


def change_manifest(manifest):
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("float64", "float32"), encoding="utf-8")


@needs_compiler
@pytest.mark.parametrize("spoil", [spoil_program, lose_program, spoil_manifest, change_manifest])
def test_a_broken_build_is_said_and_discarded(own_cache, spoil, monkeypatch, capsys):
    trains, card = pairings([Fraction(1, 100)], 5, Fraction(1)), find("pair")
    expected = run([card], trains)
    spoil(own_cache)
    monkeypatch.setenv("CXX", "no-such-compiler")  # or it would be made again
    shutil.copy(own_cache, standalone.entry(blueprint(card.structure)))
    assert run([card], trains) == pytest.approx(expected, rel=1e-14)
    said = capsys.readouterr().err
    assert "does not run" in said
    assert "no C++ compiler" in said
    assert not standalone.entry(blueprint(card.structure)).exists()


@needs_compiler
def test_two_processes_that_build_at_once_leave_one_good_build(own_cache, built, tmp_path):
    trains = pairings([Fraction(1, 100)], 5, Fraction(1))
    expected = run([find("pair")], trains)
    # A compiler that takes its time and writes down that it was called; what it makes is there.
    (tmp_path / "made").mkdir()
    shutil.copy(program_folder(own_cache) / "main", tmp_path / "made")
    gxx = tmp_path / "made" / "g++"
    gxx.write_text(f"#!/bin/sh\necho called >> '{gxx}.log'\nsleep 1\ncp '{gxx.parent}/main' main\n")
    gxx.chmod(0o755)
    lose_program(own_cache)
    own_cache.unlink()
    call = [sys.executable, "-m", "protocols.engine.standalone", json.dumps(built)]
    here = {"cwd": ROOT, "env": os.environ | {"CXX": str(gxx)}}
    both = [subprocess.Popen(call, **here) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert Path(f"{gxx}.log").read_text() == "called\n"
    (manifest,) = own_cache.parent.glob("*.json")
    folders = [path.name for path in own_cache.parent.iterdir() if path.is_dir()]
    assert folders == [folder_of(manifest)]
    manifest.rename(own_cache)
    assert run([find("pair")], trains) == expected


@pytest.fixture(autouse=True)
def notes_said_again():
    note.cache_clear()


def test_without_a_compiler_numpy_answers_and_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("SYNPLAST_CACHE", str(tmp_path))
    trains = pairings([Fraction(1, 100)], 5, Fraction(1))
    assert run([find("pair")], trains) > 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "no C++ compiler" in line


@needs_compiler
def test_a_failed_build_is_reported_once_it_is_known(own_cache, built, capsys):
    own_cache.unlink()
    own_cache.with_suffix(".log").write_text("first line\nno space left on device\n")
    own_cache.with_suffix(".lock").touch()
    trains = pairings([Fraction(1, 100)], 5, Fraction(1))
    assert run([find("pair")], trains) > 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "no space left on device" in line


def test_a_cache_that_cannot_be_written_costs_no_answer(tmp_path, monkeypatch, capsys):
    occupied = tmp_path / "file"
    occupied.write_text("not a folder")
    monkeypatch.setenv("SYNPLAST_CACHE", str(occupied))
    trains = pairings([Fraction(1, 100)], 5, Fraction(1))
    assert run([find("pair")], trains) > 1


def test_a_session_of_the_callers_is_left_as_it_was():
    import brian2

    brian2.set_device("cpp_standalone", build_on_run=False)
    brian2.prefs.core.default_float_dtype = np.float32
    np.random.seed(3)
    theirs = np.random.get_state()[1].tolist()
    try:
        trains = pairings([Fraction(1, 100)], 5, Fraction(1))
        by_numpy = simulate_rule(
            find("pair").structure, numbers_of([find("pair")]), trains, target=NUMPY
        )
        assert by_numpy == pytest.approx(run([find("pair")], trains, engine="exact"), rel=1e-14)
        assert type(brian2.get_device()).__name__ == "CPPStandaloneDevice"
        assert brian2.prefs.core.default_float_dtype is np.float32
        assert brian2.prefs.core.stop_on_keyboard_interrupt
        assert np.random.get_state()[1].tolist() == theirs
    finally:
        brian2.prefs.core.default_float_dtype = np.float64
        brian2.set_device("runtime")


def test_an_interrupted_run_gives_nothing(tmp_path):
    call = [sys.executable, "-m", "protocols.stdp", "--pairs", "2000", "--output", "cut.csv"]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    empty = os.environ | {"CXX": "no-such-compiler", "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(call, cwd=tmp_path, env=empty, **quiet) as process:
        assert "Brian2's NumPy target answers" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        printed, said = process.communicate()
    assert (process.returncode, printed, said) == (130, "", "interrupted\n")
    assert list(tmp_path.iterdir()) == []


@needs_compiler
def test_a_result_that_is_cut_short_is_none(own_cache, built, tmp_path, monkeypatch):
    trains = pairings([Fraction(1, 100)], 5, Fraction(1))
    whole = standalone.whole_outputs

    def cut(folder, outputs):
        file = folder / outputs["w"][0]
        file.write_bytes(file.read_bytes()[:-8])
        return whole(folder, outputs)

    monkeypatch.setattr(standalone, "whole_outputs", cut)
    with pytest.raises(OSError, match="cut short"):
        run([find("pair")], trains)


def test_what_is_taken_out_of_a_program_is_what_this_brian2_writes():
    import brian2

    from protocols.engine.cpp_program import NOT_USED

    templates = Path(brian2.__file__).parent / "devices" / "cpp_standalone" / "templates"
    for name, what, _ in NOT_USED:
        assert re.search(what, (templates / name).read_text(encoding="utf-8"), re.M | re.S), name
