"""A trial in the pool, step by step, compiled: the actor-critic's rule, and how a rat moves."""

import math

import numpy as np

from models import actor_critic
from models.actor_critic import ActorCritic
from synplast.compiling import compiled

activate = compiled("void(float64[::1], float64, float64, float64[:,::1], float64)")(
    actor_critic.activate
)
sum_inputs = compiled("float64[::1](float64[:,::1], float64[::1])")(actor_critic.sum_inputs)
choose = compiled("int64(float64[::1], float64, float64)")(actor_critic.choose)
learn = compiled("void(float64[:,::1], float64[::1], int64, float64, float64, float64)")(
    actor_critic.learn
)


@compiled("float64(float64[::1], float64[::1])")
def sum_products(f, g):
    """Of the place cells' activities in two places."""
    total = 0.0
    for i in range(len(f)):
        total += f[i] * g[i]
    return total


@compiled("UniTuple(float64, 4)(float64, float64, float64, float64, float64, float64)")
def advance(x, y, cos, sin, step, pool):
    """A step in the direction (cos, sin); where the wall is in the way, a step off it instead."""
    outside = math.hypot(x + step * cos, y + step * sin) > pool
    if outside:
        inward = -2 * (x * cos + y * sin) / (x * x + y * y)
        cos, sin = cos + inward * x, sin + inward * y
        if math.hypot(x + step * cos, y + step * sin) > pool:
            return x, y, cos, sin
    return x + step * cos, y + step * sin, cos, sin


@compiled(
    "int64(float64[:,::1], float64[:,::1], float64[:,::1], float64[::1], UniTuple(float64, 4), "
    "UniTuple(float64, 8))"
)
def swim(path, weights, centres, draws, target, constants):
    """Swim until the platform or the end of ``path``, learning on the way.

    Parameters
    ----------
    path : array (1 + steps, 2)
        From the start, in its first row; the rest is filled in.
    weights : array (cells, 1 + actions)
        To the critic and to the actions; changed in place.
    centres : array (cells, 2)
    draws : array (steps,)
        Uniform in [0, 1): the choices.
    target : tuple
        x, y and radius of the platform, and how strongly it draws a rat that sees it.
    constants : tuple
        sigma, beta, gamma, eta_critic, eta_actor, pool, the length of a step, momentum.

    Returns
    -------
    int
        How many steps were swum.
    """
    sigma, beta, gamma, eta_critic, eta_actor, pool, step, momentum = constants
    goal_x, goal_y, goal_radius, drawn = target
    actions = weights.shape[1] - 1
    x, y, now, then = path[0, 0], path[0, 1], np.empty(len(centres)), np.empty(len(centres))
    off = max(math.hypot(x, y), 1e-300)  # from the centre there is no way to face it
    cos, sin = -x / off, -y / off
    activate(now, x, y, centres, sigma)
    says = sum_inputs(weights, now)
    for n in range(len(draws)):
        value, preference = says[0], says[1:]
        if drawn > 0:
            bearing = math.atan2(goal_y - y, goal_x - x)
            for k in range(actions):
                preference[k] += drawn * math.cos(k * 2 * np.pi / actions - bearing)
        action = choose(preference, beta, draws[n])
        angle = action * 2 * np.pi / actions
        cos, sin = momentum * cos + math.cos(angle), momentum * sin + math.sin(angle)
        length = math.hypot(cos, sin)
        x, y, cos, sin = advance(x, y, cos / length, sin / length, step, pool)
        path[n + 1, 0], path[n + 1, 1] = x, y
        activate(then, x, y, centres, sigma)
        there = math.hypot(x - goal_x, y - goal_y) <= goal_radius
        says = sum_inputs(weights, then)
        delta = (1.0 if there else gamma * says[0]) - value
        learn(weights, now, action, delta, eta_critic, eta_actor)
        overlap = sum_products(now, then)  # by which what was learned shows in the new place
        says[0] += eta_critic * delta * overlap
        says[1 + action] += eta_actor * delta * overlap
        now, then = then, now
        if there:
            return n + 1
    return len(draws)


def prepare(model: ActorCritic, random):
    """A new rat, see `protocols.engine.morris_pool.prepare`."""
    place_cells = model.centres()
    weights = np.zeros((model.cells, 1 + model.actions))
    rates = (model.eta_critic, model.eta_actor)
    world = (model.pool, model.speed * model.dt, model.momentum)
    constants = (model.sigma, model.beta, model.gamma, *rates, *world)

    def trial(start, seconds, target):
        steps = round(seconds / model.dt)
        path = np.empty((1 + steps, 2))
        path[0] = start
        swum = swim(path, weights, place_cells, random.random(steps), target, constants)
        return path[: 1 + swum], swum * model.dt

    return trial, weights
