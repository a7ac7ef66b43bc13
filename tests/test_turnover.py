"""Turnover of spines: the survival in closed form, a number that is kept, the papers' numbers."""

import math
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.figure import Figure
from scipy.integrate import solve_ivp

from models.turnover import Turnover
from protocols.turnover import draw, follow, turnover
from synplast.bad_input import BadInput

SETS = [f"turnover:{name}" for name in Turnover.PUBLISHED]


@pytest.mark.parametrize("rule", SETS)
def test_as_many_spines_survive_as_the_closed_form_has_within_their_scatter(rule):
    result = turnover(rule, spines=20_000, days=100)
    share = result.expected / 100
    scatter = 100 * np.sqrt(share * (1 - share) / 20_000)
    assert (abs(result.survival - result.expected) <= 4.5 * scatter + 1e-9).all()


@pytest.mark.parametrize("rule", Turnover.PUBLISHED.values())
def test_the_closed_form_solves_the_rates(rule):
    def slopes(t, y):
        transient, _, total = y
        gained = (1 - rule.persistent) / rule.tau
        return -transient / rule.tau, 0.0, gained - (total - rule.persistent) / rule.tau

    start = 1 - rule.persistent, rule.persistent, 1.2
    solved = solve_ivp(slopes, (0, 50), start, rtol=1e-9, atol=1e-12).y[:, -1]
    assert solved[0] + solved[1] == pytest.approx(float(rule.survival(np.array(50.0))), rel=1e-6)
    # A fifth more, all transient, go as any transient spine goes.
    assert solved[2] - 1 == pytest.approx(0.2 * math.exp(-50 / rule.tau), rel=1e-5)


def test_their_number_stays_and_what_an_induction_added_is_lost_in_weeks_in_hippocampus():
    result = turnover("turnover:attardo_2015", spines=20_000, days=60)
    assert result.spines[0] == pytest.approx(120)
    assert result.spines[-1] == pytest.approx(100, abs=4)
    assert result.induced[-1] == pytest.approx(100 * math.exp(-6), abs=1)


def test_the_numbers_of_the_papers_are_the_models():
    visual = Turnover.PUBLISHED["grutzendler_2002"]
    assert visual.survival(np.array(30)) == pytest.approx(0.96, abs=5e-4)
    assert visual.tau * math.log(2) > 13 * 30.4
    barrel = Turnover.PUBLISHED["holtmaat_2005"]
    assert barrel.survival(np.array(8)) == pytest.approx(0.73, abs=0.002)


@pytest.mark.parametrize("symbol", ["tau", "persistent"])
def test_either_constant_moves_the_survival(symbol):
    rule = Turnover.PUBLISHED["holtmaat_2005"]
    moved = replace(rule, **{symbol: 1.1 * getattr(rule, symbol)})
    assert abs(moved.survival(np.array(3)) - rule.survival(np.array(3))) > 1e-3


def test_what_is_no_turnover_or_no_fraction_is_refused():
    with pytest.raises(BadInput, match=r"rule=pair.*: is no structural change; take turnover"):
        turnover("pair")
    with pytest.raises(BadInput, match=r"persistent=2: from 0 to 1"):
        turnover("turnover persistent=2")


def test_more_new_spines_than_can_be_kept_are_refused():
    with pytest.raises(BadInput, match=r"spines=100000: 3\.6e\+07 are made in days 3650"):
        turnover("turnover:attardo_2015", spines=100_000, days=3650)
    with pytest.raises(BadInput, match=r"spines=2000: 7\.3e\+08 are made in days 365"):
        turnover("turnover tau=0.001*d")


def test_more_models_than_colours_are_all_drawn():
    rules = [f"turnover tau={n}*d" for n in range(1, 8)]
    result = turnover(rules, spines=10, days=1)
    figure = Figure()
    draw(figure, result)
    assert len(figure.axes[0].lines) == 2 * len(rules)


def test_spines_are_counted_as_one_by_one():
    model, time = Turnover.PUBLISHED["holtmaat_2005"], np.array([0, 1, 5, 20])
    _, _, total, _ = follow(model, time, 100, 0, seed=3)
    random = np.random.default_rng(3)
    old, _ = model.draw_deaths(100, random), random.exponential(model.tau, 0)
    born, lost = model.draw_births(100, 20, random)
    for moment, found in zip(time, total, strict=True):
        there = sum(death > moment for death in old)
        there += sum(a <= moment < b for a, b in zip(born, lost, strict=True))
        assert found == pytest.approx(there)


@pytest.mark.parametrize(("change", "said"), [
    ({"tau": -1.0}, r"tau=-1: from 0\.001 to 1e\+06"),
    ({"persistent": 7.0}, "persistent=7: from 0 to 1"),
    ({"tau": math.nan}, "tau=nan: a finite number"),
])  # fmt: skip
def test_a_model_that_cannot_be_is_refused_in_python_too(change, said):
    with pytest.raises(BadInput, match=said):
        replace(Turnover.PUBLISHED["attardo_2015"], **change)


def test_the_command_prints_a_row_a_moment(call, tmp_path):
    done = call("protocols.turnover", "--spines", "50", "--figure", "a.svg")
    lines = done.stdout.splitlines()
    assert lines[0] == "rule,time (d),survival,induced,spines,expected"
    assert len(lines) == 1 + 2 * 60
    assert (tmp_path / "a.svg").exists()
