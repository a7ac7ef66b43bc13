"""The rules inside the network of assemblies beside the exact engine, on its own spikes."""

import functools
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pytest
from brian2 import second
from brian2.codegen.runtime.numpy_rt import NumpyCodeObject

from models import assembly
from protocols.engine.run import run
from protocols.engine.simulation import run_network
from protocols.engine.spike_trains import Trains, in_order

SIZE, STEPS, TICK = 20, 4000, Fraction(1, 10_000)
RULE, INHIBITORY = assembly.RULES.values()
PAIRS = np.nonzero(~np.eye(SIZE, dtype=bool))
#: What the network is told and is 0 here, but for what a test says.
TOLD = """heterosynaptic inhibition subtractive multiplicative between learned plastic_from_E
    plastic_from_I nmda_from_E nmda_from_I""".split()  # noqa: SIM905


class Learned(NamedTuple):
    """Weights of the synapses of a network, and the steps in which each neuron fired."""

    excitatory: np.ndarray
    inhibitory: np.ndarray
    E: list[np.ndarray]
    I: list[np.ndarray]

    def sides(self, pre, post, before) -> tuple[list, list]:
        """Spikes before and after each synapse."""
        return [before[n] for n in pre], [self.E[n] for n in post]


@functools.cache
def learn(w_max: float = 1000.0, **stabilisers) -> Learned:
    """A small network of models.assembly, with the stabilisers that are told."""
    random, nothing = np.random.default_rng(0), np.array([], int)
    # Driven alike they would fire in step, and no pair could be told from a coincident one.
    drives = random.uniform(0.15, 0.4, SIZE)
    step, index = np.nonzero(random.random((STEPS, SIZE)) < drives)
    inputs = {"stimulus": (index, step), "inhibit": (nothing, nothing), "w_max": [w_max]}
    inputs |= {name: [0.0] for name in TOLD} | {
        name: [1.0 * on] for name, on in stabilisers.items()
    }
    inputs |= {"v_E": random.uniform(-0.070, -0.050, SIZE), "v_I": np.full(SIZE // 4, -0.070)}
    # The program that test_targets holds to Brian2's NumPy target.
    found = run_network(
        ("models.assembly", SIZE, 0.0), inputs, float(TICK), STEPS, 0, "it", wait=True
    )
    fired = []
    for name, count in {"E": SIZE, "I": SIZE // 4}.items():
        when = np.rint(found[f"{name}_time"] / float(TICK)).astype(int)
        fired.append([when[found[f"{name}_index"] == n] for n in range(count)])
    return Learned(found["w"], found["w_inhibitory"], *fired)


def exact(card, sides) -> np.ndarray:
    trains = Trains(TICK, len(sides[0]), *map(in_a_row, sides))
    return run([card], trains, engine="exact")[0]


def in_a_row(side):
    index = np.repeat(np.arange(len(side)), [len(steps) for steps in side])
    return in_order(index, np.concatenate(side))


def coincident(sides) -> np.ndarray:
    """How many steps each synapse's two neurons fired in together."""
    return np.array([len(np.intersect1d(*both)) for both in zip(*sides, strict=True)])


# The first bound is out of reach, the second is met.
@pytest.mark.parametrize(("w_max", "met"), [(1000.0, False), (1.05, True)])
def test_the_rule_in_the_network_is_the_exact_engine_on_the_spikes_that_it_fired(w_max, met):
    learned = learn(w_max, heterosynaptic=True)
    sides = learned.sides(*PAIRS, learned.E)
    apart = coincident(sides) == 0
    assert apart.sum() > 100
    weights = learned.excitatory[apart]
    assert (weights != 1).mean() > 0.9
    assert (weights == w_max).any() == met
    card = replace(RULE, w_max=w_max).card()
    assert weights == pytest.approx(exact(card, sides)[apart], rel=1e-12)
    assert (learned.inhibitory == 1).all()


def test_without_heterosynaptic_plasticity_it_is_the_rule_whose_beta_is_0():
    learned = learn()
    sides = learned.sides(*PAIRS, learned.E)
    apart = coincident(sides) == 0
    card = replace(RULE, beta=0.0).card()
    assert learned.excitatory[apart] == pytest.approx(exact(card, sides)[apart], rel=1e-12)


def test_in_the_network_neither_of_two_spikes_in_a_step_sees_the_trace_of_the_other():
    learned = learn(heterosynaptic=True)
    coincide = np.flatnonzero(coincident(learned.sides(*PAIRS, learned.E)))[::9]
    assert len(coincide) > 10
    for synapse in coincide:
        pre, post = (learned.E[side[synapse]] for side in PAIRS)
        assert learned.excitatory[synapse] == pytest.approx(by_hand(pre, post), rel=1e-9)


def by_hand(pre: np.ndarray, post: np.ndarray) -> float:
    """The weight after two trains, by the equations of Zenke et al. 2015, summed over spikes."""

    def trace(spikes, now, tau):
        return np.exp((spikes[spikes < now] - now) * float(TICK) / tau).sum()

    w, rate = 1.0, 1e-3 * assembly.UNIT
    for now in np.union1d(pre, post):
        if now in pre:
            w = max(0, w - rate * trace(post, now, 0.02))
        if now in post:
            pulled = 0.05 * trace(post, now, 0.02) ** 3 * (w - 1)
            w = max(0, w + rate * trace(pre, now, 0.02) * trace(post, now, 0.1) - pulled)
    return w


def test_inhibitory_plasticity_in_the_network_is_the_exact_engine_on_the_spikes_that_it_fired():
    learned = learn(inhibition=True)
    sides = learned.sides(*np.divmod(np.arange(SIZE // 4 * SIZE), SIZE), learned.I)
    card = INHIBITORY.card()
    apart = coincident(sides) == 0
    assert apart.sum() > 10
    assert (learned.inhibitory[apart] != 1).any()
    assert learned.inhibitory[apart] == pytest.approx(exact(card, sides)[apart], rel=1e-12)


def corrected(w: np.ndarray, normalisation: str) -> np.ndarray:
    """Weights (from, to) that do not learn, after one correction of their sums."""
    net, _, inputs, outputs = assembly.assemble(SIZE, rate=0.0, codeobj_class=NumpyCodeObject)
    given = {"w_max": 3.0, normalisation: 1.0, "plastic_from_E": 1.0, "v_E": -0.07, "v_I": -0.07}
    for name, value in given.items():
        inputs[name].set_value(value)
    net["plastic_E"].w = w[PAIRS]
    net.run(2 * float(TICK) * second, namespace={})
    found = np.zeros((SIZE, SIZE))
    found[PAIRS] = outputs["w"].get_value()
    return found


@pytest.mark.parametrize("normalisation", ["subtractive", "multiplicative"])
def test_normalisation_brings_the_sum_back_by_one_step_for_all_or_by_one_factor(normalisation):
    w = np.random.default_rng(0).uniform(0.5, 2, (SIZE, SIZE))
    np.fill_diagonal(w, 0)
    w[1, 0] = 0.01  # which a step of 0.1 takes to its bound
    found, excess = corrected(w, normalisation), w.sum(axis=0) - (SIZE - 1)
    expected = {
        "subtractive": np.maximum(w - excess / (SIZE - 1), 0),
        "multiplicative": np.minimum(w * (SIZE - 1) / w.sum(axis=0), 3),
    }[normalisation]
    assert found[PAIRS] == pytest.approx(expected[PAIRS], rel=1e-12, abs=1e-15)
    # But where a weight met its bound.
    assert found[:, 1:].sum(axis=0) == pytest.approx(SIZE - 1, rel=1e-12)
