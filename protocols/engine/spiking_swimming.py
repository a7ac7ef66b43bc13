"""A trial in the pool by spiking place cells, critics and actors, step by step, compiled."""

import math

import numpy as np

from models.spiking_actor_critic import SpikingActorCritic
from protocols.engine.three_factors import (
    FRAME,
    SILENT,
    WEIGHT,
    begin,
    begin_frame,
    excite,
    pair,
)
from synplast.compiling import compiled

#: The model's constants, in the order in which `swim` takes them.
CONSTANTS = (
    "rho_pc", "sigma", "tau_m", "tau_s", "eps_0", "chi", "theta", "delta_u", "rho_0", "nu", "V_0",
    "tau_r", "tau_k", "nu_k", "tau_gamma", "nu_gamma", "R", "R_wall", "tau_reward", "nu_reward",
    "pool", "bounce", "speed", "dt", "before", "after",
)  # fmt: skip


@compiled("uint64(uint64, float64[::1])", nogil=True)
def fill_uniform(state, numbers):
    """Fill ``numbers`` from [0, 1) by SplitMix64; returns the next state.

    Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195. A number takes an eighth of the time
    that Numba's generator takes, on which half of a trial would be spent.
    """
    for i in range(len(numbers)):
        state += np.uint64(0x9E3779B97F4A7C15)
        mixed = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
        numbers[i] = np.int64(mixed >> np.uint64(11)) / 2.0**53
    return state


@compiled("float64(float64[::1])", nogil=True)
def add(parts):
    """Their sum, which compiles in a quarter of the time that NumPy's takes."""
    total = 0.0
    for n in range(len(parts)):
        total += parts[n]
    return total


@compiled("void(float64[::1], float64)", nogil=True)
def jump(traces, size):
    """Both traces of a kernel."""
    traces[0] += size
    traces[1] += size


@compiled("int64(float64[::1])", nogil=True)
def draw(parts):
    """Which one, each as likely as its part of the sum."""
    left = np.random.random() * add(parts)
    for n in range(len(parts) - 1):
        left -= parts[n]
        if left < 0:
            return n
    return len(parts) - 1


@compiled("float64(float64[::1], float64, float64)", nogil=True)
def shape(traces, slow, fast):
    """What two traces of unit jumps make of (e^(-s / slow) - e^(-s / fast)) / (slow - fast)."""
    return (traces[0] - traces[1]) / (slow - fast)


@compiled("float64(float64[::1], float64, float64)", nogil=True)
def slope(traces, slow, fast):
    """And its derivative."""
    return (traces[1] / fast - traces[0] / slow) / (slow - fast)


@compiled(
    "int64(float64[:,::1], float64[:,:,::1], float64[::1], float64[:,::1], float64[::1], "
    "UniTuple(float64, 3), UniTuple(float64, 2), int64, int64, UniTuple(float64, 26))",
    nogil=True,
)
def swim(path, synapses, etas, lateral, grid, target, bounds, critics, seed, constants):
    """Swim until the platform or the end of ``path``, learning on the way.

    Parameters
    ----------
    path : array (1 + steps, 2)
        From the start, in its first row; the rest is filled in.
    synapses : array (cells, 5, neurons)
        Of place cells onto critics, then actors, see `three_factors`; changed in place.
    etas : array (neurons,)
    lateral : array (actors, actors)
    grid : array (side,)
    target : tuple
        x, y and radius of the platform.
    bounds : tuple
        Of the weights.
    critics, seed : int
    constants : tuple
        In the order of `CONSTANTS`.

    Returns
    -------
    int
        How many steps were swum.
    """
    (rho_pc, sigma, tau_m, tau_s, eps_0, chi, theta, delta_u, rho_0, nu, V_0,
     tau_r, tau_k, nu_k, tau_gamma, nu_gamma, R, R_wall, tau_reward, nu_reward,
     pool, bounce, speed, dt, before, after) = constants  # fmt: skip
    np.random.seed(seed)  # of the place cells; the other neurons draw theirs from `state`
    state = np.uint64(seed)
    cells, neurons, side = len(synapses), synapses.shape[2], len(grid)
    actors = neurons - critics
    eastward, northward, drawn = np.zeros(actors), np.zeros(actors), np.zeros(neurons)
    for i in range(actors):
        angle = 2 * np.pi * i / actors
        eastward[i], northward[i] = math.cos(angle), math.sin(angle)
    growth = np.zeros(4)
    growth[:] = 1
    grow = math.exp(dt / tau_k), math.exp(dt / nu_k), math.exp(dt / tau_m), math.exp(dt / tau_s)
    keep = math.exp(-dt / tau_m), math.exp(-dt / tau_s)
    keep_value = math.exp(-dt / tau_k), math.exp(-dt / nu_k)
    keep_swim = math.exp(-dt / tau_gamma), math.exp(-dt / nu_gamma)
    keep_reward = math.exp(-dt / tau_reward), math.exp(-dt / nu_reward)
    epsp = eps_0 / (tau_m - tau_s)
    potentials, traces, integrals = np.zeros((2, neurons)), np.zeros((cells, 2)), np.zeros(2)
    value, reward, east, north = np.zeros(2), np.zeros(2), np.zeros(2), np.zeros(2)
    most = np.zeros(99)  # that a neuron fires in a step, at potentials up to 1, 2, ... mV
    for i in range(len(most)):
        most[i] = -math.expm1(-rho_0 * dt * math.exp((i + 1.0 - theta) / delta_u))
    last, lately = np.empty(cells, np.int64), np.empty(cells, np.int64)
    last[:] = -(10**9)
    across, upward = np.zeros(side), np.zeros(side)
    synapses[:, 1:] = 0
    x, y, V, there, swum = path[0, 0], path[0, 1], 0.0, False, 0
    cos = sin = 0.0
    begins, frame, silent = round(before / dt), round(FRAME / dt), round(SILENT / dt)
    stop = begins + len(path) - 1
    for n in range(begins + len(path) - 1 + round(after / dt)):
        if n >= stop:
            break
        if n % frame == 0:
            begin_frame(traces, growth, synapses, etas, integrals, bounds)
        for k in range(4):
            growth[k] *= grow[k]
        for kind in range(2):
            value[kind] *= keep_value[kind]
            reward[kind] *= keep_reward[kind]
            north[kind] *= keep_swim[kind]
            east[kind] *= keep_swim[kind]
            for i in range(neurons):
                potentials[kind, i] *= keep[kind]
        # Place cells: their rates are a product of two, so a spike is drawn in each direction.
        if not there:
            for one in range(side):
                across[one] = math.exp(-(((x - grid[one]) / sigma) ** 2))
                upward[one] = math.exp(-(((y - grid[one]) / sigma) ** 2))
            for _ in range(np.random.poisson(rho_pc * add(across) * add(upward) * dt)):
                cell = draw(across) * side + draw(upward)
                traces[cell, 0] += epsp * growth[2]
                traces[cell, 1] += epsp * growth[3]
                last[cell] = n
                excite(potentials, cell, epsp, synapses, etas, integrals, bounds)
        count = 0
        for cell in range(cells):
            if n - last[cell] <= silent:
                lately[count] = cell
                count += 1
        # Critics and actors. A spike leaves the reset and clears the EPSPs before it.
        state = fill_uniform(state, drawn)
        for i in range(neurons):
            u = potentials[0, i] - potentials[1, i]
            # A bound spares the exponential.
            if drawn[i] > most[min(max(int(u), 0), len(most) - 1)]:
                continue
            if drawn[i] < -math.expm1(-rho_0 * dt * math.exp((u - theta) / delta_u)):
                pair(i, lately[:count], traces, growth, synapses, etas, integrals, bounds)
                if i < critics:
                    jump(value, 1.0)
                else:
                    jump(east, eastward[i - critics])
                    jump(north, northward[i - critics])
                    for k in range(actors):
                        moved = epsp * lateral[i - critics, k]
                        potentials[0, critics + k] += moved
                        potentials[1, critics + k] += moved
                potentials[0, i], potentials[1, i] = chi, 0.0
        # The temporal difference, which all synapses learn from.
        if there:
            V *= keep_value[0]
            change = -V / tau_k
        else:
            V = nu / critics * shape(value, tau_k, nu_k) + V_0
            change = nu / critics * slope(value, tau_k, nu_k)
        if n < begins:
            continue
        delta = change - V / tau_r + shape(reward, tau_reward, nu_reward)
        integrals[0] += delta * dt / growth[0]
        integrals[1] += delta * dt / growth[1]
        if there:
            continue
        ahead_x, ahead_y = east[0] - east[1], north[0] - north[1]
        length = math.hypot(ahead_x, ahead_y)
        if length > 0:
            cos, sin = ahead_x / length, ahead_y / length
        x, y = x + speed * dt * cos, y + speed * dt * sin
        off = math.hypot(x, y)
        if off > pool:
            x, y = x * (pool - bounce) / off, y * (pool - bounce) / off
            jump(reward, R_wall)
        swum += 1
        path[swum, 0], path[swum, 1] = x, y
        if math.hypot(x - target[0], y - target[1]) <= target[2]:
            there, stop = True, n + 1 + round(after / dt)
            jump(reward, R)
    begin_frame(traces, growth, synapses, etas, integrals, bounds)
    return swum


def prepare(model: SpikingActorCritic, random):
    """A new rat, see `protocols.engine.morris_pool.prepare`; of its paths every 0.1 s is kept."""
    shape = model.side**2, model.critics + model.actors
    bounds = (model.w_min, model.w_max)
    synapses = begin(random.normal(model.w_0, model.w_sd, shape).clip(*bounds))
    etas = model.learning_rates() / (model.tau_k - model.nu_k)
    fixed = etas, model.lateral(), model.grid()
    constants = tuple(float(getattr(model, name)) for name in CONSTANTS)

    def trial(start, seconds, target):
        path = np.empty((1 + round(seconds / model.dt), 2))
        path[0] = start
        goal, seed = target[:3], int(random.integers(2**31))
        swum = swim(path, synapses, *fixed, goal, bounds, model.critics, seed, constants)
        return path[: 1 + swum : round(0.1 / model.dt)].copy(), swum * model.dt

    return trial, synapses[:, WEIGHT]
