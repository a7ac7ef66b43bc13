"""What one perceptron can and cannot learn, as the course tells it."""

import csv
import itertools

import command_line
import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from readout.capacity import capacity, count_binary, count_cover, expect, try_set
from readout.convergence import convergence
from readout.geometry import geometry
from readout.logic import logic
from readout.perceptron.course_examples import INPUTS, WEIGHTS, fires, two_layers
from readout.perceptron.float_learner import learn_until_right
from readout.perceptron.rule import learn
from readout.perceptron.separability import SMALLEST, decide
from readout.worked_example import worked_example

COMMANDS = ["logic", "geometry", "worked_example", "convergence", "capacity"]
QUICK = {"capacity": ["--size", 10, "--sets", 3, "--load", "1,2"], "convergence": ["--sets", 2]}


def test_the_course_s_weights_compute_or_and_nand():
    gates = {name: fires(w, INPUTS).astype(int).tolist() for name, w in WEIGHTS.items()}
    assert gates == {"OR": [0, 1, 1, 1], "AND": [0, 0, 0, 1], "NAND": [1, 1, 1, 0]}


def test_two_layers_compute_xor():
    assert two_layers(INPUTS).astype(int).tolist() == [0, 1, 1, 0]


def test_or_and_and_are_learned_and_xor_cycles_for_ever():
    found = logic()
    verdicts = dict(zip(zip(found.gate, found.by, strict=True), found.verdict, strict=True))
    assert verdicts["OR", "learned"] == verdicts["AND", "learned"] == "separates"
    assert verdicts["XOR", "learned"].startswith("cycles for ever")
    assert found.right[found.by != "learned"].tolist() == [4, 4, 4]


def test_a_bound_on_the_passes_is_said():
    assert "not separated within 1 passes" in logic(epochs=1).verdict


def test_the_worked_example_ends_where_the_course_says():
    found = worked_example()
    wrong = found.verdict == "wrong"
    after = np.stack([found.w0, found.w1, found.w2], axis=1)[wrong]
    assert after.tolist() == [[-0.2, 0.6, 0.9], [0, 0.2, 1.1], [0.2, 0.5, 1.0]]
    assert len(found.step) == 12


def test_distances_are_those_of_a_ruler():
    # From 3 x1 + 4 x2 = 5, the point (1, 1) is 2/5 away: Hesse's normal form.
    assert geometry(weights=(-5, 3, 4)).distance[0] == pytest.approx(2 / 5)


def test_mistakes_stay_below_novikoffs_bound_and_fall_as_the_margin_grows():
    found = convergence(sets=5)
    assert (found.most_mistakes <= found.bound).all()
    assert (np.diff(found.mean_mistakes) < 0).all()


def test_cover_counts_every_dichotomy_up_to_n_patterns_and_half_at_two_n():
    assert count_cover(5, 5) == 1
    assert count_cover(4, 3) == 14 / 16  # four points in the plane: all but the two of XOR
    for size in (1, 10, 1000):
        assert count_cover(2 * size, size) == pytest.approx(0.5)


def every(count):
    """All vectors of +1 and -1: array (2^count, count)."""
    return np.array(list(itertools.product((-1, 1), repeat=count)))


@pytest.mark.parametrize(("patterns", "size"), [(3, 3), (6, 2), (7, 3), (8, 5)])
def test_as_many_ways_to_class_random_patterns_are_separable_as_cover_counts(patterns, size):
    x = np.random.default_rng(patterns).standard_normal((patterns, size))
    found = [decide(x * y[:, None]).separable for y in every(patterns)]
    assert np.mean(found) == count_cover(patterns, size)


@pytest.mark.parametrize(("patterns", "size"), [(4, 2), (5, 3), (3, 5)])
def test_signs_to_keep_count_as_patterns(patterns, size):
    x = np.random.default_rng(size).standard_normal((patterns, size))
    classes = itertools.product(every(patterns), every(size))
    found = [decide(x * y[:, None], signs).separable for y, signs in classes]
    assert np.mean(found) == count_cover(patterns + size, size)


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("seed", range(10))
def test_the_proof_holds_either_way(signed, seed):
    rng = np.random.default_rng(seed)
    x, signs = rng.standard_normal((60 if signed else 120, 60)), rng.choice([-1, 1], 60)
    separable, proof = decide(x, signs if signed else None)
    if separable:
        assert (x @ proof > 0).all()
        assert not signed or (signs * proof >= 0).all()
        return
    assert proof.min() >= 0
    total = proof @ x / proof.sum()
    against = np.maximum(signs * total, 0) if signed else total
    # Nothing beside the patterns; twice, for rounding.
    assert np.linalg.norm(against) <= 2 * SMALLEST * np.linalg.norm(x, axis=1).max()


def test_or_is_separable_and_xor_is_not():
    inputs = np.insert(INPUTS, 0, 1, axis=1).astype(float)
    gates = {"OR": [-1, 1, 1, 1], "XOR": [-1, 1, 1, -1]}
    found = {name: decide(inputs * np.array(y)[:, None]).separable for name, y in gates.items()}
    assert found == {"OR": True, "XOR": False}


def sampled_well(found, sets):
    """Whether the fractions are Cover's within four standard deviations, and one set."""
    here = found.weights != "binary"
    error = 4 * np.sqrt(found.theory * (1 - found.theory) / sets) + 1 / sets
    return (np.abs(found.separable - found.theory) <= error)[here].all()


@pytest.mark.parametrize("size", [1, 15])  # of 100, the figure `capacity` claims it
def test_the_fraction_separable_is_covers_with_its_half_at_two_and_for_fixed_signs_at_one(size):
    found = capacity(load="0.8,1,1.2,1.8,2,2.2", size=size, sets=50, epochs=1)
    assert sampled_well(found, 50)
    half = found.load == np.where(found.weights == "free", 2, 1)
    np.testing.assert_allclose(found.theory[half & (found.weights != "binary")], 0.5)


def test_all_that_is_separable_is_learned_in_the_end_and_nothing_else():
    few, many = (capacity(load="1,2", size=6, sets=40, epochs=n) for n in (3, 10**6))
    here = few.weights != "binary"
    assert (few.learned[here] <= few.separable[here]).all()
    assert few.learned[here].sum() < few.separable[here].sum()
    np.testing.assert_array_equal(many.learned[here], many.separable[here])


def test_what_is_learned_until_right_is_the_plain_rule_to_a_pass_without_a_mistake():
    rng = np.random.default_rng(0)  # passes of one mistake before the last
    x, passes, mistakes = rng.standard_normal((40, 5)), 0, [1]
    y, weights = np.sign(x @ rng.standard_normal(5) + 0.1), np.zeros(6)
    inputs, total = np.insert(x, 0, 1, axis=1), 0
    while any(mistakes):
        *_, (weights, _) = found = list(learn(weights, inputs, y))
        mistakes = [mistake for _, mistake in found]
        passes, total = passes + 1, total + sum(mistakes)
    assert passes > 3
    assert learn_until_right(x, y > 0, passes) == (True, total)
    assert learn_until_right(x, y > 0, passes - 1) == (False, total)


def test_binary_weights_learn_less_than_free_ones():
    found = capacity(load="1", size=17, sets=40, epochs=1)
    fraction = dict(zip(found.weights, found.separable, strict=True))
    assert fraction["binary"] < 0.5 < fraction["free"]


def test_all_binary_weights_are_tried():
    assert count_binary(np.array([[1.0, 0.5]]), np.array([1])) == 2
    assert count_binary(np.eye(3), np.array([1, -1, 1])) == 1
    random = np.random.default_rng(0)
    for size, patterns in itertools.product((1, 2, 5, 8, 11), (1, 4, 6, 9)):
        x, y = random.standard_normal((patterns, size)), random.choice([-1, 1], patterns)
        every = np.array(list(itertools.product([-1, 1], repeat=size)))
        right = (every @ (x * y[:, None]).T > 0).all(axis=1)
        assert count_binary(x, y) == right.sum()


@pytest.mark.parametrize(("kind", "half"), [("free", 2000), ("signed", 1000)])
def test_the_half_of_a_thousand_weights_lies_around_two_and_for_fixed_signs_around_one(kind, half):
    """By Cover's count, a set in 85 000 at most is on the other side of 200 before or after."""
    for patterns, expected in ((half - 200, True), (half + 200, False)):
        assert abs(expect(kind, 1000, patterns) - expected) < 1 / 85_000
        with threadpool_limits(1, "blas"):  # several would wait for each other
            assert try_set(kind, 1000, patterns, epochs=1, seed=0)[0] == expected


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_prints_a_table_and_draws_a_figure(tmp_path, name):
    figure = ["--figure", tmp_path / "a.svg", "--lang", "fr"]
    done = command_line.run(f"readout.{name}", *QUICK.get(name, []), *figure)
    assert done.returncode == 0, done.stderr
    assert len(list(csv.reader(done.stdout.splitlines()))) > 2
    assert (tmp_path / "a.svg").stat().st_size > 1000


@pytest.mark.parametrize(
    ("call", "line"),
    [
        ("geometry --weights 1 0 0", "--weights 1 0 0: three numbers"),
        ("capacity --load 0", "--load 0: numbers greater than 0"),
        ("convergence --margin -1", "--margin -1: numbers greater than 0"),
        ("logic --epochs 0", "--epochs 0: a whole number"),
    ],
)
def test_bad_input_is_one_line(tmp_path, call, line):
    name, *arguments = call.split()
    done = command_line.run(f"readout.{name}", *arguments, "--figure", tmp_path / "a.png")
    assert done.returncode == 2
    assert line in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_pattern_of_nothing_but_zeros_is_on_no_side():
    verdict = decide(np.array([[1.0, 2.0], [0.0, 0.0]]))
    assert not verdict.separable
    assert verdict.proof.tolist() == [0, 1]


def test_a_pattern_that_is_not_finite_is_refused():
    with pytest.raises(ValueError, match="not finite"):
        decide(np.array([[1.0, np.inf]]))


def test_one_step_of_the_worked_example_has_the_weights_before_it():
    whole, one = worked_example(), worked_example(step=5)
    assert one.step.tolist() == [5]
    assert one.before[0].tolist() == [whole.w0[3], whole.w1[3], whole.w2[3]]


def test_points_of_ones_own_are_learned_or_said_to_be_inseparable(tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("x1,x2,class\n0,0,A\n1,1,A\n0,1,B\n1,0,B\n")
    found = worked_example(points=path, epochs=3)
    assert len(found.step) == 12
    assert found.notes
    path.write_text("x1,x2,class\n1,0,A\n-1,0,B\n")
    found = worked_example(points=path, start=(0, 0, 0), eta=1)
    assert not found.notes
    # By hand: w = 0 is on the boundary, so the first is a mistake, w = (1, 1, 0); then -1 + 1 = 0.
    assert found.verdict.tolist() == ["wrong", "wrong", "right", "right"]
    assert [found.w0[-1], found.w1[-1], found.w2[-1]] == [0, 2, 0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--step", "13"], "--step 13: from 1 to 12, the last presentation"),
        (["--points", "bad.csv"], "--points bad.csv:3: 1,x,A: two numbers, and A or B"),
        (["--points", "other.csv"], "a CSV file with the columns x1, x2 and class (A or B)"),
        (["--start", "1", "2"], "three numbers w0 w1 w2"),
    ],
)
def test_what_the_worked_example_cannot_take_is_told_in_one_line(call, tmp_path, arguments, said):
    (tmp_path / "bad.csv").write_text("x1,x2,class\n0,1,B\n1,x,A\n")
    (tmp_path / "other.csv").write_text("a,b\n0,1\n")
    done = call("readout.worked_example", *arguments)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr
