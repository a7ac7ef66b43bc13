"""The benchmark's network, whose neurons keep the rule's traces, beside the rule on its spikes."""

from fractions import Fraction

import numpy as np
import pytest
from brian2 import SpikeMonitor, get_device, second
from brian2.codegen.runtime.numpy_rt import NumpyCodeObject

from benchmarks import plastic_network as network
from models.catalogue import find
from protocols.engine.run import run
from protocols.engine.spike_trains import Trains, in_order

TICK = Fraction(1, 10_000)
STEPS, SIZE = 2000, 40


def test_weights_with_traces_kept_by_neurons_are_those_of_the_rule_at_each_synapse():
    get_device().seed(1)
    net, _, inputs, outputs = network.assemble(SIZE, codeobj_class=NumpyCodeObject)
    spikes = SpikeMonitor(net["neurons"], name="recorded", codeobj_class=NumpyCodeObject)
    net.add(spikes)
    inputs["v"].set_value(np.random.default_rng(0).uniform(-0.060, -0.050, SIZE + SIZE // 4))
    net.run(STEPS * float(TICK) * second, namespace={})
    step = np.rint(np.array(spikes.t / second) / float(TICK)).astype(int)
    i, j = np.array(net["plastic"].i), np.array(net["plastic"].j)
    late = round(network.DELAY / network.DT)
    fired = [step[np.array(spikes.i) == n] for n in range(SIZE)]
    sides = [fired[n] for n in i], [(fired[n] + late)[fired[n] + late < STEPS] for n in j]
    trains = Trains(TICK, len(i), *map(in_a_row, sides))
    weights = np.array(outputs["w"].get_value())
    exact = run([find(f"pair:{network.NAME}")], trains, engine="exact")[0]
    at_once = [len(np.intersect1d(pre, post)) for pre, post in zip(*sides, strict=True)]
    assert (weights != network.RULE.w_0).mean() > 0.8
    assert sum(at_once) > 0
    assert 0 < weights.min() < weights.max() < 1
    # The rule has a coincident pair potentiate, the network has it count in neither order.
    assert weights + network.RULE.A_plus * np.array(at_once) == pytest.approx(exact, rel=1e-12)


def in_a_row(side):
    index = np.repeat(np.arange(len(side)), [len(steps) for steps in side])
    return in_order(index, np.concatenate(side))
