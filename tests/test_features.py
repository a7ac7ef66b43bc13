"""What the perceptrons read of an image besides its pixels."""

from fractions import Fraction

import command_line
import digit_files
import numpy as np
import pytest

from readout import all_pairs, granule, shared_pass
from readout.dataset import Images
from readout.deskew import deskewed
from readout.features import Features
from readout.mnist import mnist
from readout.pairs import PAIRS
from readout.teaching import teach
from synplast.bad_input import BadInput

CELLS = Features("granule", cells=1000, seed=0)


@pytest.fixture(scope="module")
def few():
    """The first 3000 images to train on and 1000 to test on."""
    return digit_files.first_images(3000, 1000)


def bar(slant):
    """A bar of ink that leans ``slant`` columns to the right over each row down."""
    image = np.zeros((1, 28, 28), np.uint8)
    for row in range(6, 22):
        left = round(13 + slant * (row - 13.5))
        image[0, row, left : left + 2] = 200
    return image


def spread(image):
    """The variance of the ink's columns."""
    ink, columns = image[0].sum(axis=0, dtype=float), np.arange(28)
    mean = ink @ columns / ink.sum()
    return ink @ (columns - mean) ** 2 / ink.sum()


@pytest.mark.parametrize("slant", [-0.5, 0.4])
def test_a_leaning_bar_is_set_upright(slant):
    assert spread(bar(slant)) > 3
    assert spread(deskewed(bar(slant))) < 1


def test_an_upright_bar_in_the_middle_stays_as_it_is():
    np.testing.assert_array_equal(deskewed(bar(0)), bar(0))


def test_no_ink_is_lost_by_setting_a_digit_upright(few):
    pixels = few[1].pixels[:200]
    before, after = (images.sum(axis=(1, 2), dtype=float) for images in (pixels, deskewed(pixels)))
    # Half a step for each pixel that rounding moves; a digit never reaches the edge.
    assert (np.abs(after - before) <= 0.5 * (deskewed(pixels) > 0).sum(axis=(1, 2))).all()


def test_an_image_without_ink_stays_empty():
    assert not deskewed(np.zeros((2, 28, 28), np.uint8)).any()


def test_a_granule_cell_sees_a_patch_and_no_even_light():
    synapses = granule.patches((28, 28), 50, np.random.default_rng(0))
    assert (synapses.sum(axis=0) == 0).all()
    for cell in synapses.T.reshape(50, 28, 28):
        rows, columns = np.nonzero(cell)
        assert max(np.ptp(rows), np.ptp(columns)) < granule.LARGEST


def test_what_drives_a_granule_cell_is_exact_in_whatever_order_it_is_added(few):
    synapses = granule.patches((28, 28), 500, np.random.default_rng(0))
    assert 255 * np.abs(synapses).sum(axis=0).max() < 2**24
    pixels = few[1].pixels[:50].reshape(50, -1)
    exact = pixels.astype(np.int64) @ synapses.astype(np.int64)
    np.testing.assert_array_equal(pixels.astype(np.float32) @ synapses, exact)


def test_few_granule_cells_fire_for_an_image(few):
    cells = granule.grow(few[0].pixels, 200, 0)
    ink = granule.rates(cells, few[1].pixels)
    firing = (np.diff(ink.starts) - 1).mean() / 200
    assert 0 < firing < 1.2 * granule.ACTIVE


def test_rates_are_what_drives_the_cells_above_their_thresholds(few):
    pixels = few[1].pixels[:50]
    cells = granule.grow(few[0].pixels, 70, 0)
    ink = granule.rates(cells, pixels)
    drive = pixels.reshape(50, -1).astype(np.float32) @ cells.synapses
    rate = np.clip(cells.gains * (drive - cells.thresholds), 0, 255)
    dense = np.zeros((50, 71))
    dense[np.repeat(np.arange(50), np.diff(ink.starts)), ink.places] = ink.values
    assert (dense[:, 0] == 255).all()
    assert np.abs(dense[:, 1:] - rate).max() <= 0.51


def test_the_same_seed_grows_the_same_cells(few):
    first, again, other = (granule.grow(few[0].pixels, 30, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.synapses, again.synapses)
    assert (first.synapses != other.synapses).any()


def test_thirty_two_bits_give_the_weights_of_sixty_four(few):
    ink = shared_pass.ink(few[0].pixels)
    first = np.random.default_rng(0).integers(-255, 255, (45, 785))
    narrow, wide = (all_pairs.Lesson(ink, few[0].labels, first) for _ in range(2))
    wide.weights = all_pairs.in_lanes_of(np.int64, wide.weights)
    for _ in range(3):
        for lesson in (narrow, wide):
            lesson.go_through(np.arange(3000))
    assert narrow.weights.dtype == np.int32
    np.testing.assert_array_equal(narrow.last(), wide.last())


def test_weights_grow_into_sixty_four_bits_where_thirty_two_have_no_room(few):
    ink = shared_pass.ink(few[0].pixels)
    first = np.random.default_rng(0).integers(-255, 255, (45, 785))
    crowded, roomy = (all_pairs.Lesson(ink, few[0].labels, first) for _ in range(2))
    crowded.room = int(1.5 * crowded.squares.max())
    logs = [lesson.go_through(np.arange(3000)) for lesson in (crowded, roomy)]
    assert crowded.weights.dtype == np.int64
    np.testing.assert_array_equal(*logs)
    np.testing.assert_array_equal(crowded.last(), roomy.last())
    # |w|², kept up to date from mistake to mistake.
    squares = [roomy.squares[i, j] for i, j in PAIRS]
    np.testing.assert_array_equal(squares, (roomy.last() ** 2).sum(axis=1))


def test_a_margin_is_kept_by_every_image_that_is_no_mistake(few):
    train = Images(few[0].pixels[:300], few[0].labels[:300])
    ink, margin = shared_pass.ink(train.pixels), Fraction(1, 4)
    *_, last = all_pairs.passes(train, ink, 200, Fraction(1), "rosenblatt", 0, margin)
    lengths = np.add.reduceat(ink.values.astype(int) ** 2, ink.starts[:-1])
    assert last.errors.max() == 0
    found = all_pairs.activations(ink, last.weights)
    for column, (i, j) in zip(found.T, PAIRS, strict=True):
        assert column[train.labels == i].min() > margin * lengths.mean()
        assert column[train.labels == j].max() < -margin * lengths.mean()


@pytest.mark.parametrize("features", ["deskewed", "granule"])
def test_a_readout_of_features_tests_the_same_when_loaded(few, tmp_path, features):
    digit_files.write(tmp_path, *few)
    how = ["--data", tmp_path, "--epochs", 1, "--features", features]
    how += ["--cells", 50, "--figure", tmp_path / "a.png"] if features == "granule" else []
    trained = command_line.run("readout.mnist", "--all", *how, "--save", tmp_path / "kept.npz")
    assert trained.returncode == 0, trained.stderr
    kept = ["--load", tmp_path / "kept.npz", "--data", tmp_path]
    assert command_line.run("readout.mnist", *kept).stdout == trained.stdout


def test_granule_cells_are_for_all_digits():
    with pytest.raises(BadInput, match="--features granule: only with --all"):
        mnist(digits=(3, 5), features="granule")


def test_upright_digits_are_read_better_than_pixels_and_granule_cells_better_still():
    """Each by more than four standard errors of the difference of two fractions of 10,000."""
    parts, rights = digit_files.first_images(10_000, 10_000), []
    for features, margin in ((Features(), 0), (Features("deskewed"), 2), (CELLS, 1)):
        how = {"algorithm": "averaged", "eta": 1, "margin": margin, "seed": 0}
        rights.append(teach(None, *parts, features, 3, **how).test_accuracy[-1] / 100)
    rights = np.array(rights)
    errors = np.sqrt(rights * (1 - rights) / 10_000)
    assert (np.diff(rights) > 4 * np.hypot(errors[1:], errors[:-1])).all()
