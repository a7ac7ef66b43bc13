"""The clamped neuron: its voltage decides between nothing, depression and potentiation."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from brian2 import mV

from models.catalogue import find
from models.nmda import Nmda
from models.voltage import Voltage
from protocols.clamp import clamp
from protocols.engine.run import run
from protocols.engine.spike_trains import spike_trains
from synplast.bad_input import BadInput

RULES = ["voltage:visual_cortex", "voltage:visual_cortex_script", "nmda"]


@pytest.fixture(scope="module")
def changes():
    """Of each rule, the change by voltage (mV)."""
    found = clamp(RULES, voltage=[-75, -65, -55, -49, -45, -40])
    rows = zip(found.voltage.reshape(3, -1), found.change.reshape(3, -1), strict=True)
    return {rule: dict(zip(*row, strict=True)) for rule, row in zip(RULES, rows, strict=True)}


@pytest.mark.parametrize("rule", RULES)
def test_depolarisation_does_nothing_then_depresses_then_potentiates(changes, rule):
    assert abs(changes[rule][-75]) < 0.01
    assert changes[rule][-55] < -0.3
    assert changes[rule][-40] > 0.3


def test_calcium_control_turns_where_shouval_et_al_have_it(changes):
    change = changes["nmda"]
    assert abs(change[-65]) < 0.01
    assert change[-55] < -0.3
    assert 0.3 < change[-49] < change[-45]


def test_the_voltage_rule_turns_where_its_two_terms_are_equal():
    # A pulse: -A_LTD (u - theta_minus) + A_LTP (u - theta_plus)(u - theta_minus), the trace's
    # integral being 1, which is 0 at theta_plus + A_LTD / A_LTP.
    turn = -45.3 + 14 / 8
    u = np.array([-60, -50, -44, -40, turn - 0.1, turn + 0.1])
    a_pulse = (u + 70.6) * (8e-5 * np.maximum(u + 45.3, 0) - 14e-5)
    change = clamp("voltage", voltage=u.tolist(), pulses=10).change
    assert change[-2] < 0 < change[-1]
    # The last trace is followed for ten of its decay times.
    assert change == pytest.approx(10 * a_pulse / 0.5, rel=1e-4)


def test_it_is_the_rule_with_its_voltage_set_by_hand():
    nmda = replace(Nmda.PUBLISHED["shouval_2002"], V_rest=-55 * mV, s=0 * mV)
    voltage = replace(Voltage.PUBLISHED["visual_cortex"], u_clamp=-40 * mV)
    trains = spike_trains([[Fraction(n) for n in range(20)]] * 5, [[]] * 5)
    others = [-70, -71, -72, -73]  # as many conditions as the program of these tests has
    for rule, at in ((nmda, -55), (voltage, -40)):
        held = clamp(type(rule).__name__.lower(), voltage=[at, *others], pulses=20).change
        by_hand = run([rule.card()], trains) / float(rule.w_0) - 1
        assert held[0] == pytest.approx(by_hand[0, 0], rel=1e-12)


def test_every_rule_that_follows_a_voltage_says_which_constants_hold_it():
    for name in RULES:
        card = find(name).with_clamp(-0.05)
        assert card[card.clamp[0]] == -0.05
        assert all(card[symbol] == 0 for symbol in card.clamp[1:])


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            lambda: clamp("pair"),
            "--rule pair:.*: has no postsynaptic voltage to clamp; take nmda or voltage",
        ),
        (lambda: clamp("calcium"), "--rule calcium:DP: has no postsynaptic voltage"),
        (lambda: clamp(voltage=[300]), "--voltage 300: voltages in mV, -200 to 200"),
        (lambda: clamp(voltage=["high"]), "--voltage high: voltages in mV"),
        (lambda: clamp(rate=3), "whole milliseconds"),
        (lambda: clamp(pulses=0), "--pulses 0: a whole number, 1 or more"),
        (lambda: clamp(pulses=10**9), "--pulses 1000000000: at most"),
        (lambda: clamp(engine="exact"), "--engine exact: .* follows the membrane voltage"),
    ],
)
def test_what_cannot_be_clamped_is_refused(call, said):
    with pytest.raises(BadInput, match=said):
        call()


@pytest.mark.parametrize(("lang", "word"), [("en", "change of weight"), ("fr", "variation")])
def test_the_table_and_the_picture_tell_the_voltage(call, tmp_path, lang, word):
    voltages = ["-60", "-40", "-70", "-71", "-72"]  # as many as the program of these tests has
    words = ["--voltage", *voltages, "--pulses", "5", "--figure", "a.svg", "--lang", lang]
    done = call("protocols.clamp", *words)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "voltage (mV),change"
    assert done.stdout.splitlines()[1].startswith("-60,-")
    assert word in (tmp_path / "a.svg").read_text()
