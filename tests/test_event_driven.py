"""What depends on each other is solved together and the rest apart: the step is Brian2's own."""

import importlib
from dataclasses import replace

from brian2 import Equations, NeuronGroup, exact, ms
from brian2.codegen.runtime.numpy_rt import NumpyCodeObject

from models.catalogue import find
from models.structure import spelt
from protocols.engine.event_driven import linear_apart, parts_of, solve_apart
from protocols.engine.timing_network import assemble

SYNAPSES = importlib.import_module("brian2.synapses.synapses")


def test_a_rules_step_is_that_of_all_its_equations_together():
    equations = """
        dx/dt = (y - x) / tau_plus : 1 (event-driven)
        dr/dt = (A_plus - r) / tau_plus : 1 (event-driven)
        dy/dt = -y / tau_minus : 1 (event-driven)
        w : 1
    """
    card = replace(find("pair"), equations=equations)
    plastic = assemble(card.structure, 1, codeobj_class=NumpyCodeObject).net["plastic"]
    given = plastic.event_driven, plastic.variables
    parts = [sorted(part.diff_eq_names) for part in parts_of(*given)]
    assert sorted(parts) == [[spelt("r")], [spelt("x"), spelt("y")]]
    together = SYNAPSES.linear(*given)
    with solve_apart():
        apart = SYNAPSES.linear(*given)
    assert apart != together
    assert sorted(apart.splitlines()) == sorted(together.splitlines())
    assert linear_apart(*given) == apart


def test_a_neurons_step_is_that_of_all_its_equations_together():
    equations = Equations(
        """
        dv/dt = (E_L + g - v) / tau_m : 1 (unless refractory)
        dg/dt = -g / tau_s : 1
        dx/dt = -x / tau_s : 1
        """
    )
    constants = {"E_L": 1.0, "tau_m": 20 * ms, "tau_s": 5 * ms}
    neuron = NeuronGroup(1, equations, threshold="v > 1", refractory=2 * ms, namespace=constants)
    given = neuron.user_equations, neuron.resolve_all(neuron.equations.identifiers, constants)
    assert sorted(linear_apart(*given).splitlines()) == sorted(exact(*given).splitlines())


def test_where_brian2_is_written_otherwise_it_solves_alone(monkeypatch):
    monkeypatch.delattr(SYNAPSES, "linear")
    with solve_apart():
        assert not hasattr(SYNAPSES, "linear")
    assert not hasattr(SYNAPSES, "linear")


def test_a_users_brian2_is_left_as_it_was():
    theirs = SYNAPSES.linear
    with solve_apart():
        assert SYNAPSES.linear is not theirs
    assert SYNAPSES.linear is theirs
