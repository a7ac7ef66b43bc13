"""The water maze: controls learn, blocked rats do not, and both see and swim."""

import numpy as np
import pytest

from models.actor_critic import FOSTER_2000
from protocols.engine.morris_pool import PLATFORM, quadrants, train_rats
from protocols.engine.statistics import sem
from protocols.engine.swimming import advance, choose, swim
from protocols.water_maze import water_maze
from synplast.bad_input import BadInput

CENTRES = FOSTER_2000.centres()


@pytest.fixture(scope="module")
def controls(data_of):
    """Twenty rats with LTP."""
    return data_of("water_maze").groups["control"]


@pytest.fixture(scope="module")
def without():
    """Ten rats without."""
    return train_rats(FOSTER_2000.with_block(1), 10, 9, False, 0)


def last_day(rats):
    return rats.latency[:, -1].mean(axis=1)


def test_half_a_block_impairs_and_does_not_forbid(controls):
    blocked = train_rats(FOSTER_2000.with_block(0.5), 20, 9, False, 0)
    slower = last_day(blocked) - last_day(controls)
    faster = blocked.latency[:, 0].mean(axis=1) - last_day(blocked)
    less = controls.quadrants[:, 0] - blocked.quadrants[:, 0]
    assert all(one.mean() > 2 * sem(one) for one in (slower, faster, less))


def test_with_nine_tenths_blocked_all_quadrants_are_searched_alike(data_of):
    searched = data_of("water_maze").groups["ap5"].quadrants[:, 0]
    assert abs(searched.mean() - 0.25) < 3 * sem(searched)


def test_controls_spend_as_much_of_the_probe_in_the_trained_quadrant_as_rats(controls):
    searched = controls.quadrants[:, 0]
    assert 0.40 - 2 * sem(searched) < searched.mean() < 0.45 + 2 * sem(searched)


def test_controls_fall_to_under_half_of_their_first_latency(controls):
    days = controls.latency.mean(axis=(0, 2))
    assert days[-1] < days[0] / 2


def test_blocked_rats_are_no_faster_on_the_last_day_than_on_the_first(without):
    means = without.latency.mean(axis=2)
    faster = means[:, 0] - means[:, -1]
    assert faster.mean() < 3 * sem(faster)


def test_in_the_probe_controls_search_the_trained_quadrant_and_blocked_rats_none(controls, without):
    control, blocked = (100 * group.quadrants for group in (controls, without))
    assert control[:, 0].mean() - 25 > 3 * sem(control)[0]
    # With starts from every side, 25 % is a blocked rat's expectation by symmetry.
    assert (np.abs(blocked.mean(axis=0) - 25) < 3 * sem(blocked)).all()


def test_a_visible_platform_is_found_at_once_by_both(controls):
    result = water_maze(rats=4, days=2, ap5=1, visible=True)
    assert result.latency.max() < controls.latency[:, 0].mean() / 3


def test_until_something_is_learned_the_two_groups_swim_alike():
    result = water_maze(rats=5, days=1, ap5=1)
    first = [group.latency[:, 0, 0] for group in result.groups.values()]
    assert first[0].tolist() == first[1].tolist()
    assert result.groups["control"].paths[0].tolist() == result.groups["ap5"].paths[0].tolist()


def test_the_probe_is_tabulated_in_percent_of_its_time():
    result = water_maze(rats=3, days=1, ap5=1, probe=True)
    assert result.quadrant.tolist() == ["trained", "left", "opposite", "right"] * 2
    assert result.time.reshape(2, 4).sum(axis=1) == pytest.approx(100)
    assert len(result.groups["ap5"].paths[2]) == 601


def test_the_same_seed_is_the_same_rats():
    one, two, other = (water_maze(rats=2, days=1, seed=s).latency for s in (0, 0, 1))
    assert one == two != other


def one_step(target, weights, **changed):
    """A single step from (0, -0.5), the first action (east) taken; the path and the steps swum."""
    m = FOSTER_2000
    told = {"eta_critic": 0.1, "eta_actor": 0.2, "momentum": 0.0} | changed
    constants = (m.sigma, m.beta, m.gamma, told["eta_critic"], told["eta_actor"], m.pool, 0.03)
    path = np.array([[0.0, -0.5], [np.nan, np.nan]])
    steps = swim(path, weights, CENTRES, np.zeros(1), target, (*constants, told["momentum"]))
    return path, steps


def place_cells(x, y):
    """Foster et al. 2000, Eq. 1."""
    return np.exp(-((CENTRES - [x, y]) ** 2).sum(axis=1) / (2 * 0.16**2))


def test_at_the_platform_critic_and_taken_action_grow_by_the_active_place_cells():
    weights = np.zeros((493, 9))
    path, steps = one_step((0.03, -0.5, 0.001, 0.0), weights)
    assert steps == 1
    assert path[1] == pytest.approx([0.03, -0.5])
    assert weights[:, 0] == pytest.approx(0.1 * place_cells(0, -0.5), rel=1e-12)
    assert weights[:, 1] == pytest.approx(0.2 * place_cells(0, -0.5), rel=1e-12)
    assert not weights[:, 2:].any()


def test_elsewhere_they_learn_from_the_temporal_difference():
    weights = np.zeros((493, 9))
    weights[:, 0] = CENTRES[:, 0]
    critic, before, after = CENTRES[:, 0], place_cells(0, -0.5), place_cells(0.03, -0.5)
    better = FOSTER_2000.gamma * critic @ after - critic @ before
    one_step((0.0, 0.0, -1.0, 0.0), weights)
    assert weights[:, 0] - critic == pytest.approx(0.1 * better * before, rel=1e-9, abs=1e-15)
    assert weights[:, 1] == pytest.approx(0.2 * better * before, rel=1e-9, abs=1e-15)


def test_with_ltp_blocked_no_weight_changes_even_at_the_platform():
    weights = np.ones((493, 9))
    one_step((0.03, -0.5, 0.001, 0.0), weights, eta_critic=0.0, eta_actor=0.0)
    assert (weights == 1).all()


def test_of_the_direction_swum_three_parts_are_the_old_and_one_is_the_new():
    path, _ = one_step((0.0, 0.0, -1.0, 0.0), np.zeros((493, 9)), momentum=3.0)
    # Let in facing the centre (north), the rat wants east.
    assert path[1] - path[0] == pytest.approx(0.03 * np.array([1, 3]) / np.sqrt(10))


def test_actions_are_chosen_by_their_softmax_probability():
    preference, draws = np.array([0.0, 0.5, 1.0]), (np.arange(1000) + 0.5) / 1000
    counts = np.bincount([choose(preference, 2.0, draw) for draw in draws], minlength=3)
    odds = np.exp(2 * preference)
    assert counts / 1000 == pytest.approx(odds / odds.sum(), abs=2e-3)


def test_at_the_wall_a_rat_is_reflected_and_stays_in_the_pool():
    x, y, cos, sin = advance(0.99, 0.0, np.sqrt(0.5), np.sqrt(0.5), 0.03, 1.0)
    assert (cos, sin) == pytest.approx((-np.sqrt(0.5), np.sqrt(0.5)))
    assert (x, y) == pytest.approx((0.99 - 0.03 * np.sqrt(0.5), 0.03 * np.sqrt(0.5)))
    for path in water_maze(rats=2, days=1).groups["control"].paths:
        assert np.hypot(*path.T).max() <= 1
        assert np.hypot(*np.diff(path, axis=0).T).max() <= 0.03 + 1e-12


def test_place_fields_lie_evenly_over_the_pool():
    assert CENTRES.shape == (493, 2)
    assert np.hypot(*CENTRES.T).max() < 1
    near = np.hypot(*(CENTRES - PLATFORM).T) < 0.4
    # A share of 0.4^2 of the pool's area, within what a rim of half a spacing holds.
    assert near.sum() == pytest.approx(493 * 0.16, rel=0.1)


def test_quadrants_are_counted_from_the_trained_one_anticlockwise():
    path = np.array([[0.1, 0.1], [0.5, 0.2], [-0.1, 0.1], [0.1, -0.1]])
    assert quadrants(path).tolist() == [0.5, 0.25, 0, 0.25]


@pytest.mark.parametrize("bad", [{"rats": 1}, {"days": 0}, {"seed": -1}])
def test_values_that_make_no_experiment_are_refused(bad):
    with pytest.raises(BadInput, match="a whole number"):
        water_maze(**bad)


def test_the_command_prints_the_days_and_tells_the_probe(call, tmp_path):
    few = ("protocols.water_maze", "--rats", 2, "--days", 1, "--ap5", 1, "--figure")
    for lang in ("en", "fr"):
        done = call(*few, f"{lang}.svg", "--lang", lang)
        assert done.stdout.splitlines()[0] == "group,day,latency (s),sem (s)"
        assert [line.split(":")[0] for line in done.stderr.splitlines()[-2:]] == ["control", "ap5"]
    assert (tmp_path / "en.svg").read_bytes() != (tmp_path / "fr.svg").read_bytes()
