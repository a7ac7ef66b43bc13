"""The triplet rule inside the network of assemblies beside the exact engine, on its own spikes."""

from fractions import Fraction
from typing import NamedTuple

import numpy as np
import pytest
from brian2 import get_device, second
from brian2.codegen.runtime.numpy_rt import NumpyCodeObject

from models import assembly
from models.catalogue import find
from protocols.engine.run import run
from protocols.engine.spike_trains import Trains, in_order

SIZE, STEPS, TICK = 20, 4000, Fraction(1, 10_000)
RULE = "triplet:visual_cortex_all_to_all_minimal"


class Learned(NamedTuple):
    """Weights of every synapse by the network and by the exact engine; when both sides fired."""

    network: np.ndarray
    exact: np.ndarray
    pre: list[np.ndarray]
    post: list[np.ndarray]

    @property
    def coincident(self) -> np.ndarray:
        """How many steps each synapse's two neurons fired in together."""
        return np.array([len(np.intersect1d(*s)) for s in zip(self.pre, self.post, strict=True)])


def learn(w_max: float) -> Learned:
    """A small network of models.assembly, without its heterosynaptic term, and its spikes again."""
    net, _, inputs, outputs = assembly.assemble(SIZE, codeobj_class=NumpyCodeObject)
    net["plastic"].keep_sum.active = False
    random, tick = np.random.default_rng(0), float(TICK)
    step, index = np.nonzero(random.random((STEPS, SIZE)) < 0.6)
    inputs["stimulus"].set_spikes(index, step * tick * second)
    given = {"plastic_until": [STEPS * tick], "w_max": [w_max]}
    given |= {"v_E": random.uniform(-0.070, -0.050, SIZE), "v_I": np.full(SIZE // 4, -0.070)}
    for name, values in given.items():
        inputs[name].set_value(np.array(values))
    get_device().seed(0)
    net.run(STEPS * tick * second, namespace={})
    fired, when = (outputs[f"E_{name}"].get_value() for name in ("index", "time"))
    when = np.rint(when / tick).astype(int)
    sides = [[when[fired == n] for n in side] for side in np.nonzero(~np.eye(SIZE, dtype=bool))]
    trains = Trains(TICK, len(sides[0]), *map(in_a_row, sides))
    card = find(RULE).with_values({"w_max": str(w_max)})
    exact = run([card], trains, engine="exact")[0]
    return Learned(np.array(outputs["w"].get_value()), exact, *sides)


def in_a_row(side):
    index = np.repeat(np.arange(len(side)), [len(steps) for steps in side])
    return in_order(index, np.concatenate(side))


# The first bound is out of reach, the second is met.
@pytest.mark.parametrize(("w_max", "met"), [(2.3, False), (1.005, True)])
def test_the_rule_in_the_network_is_the_exact_engine_on_the_spikes_that_it_fired(w_max, met):
    learned = learn(w_max)
    apart = learned.coincident == 0
    assert apart.sum() > 200
    assert (learned.network[apart] != 1).mean() > 0.9
    assert (learned.network[apart] == w_max).any() == met
    assert learned.network[apart] == pytest.approx(learned.exact[apart], rel=1e-13)


def test_in_the_network_coincident_spikes_make_no_pair_and_in_the_engine_pre_comes_first():
    # A neuron's traces jump after both statements have read them: neither sees the other's spike.
    learned = learn(2.3)
    A3_plus, tau_y = (getattr(assembly.RULE, name) for name in ("A3_plus", "tau_y"))
    more = np.zeros(len(learned.exact))
    for synapse, (pre, post) in enumerate(zip(learned.pre, learned.post, strict=True)):
        for step in np.intersect1d(pre, post):
            o2 = np.exp(-(step - post[post < step]) * float(TICK) / float(tau_y / second)).sum()
            more[synapse] += A3_plus * o2
    assert (more > 0).sum() > 10
    assert learned.exact - learned.network == pytest.approx(more, rel=1e-9, abs=1e-13)
