"""The exact engine: any event-driven rule, any spikes, and a clear no to the rest."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.catalogue import cards, find
from protocols.engine import exact
from protocols.engine.initial_state import numbers_of
from protocols.engine.run import run
from protocols.engine.spike_trains import Trains, in_order
from synplast.bad_input import BadInput

# Those that other modules run have tests of their own.
EVENT_DRIVEN = [name for name, card in cards().items() if card.engine == "any_equations"]

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
    side = [in_order(np.repeat(np.arange(30), 20), random.permutation(600)) for _ in range(2)]
    trains = Trains(Fraction(1, 1000), 30, *side)
    constants = numbers_of([card] * 50)
    constants["tau_plus"] = np.linspace(0.01, 0.03, 50)
    whole = exact.run(card.structure, constants, trains)
    monkeypatch.setattr(exact, "CHUNK", 7)
    assert np.array_equal(exact.run(card.structure, constants, trains), whole)
    monkeypatch.setattr(exact, "FEW", 100)
    assert np.array_equal(exact.run(card.structure, constants, trains), whole)


def test_conditions_without_spikes_keep_their_weight():
    nothing = (np.array([], np.int32), np.array([], np.int64))
    trains = Trains(Fraction(1, 1000), 3, nothing, nothing)
    assert (run([find("pair:song_2000")], trains, engine="exact") == 0.5).all()


CARD = find("pair")


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
