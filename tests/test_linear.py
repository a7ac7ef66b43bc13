"""The exact engine of rules that learn from rewards: whatever text Brian2 takes, or a refusal."""

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest

from models.equations import BadText
from models.rule import Rule
from protocols.engine import agreement, exact, linear
from protocols.engine.by_brian2 import simulate_rule
from protocols.engine.clock_driven import draws
from protocols.engine.initial_state import numbers_of
from protocols.engine.simulation import NUMPY
from protocols.engine.spike_trains import spike_trains
from synplast.bad_input import BadInput


@dataclass(frozen=True, kw_only=True)
class Odd(Rule):
    """Statements that Brian2 takes, and NumPy does not as they stand."""

    A: float
    z_0: float
    equations = """
        dx/dt = -x / (20 * ms) : 1 (event-driven)
        dz/dt = -z / (50 * ms) : 1
        dc/dt = -c / (50 * ms) : 1
        dw/dt = c / second : 1
        last : second
    """
    on_pre = """
        x = 1
        last = t
    """
    on_post = """
        steep = A * exp(-(t - last) / (20 * ms))
        c += int(x > 0 and c >= 0) * steep + z
    """
    on_drive = """
        c = 1
        w += z * (1 * ms / second)
    """
    engine = "reward"


ODD = [Odd(A=A, z_0=z_0, w_0=1.0).card() for A, z_0 in ((1.0, 0.5), (2.0, 0.0))]


def test_statements_that_numpy_would_read_otherwise_run_for_several_sets():
    trains = spike_trains([[0]], [[Fraction(1, 100)]], [[Fraction(3, 100)]])
    after = linear.run(ODD[0].structure, numbers_of(ODD), trains, "odd").ravel()
    # c decays into w with 50 ms; the reward, 20 ms after the spike, sets c to 1.
    spike = np.array([1.0, 2.0]) * math.exp(-0.5) + np.array([0.5, 0.0]) * math.exp(-0.2)
    late = 0.05 + np.array([0.5, 0.0]) * math.exp(-0.6) * 0.001
    assert after == pytest.approx(1 + spike * 0.05 * (1 - math.exp(-0.4)) + late, rel=1e-9)


def compare(structure):
    """The engines that agree on what few spikes and rewards do, by a card's numbers."""
    return agreement.compare(structure, numbers_of(ODD), "odd", 8, "reward")


def test_the_exact_engine_is_compared_with_brian2s_on_rewards_too(monkeypatch):
    monkeypatch.setenv("CXX", "no-such-compiler")
    assert compare(ODD[0].structure) == [NUMPY, "exact"]
    run_right = linear.run

    def without_rewards(structure, *others, **how):
        return run_right(structure._replace(on_drive="c = c"), *others, **how)

    monkeypatch.setattr(linear, "run", without_rewards)
    with pytest.raises(BadInput, match=r"its text means two things: w = .* by NumPy and"):
        compare(ODD[0].structure)


def test_a_rule_that_only_events_move_learns_from_rewards_on_both_engines():
    @dataclass(frozen=True, kw_only=True)
    class Episode(Rule):
        c_0: float
        equations = """dx/dt = -x / (20 * ms) : 1 (event-driven)
                       c : 1
                       w : 1"""
        on_pre = "x += 1"
        on_post = "c += x"
        on_drive = "w += c\nc = 0"
        engine = "reward"

    card = Episode(c_0=0.0, w_0=1.0).card()
    assert card.method == ""
    trains = spike_trains([[0]], [[Fraction(1, 100)]], [[Fraction(2, 100), Fraction(3, 100)]])
    given = card.structure, numbers_of([card]), trains, card.name
    for after in (linear.run(*given), simulate_rule(*given, target=NUMPY)):
        assert after.item() == pytest.approx(1 + math.exp(-0.5), rel=1e-12)
    with pytest.raises(BadInput, match="volleys, which the exact engine does not take"):
        exact.run(*given)


def test_a_reward_cannot_read_what_brian2_would_leave_as_the_last_spike_left_it():
    @dataclass(frozen=True, kw_only=True)
    class Stale(Odd):
        on_drive = "w += x"

    with pytest.raises(BadText, match=r"on_drive: x is event-driven, .*: write \(clock-driven\)"):
        Stale(A=1.0, z_0=0.0, w_0=1.0).card()


def test_random_numbers_are_refused_by_the_exact_engine_in_one_line():
    drawing = ODD[0].structure._replace(on_drive="c = rand()")
    assert draws(drawing)
    said = r"engine=exact: odd: 'c = rand\(\)' calls rand\(\), .*; use engine brian2"
    with pytest.raises(BadInput, match=said):
        linear.run(drawing, numbers_of(ODD), spike_trains([[0]], [[1]]), "odd")
