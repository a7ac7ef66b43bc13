"""What the perceptrons read of an image besides its pixels."""

from fractions import Fraction

import command_line
import digit_files
import numpy as np
import plain_rule
import pytest

from readout.digits import granule_cells
from readout.digits.dataset import Images
from readout.digits.deskew import deskew
from readout.digits.features import Features
from readout.digits.fitting import fit_readout
from readout.digits.pairs import DIGITS, PAIRS
from readout.mnist import mnist
from readout.perceptron.activations import activate
from readout.perceptron.sparse_rows import pack_rows
from readout.perceptron.whole_learner import WholeLearner
from synplast.bad_input import BadInput

CELLS = Features("granule", cells=1000, seed=0)


@pytest.fixture(scope="module")
def few():
    """The first 3000 images to train on and 1000 to test on."""
    return digit_files.first_images(3000, 1000)


def bar(slant):
    """A bar that leans ``slant`` columns to the right over each row down."""
    image = np.zeros((1, 28, 28), np.uint8)
    for row in range(6, 22):
        left = round(13 + slant * (row - 13.5))
        image[0, row, left : left + 2] = 200
    return image


def spread(image):
    """The variance of the bar's columns."""
    mass, columns = image[0].sum(axis=0, dtype=float), np.arange(28)
    mean = mass @ columns / mass.sum()
    return mass @ (columns - mean) ** 2 / mass.sum()


@pytest.mark.parametrize("slant", [-0.5, 0.4])
def test_a_leaning_bar_is_deskewed(slant):
    assert spread(bar(slant)) > 3
    assert spread(deskew(bar(slant))) < 1


def test_a_straight_bar_in_the_middle_stays_as_it_is():
    np.testing.assert_array_equal(deskew(bar(0)), bar(0))


def test_no_brightness_is_lost_by_deskewing(few):
    pixels = few[1].pixels[:200]
    before, after = (images.sum(axis=(1, 2), dtype=float) for images in (pixels, deskew(pixels)))
    # Half a step for each pixel that rounding moves; a digit never reaches the edge.
    assert (np.abs(after - before) <= 0.5 * (deskew(pixels) > 0).sum(axis=(1, 2))).all()


def test_an_empty_image_stays_empty():
    assert not deskew(np.zeros((2, 28, 28), np.uint8)).any()


def test_a_granule_cell_sees_a_patch_and_no_even_light():
    synapses = granule_cells.draw_synapses((28, 28), 50, np.random.default_rng(0))
    assert (synapses.sum(axis=0) == 0).all()
    for cell in synapses.T.reshape(50, 28, 28):
        rows, columns = np.nonzero(cell)
        assert max(np.ptp(rows), np.ptp(columns)) < granule_cells.LARGEST


def test_what_drives_a_granule_cell_is_exact_in_whatever_order_it_is_added(few):
    synapses = granule_cells.draw_synapses((28, 28), 500, np.random.default_rng(0))
    assert 255 * np.abs(synapses).sum(axis=0).max() < 2**24
    pixels = few[1].pixels[:50].reshape(50, -1)
    exact = pixels.astype(np.int64) @ synapses.astype(np.int64)
    np.testing.assert_array_equal(pixels.astype(np.float32) @ synapses, exact)


def test_few_granule_cells_fire_for_an_image(few):
    cells = granule_cells.fit_layer(few[0].pixels, 200, 0)
    rows = granule_cells.measure_rates(cells, few[1].pixels)
    firing = (np.diff(rows.indptr) - 1).mean() / 200
    assert 0 < firing < 1.2 * granule_cells.ACTIVE


def test_rates_are_what_drives_the_cells_above_their_thresholds(few):
    pixels = few[1].pixels[:50]
    cells = granule_cells.fit_layer(few[0].pixels, 70, 0)
    rows = granule_cells.measure_rates(cells, pixels)
    drive = pixels.reshape(50, -1).astype(np.float32) @ cells.synapses
    rate = np.clip(cells.gains * (drive - cells.thresholds), 0, 255)
    dense = np.zeros((50, 71))
    dense[np.repeat(np.arange(50), np.diff(rows.indptr)), rows.indices] = rows.data
    assert (dense[:, 0] == 255).all()
    assert np.abs(dense[:, 1:] - rate).max() <= 0.51


def test_the_same_seed_grows_the_same_cells(few):
    first, again, other = (granule_cells.fit_layer(few[0].pixels, 30, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.synapses, again.synapses)
    assert (first.synapses != other.synapses).any()


def test_thirty_two_bits_give_the_weights_of_sixty_four(few):
    rows = pack_rows(few[0].pixels)
    first = np.random.default_rng(0).integers(-255, 255, (45, 785))
    narrow, wide = (WholeLearner(rows, few[0].labels, PAIRS, first, DIGITS) for _ in range(2))
    wide.hold_as(np.int64)
    for _ in range(3):
        for learner in (narrow, wide):
            learner.go_through(np.arange(3000))
    assert narrow.weights.dtype == np.int32
    np.testing.assert_array_equal(narrow.last_weights(), wide.last_weights())


def test_weights_grow_into_sixty_four_bits_where_thirty_two_have_no_room(few):
    rows = pack_rows(few[0].pixels)
    first = np.random.default_rng(0).integers(-255, 255, (45, 785))
    crowded, roomy = (WholeLearner(rows, few[0].labels, PAIRS, first, DIGITS) for _ in range(2))
    crowded.room = int(1.5 * crowded.squares.max())
    logs = [learner.go_through(np.arange(3000)) for learner in (crowded, roomy)]
    assert crowded.weights.dtype == np.int64
    np.testing.assert_array_equal(*logs)
    np.testing.assert_array_equal(crowded.last_weights(), roomy.last_weights())
    # |w|², kept up to date from mistake to mistake.
    squares = [roomy.squares[i, j] for i, j in PAIRS]
    np.testing.assert_array_equal(squares, (roomy.last_weights() ** 2).sum(axis=1))


def test_a_margin_is_kept_by_every_image_that_is_no_mistake(few):
    train = Images(few[0].pixels[:300], few[0].labels[:300])
    rows, margin = pack_rows(train.pixels), Fraction(1, 4)
    *_, (weights, errors) = plain_rule.train(train, 200, 1, "rosenblatt", 0, margin)
    lengths = np.add.reduceat(rows.data.astype(int) ** 2, rows.indptr[:-1])
    assert errors.max() == 0
    found = activate(rows, weights)
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
    with pytest.raises(BadInput, match="features=granule: only with all"):
        mnist(digits=(3, 5), features="granule")


def test_deskewed_digits_are_read_better_than_pixels_and_granule_cells_better_still():
    """Each by more than four standard errors of the difference of two fractions of 10,000."""
    parts, rights = digit_files.first_images(10_000, 10_000), []
    for features, margin in ((Features(), 0), (Features("deskewed"), 2), (CELLS, 1)):
        how = {"algorithm": "averaged", "eta": 1, "margin": margin, "seed": 0}
        rights.append(fit_readout(None, *parts, features, 3, **how).test_accuracy[-1] / 100)
    rights = np.array(rights)
    errors = np.sqrt(rights * (1 - rights) / 10_000)
    assert (np.diff(rights) > 4 * np.hypot(errors[1:], errors[:-1])).all()
