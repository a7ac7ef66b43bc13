"""Synaptic tagging and capture: the chain of tags, closed forms, and Frey & Morris's experiment."""

import math
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from models.tagging import CLOPATH_2008 as MODEL
from models.tagging import Synapses, TagTrigger
from protocols.engine import tag_trigger
from protocols.engine.tag_trigger import Burst, follow, wait
from protocols.tagging import tagging
from synplast.bad_input import BadInput

MINUTE = 60
NEVER_LOST = replace(MODEL, k_h=1e-12, k_l=1e-12)  # tags


def chances(pulses):
    """Chances of LTP and of LTD in each ms of a burst, for a neuron that fires at every pulse.

    The authors' program, in numbers; the weights do not matter, for any fires it.
    """
    V = u_ltp = u_ltd = -70.6
    w_ad = x = 0.0
    found = []
    for n in range(pulses[-1] + 101):
        pulse = float(n in pulses)
        if V == 20:
            V, w_ad = -70.6, w_ad + 0.0805
        V += (-30 * (V + 70.6) + 60 * math.exp((V + 50.4) / 2) - w_ad) / 281 + 480 * pulse
        V = 20 if V > 10 else V
        w_ad += (4 * (V + 70.6) - w_ad) / 144
        ltd = 1e-2 * pulse * max(u_ltd + 70.6, 0)
        ltp = 1e-3 * max(V + 50, 0) * x * max(u_ltp + 70.6, 0)
        x += (pulse - x) / 100
        u_ltd += (V - u_ltd) / 1000
        u_ltp += (V - u_ltp) / 100
        found.append((min(ltp, 1), min(ltd, 1)))
    return found


def tags_expected(pulses):
    """The chances of a tag of LTP and of LTD at the end, as a chain of three states."""
    free, h, low = 1.0, 0.0, 0.0
    for ltp, ltd in chances(pulses):
        # Free synapses: half try LTP first, half LTD.
        to_h = free * (0.5 * ltp + 0.5 * (1 - ltd) * ltp)
        to_l = free * (0.5 * ltd + 0.5 * (1 - ltp) * ltd)
        h, low = h + to_h - h * MODEL.k_h * 1e-3, low + to_l - low * MODEL.k_l * 1e-3
        free = 1 - h - low
    return h, low


@pytest.mark.parametrize("apart", [10, 50, 1000])
def test_the_chances_of_a_tag_are_those_of_the_authors_program(apart):
    pulses = tuple(range(0, 20 * apart, apart))
    found = {ms: chance for ms, *chance in tag_trigger.chances(MODEL, pulses)}
    for ms, expected in enumerate(chances(pulses)):
        assert found.get(ms, (0, 0)) == pytest.approx(expected, rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("count", [5, 21])
def test_tags_are_set_as_often_as_their_chain_of_chances_says(count):
    pulses, neurons = range(0, 10 * count, 10), 40
    burst = Burst(0, 0, pulses)
    course = follow(MODEL, [burst], [0], neurons, lambda time: True, seed=1)
    h, low = tags_expected(pulses)
    error = math.sqrt(0.25 / (neurons * MODEL.synapses))
    share = course.tagged[0, :, 0].mean() / MODEL.synapses
    assert share == pytest.approx(h + low, abs=3 * error)
    rise = course.weight[0, :, 0].mean() - MODEL.w_o - MODEL.g_z * MODEL.consolidated
    assert rise == pytest.approx(MODEL.g_h * h - MODEL.g_l * low, abs=3 * error)
    assert (course.tagged[0, :, 1] == 0).all()


def tagged(h, p=0.0, z=0.0):
    shape = (1, 2, MODEL.synapses)
    none = np.zeros(shape, np.int64)
    return Synapses(none + (np.arange(MODEL.synapses) < h), none, np.full(shape, z), np.array([p]))


def test_tags_are_lost_exponentially_and_proteins_are_made_while_there_are_enough():
    random = np.random.default_rng(0)
    after = [wait(MODEL, tagged(100), range(30 * MINUTE), lambda t: True, random) for _ in range(9)]
    kept = np.mean([one.h.mean() for one in after])
    chance = math.exp(-30 * MINUTE * MODEL.k_h)
    error = math.sqrt(chance * (1 - chance) / (9 * 2 * MODEL.synapses))
    assert kept == pytest.approx(chance, abs=3 * error)
    assert all(one.p == 0 for one in after)
    # Steps of 1 s are Euler's: wrong by 1/2 s over the time constant 1 / (1/360 + 1/3600) s.
    made = wait(MODEL, tagged(100), range(300), lambda t: False, random).p[0]
    rate = 1 / MODEL.tau_pm + 1 / MODEL.tau_pd
    assert made == pytest.approx((1 - math.exp(-300 * rate)) / MODEL.tau_pm / rate, rel=rate)


def step(state, blocked):
    """Proteins, then the late phase, through a second in which no tag is lost."""
    tags = (state.h - state.l).sum(axis=(1, 2))
    made = (1 - state.p) / MODEL.tau_pm * ((tags > MODEL.theta_p) & (not blocked))
    p = state.p + made - state.p / MODEL.tau_pd
    push = MODEL.gamma * (state.h + state.l) * p[:, None, None]
    z = state.z + (state.z * (1 - state.z) * (state.z - MODEL.kappa) + push) / MODEL.tau_z
    return state._replace(z=z, p=p)


def test_the_seconds_between_pulses_are_steps_of_the_equations():
    state = tagged(80, 0.3, 0.4)
    random = np.random.default_rng(0)
    compiled = wait(NEVER_LOST, state, range(600), lambda second: second < 300, random)
    for second in range(600):
        state = step(state, blocked=second < 300)
    assert compiled.p == pytest.approx(state.p, rel=1e-12)
    assert compiled.z == pytest.approx(state.z, rel=1e-9, abs=1e-12)


def test_60_tags_are_not_enough_for_proteins_and_61_are():
    random = np.random.default_rng(0)
    for share, made in ((30, False), (31, True)):  # of each of two pathways
        after = wait(MODEL, tagged(share), range(1), lambda t: False, random)
        assert (after.p[0] > 0) == made


@pytest.mark.parametrize(("z", "captured"), [(0.45, True), (0.0, False)])
def test_proteins_carry_a_tagged_synapse_over_kappa_as_the_equations_solved_otherwise(z, captured):
    random = np.random.default_rng(0)
    state = wait(NEVER_LOST, tagged(100, 0.5, z), range(30 * MINUTE), lambda t: True, random)

    def slopes(t, y):
        late, proteins = y
        cubic = late * (1 - late) * (late - MODEL.kappa)
        return (cubic + MODEL.gamma * proteins) / MODEL.tau_z, -proteins / MODEL.tau_pd

    solved = solve_ivp(slopes, (0, 30 * MINUTE), (z, 0.5), rtol=1e-9, atol=1e-12).y[:, -1]
    assert state.z[0, 0, 0] == pytest.approx(solved[0], abs=1e-3)
    assert state.p[0] == pytest.approx(solved[1], rel=1e-3)
    assert (solved[0] > MODEL.kappa) == captured


@pytest.fixture(scope="module")
def experiments(data_of):
    return data_of("tagging")


def late(result, condition, pathway="first"):
    """Slope in the last half hour of five."""
    here = (result.condition == condition) & (result.pathway == pathway) & (result.time >= 270)
    return result.slope[here]


def test_a_weak_tetanus_fades_and_a_strong_one_lasts_unless_proteins_are_blocked(experiments):
    assert (late(experiments, "weak") < 102).all()
    assert (late(experiments, "strong") > 115).all()
    assert (late(experiments, "strong, no proteins") < 102).all()


def test_a_weak_tetanus_is_rescued_by_a_strong_one_to_another_input(experiments):
    assert (late(experiments, "strong then weak", "second") > 104).all()
    early = (experiments.condition == "weak") & (experiments.time == 0)
    assert (experiments.slope[early & (experiments.pathway == "first")] > 110).all()


@pytest.mark.parametrize("kind", ["tetanus", "lfs"])
def test_stimulation_changes_for_hours_the_weak_fades_and_ap5_leaves_nothing(data_of, kind):
    result, sign = data_of("durable_change"), {"tetanus": 1, "lfs": -1}[kind]

    def change(name, hours):
        here = (result.induction == f"{name} {kind}") & (result.time == 60 * hours)
        return sign * (result.slope[here].item() - 100)

    assert change("strong", 1) > 20
    assert change("weak", 0.5) > 4
    assert change("strong", 5) > 12
    assert abs(change("weak", 5)) < 3
    assert abs(change("blocked", 1)) < 2


def test_low_frequency_tags_as_many_synapses_for_ltd_as_their_chances_add_up_to():
    pulses, neurons = range(0, 900_000, 1000), 20
    course = follow(MODEL, [Burst(0, 1, pulses)], [0, 900], neurons, lambda time: True, seed=2)
    # Each free synapse is tagged at the rate r of the chances, each tag lost at k.
    r, k = 1e-3 * 0.454, MODEL.k_l
    share = r / (r + k) * -math.expm1(-900 * (r + k))
    assert course.tagged[1, :, 1].mean() / MODEL.synapses == pytest.approx(share, abs=0.02)
    assert (course.tagged[:, :, 0] == 0).all()


def test_tetani_that_overlap_and_single_neurons_are_refused():
    with pytest.raises(BadInput, match="gap=24: 25 min or more"):
        tagging(gap=24)
    with pytest.raises(BadInput, match="neurons=1: "):
        tagging(neurons=1)


@pytest.mark.parametrize(("second", "gap", "most"), [
    ("weak", 60, "60"), ("strong", 45, "39.98"), ("weak-lfs", 50, "45.02"), ("weak", 240, "60"),
])  # fmt: skip
def test_a_tetanus_that_is_not_over_in_time_is_refused(second, gap, most):
    with pytest.raises(BadInput, match=f"gap={gap}: less than {most} min, so as to end within 1 h"):
        tagging(first="none", second=second, gap=gap, hours=1)


def test_pulses_after_the_last_moment_are_refused():
    with pytest.raises(BadInput, match="moments=100: until the pulses are over, at 101 s"):
        follow(MODEL, [Burst(101, 0, range(0, 210, 10))], [0, 100], 2, lambda time: True, 0)


def test_ap5_scales_the_rates_of_both_tags():
    card = MODEL.card("tag_trigger:clopath_2008")
    half = TagTrigger.of(card.with_block(0.5))
    assert half == replace(MODEL, A_ltp=MODEL.A_ltp / 2, A_ltd=MODEL.A_ltd / 2)


def test_experiments_and_protocols_are_read_without_compiling_a_loop():
    code = "import sys, protocols.experiments.catalogue, protocols.tagging; "
    code += "print({*sys.modules} & {'numba', 'brian2'})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("set()\n", "")


def test_the_command_prints_both_inputs(call, tmp_path):
    how = ["--first", "none", "--second", "none", "--hours", "1", "--neurons", "2"]
    done = call("protocols.tagging", *how, "--figure", "a.svg")
    lines = done.stdout.splitlines()
    assert lines[0] == "pathway,time (min),slope,sem,tagged,proteins"
    assert len(lines) == 1 + 2 * 19
    assert "first input: 100 ± 0 % in the end" in done.stderr
    assert (tmp_path / "a.svg").exists()
