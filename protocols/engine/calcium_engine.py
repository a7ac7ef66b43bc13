"""Runs the calcium rule: the paper's closed form, and two ways of drawing its noise.

Between two arrivals of calcium the time above each threshold is known, and while calcium is above
them the efficacy rho is an Ornstein-Uhlenbeck process: it ends Gaussian around a rho + m. So rho
goes from spike to spike, in NumPy (`sample`) and in Brian2 (`simulate`).
"""

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from protocols.engine.calcium_averages import exprel, mean_weight, probabilities
from protocols.engine.calcium_transients import FALL, on_the_grid, total_time_above, transients
from protocols.engine.simulation import run_network, seed_of
from protocols.engine.spike_trains import Trains, in_order
from synplast.bad_input import BadInput

#: Conditions in one build, and synapses of each, which share its calcium; more run in parts.
CELLS, REPEATS = 16, 1000
#: Constants that are not the network's: what its synapses start from, and what is made of them.
UNUSED = ("D", "w_0", "repeats", "beta", "b")

#: A step h (in tau) of rho in its wells, by Runge-Kutta's fourth order, for NumPy and for Brian2.
WELLS = """
k1 = -rho * (1 - rho) * (rho_star - rho)
r2 = rho + h / 2 * k1
k2 = -r2 * (1 - r2) * (rho_star - r2)
r3 = rho + h / 2 * k2
k3 = -r3 * (1 - r3) * (rho_star - r3)
r4 = rho + h * k3
k4 = -r4 * (1 - r4) * (rho_star - r4)
rho = rho + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
"""
WELLS_STEP = compile(WELLS, "wells", "exec")


class ClosedForm(NamedTuple):
    """Graupner & Brunel 2012, supporting information; arrays (sets, conditions).

    Attributes
    ----------
    rho_bar, sigma_rho : array
        Mean and width that rho tends to during the stimulation; nan where no threshold is crossed.
    stimulation : array
        The duration of the stimulation in units of tau_eff, the time constant it goes there with.
    up, down : array
        Probability that a synapse goes UP, and DOWN.
    """

    rho_bar: np.ndarray
    sigma_rho: np.ndarray
    stimulation: np.ndarray
    up: np.ndarray
    down: np.ndarray


def closed_form(constants: dict, trains: Trains) -> ClosedForm:
    """The paper's averages over the stimulation, from the whole time above each threshold."""
    k = {symbol: np.asarray(values, float)[:, None] for symbol, values in constants.items()}
    p, d = total_time_above(constants, trains) / k["tau"]
    rate = k["gamma_p"] * p + k["gamma_d"] * d  # T / tau_eff
    with np.errstate(divide="ignore", invalid="ignore"):
        rho_bar = k["gamma_p"] * p / rate
        sigma_rho = k["sigma"] * np.sqrt((p + d) / rate)
        these = (k[symbol] for symbol in ("gamma_p", "gamma_d", "sigma", "rho_star"))
        up, down = probabilities(p, d, *these)
    return ClosedForm(rho_bar, sigma_rho, rate, up, down)


def weight(constants: dict, up: np.ndarray, down: np.ndarray) -> np.ndarray:
    """Mean weight (sets, conditions) from the probabilities of going UP and DOWN."""
    w_0, beta, b = (np.asarray(constants[s])[:, None] for s in ("w_0", "beta", "b"))
    return mean_weight(up, down, w_0, beta, b)


def exact(structure, constants: dict, trains: Trains, name="the rule", seed=0) -> np.ndarray:
    """Mean weights (sets, conditions) by the paper's closed form; draws nothing."""
    found = closed_form(constants, trains)
    return weight(constants, found.up, found.down)


def starts(constants: dict, n: int) -> np.ndarray:
    """Whether each synapse of set ``n`` starts UP: the fraction beta does not.

    Raises
    ------
    BadInput
        Too few synapses to have one of each.
    """
    repeats, beta = constants["repeats"][n], constants["beta"][n]
    if repeats != int(repeats) or not 2 <= repeats <= 1e6:
        raise BadInput("set", f"repeats={repeats:g}", "a whole number from 2 to 1000000")
    if not 0 < beta < 1:
        raise BadInput("set", f"beta={beta:g}", "a fraction between 0 and 1")
    down = min(max(round(repeats * beta), 1), int(repeats) - 1)
    return np.arange(int(repeats)) >= down


def count_ups(constants: dict, rho: Iterable[np.ndarray]) -> np.ndarray:
    """Mean weights from how many ended UP: efficacies (conditions, repeats) for each set."""
    up, down = [], []
    for n, ended in enumerate(rho):
        began = starts(constants, n)
        ended = ended[:, : len(began)] > constants["rho_star"][n]
        up.append(ended[:, ~began].mean(axis=1))
        down.append(1 - ended[:, began].mean(axis=1))
    return weight(constants, np.array(up), np.array(down))


def sample(structure, constants: dict, trains: Trains, name="the rule", seed=0) -> np.ndarray:
    """Mean weights (sets, conditions) of ``repeats`` synapses each, drawn from spike to spike.

    Every set meets the same noise.
    """
    sets = range(len(constants["w_0"]))
    return count_ups(constants, (sample_rho(constants, trains, n, seed) for n in sets))


def sample_rho(constants: dict, trains: Trains, n: int, seed: int) -> np.ndarray:
    """The efficacies (conditions, repeats) that set ``n`` ends with.

    The calcium, which all repeats of a condition share, is worked out once.
    """
    k = {symbol: float(values[n]) for symbol, values in constants.items()}
    passed = transients({symbol: [value] for symbol, value in k.items()}, trains)
    rho = np.tile(starts(constants, n).astype(float), (trains.conditions, 1))
    random = np.random.default_rng(seed)
    for p, d, lasts in zip(*(part[:, 0, :, None] / k["tau"] for part in passed), strict=True):
        if d.any() or p.any():
            a, m, s = step(k, p, d)
            rho = a * rho + m + s * random.standard_normal(rho.shape)
        rho = relax_in_wells(rho, lasts, k["rho_star"])
    return rho


def step(k: dict, p: np.ndarray, d: np.ndarray) -> tuple:
    """What p and d, the times above the thresholds (in tau), do to rho: a rho + m + s N(0, 1).

    Calcium falls, so first it is above both, then above the lower one only.
    """
    both = np.minimum(p, d)
    only_p, only_d = p - both, d - both
    fast = (k["gamma_p"] + k["gamma_d"]) * both
    slow = k["gamma_p"] * only_p + k["gamma_d"] * only_d
    a = np.exp(-slow)
    m = a * k["gamma_p"] * both * exprel(-fast) + k["gamma_p"] * only_p * exprel(-slow)
    v = a**2 * 2 * both * exprel(-2 * fast) + (only_p + only_d) * exprel(-2 * slow)
    return a * np.exp(-fast), m, k["sigma"] * np.sqrt(v)


def relax_in_wells(rho: np.ndarray, lasts: np.ndarray, rho_star: float) -> np.ndarray:
    """rho after it slid towards 0 or 1 for ``lasts`` (in tau), by Runge-Kutta's fourth order."""
    substeps = max(1, math.ceil(4 * np.max(lasts)))
    names = {"rho": rho, "h": lasts / substeps, "rho_star": rho_star}
    for _ in range(substeps):
        exec(WELLS_STEP, {}, names)
    return names["rho"]


def simulate(structure, constants: dict, trains: Trains, name="the rule", seed=0) -> np.ndarray:
    """As `sample`, on Brian2: a cell of calcium for every condition, a synapse for every repeat.

    NumPy and C++ draw other numbers from a seed, so the first run waits for the C++ build.
    """
    sets = range(len(constants["w_0"]))
    return count_ups(constants, (simulate_rho(constants, trains, n, seed, name) for n in sets))


def simulate_rho(constants: dict, trains: Trains, n: int, seed: int, name="") -> np.ndarray:
    """As `sample_rho`, on Brian2; a row is as long as whole cells."""
    one = {symbol: float(values[n]) for symbol, values in constants.items()}
    inputs = {s: np.full(CELLS, one[s]) for s in one if s not in UNUSED}
    inputs["late"] = np.full(CELLS, on_the_grid(one["D"], trains.tick)[1])
    began = starts(constants, n)
    # In blocks of what a cell has: array (blocks, synapses), the last filled up.
    began = np.resize(began, (math.ceil(len(began) / REPEATS), REPEATS)).astype(float)
    rho = []
    for start, part in closed(trains, one).times(len(began)).parts(CELLS):
        block = np.resize(np.arange(start, start + part.conditions) // trains.conditions, CELLS)
        outputs = run_network(
            ("protocols.engine.calcium_network", CELLS, REPEATS),
            inputs | {"rho": began[block].ravel(), "pre": part.pre, "post": part.post},
            float(part.tick),
            part.steps,
            seed_of(seed, start),
            name.partition(":")[0],
            wait=True,
        )
        rho.append(outputs["rho"].reshape(CELLS, REPEATS)[: part.conditions])
    rho = np.concatenate(rho).reshape(len(began), trains.conditions, REPEATS)
    return np.moveaxis(rho, 1, 0).reshape(trains.conditions, -1)


def closed(trains: Trains, k: dict) -> Trains:
    """``trains`` with D's whole steps added, and a last spike that finds the calcium fallen."""
    index, step = trains.pre[0], trains.pre[1] + on_the_grid(k["D"], trains.tick)[0]
    end = max(int(step.max(initial=0)), int(trains.post[1].max(initial=0)))
    end += math.ceil(FALL * k["tau_Ca"] / float(trains.tick))
    every = np.arange(trains.conditions)
    pre = np.concatenate([index, every]), np.concatenate([step, np.full_like(every, end)])
    return replace(trains, pre=in_order(*pre))
