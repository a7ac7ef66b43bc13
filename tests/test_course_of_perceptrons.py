"""What one perceptron can and cannot learn, as the course tells it."""

import csv

import numpy as np
import pytest

from readout.capacity import binary_solutions, capacity, cover
from readout.convergence import convergence
from readout.course import INPUTS, WEIGHTS, fires, two_layers
from readout.geometry import geometry
from readout.logic import logic
from readout.worked_example import worked_example

COMMANDS = ["logic", "geometry", "worked_example", "convergence", "capacity"]
QUICK = {"capacity": ["--size", 10, "--sets", 3, "--load", "1,2"]}


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
    assert cover(5, 5) == 1
    assert cover(4, 3) == 14 / 16  # four points in the plane: all but the two of XOR
    for size in (1, 10, 1000):
        assert cover(2 * size, size) == pytest.approx(0.5)


def test_what_is_learned_is_never_significantly_more_than_can_be():
    found = capacity(load="1.5,2,2.5", size=15, sets=40, epochs=500)
    free = found.weights == "free"
    # Four standard deviations of a fraction of 40.
    spread = 4 * np.sqrt(found.theory * (1 - found.theory) / 40)[free]
    assert (np.abs(found.learned - found.theory)[free] <= spread + 1 / 40).all()


def test_a_sign_to_keep_costs_half_of_the_patterns_and_binary_weights_more():
    found = capacity(load="0.6,1.4", size=60, sets=10)
    learned = {k: found.learned[found.weights == k] for k in ("free", "signed", "binary")}
    assert learned["free"].min() > 0.9
    assert learned["signed"][0] > 0.6 > 0.2 > learned["signed"][1]
    assert learned["binary"][1] < 0.2


def test_all_binary_weights_are_tried():
    assert binary_solutions(np.array([[1.0, 0.5]]), np.array([1])) == 2
    assert binary_solutions(np.eye(3), np.array([1, -1, 1])) == 1


@pytest.mark.slow
def test_a_thousand_weights_learn_three_patterns_for_every_two_and_not_five():
    found = capacity(load="1.5,2.5", size=1000, sets=3, epochs=300)
    assert found.learned[found.weights == "free"].tolist() == [1, 0]


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_prints_a_table_and_draws_a_figure(run, tmp_path, name, lang):
    done = run(f"readout.{name}", *QUICK.get(name, []), "--figure", "a.svg", "--lang", lang)
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
def test_bad_input_is_one_line(run, call, line):
    name, *arguments = call.split()
    done = run(f"readout.{name}", *arguments, "--figure", "a.png")
    assert done.returncode == 2
    assert line in done.stderr
    assert done.stderr.count("\n") == 1
