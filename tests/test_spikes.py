"""Digits as spike trains, read by counting."""

import command_line
import numpy as np
import pytest

from readout.digits.poisson_spikes import count_spikes, scale_counts


def test_a_pixel_fires_in_proportion_to_its_brightness_as_poisson_does():
    pixels = np.repeat(np.array([0, 51, 255], np.uint8), 3000)
    counts = count_spikes(pixels, rate=100, steps=400, seed=1).reshape(3, 3000)  # 200 ms
    expected = np.array([0, 4, 20])
    # Four standard errors; in steps of 0.5 ms the variance is 1 - rate dt of Poisson's.
    assert (np.abs(counts.mean(axis=1) - expected) <= 4 * np.sqrt(expected / 3000)).all()
    variance = expected * (1 - np.array([0, 0.01, 0.05]))
    assert np.abs(counts.var(axis=1) - variance) == pytest.approx(0, abs=4 * 20 * (2 / 3000) ** 0.5)


def test_spikes_depend_on_their_seed_alone():
    pixels = np.full(500, 255, np.uint8)
    first, again, other = (count_spikes(pixels, 100, 100, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_spikes_are_as_bright_as_pixels():
    assert scale_counts(np.array([0, 1, 3, 4]), most=3).tolist() == [0, 85, 255, 255]
    with pytest.raises(ValueError, match="at most 255 spikes"):
        scale_counts(np.array([300]), most=300)


@pytest.fixture(scope="module")
def watched(data_of):
    """A thousand digits to learn from and five hundred to test on, watched up to half a second."""
    return data_of("digits_as_spikes")


def test_the_longer_it_is_watched_the_better_a_digit_is_read(watched):
    assert (np.diff(watched.accuracy[:3]) > 0).all()
    assert watched.spikes[1] == pytest.approx(4 * watched.spikes[0], rel=0.05)


def test_half_a_second_of_spikes_reads_as_well_as_the_pixels(watched):
    pixels = watched.pixels[0] / 100
    assert (watched.time[-1], watched.time[1] / watched.time[0]) == (500, 4)
    # Two standard errors of the difference of two fractions of 500.
    error = 100 * np.sqrt(2 * pixels * (1 - pixels) / 500)
    assert watched.accuracy[-1] >= watched.pixels[-1] - 2 * error


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (["--time", "0.3"], "--time 0.3: multiples of 0.5 ms"),
        (["--time", "0"], "--time 0: multiples of 0.5 ms"),
        (["--rate", "5000"], "--rate 5000: at most 1000 Hz"),
    ],
)
def test_bad_input_is_one_line(change, said):
    done = command_line.run("readout.spikes", *change)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
