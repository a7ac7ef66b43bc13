"""What a card prints is what is run, down to signs, thresholds, units and delays.

Two rules have engines with their equations built in. Here the text that their cards print, as
Brian2 parses it, is integrated once more by a few lines that know nothing of either engine; and
with a misprint in it, it is found to be another rule.
"""

import dis
import functools
import math
import operator
import re
from dataclasses import replace
from fractions import Fraction

import brian2
import numpy as np
import pytest
from brian2 import Equations, Unit, second
from brian2.codegen.runtime.numpy_rt import NumpyCodeObject

from models.catalogue import cards, find
from protocols.engine import adex_engine, calcium_engine
from protocols.engine.calcium_transients import FALL, transients
from protocols.engine.run import run
from protocols.engine.session import own_session
from protocols.engine.spike_trains import Trains, in_order
from protocols.engine.timing_network import assemble
from synplast.bad_input import BadInput

EPS = np.finfo(float).eps
SPACE = {name: float(unit) for name, unit in vars(brian2).items() if isinstance(unit, Unit)}
SPACE |= {"clip": np.clip, "exp": np.exp, "sqrt": np.sqrt, "int": lambda true: true * 1}
SPACE |= {"inf": math.inf}


def irregular(conditions, spikes, steps, seed):
    """Spikes of every condition on random steps."""
    random = np.random.default_rng(seed)
    index = np.repeat(np.arange(conditions), spikes)
    step = [random.choice(steps, spikes, replace=False) for _ in range(conditions)]
    return in_order(index, np.concatenate(step))


def built(card):
    """The card's text as Brian2's objects, every name and unit checked."""
    with own_session():
        net = assemble(card.structure, 1, codeobj_class=NumpyCodeObject).net
        net.run(0 * second, namespace={})


@pytest.mark.parametrize("name", ["calcium", "voltage"])
def test_brian2_takes_the_card_as_it_is_printed(name):
    """What other cards print is what Brian2 runs."""
    built(find(name))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("(u - E_L)**2 / mV**2", "(u - E_L)**2 / mV"),
        ("theta_plus / mV", "theta_plus"),
        ("u_plus) / tau_plus : volt", "u_plus) / tau_plus : 1"),
        ("*mV/pA : ohm", "*mV : volt"),
        ("int(w < w_max)", "int(w < u)"),
    ],
)
def test_brian2_refuses_a_card_whose_units_do_not_fit(right, wrong):
    with pytest.raises((brian2.BrianObjectException, BadInput)) as refused:
        built(misprinted(find("voltage"), "equations", right, wrong))
    error = refused.value
    while not isinstance(error, brian2.DimensionMismatchError):
        error = error.__cause__


# The text, evaluated.


@functools.cache
def parsed(text, *wanted):
    """The parts of equations in the order in which they depend on each other.

    All, or those that are wanted and the subexpressions that they need.
    """
    parts, needed = [], set(wanted)
    for one in reversed(Equations(text).ordered):
        named = one.type == "subexpression"
        if one.expr is not None and (not wanted or one.varname in (needed if named else wanted)):
            parts.append((one.varname, named, code(one.expr.code)))
            needed |= one.expr.identifiers
    return parts[::-1]


@functools.cache
def code(text, mode="eval"):
    return compile(text, text, mode)


def slopes(text, space, *wanted):
    """Every subexpression, and of every differential equation the right-hand side; or some."""
    space, found = dict(space), {}
    for name, named, expression in parsed(text, *wanted):
        found[name] = eval(expression, SPACE, space)
        if named:
            space[name] = found[name]
    return found


@functools.cache
def assigned(statements):
    """The names that the statements assign."""
    parts = dis.get_instructions(code(statements, "exec"))
    return {part.argval for part in parts if part.opname == "STORE_NAME"}


def after(statements, space, where):
    """What the statements make of the variables, in the conditions where they are run."""
    names = assigned(statements) & space.keys()
    new = space | {s: np.copy(space[s]) for s in names}
    exec(code(statements, "exec"), SPACE, new)
    return space | {s: np.where(where, new[s], space[s]) for s in names}


def numbers(text):
    return [float(number) for number in re.findall(r"-?\d+\.?\d*", text)]


# The voltage rule: the text in Euler's steps of 1 ms, as its card says.
NEURON, SYNAPSE = ("u", "w_ad", "z", "V_T", "I_syn"), ("u_minus", "u_plus", "u_homeo", "x")


def fired(side, steps, conditions):
    table = np.zeros((steps, conditions), bool)
    table[side[1], side[0]] = True
    return table


def voltage_by_text(rules, trains):
    """Weights (rules x conditions) after trains on whole milliseconds, of rules of one text."""
    h, text, said = 1e-3, rules[0].equations, rules[0].conventions
    (late,) = map(int, numbers(said["delay"]))
    threshold, lasts, *held, back = numbers(said["after a spike"])
    assert lasts == len(held)
    (stays,) = re.findall(r"(\w+) is held in the second", said["after a spike"])
    reset = "; ".join(said["after a spike"].partition("with ")[2].split(", "))
    trains = trains.times(len(rules))
    now = {"volley": trains.volley}
    for constant in rules[0].constants:
        values = [rule[constant.symbol] for rule in rules]
        now[constant.symbol] = np.repeat(values, trains.conditions // len(rules))
    clamped, nothing = np.isfinite(now["u_clamp"]), 0 * now["w_0"]
    now |= dict.fromkeys([name for name, named, _ in parsed(text) if not named], nothing)
    fixed = slopes(text, now)
    now["u"] = np.where(clamped, now["u_clamp"], fixed["E_L"])
    now |= {"w": now["w_0"], "u_homeo": now["u_ref2"], "V_T": nothing + fixed["V_T_rest"]}
    now |= dict.fromkeys(["u_minus", "u_plus"], now["u"])
    now |= {name: fixed[name] for name, named, _ in parsed(text) if named}
    steps = trains.steps + round(adex_engine.FALL * max(now["tau_x"]) / h)
    pre, post, drive = (fired(side, steps, trains.conditions) for side in trains.spikes.values())
    past, phase = [now] * late, nothing
    for n in range(steps):
        now = after(f"u = {back} * mV; {reset}", now, phase == 2)
        now = after(rules[0].on_drive, now, drive[n])
        past = [*past, now]
        # The neuron.
        moves, second_step = slopes(text, now, *NEURON), phase == 1
        stepped = {s: now[s] + h * moves[s] for s in NEURON}
        spikes = ~second_step & (post[n] | (stepped["u"] > threshold * 1e-3))
        stepped[stays] = np.where(second_step, now[stays], stepped[stays])
        stands = np.where(second_step, *reversed(held)) * 1e-3
        stepped["u"] = np.where(second_step | spikes, stands, stepped["u"])
        stepped["u"] = np.where(clamped, now["u_clamp"], stepped["u"])
        phase = np.where(second_step, 2, spikes * 1)
        # The synapse: the filters as they were, the voltage as it is, the trace before its jump.
        now = now | {"u": stepped["u"]}
        read = now | {s: past[-1 - late][s] for s in ("u_minus", "u_plus")}
        read["strength"] = slopes(text, read, "strength")["strength"]
        jumped = after(rules[0].on_pre, read, pre[n])
        w = now["w"] + h * slopes(text, read | {"w": jumped["w"]}, "w")["w"]
        w = after(rules[0].on_pre, read | {"w": w}, pre[n])["w"]
        passed = (now["w"] <= now["w_max"]) & (now["w_max"] < w)
        stops = passed & (slopes(text, read | {"w": w}, "w")["w"] == 0)
        moves = slopes(text, now, *SYNAPSE)
        learnt = {s: now[s] + h * moves[s] for s in SYNAPSE}
        learnt["x"] = learnt["x"] + jumped["x"] - now["x"]
        now = now | stepped | learnt | {"w": np.where(stops, now["w_max"], w)}
    return now["w"].reshape(len(rules), -1)


def pulses_and_volleys():
    """Two conditions whose neuron is made to fire, and two where volleys drive it.

    The volleys are such that the voltage comes to lie close above and below a spike's threshold.
    """
    pre, post = (irregular(4, 10, 120, seed) for seed in range(2))
    at_the_end, first = (np.arange(4), np.full(4, 120)), post[0] < 2
    pre = tuple(map(np.append, pre, at_the_end))
    sides = pre, *((post[0][here], post[1][here]) for here in (first, ~first))
    return Trains(Fraction(1, 1000), 4, *sides, volley=0.024)


def voltage_rules():
    """Every published set; and some that meet the bounds, are clamped, or part equal constants."""
    changes = {"w_max": "0.51", "A_LTP": "5e-4"}, {"A_LTD": "0.01"}, {"u_clamp": "-40*mV"}
    published = [find(name) for name in cards() if name.startswith("voltage:")]
    apart = find("voltage:visual_cortex_homeostasis", {"theta_minus": "-65*mV"})
    return [*published, *(find("voltage", change) for change in changes), apart]


@pytest.fixture(scope="module")
def voltage():
    """Weights (rules, conditions) by the engine, as they may be within rounding."""
    rules, trains = voltage_rules(), pulses_and_volleys()
    weights = np.hstack([run(rules, part) for _, part in trains.parts(2)])
    assert (weights != 0.5).all()
    # 271 steps, in each of which a few numbers near 1 are rounded.
    return pytest.approx(weights, abs=271 * 8 * EPS)


def test_the_voltage_rules_text_in_the_authors_steps_is_what_its_engine_runs(voltage):
    assert voltage_by_text(voltage_rules(), pulses_and_volleys()) == voltage


@pytest.mark.parametrize(
    ("part", "right", "wrong"),
    [
        ("equations", "1 - homeostasis +", "1 + homeostasis +"),
        ("equations", "- theta_plus / mV", "- theta_minus / mV"),
        ("equations", "clip(u_plus / mV - theta_minus", "clip(u_plus / mV - theta_plus"),
        ("equations", "clip(u_plus / mV", "clip(u_minus / mV"),
        ("equations", "A_LTP * x / tau_x", "A_LTD * x / tau_x"),
        ("equations", "A_LTP * x / tau_x", "A_LTP * x / tau_plus"),
        ("equations", "(u - u_minus) / tau_minus", "(u - u_minus) / tau_plus"),
        ("equations", "-x / tau_x", "x / tau_x"),
        ("equations", "int(w < w_max)", "1"),
        ("equations", "(u - E_L)**2 / mV**2", "(u - E_L) / mV"),
        ("equations", "- w_ad + z", "+ w_ad + z"),
        ("equations", "a = 4*nS", "a = 4*uS"),
        ("on_pre", "w - A_LTD", "w + A_LTD"),
        ("on_pre", "u_minus / mV", "u_minus / volt"),
        ("on_pre", "inf), 0, w_max)", "inf), -1, w_max)"),
        ("on_pre", "x += 1", "x = 1"),
        ("on_drive", "I_syn += ", "I_syn -= "),
        ("delay", "3 ms", "2 ms"),
        ("after a spike", "32.862", "29.4"),
        ("after a spike", "w_ad += b", "w_ad -= b"),
    ],
)
def test_a_misprint_in_the_voltage_rules_card_is_found(voltage, part, right, wrong):
    rules = [misprinted(rule, part, right, wrong) for rule in voltage_rules()]
    assert voltage_by_text(rules, pulses_and_volleys()) != voltage


def misprinted(card, part, right, wrong):
    """The card with ``wrong`` in the place of ``right``, in a text or in a convention."""
    said = dict(card.conventions)
    text = said[part] if part in said else getattr(card, part)
    assert text.count(right) == 1
    text = text.replace(right, wrong)
    return replace(card, **({"conventions": said | {part: text}} if part in said else {part: text}))


# The calcium rule: the text in steps as small as it takes, its noise by the variance that it adds.
TOLERANCE = 1e-8


def calcium_by_text(card, pre, post, start):
    """Mean and variance of rho, from ``start``, after spikes at these times (s)."""
    said = re.match(r"(\w+), between a (pre|post)synaptic spike", card.conventions["delay"])
    late = {"pre": 0, "post": 0} | {said[2]: card[said[1]]}
    arrivals = [(time + late["pre"], card.on_pre) for time in pre]
    arrivals = sorted(arrivals + [(time + late["post"], card.on_post) for time in post])
    ends = [time for time, _ in arrivals[1:]] + [arrivals[-1][0] + FALL * card["tau_Ca"]]
    slope, state = moments(card), [0.0, start, 0.0]
    for (time, statement), end in zip(arrivals, ends, strict=True):
        constants = {c.symbol: c.value for c in card.constants}
        state[0] = after(statement, constants | {"c": state[0]}, True)["c"].item()
        state = advanced(slope, state, end - time)
    return state[1:]


def moments(card):
    """The slopes of calcium, of rho's mean and, where its noise is weak, of its variance."""
    equations = Equations(card.equations)
    drift, noise = equations["rho"].expr.split_stochastic()
    texts = [equations["c"].expr.code, drift.code, noise["xi"].code]
    constants = {c.symbol: c.value for c in card.constants} | {"sqrt": math.sqrt}
    text = eval(f"lambda c, rho: ({', '.join(texts)})", SPACE | constants)

    def slope(state):
        # The derivative by rho is in the imaginary part, to the last digit.
        calcium, flow, spread = text(state[0], state[1] + 1e-20j)
        return calcium, flow.real, 2 * flow.imag / 1e-20 * state[2] + spread**2

    return slope


def advanced(slope, state, duration):
    """Runge-Kutta's fourth order, in steps that halving changes by less than the tolerance."""
    step = 1e-3
    while duration > 0:
        step = min(step, duration)
        once = runge_kutta(slope, state, step)
        twice = runge_kutta(slope, runge_kutta(slope, state, step / 2), step / 2)
        error = max(abs(a - b) for a, b in zip(once, twice, strict=True))
        if error < TOLERANCE:
            state, duration = twice, duration - step
        # The error of a step goes as its fifth power.
        step *= min(max(0.9 * (TOLERANCE / (error + 1e-30)) ** 0.2, 0.1), 10)
        assert step > 1e-14, "a misprint without a solution"
    return state


def runge_kutta(slope, state, h):
    def moved(k, h):
        return [value + h * one for value, one in zip(state, k, strict=True)]

    k1 = slope(state)
    k2 = slope(moved(k1, h / 2))
    k3 = slope(moved(k2, h / 2))
    k4 = slope(moved(k3, h))
    slopes = zip(k1, k2, k3, k4, strict=True)
    return moved([a + 2 * b + 2 * c + d for a, b, c, d in slopes], h / 6)


CALCIUM = [name for name in cards() if name.startswith("calcium:")]
ENGINES = {"sampled": calcium_engine.sample_rho, "brian2": calcium_engine.simulate_rho}


WEAK = {"sigma": "0.05"}


def two_bunches():
    """Spikes of a synapse; between the bunches rho slides in its wells."""
    random = np.random.default_rng(0)
    sides = [np.sort(random.choice(60, 3, replace=False)) for _ in range(2)]
    sides = [np.concatenate([steps, steps + 5000]) for steps in sides]
    return Trains(Fraction(1, 1000), 1, *((np.zeros(6, np.int32), steps) for steps in sides))


def by_text(card):
    """Mean and variance of rho, from 0 and then from 1."""
    pre, post, _ = (step * 1e-3 for _, step in two_bunches().spikes.values())
    for start in (0.0, 1.0):
        yield tuple(map(float, calcium_by_text(card, pre, post, start)))


def by_engine(name, engine):
    """As `by_text`, within what the two may differ by."""
    card = find(name, {"sigma": "0", "repeats": "2", "beta": "0.5"})
    silent = rho_by_engine(card, engine)
    assert (abs(silent - 0.5) < 0.49).all()
    # The text takes some hundreds of steps. The engine on Brian2 ends within 1 ms of its end.
    allowed = split(card) + 1000 * TOLERANCE + 0.05 * 1e-3 / card["tau"]
    assert allowed < 1e-4
    # Four standard errors of a variance.
    noisy = rho_by_engine(find(name, {**WEAK, "repeats": "40000", "beta": "0.5"}), engine)
    variances = noisy.reshape(2, -1).var(axis=1)
    return [
        (pytest.approx(mean, abs=allowed), pytest.approx(variance, rel=4 * math.sqrt(2 / 20000)))
        for mean, variance in zip(silent, variances, strict=True)
    ]


def rho_by_engine(card, engine):
    """rho (synapses,), of those that start at 0 and then of those that start at 1."""
    return ENGINES[engine](constants_of(card), two_bunches(), 0, 0)[0][: int(card["repeats"])]


def constants_of(card):
    return {c.symbol: np.array([c.value]) for c in card.constants}


def split(card):
    """What it makes that after each spike calcium acts first and then the wells, f, alone.

    Calcium, for q (in tau) above a threshold, moves rho by G at most. In the other order rho would
    differ by the commutator, q (f' G + f G), where f' is at most 1/2 and f 1/20; the wells part two
    values by exp(t / 4) at most.
    """
    p, d, lasts = (part / card["tau"] for part in transients(constants_of(card), two_bunches()))
    moved = card["gamma_p"] * p + card["gamma_d"] * d
    return np.exp(lasts.sum() / 4) * (np.maximum(p, d) * moved * (1 / 2 + 1 / 20)).sum()


@pytest.mark.parametrize("name", CALCIUM)
def test_the_calcium_rules_text_is_what_its_engines_run_with_as_much_noise(name):
    found = list(by_text(find(name, WEAK)))
    for engine in ENGINES:
        assert found == by_engine(name, engine)


def test_the_calcium_rules_weight_is_the_mean_of_what_the_text_makes_of_rho():
    card = find("calcium:hippocampal_slices", {"w_0": "3"})
    down = np.arange(1000) < 700  # beta = 0.7

    def mean(rho):
        w = slopes(card.equations, constants_of(card) | {"rho": rho, "c": 0.0, "xi": 0.0})["w"]
        return 0.7 * w[down].mean() + 0.3 * w[~down].mean()

    assert mean(np.where(down, 0.0, 1.0)) == pytest.approx(3, rel=1e-12)
    ended = rho_by_engine(card, "sampled")
    assert 10 < np.count_nonzero(ended[down] > 0.5) < 690
    assert run([card], two_bunches(), engine="sampled") == pytest.approx(mean(ended), rel=1e-12)


@pytest.fixture(scope="module")
def calcium():
    return by_engine("calcium:DP", "sampled")


@pytest.mark.parametrize(
    ("part", "right", "wrong"),
    [
        ("equations", "-c / tau_Ca", "-c / (2 * tau_Ca)"),
        ("equations", "-rho * (1 - rho)", "rho * (1 - rho)"),
        ("equations", "(rho_star - rho)", "(rho_star + rho)"),
        ("equations", "gamma_p * (1 - rho)", "gamma_p * rho"),
        ("equations", "gamma_p * (1 - rho)", "gamma_d * (1 - rho)"),
        ("equations", "(1 - rho) * int(c > theta_p)", "(1 - rho) * int(c > theta_d)"),
        ("equations", "- gamma_d * rho", "+ gamma_d * rho"),
        ("equations", "rho * int(c > theta_d)", "rho * int(c < theta_d)"),
        ("equations", "sigma * sqrt(tau)", "sigma * tau"),
        ("equations", "sqrt(int(c > theta_d) + int(c > theta_p))", "sqrt(int(c > theta_d))"),
        ("equations", "sqrt(int(c > theta_d) + int(c > theta_p))", "int(c > theta_d)"),
        ("on_pre", "Cpre", "Cpost"),
        ("on_post", "+=", "="),
        ("delay", "between a presynaptic", "between a postsynaptic"),
    ],
)
def test_a_misprint_in_the_calcium_rules_card_is_found(calcium, part, right, wrong):
    printed = misprinted(find("calcium:DP", WEAK), part, right, wrong)
    # The second start is run only where the first does not tell.
    assert not all(map(operator.eq, by_text(printed), calcium))
