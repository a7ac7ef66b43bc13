"""The water maze by spiking actor and critic: the rule as it is written, and what rats learn."""

from dataclasses import replace

import numpy as np
import pytest

from models.actor_critic import FOSTER_2000
from models.spiking_actor_critic import FREMAUX_2013
from protocols.engine.morris_pool import PLACES, PLATFORM, aim
from protocols.engine.spiking_swimming import (
    CONSTANTS,
    fill_uniform,
    prepare,
    shape,
    slope,
    swim,
)
from protocols.engine.statistics import sem
from protocols.engine.three_factors import WEIGHT, begin
from protocols.water_maze import water_maze
from synplast.bad_input import BadInput

M = FREMAUX_2013


def test_the_pool_is_the_other_models():
    for name in ("pool", "platform", "time_out"):
        assert getattr(M, name) == getattr(FOSTER_2000, name)


def test_the_rings_weights_excite_near_and_inhibit_far_and_sum_to_what_they_are_named():
    weights = M.lateral()
    assert (np.diag(weights) == 0).all()
    assert weights[0, 1] > 0 > weights[0, 90]
    others = M.w_minus * (M.actors - 1) / M.actors
    assert weights.sum(axis=1) == pytest.approx(np.full(M.actors, others + M.w_plus))


def test_a_kernel_has_an_area_of_1_and_its_slope_is_its_derivative():
    t = np.arange(0, 3, 1e-3)
    traces = np.exp(-t / 0.2), np.exp(-t / 0.05)
    kernel = [shape(np.array(both), 0.2, 0.05) for both in zip(*traces, strict=True)]
    slopes = [slope(np.array(both), 0.2, 0.05) for both in zip(*traces, strict=True)]
    assert np.trapezoid(kernel, t) == pytest.approx(1, abs=1e-4)
    # Differences of step h miss h^2 / 6 of the third derivative, at most 1 / (nu^3 (tau - nu)).
    assert slopes[1:-1] == pytest.approx(np.gradient(kernel, t)[1:-1], abs=0.01)


def splitmix(state, count):
    """SplitMix64 in Python's whole numbers, as its authors' Java is read."""
    draws, whole = [], 2**64
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) % whole
        z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 % whole
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB % whole
        draws.append((z ^ (z >> 31)) // 2**11 / 2**53)
    return state, draws


def test_the_first_numbers_are_those_that_splitmix_is_known_for():
    # Of the seed 1234567, as in the generator's published test vectors.
    first, numbers = 6457827717110365317, np.empty(3)
    fill_uniform(np.uint64(1234567), numbers)
    assert numbers[0] == first // 2**11 / 2**53
    assert numbers.tolist() == splitmix(1234567, 3)[1]


def swim_plainly(m, w, lateral, start, target, steps, seed):
    """As `swim`, by every trace of every synapse at every step, with the same random numbers."""
    random, state = np.random.RandomState(seed), seed
    grid, epsp, eta = m.grid(), m.eps_0 / (m.tau_m - m.tau_s), m.learning_rates()
    angles = 2 * np.pi * np.arange(m.actors) / m.actors
    neurons = m.critics + m.actors
    psp, e = np.zeros((2, *w.shape)), np.zeros((2, *w.shape))  # since the last spike; eligibility
    u = np.zeros((3, neurons))  # both traces of the potential, and the reset
    value, reward, swims = np.zeros(2), np.zeros(2), np.zeros((2, 2))
    (x, y), V, path, there = start, 0.0, [start], False

    def keep(*taus):
        return np.exp(-m.dt / np.array(taus))

    def made(traces, slow, fast):
        return (traces[0] - traces[1]) / (slow - fast)

    for n in range(round(m.before / m.dt) + steps):
        psp *= keep(m.tau_m, m.tau_s)[:, None, None]
        e *= keep(m.tau_k, m.nu_k)[:, None, None]
        u *= keep(m.tau_m, m.tau_s, m.tau_m)[:, None]
        value *= keep(m.tau_k, m.nu_k)
        reward *= keep(m.tau_reward, m.nu_reward)
        swims *= keep(m.tau_gamma, m.nu_gamma)[:, None]
        if not there:
            across, upward = (np.exp(-(((at - grid) / m.sigma) ** 2)) for at in (x, y))
            for _ in range(random.poisson(m.rho_pc * across.sum() * upward.sum() * m.dt)):
                drawn = [random.random_sample() * one.sum() for one in (across, upward)]
                column, row = (
                    np.searchsorted(np.cumsum(one), at, side="right")
                    for one, at in zip((across, upward), drawn, strict=True)
                )
                psp[:, column * m.side + row] += epsp
                u[:2] += epsp * w[column * m.side + row]
        state, draws = splitmix(state, neurons)
        for i, drawn in enumerate(draws):
            rate = m.rho_0 * np.exp((u[0, i] - u[1, i] + u[2, i] - m.theta) / m.delta_u)
            if drawn < 1 - np.exp(-rate * m.dt):
                e[:, :, i] += psp[0, :, i] - psp[1, :, i]
                psp[:, :, i] = 0
                if i < m.critics:
                    value += 1
                else:
                    angle = angles[i - m.critics]
                    swims += np.cos(angle), np.sin(angle)
                    u[:2, m.critics :] += epsp * lateral[i - m.critics]
                u[:, i] = 0, 0, m.chi
        before, V = V, m.nu / m.critics * made(value, m.tau_k, m.nu_k) + m.V_0
        change = m.nu / m.critics * (value[1] / m.nu_k - value[0] / m.tau_k) / (m.tau_k - m.nu_k)
        if there:
            V = before * keep(m.tau_k).item()
            change = -V / m.tau_k
        if n < round(m.before / m.dt):
            continue
        delta = change - V / m.tau_r + made(reward, m.tau_reward, m.nu_reward)
        w += eta * delta * m.dt * made(e, m.tau_k, m.nu_k)
        if there:
            continue
        ahead = swims[0] - swims[1]
        length = np.hypot(*ahead)
        if length:
            x, y = np.array([x, y]) + m.speed * m.dt * ahead / length
        path.append((x, y))
        if np.hypot(x - target[0], y - target[1]) <= target[2]:
            there, reward = True, reward + m.R
    return np.array(path), w


SHORT = replace(M, critics=8, actors=16, w_0=0.9, after=0.2, eta_critic=1e-4, eta_actor=1e-4)


@pytest.mark.parametrize(
    ("target", "steps"), [((9.0, 9.0, 0.0), 400), ((0.3, 0.2, 0.1), 201)], ids=["on", "reached"]
)
def test_touched_only_by_spikes_the_synapses_learn_as_all_do_at_every_step(target, steps):
    m, start = SHORT, (0.3, 0.2)
    weights = np.random.default_rng(0).normal(m.w_0, m.w_sd, (m.side**2, m.critics + m.actors))
    synapses, path = begin(weights), np.empty((401, 2))
    path[0] = start
    etas = m.learning_rates() / (m.tau_k - m.nu_k)
    fixed = etas, m.lateral(), m.grid(), target, (-9.0, 9.0), m.critics, 3
    constants = tuple(float(getattr(m, name)) for name in CONSTANTS)
    swum = swim(path, synapses, *fixed, constants)
    expected, w = swim_plainly(m, weights.copy(), m.lateral(), start, target, steps, 3)
    assert swum == len(expected) - 1
    assert path[: 1 + swum] == pytest.approx(expected, abs=1e-9)
    learned = synapses[:, WEIGHT] - weights
    assert np.abs(learned).max() > 1e-4
    assert learned == pytest.approx(w - weights, abs=1e-7 * np.abs(learned).max())


def test_with_ltp_blocked_no_weight_changes_and_at_the_wall_a_rat_is_put_back():
    weights = np.full((M.side**2, M.critics + M.actors), 0.77)
    synapses, path = begin(weights), np.empty((1001, 2))
    path[0] = 0.999, 0
    fixed = M.lateral(), M.grid(), (1.0, 0.0, 0.0), (0.0, 3.0), M.critics, 0
    constants = tuple(float(getattr(M, name)) for name in CONSTANTS)
    swim(path, synapses, np.zeros(M.critics + M.actors), *fixed, constants)
    assert (synapses[:, WEIGHT] == weights).all()
    assert np.hypot(*path.T).max() <= M.pool


def test_most_controls_come_to_search_where_the_platform_was(data_of):
    there = data_of("maze_spikes").groups["control"].quadrants[:, 0]
    assert (there > 3 / 4).sum() > len(there) / 2


def test_with_nine_tenths_of_ltp_blocked_they_learn_less_and_do_learn(data_of):
    control, blocked = data_of("maze_spikes").groups.values()
    turned, less = (rats.aim[:, -1] - rats.aim[:, 0] for rats in (control, blocked))
    # The two of a pair begin with the same weights.
    assert (less < turned).all()
    assert less.mean() > 3 * sem(less)
    assert blocked.quadrants[:, 0].mean() < control.quadrants[:, 0].mean()


@pytest.mark.parametrize(
    ("model", "actor"),
    [(M, M.critics + M.actors // 4), (FOSTER_2000, 1 + FOSTER_2000.actions // 4)],
)
def test_a_rat_heads_where_the_actor_points_that_all_place_cells_drive(model, actor):
    cells = M.side**2 if model is M else FOSTER_2000.cells
    weights = np.zeros((cells, M.critics + M.actors if model is M else 1 + FOSTER_2000.actions))
    assert aim(model, weights) == 0
    weights[:, actor] = 1
    north = model.headings(weights, np.array([[0.0, 0.0], [0.3, -0.7]]))
    assert (north[:, 1] > 0).all()
    assert north[:, 0] == pytest.approx([0, 0], abs=1e-12)
    to = PLATFORM - model.pool * PLACES
    assert aim(model, weights) == pytest.approx((to[:, 1] / np.hypot(*to.T)).mean())


def test_the_same_seed_is_the_same_rat():
    def swims(seed):
        trial, _ = prepare(M, np.random.default_rng(seed))
        path, _ = trial((0.5, 0.0), 0.5, (0.0, 0.0, -1, 0))
        return path.tolist()

    assert swims(0) == swims(0) != swims(1)


def test_those_that_spike_swim_at_no_flag():
    with pytest.raises(BadInput, match="visible=fremaux_2013: swims at no flag"):
        water_maze(visible=True, model="fremaux_2013")
