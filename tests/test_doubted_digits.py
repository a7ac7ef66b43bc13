"""A person's own pictures of a hundred kinds: read right, or not without a word."""

import digit_files
import drawn_digits
import numpy as np
import pytest

from readout.digits import pictures
from readout.digits.dataset import Images
from readout.digits.likeness import doubt_answers
from readout.digits.predictions import predict
from readout.mnist import mnist
from synplast.bad_input import BadInput


@pytest.fixture(scope="module")
def train():
    return digit_files.mnist()[0]


def read(drawn, readout, train):
    """Of each picture, whether it is read right, and the doubts; what is refused is doubted."""
    found = [
        (d, pictures.find_digit(pictures.shades.read_shades(p), (28, 28))) for _, d, p in drawn
    ]
    given = [(digit, one) for digit, one in found if one is not None]
    said = predict(["a.png"] * len(given), [one for _, one in given], readout, train)
    right = np.array([digit for digit, _ in given]) == said.digit
    return right, said.doubt, len(found) - len(given)


@pytest.fixture(scope="module")
def drawn():
    """A digit in each kind of picture, every digit in several."""
    return {
        kind: list(drawn_digits.draw_all(2, (kinds,), 1))
        for kind, kinds in (("good", drawn_digits.GOOD), ("hard", drawn_digits.HARD))
    }


def test_any_pen_place_noise_and_ground_is_read_right(drawn, readout, train):
    right, doubts, refused = read(drawn["good"], readout, train)
    assert refused == 0
    assert right.all()
    assert (doubts != "").mean() < 0.05


def test_of_all_other_pictures_few_are_read_wrong_without_a_word(drawn, readout, train):
    right, doubts, _ = read(drawn["hard"], readout, train)
    assert (~right & (doubts == "")).sum() < 0.05 * len(drawn["hard"])
    assert right.mean() > 0.5


@pytest.mark.parametrize(
    ("kind", "doubt"),
    [
        ("two, apart", "two separate marks"),
        ("three", "3 separate marks"),
        ("underlined", "two separate marks"),
        ("cut above", "ink at the border"),
        ("cut below", "ink at the border"),
    ],
)
def test_the_reason_is_told(drawn, kind, doubt):
    (picture,) = (one for name, _, one in drawn["hard"] if name == kind)
    assert doubt in pictures.find_digit(np.asarray(picture), (28, 28)).doubts


def test_few_of_mnists_own_images_are_doubted(readout, train):
    """False alarms, of the images that are read right; and it doubts most that are not."""
    test = Images(*(part[::3] for part in digit_files.mnist()[1]))
    answers = readout.predict(test.pixels)
    doubted = np.array([bool(d) for d in doubt_answers(test, answers, train)])
    right = answers == test.labels
    assert doubted[right].mean() < 0.05
    assert doubted[~right].mean() > 0.75
    marks = [pictures.find_digit(pixels, (28, 28)).doubts for pixels in test.pixels[:250]]
    assert np.mean([bool(one) for one in marks]) < 0.03  # it is 0.012 of all, and 0.007 of error


def test_a_digit_that_a_pair_does_not_know_is_doubted(tmp_path):
    digit_files.write(tmp_path, *digit_files.first_images(3000, 300))
    drawn_digits.put(drawn_digits.write(drawn_digits.STROKES[7], drawn_digits.Hand(1))).save(
        tmp_path / "a.png"
    )
    found = mnist(digits=(3, 5), epochs=1, data=tmp_path, predict=tmp_path / "a.png")
    assert found.digit[0] in (3, 5)
    assert {int(found.digit[0]), int(found.runner_up[0])} == {3, 5}
    assert "as like a 7" in found.doubt[0]


def test_small_data_sets_have_their_own_idea_of_far(train):
    few = Images(train.pixels[:300, 4:24, 4:24], train.labels[:300])
    doubts = doubt_answers(Images(few.pixels[:20], None), few.labels[:20], few)
    assert not any(doubts)


def test_noise_without_a_digit_is_refused(tmp_path):
    blank = np.full((200, 200), 250, np.uint8)
    blank[::2] -= 5
    assert pictures.find_digit(blank, (28, 28)) is None
    drawn_digits.shaded(blank).save(tmp_path / "a.png")
    with pytest.raises(BadInput, match="nothing drawn"):
        pictures.read(tmp_path / "a.png", (28, 28))
