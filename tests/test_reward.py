"""Rewarded STDP: closed forms, a sum by hand, and the distal reward problem."""

import math
from fractions import Fraction

import numpy as np
import pytest

from models.catalogue import find
from models.reward import Reward
from protocols.distal_reward import CONSTANTS, distal_reward
from protocols.engine import linear
from protocols.engine.by_brian2 import simulate_rule
from protocols.engine.initial_state import numbers_of
from protocols.engine.rewarded_neuron import learn
from protocols.engine.run import run
from protocols.engine.simulation import NUMPY
from protocols.engine.spike_trains import spike_trains
from protocols.reward import reward
from protocols.stdp import stdp
from synplast.bad_input import BadInput

RULE = Reward.PUBLISHED["izhikevich_2007"]
K = {symbol: float(getattr(RULE, symbol)) for symbol in CONSTANTS}


@pytest.mark.parametrize("engine", ["brian2", "exact"])
def test_the_change_by_a_pair_fades_with_the_rewards_delay_as_the_closed_form_says(engine):
    # With both lags four conditions, as many as a build has.
    result = reward(delay="-0.25,1", engine=engine)
    both = K["h"] / (1 / K["tau_c"] + 1 / K["tau_d"])
    size = {10: K["A_plus"] * math.exp(-10 / 20), -10: -K["A_minus"] * math.exp(-10 / 20)}
    for lag, delay, change in zip(result.lag, result.delay, result.change, strict=True):
        fades = math.exp(-delay / K["tau_c"] if delay >= 0 else delay / K["tau_d"])
        expected = K["eta"] * size[lag] * (K["tonic"] * K["tau_c"] + both * fades)
        # What is left 20 tau_c later is 2e-9 of it.
        assert change == pytest.approx(expected, rel=1e-8)


def by_hand(pre, post, rewards):
    """The weight long after, from event to event (s), by c, d and their product's integral."""
    events = sorted([(t, 0) for t in pre] + [(t, 1) for t in post] + [(t, 2) for t in rewards])
    x = y = c = d = 0.0
    w, now, both = 1.0, events[0][0], 1 / K["tau_c"] + 1 / K["tau_d"]
    for time, side in [*events, (math.inf, 3)]:
        since = time - now
        w += K["eta"] * c * d * -math.expm1(-since * both) / both
        w += K["eta"] * K["tonic"] * c * K["tau_c"] * -math.expm1(-since / K["tau_c"])
        x, y = x * math.exp(-since / K["tau_plus"]), y * math.exp(-since / K["tau_minus"])
        c, d = c * math.exp(-since / K["tau_c"]), d * math.exp(-since / K["tau_d"])
        now = time
        if side == 0:
            c, x = c - K["A_minus"] * y, x + 1
        elif side == 1:
            c, y = c + K["A_plus"] * x, y + 1
        elif side == 2:
            d += K["h"]
    return w


@pytest.mark.parametrize("engine", ["brian2", "exact"])
def test_any_spikes_and_rewards_are_the_sum_by_hand(engine):
    random = np.random.default_rng(0)
    # Of 25 out of 300 ms some come together, which all engines take in the same order.
    sides = [sorted(int(n) for n in random.choice(300, 25, replace=False)) for _ in range(3)]
    times = [[[Fraction(n, 1000) for n in side]] for side in sides]
    after = run([RULE.card()], spike_trains(*times), engine=engine).item()
    assert after == pytest.approx(by_hand(*(np.array(side) / 1000 for side in sides)), rel=1e-8)


def test_the_exact_engine_refuses_equations_that_are_not_linear():
    card = RULE.card()
    curved = card.structure._replace(method="rk4")
    with pytest.raises(BadInput, match="its equations are not linear; use engine brian2"):
        linear.run(curved, numbers_of([card]), spike_trains([[0]], [[1]]), card.name)


def test_without_a_reward_the_rule_learns_next_to_nothing_and_other_protocols_refuse_it():
    tonic = K["eta"] * K["A_plus"] * math.exp(-0.5) * K["tonic"] * K["tau_c"]
    paired = run([RULE.card()], spike_trains([[0]], [[Fraction(1, 100)]])).item() - 1
    assert paired == pytest.approx(tonic, rel=1e-8)
    assert tonic < reward(lag=10, delay=1).change.item() / 10
    with pytest.raises(BadInput, match=r"rule=reward:.*: changes nothing without a reward"):
        stdp("reward")
    with pytest.raises(BadInput, match=r"rule=pair:.*: learns without rewards"):
        reward("pair")


def test_the_distal_reward_is_of_one_rule_at_a_time():
    with pytest.raises(BadInput, match="rule=reward:izhikevich_2007 h=1: one rule at a time"):
        distal_reward(rule=["reward", "reward h=1"], inputs=2, duration=1)


def at_every_phase(rule, period, phases):
    """The mean change by a pair that comes anywhere between rewards long under way."""
    rewards = [Fraction(n) * period for n in range(250)]
    pre = [[200 * period + period * Fraction(n, phases)] for n in range(phases)]
    post = [[time + Fraction(1, 100)] for (time,) in pre]
    trains = spike_trains(pre, post, [rewards] * phases)
    return run([find(rule)], trains, engine="exact").mean() - 1


def test_rewards_that_have_nothing_to_do_with_a_pair_move_it_unless_they_are_expected():
    """An unsupervised bias of <c> times the mean of the third factor, which success has not."""
    period, size = Fraction(1, 2), K["A_plus"] * math.exp(-0.5) * K["tau_c"] * K["eta"]
    bias = size * (K["tonic"] + K["h"] * K["tau_d"] / float(period))
    # A mean over few phases misses, at the kinks that rewards make, less than 1 % of the whole.
    assert at_every_phase("reward", period, 10) == pytest.approx(bias, rel=0.01)
    assert at_every_phase("success", period, 10) == pytest.approx(0, abs=0.01 * bias)


def test_a_first_reward_counts_less_the_mean_that_it_makes_itself():
    card = find("success")
    tau_c, tau_d, tau_m = (card[f"tau_{one}"] for one in "cdm")
    result = reward(rule="success", lag=10, delay=1)
    dopamine, mean = (1 / (1 / tau_c + 1 / tau) for tau in (tau_d, tau_m))
    # m(t) is h tau_d / (tau_d - tau_m) (e^(-t / tau_d) - e^(-t / tau_m)).
    net = dopamine - tau_d / (tau_d - tau_m) * (dopamine - mean)
    expected = card["eta"] * card["A_plus"] * math.exp(-0.5) * math.exp(-1) * card["h"] * net
    assert result.change.item() == pytest.approx(expected, rel=1e-8)
    with pytest.raises(BadInput, match=r"rule=success:.*: has other equations than reward"):
        distal_reward("success")


def test_brian2_steps_through_success_as_the_exact_engine_goes():
    card = find("success").with_values({"tau_m": "0.1*second", "tau_c": "0.05*second"})
    random = np.random.default_rng(0)
    sides = [sorted(int(n) for n in random.choice(300, 25, replace=False)) for _ in range(3)]
    trains = spike_trains(*([[Fraction(n, 1000) for n in side]] for side in sides))
    given = card.structure, numbers_of([card]), trains, card.name
    assert linear.run(*given) == pytest.approx(simulate_rule(*given, target=NUMPY), rel=1e-9)


def slowly(w, late, spikes, kicks):
    """The same neuron, an input at a time and in the order of the equations."""
    x, c, y, d, V, last, due = np.zeros(len(w)), np.zeros(len(w)), 0.0, 0.0, 0.0, -math.inf, []
    at = {}
    for step, one in spikes.tolist():
        at.setdefault(step, []).append(one)
    for n in range(len(kicks)):
        x, y = x * math.exp(-0.001 / K["tau_plus"]), y * math.exp(-0.001 / K["tau_minus"])
        c, d = c * math.exp(-0.001 / K["tau_c"]), d * math.exp(-0.001 / K["tau_d"])
        V *= math.exp(-0.1)
        for one in at.get(n, []):
            c[one] -= K["A_minus"] * y
            x[one] += 1
            V += w[one]
        last = n if 0 in at.get(n, []) else last
        if V > 10 or kicks[n]:
            V, y, c = 0.0, y + 1, c + K["A_plus"] * x
            if n - last <= 10:
                due.append(n + int(late[n] / 0.001))
                last = -math.inf
        d += K["h"] * due.count(n)
        w = np.clip(w + 0.001 * K["eta"] * (K["tonic"] + d) * c, 0, 4)
    return w, sum(n < len(kicks) for n in due)


def test_the_compiled_neuron_learns_as_the_equations_one_by_one():
    random = np.random.default_rng(2)
    steps, inputs = 20_000, 5
    late, kicks = random.uniform(0.1, 0.5, steps), random.random(steps) < 0.02
    drawn = np.unique(random.integers(0, steps * inputs, 2000))
    spikes = np.stack(np.divmod(drawn, inputs), axis=1)
    kept, w, rewards = np.empty((2, inputs)), np.full(inputs, 1.0), np.zeros(steps, np.int64)
    learn(kept, w, rewards, late, spikes, kicks, True, tuple(K[symbol] for symbol in CONSTANTS))
    expected, earned = slowly(np.full(inputs, 1.0), late, spikes, kicks)
    assert w == pytest.approx(expected, rel=1e-9)
    assert (rewards.sum(), kept[-1].tolist()) == (earned, w.tolist())
    assert earned > 10


@pytest.mark.parametrize("seed", range(3))
def test_the_rewarded_synapse_becomes_the_strongest_though_its_rewards_come_late(data_of, seed):
    result = distal_reward(seed=seed) if seed else data_of("distal_reward")
    earned, random = (result.reward == kind for kind in ("earned", "random"))
    assert result.chosen[earned][-1] > result.highest[earned][-1]
    assert result.chosen[random][-1] < result.highest[random][-1]
    # An input of 1 Hz, in the 11 steps after which the neuron fires at about 1 Hz.
    expected = 3600 * 0.011 * result.rate[0]
    assert result.rewards[0] == pytest.approx(expected, abs=4 * math.sqrt(expected))


def test_the_commands_print_and_draw(call, tmp_path):
    done = call("protocols.reward", "--lag", "10", "--delay", "0,1", "--figure", "a.svg")
    assert done.stdout.splitlines()[0] == "lag (ms),delay (s),change"
    how = ["--inputs", "2", "--duration", "1", "--figure", "b.svg"]
    done = call("protocols.distal_reward", *how)
    assert done.stdout.splitlines()[0] == "reward,time (min),chosen,others,highest"
    assert done.stderr.count("the neuron fires at") == 2
    assert {path.name for path in tmp_path.glob("*.svg")} == {"a.svg", "b.svg"}
