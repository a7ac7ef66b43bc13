"""What every command of the readout does the same."""

import pickle
import tracemalloc

import digit_files
import numpy as np
import pytest
from PIL import Image
from tqdm import tqdm

from readout.capacity import capacity
from readout.cells import cells
from readout.compare import compare
from readout.convergence import convergence
from readout.delay import Delay, delay
from readout.digits.dataset import Images
from readout.digits.features import Features
from readout.digits.training import rate_averaged
from readout.geometry import geometry
from readout.logic import logic
from readout.mnist import mnist
from readout.spikes import Watched, spikes
from readout.worked_example import worked_example
from synplast.bad_input import BadInput
from synplast.command import as_csv

MANY = 10**9


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A data set, a readout of all digits and a picture of one."""
    here = tmp_path_factory.mktemp("small")
    train, test = digit_files.first_images(500, 100)
    digit_files.write(here, train, test)
    mnist(all=True, epochs=1, data=here, save=here / "all.npz")
    Image.fromarray(test.pixels[0]).save(here / "digit.png")
    return here


RESULTS = {
    "mnist --digits": lambda small: mnist(digits=(3, 5), epochs=1, data=small),
    "mnist --all": lambda small: mnist(all=True, epochs=1, data=small, algorithm="voted"),
    "mnist --load": lambda small: mnist(load=small / "all.npz", data=small),
    "mnist --predict": lambda small: mnist(
        load=small / "all.npz", data=small, predict=small / "digit.png"
    ),
    "capacity": lambda small: capacity(load="1", size=5, sets=2),
    "cells": lambda small: cells(cells=20, seeds=1, epochs=1, images=500, held_back=True),
    "compare": lambda small: compare(epochs=1, seeds=1, images=500),
    "convergence": lambda small: convergence(margin="0.4", sets=2),
    "geometry": lambda small: geometry(),
    "logic": lambda small: logic(),
    "worked_example": lambda small: worked_example(),
    # These two are simulated, in tests of their own.
    "spikes": lambda small: Watched(*np.zeros((4, 2))),
    "delay": lambda small: Delay(*np.zeros((5, 2))),
}


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_can_be_kept_as_a_pickle(name, small):
    result = RESULTS[name](small)
    again = pickle.loads(pickle.dumps(result))
    assert type(again) is type(result)
    assert as_csv(again) == as_csv(result)


@pytest.mark.parametrize(
    ("command", "option"),
    [
        *((cells, name) for name in ("cells", "seeds", "epochs", "images")),
        *((compare, name) for name in ("seeds", "epochs", "images")),
        *((spikes, name) for name in ("time", "images", "tests", "epochs")),
        *((delay, name) for name in ("train", "test", "epochs", "networks")),
        *((capacity, name) for name in ("load", "size", "sets", "epochs")),
        *((convergence, name) for name in ("size", "samples", "sets")),
        (logic, "epochs"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_a_count_beyond_what_can_be_done_is_refused_in_one_line(command, option):
    with pytest.raises(BadInput) as caught:
        command(**{option: MANY})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("option", ["epochs", "cells"])
def test_a_count_beyond_what_can_be_trained_is_refused_in_one_line(option, small):
    with pytest.raises(BadInput, match=f"{option}={MANY}"):
        mnist(all=True, features="granule", data=small, **{option: MANY})


@pytest.mark.parametrize("command", [cells, compare, spikes])
def test_images_without_every_digit_among_them_are_refused(command):
    with pytest.raises(BadInput, match="images=10: from 18 to 60000"):  # the first 8 is the 18th
        command(images=10)


def test_what_it_would_need_is_said():
    with pytest.raises(BadInput, match=r"size=100000: sets of 250000 patterns .* GB; at most 2"):
        capacity(size=100_000)


def test_a_margin_too_narrow_to_learn_in_time_is_refused(monkeypatch):
    monkeypatch.setattr("readout.convergence.MOST_PASSES", 3)
    with pytest.raises(BadInput, match="not learned within 3 passes"):
        convergence(margin="0.001", sets=1)


def test_only_the_last_pass_is_kept(monkeypatch):
    """Of a hundred passes of three megabytes each."""
    few = digit_files.first_images(200, 100)
    train, test = (Images(np.tile(part.pixels, (1, 4, 3)), part.labels) for part in few)
    tracemalloc.start()
    rate_averaged(Features(), train, test, 100, 0, tqdm(disable=True))
    assert tracemalloc.get_traced_memory()[1] < 60e6
    tracemalloc.stop()
