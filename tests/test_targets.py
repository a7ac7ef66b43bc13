"""Brian2's NumPy and C++ targets give the same, for every network but that of event-driven rules.

Of that one tests/test_engine.py asks it, for every rule. The network that is a benchmark's
(benchmarks/plastic_network.py) draws its connections, and each target draws others.
"""

from fractions import Fraction

import numpy as np
import pytest

from models.catalogue import cards, find
from models.structure import spelt
from protocols.drift import INHIBITORY
from protocols.engine import calcium_engine, standalone
from protocols.engine.initial_state import numbers_of
from protocols.engine.run import run
from protocols.engine.simulation import run_numpy
from protocols.engine.spike_trains import Trains, in_order
from readout.digits.poisson_spikes import NETWORK, SIZE

pytestmark = pytest.mark.skipif(standalone.compiler() is None, reason="no C++ compiler")
EPS = np.finfo(float).eps


def irregular(conditions, spikes, steps, seed):
    """Spikes of every condition, on random steps."""
    random = np.random.default_rng(seed)
    index = np.repeat(np.arange(conditions), spikes)
    step = [random.choice(steps, spikes, replace=False) for _ in range(conditions)]
    return in_order(index, np.concatenate(step))


@pytest.fixture
def by_both(monkeypatch):
    """What a function returns by NumPy, and then by C++."""

    def by_both(function):
        with monkeypatch.context() as without_compiler:
            without_compiler.setenv("PATH", "")
            by_numpy = function()
        return by_numpy, function()

    return by_both


def outputs(blueprint, inputs, tick, steps):
    """A network's outputs by NumPy, and by C++."""
    standalone.build_in_another_process(blueprint, wait=True)
    how = inputs, tick, steps, 0
    return run_numpy(blueprint, *how), standalone.run(blueprint, *how)


@pytest.mark.parametrize("driven", [False, True])
def test_every_set_of_the_voltage_rule(by_both, driven):
    family = [find(name) for name in cards() if name.startswith("voltage:")]
    sides = [irregular(5, 20, 400, seed) for seed in range(2 + driven)]
    trains = Trains(Fraction(1, 1000), 5, *sides, volley=0.02)
    by_numpy, by_program = by_both(lambda: run(family, trains))
    assert (by_numpy != 0.5).all()
    # 550 steps, each with a few roundings of numbers near 1.
    assert by_program == pytest.approx(by_numpy, rel=550 * 8 * EPS)


def test_calcium_control(by_both):
    sides = [irregular(2, 10, 400, seed) for seed in range(3)]
    trains = Trains(Fraction(1, 1000), 2, *sides, volley=0.02)
    by_numpy, by_program = by_both(lambda: run([find("nmda")], trains))
    assert (by_numpy != 0.25).all()
    # 4400 steps of Runge-Kutta; Omega multiplies a rounding of calcium by beta, 80.
    assert by_program == pytest.approx(by_numpy, rel=4400 * 8 * 80 * EPS)


def test_every_set_of_the_calcium_rule_without_noise_of_which_each_target_draws_its_own():
    # A cell has constants of its own; those that are left over repeat the first.
    family = [find(name) for name in cards() if name.startswith("calcium:")]
    cells = (family * 2)[: calcium_engine.CELLS]
    symbols = [c.symbol for c in family[0].constants if c.symbol not in calcium_engine.UNUSED]
    given = {symbol: [card[symbol] for card in cells] for symbol in symbols}
    given |= {"sigma": [0] * len(cells), "late": [card["D"] % 1e-3 for card in cells]}
    given |= {"rho": np.random.default_rng(0).uniform(0, 1, len(cells) * calcium_engine.REPEATS)}
    pre, post = (irregular(len(family), 2, 20, seed) for seed in range(2))
    at_the_end = np.arange(len(family), dtype=np.int32), np.full(len(family), 1000)
    given |= {"pre": tuple(map(np.append, pre, at_the_end)), "post": post}
    blueprint = ("protocols.engine.calcium_network", calcium_engine.CELLS, calcium_engine.REPEATS)
    by_numpy, by_program = outputs(blueprint, given, 1e-3, 1001)
    moved = (by_numpy["rho"] != given["rho"]).reshape(len(cells), -1)
    assert moved[: len(family)].all()
    # Five arrivals, and four steps of Runge-Kutta after each.
    assert by_program["rho"] == pytest.approx(by_numpy["rho"], rel=5 * 32 * EPS)


def test_a_neuron_with_plastic_inputs():
    card, inputs, random = find("pair:song_2000"), 200, np.random.default_rng(0)
    given = {spelt(name): np.resize(v, inputs) for name, v in numbers_of([card]).items()}
    given |= {"w": random.uniform(0.2, 0.8, inputs), "conductance": np.full(inputs, 0.1)}
    given |= {"source": irregular(inputs, 20, 5000, 1)}
    given |= {"inhibition": irregular(INHIBITORY, 5, 5000, 2)}
    given |= {"beta": 1e-3, "gamma": 1e-4, "tau_a": 10.0, "goal": 10.0, "a": 5.0}
    given |= {"most_spikes": 1000}
    blueprint = ("models.competition", card.structure, inputs, INHIBITORY, True)
    by_numpy, by_program = outputs(blueprint, given, 3e-4, 5000)  # scaled once, after 1 s
    assert len(by_numpy["times"]) > 5
    assert np.array_equal(by_program["times"], by_numpy["times"])
    assert by_program["w"] == pytest.approx(by_numpy["w"], rel=5000 * 8 * EPS)


def test_pixels_that_fire_in_every_step_or_never_for_which_the_numbers_drawn_do_not_matter():
    rate = np.where(np.arange(SIZE) % 2, 2000.0, 0.0)
    by_numpy, by_program = outputs(NETWORK, {"rate": rate}, 0.5e-3, 50)
    assert np.array_equal(by_numpy["count"], np.where(rate, 50, 0))
    assert np.array_equal(by_numpy["count"], by_program["count"])


@pytest.mark.parametrize("normalisation", ["subtractive", "multiplicative"])
def test_the_network_of_assemblies_without_what_comes_at_random_from_outside(normalisation):
    size, steps, random = 20, 2000, np.random.default_rng(0)
    step, index = np.nonzero(random.random((steps, size)) < 0.6)
    given = {"stimulus": (index, step), "inhibit": (np.array([0]), np.array([steps // 2]))}
    given |= {"plastic_from_E": [0.05], "plastic_from_I": [0.05], "w_max": [1.01]}
    given |= {"between": [0.1], "learned": [0.15]}
    given |= {name: [1.0 * (name == normalisation)] for name in ("subtractive", "multiplicative")}
    given |= {name: [1.0] for name in ("heterosynaptic", "inhibition")}
    given |= {"nmda_from_E": [0.1], "nmda_from_I": [0.1]}
    given |= {"v_E": random.uniform(-0.070, -0.050, size), "v_I": np.full(size // 4, -0.070)}
    by_numpy, by_program = outputs(("models.assembly", size, 0.0), given, 1e-4, steps)
    allowed = steps * 8 * EPS
    for name, values in by_numpy.items():
        assert len(np.unique(values)) >= 5
        assert by_program[name] == pytest.approx(values, abs=allowed if "w" in name else 0)
