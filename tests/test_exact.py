"""The exact engine: any event-driven rule, any spikes, and a clear no to the rest."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy._core import _multiarray_umath as umath

from models.catalogue import cards, find
from protocols.engine import by_numba, by_numpy, exact, standalone
from protocols.engine.initial_state import numbers_of
from protocols.engine.run import run
from protocols.engine.spike_source import source_of
from protocols.engine.spike_trains import Trains, in_order
from synplast.bad_input import BadInput

# Those that other modules run have tests of their own.
EVENT_DRIVEN = [name for name, card in cards().items() if card.engine == "any_equations"]

CARD = find("pair")

steps = st.sets(st.integers(0, 60), max_size=15).map(sorted)
conditions = st.lists(st.tuples(steps, steps), min_size=1, max_size=4)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(conditions, st.sampled_from(EVENT_DRIVEN), st.floats(0.2, 5))
def test_it_agrees_with_brian2_on_any_spikes(built, sides, name, scale):
    card = find(name)
    if "w_max" in dict(card.structure.constants) and np.isfinite(card["w_max"]):
        scale = 100 * scale  # steps large enough to meet the bounds
    larger = {c.symbol: f"{c.value * scale}" for c in card.constants if c.symbol.startswith("A")}
    card = card.with_values(larger)
    trains = Trains(Fraction(1, 500), len(sides), *(joined(sides, side) for side in (0, 1)))
    exactly = run([card], trains, engine="exact")
    simulated = run([card], trains)
    assert exactly == pytest.approx(simulated, rel=1e-11, abs=1e-13)


def joined(sides, side):
    index = np.repeat(np.arange(len(sides)), [len(one[side]) for one in sides])
    return in_order(index, np.array([s for one in sides for s in one[side]], int))


def test_chunks_and_groups_change_nothing(monkeypatch):
    card, random = find("pair"), np.random.default_rng(0)
    side = [in_order(np.repeat(np.arange(20), 10), random.permutation(200)) for _ in range(2)]
    trains = Trains(Fraction(1, 1000), 20, *side)
    constants = numbers_of([card] * 8)
    constants["tau_plus"] = np.linspace(0.01, 0.03, 8)
    whole = exact.run(card.structure, constants, trains)
    monkeypatch.setattr(by_numpy, "CHUNK", 7)
    assert np.array_equal(exact.run(card.structure, constants, trains), whole)
    monkeypatch.setattr(by_numpy, "FEW", 100)
    assert np.array_equal(exact.run(card.structure, constants, trains), whole)


#: A set for every text: those of a rule differ in numbers alone.
TEXTS = {find(name).structure: name for name in EVENT_DRIVEN}.values()


@pytest.fixture
def compiled(monkeypatch):
    """The exact engine with every rule compiled."""
    monkeypatch.setattr(by_numba, "loop_for", by_numba.load)


@pytest.mark.parametrize("name", TEXTS)
def test_machine_code_gives_what_numpy_gives_to_the_last_bit(name, request, several):
    card, trains = find(name), several
    numbers = numbers_of([card] * 3)
    width = next(symbol for symbol in numbers if symbol.startswith("tau"))
    numbers[width] = numbers[width] * np.array([0.5, 1, 2])
    by_arrays = exact.run(card.structure, numbers, trains)
    request.getfixturevalue("compiled")
    assert np.isfinite(by_arrays).all()
    if umath.__cpu_features__.get("AVX512F"):  # NumPy has an exponential of its own there
        assert exact.run(card.structure, numbers, trains) == pytest.approx(by_arrays, rel=1e-12)
    else:
        assert np.array_equal(exact.run(card.structure, numbers, trains), by_arrays)


@pytest.fixture
def several():
    """Irregular spikes of 20 conditions, one of them without any."""
    random = np.random.default_rng(1)
    sides = [in_order(np.repeat(np.arange(19), 15), np.concatenate(
             [random.permutation(200)[:15] for _ in range(19)])) for _ in range(2)]  # fmt: skip
    return Trains(Fraction(1, 500), 20, *sides)


def test_a_rule_is_compiled_in_the_background_while_numpy_answers(monkeypatch, several):
    card = replace(CARD, on_pre=CARD.on_pre + "\nx += 1e-3 * y")
    monkeypatch.setattr(by_numba, "WORTH", 0.0)
    by_arrays = exact.run(card.structure, numbers_of([card]), several)
    key = by_numba.key_of(source_of(card.structure, "mine"))
    assert key not in by_numba._loops
    (building,) = [one for one in standalone._started if str(by_numba.path_of(key)) in one.args]
    assert building.wait() == 0
    assert np.array_equal(exact.run(card.structure, numbers_of([card]), several), by_arrays)
    assert key in by_numba._loops


def test_machine_code_that_is_not_numpys_equal_is_not_used(monkeypatch, several):
    card = replace(CARD, on_pre=CARD.on_pre + "\nx += 2e-3 * y")
    by_arrays = exact.run(card.structure, numbers_of([card]), several)

    def wrong(path):
        return lambda *given: given[-1].fill(by_arrays[0, 0])

    monkeypatch.setattr(by_numba, "compile_file", wrong)
    monkeypatch.setattr(by_numba, "loop_for", by_numba.load)
    assert np.array_equal(exact.run(card.structure, numbers_of([card]), several), by_arrays)


def test_conditions_without_spikes_keep_their_weight():
    nothing = (np.array([], np.int32), np.array([], np.int64))
    trains = Trains(Fraction(1, 1000), 3, nothing, nothing)
    assert (run([find("pair:song_2000")], trains, engine="exact") == 0.5).all()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"equations": CARD.equations.replace("dx/dt = -x / tau_plus : 1 (event-driven)",
             "dx/dt = -x / tau_plus : 1 (clock-driven)")},
            "dx/dt = .* is not event-driven",
        ),
        ({"on_pre": "w += 0.1 * rand()"}, r"calls rand\(\)"),
        ({"on_pre": "w += lastupdate / second"}, "reads lastupdate"),
    ],
)  # fmt: skip
def test_a_rule_without_a_closed_form_is_refused_by_its_equation(changes, said):
    nothing = (np.array([], np.int32), np.array([], np.int64))
    trains = Trains(Fraction(1, 1000), 1, nothing, nothing)
    with pytest.raises(BadInput, match=said):
        run([replace(CARD, **changes)], trains, engine="exact")


def test_coupled_linear_traces_are_solved():
    # A rise and a decay: dx/dt depends on another trace.
    coupled = "dx/dt = (u - x) / tau_plus : 1 (event-driven)\n"
    coupled += "du/dt = -u / tau_minus : 1 (event-driven)\n"
    equations = coupled + "dy/dt = -y / tau_minus : 1 (event-driven)\nw : 1"
    card = replace(CARD, equations=equations, on_pre="u += 1", on_post="w += x")
    one = [(np.array([0], np.int32), np.array([step], np.int64)) for step in (0, 12)]
    after = run([card], Trains(Fraction(1, 1000), 1, *one), engine="exact")
    a, b = 1 / CARD["tau_plus"], 1 / CARD["tau_minus"]
    expected = a / (a - b) * (np.exp(-b * 0.012) - np.exp(-a * 0.012))
    assert after - 1 == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("way", ["brian2", "exact", "compiled"])
def test_int_leaves_out_the_fraction_on_every_engine(way, request, monkeypatch):
    monkeypatch.setenv("CXX", "no-such-compiler")  # or a program would be built that runs once
    if way == "compiled":
        request.getfixturevalue("compiled")
    text = "w = w + int(2.7) + int(-2.7 * x)"
    card = replace(CARD, on_post=text)
    # A pair without an interval: x = 1.
    trains = Trains(Fraction(1, 1000), 1, *[in_order(np.zeros(1, int), np.zeros(1, int))] * 2)
    found = run([card], trains, engine="brian2" if way == "brian2" else "exact")
    assert found.item() == 1 + 2 - 2
