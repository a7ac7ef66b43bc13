"""A person's own pictures, and a training that was interrupted."""

import csv
import os
import signal
import subprocess
import sys
import time
import zlib

import command_line
import digit_files
import numpy as np
import pytest
from PIL import Image

from readout.digits import pictures, readout_file
from readout.mnist import mnist
from readout.perceptron.algorithms import ALGORITHMS
from synplast.bad_input import BadInput


@pytest.fixture(scope="module")
def kept(readout, tmp_path_factory):
    """A readout of all ten digits."""
    path = tmp_path_factory.mktemp("kept") / "kept.npz"
    readout_file.save(readout, path)
    return path


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """A data set of the first images of MNIST."""
    folder = tmp_path_factory.mktemp("few")
    digit_files.write(folder, *digit_files.first_images(1000, 300))
    return folder


def photographed(pixels, invert, side):
    """A test image as a person would have it: large, on a wide page, to one side."""
    page = np.zeros((2 * side, 3 * side), np.uint8)
    large = np.asarray(Image.fromarray(pixels).resize((side, side), Image.Resampling.BICUBIC))
    page[side // 2 : side // 2 + side, side // 4 : side // 4 + side] = large
    return Image.fromarray(230 - page // 2 if invert else page)


def centre(pixels):
    """Row and column of the centre of mass."""
    mass = pixels.astype(float)
    return np.array([mass.sum(axis=axis) @ np.arange(28) for axis in (1, 0)]) / mass.sum()


@pytest.mark.parametrize("invert", [True, False])
@pytest.mark.parametrize("side", [40, 300])
def test_a_digit_from_anywhere_is_put_where_mnist_had_it(tmp_path, invert, side):
    _, test = digit_files.mnist()
    for n in range(10):
        photographed(test.pixels[n], invert, side).save(tmp_path / "a.png")
        found = pictures.read(tmp_path / "a.png", (28, 28)).pixels
        # Both are moved by whole pixels to have their centre in the middle: half a pixel each.
        assert np.abs(centre(found) - centre(test.pixels[n])).max() <= 1


def test_the_strokes_fit_the_box_and_are_centred(tmp_path):
    page = np.full((300, 200), 255, np.uint8)
    page[20:150, 30:60] = 0
    Image.fromarray(page).save(tmp_path / "bar.png")
    found = pictures.read(tmp_path / "bar.png", (28, 28)).pixels
    assert np.flatnonzero(found.any(axis=1)).tolist() == list(range(4, 24))
    columns = found.sum(axis=0, dtype=float)
    assert columns @ np.arange(28) / columns.sum() == pytest.approx(14, abs=0.5)
    assert found.max() == 255


@pytest.fixture(scope="module")
def page():
    """A test image, twice as large, on a page: light on dark, 0 to 255."""
    page = np.zeros((120, 90), np.uint8)
    page[30:86, 20:76] = np.kron(digit_files.mnist()[1].pixels[0], np.ones((2, 2), np.uint8))
    return page


def as_read(path, picture):
    picture.save(path)
    return pictures.read(path, (28, 28)).pixels.astype(int)


def of_numbers(dtype, low, high):
    """What makes a picture of shades from ``low`` to ``high``."""
    return lambda page: Image.fromarray((low + page / 255 * (high - low)).astype(dtype))


def in_mode(mode):
    return lambda page: Image.fromarray(page).convert("RGB").convert(mode)


def in_lab(page):
    grey = Image.fromarray(page)
    return Image.merge("LAB", [grey, *[Image.new("L", grey.size)] * 2])


KEPT_AS = {
    "16 bits": (of_numbers(np.uint16, 0, 65_535.5), ".png"),
    "12 bits": (of_numbers(np.uint16, 0, 4095.5), ".png"),
    "8 bits in 16": (of_numbers(np.uint16, 0, 255.5), ".tif"),
    "32 bits": (of_numbers(np.int32, 0, 65_535.5), ".tif"),
    "32 bits around 0": (of_numbers(np.int32, -32_768, 32_767), ".tif"),
    "fractions": (of_numbers(np.float32, 0, 1), ".tif"),
    "fractions around 0": (of_numbers(np.float32, -1, 1), ".tif"),
    "fractions after resampling": (of_numbers(np.float32, -0.03, 1.04), ".tif"),
    "fractions to 255": (of_numbers(np.float32, 0, 255), ".tif"),
    "fractions to 10": (of_numbers(np.float32, 0, 10), ".tif"),
    "fractions to 30 000": (of_numbers(np.float32, 0, 3e4), ".tif"),
    "palette": (lambda page: Image.fromarray(page).convert("P"), ".gif"),
    "colours": (in_mode("RGB"), ".png"),
    "inks": (in_mode("CMYK"), ".tif"),
    "luminance": (in_mode("YCbCr"), ".tif"),
    "Lab": (in_lab, ".tif"),
}


@pytest.mark.parametrize("invert", [True, False])
@pytest.mark.parametrize("kind", KEPT_AS)
def test_a_digit_is_the_same_in_whatever_its_shades_are_kept(tmp_path, page, kind, invert):
    made, ending = KEPT_AS[kind]
    shown = 255 - page if invert else page
    expected = as_read(tmp_path / "a.png", Image.fromarray(shown))
    found = as_read(tmp_path / f"b{ending}", made(shown))
    assert np.abs(found - expected).max() <= 2  # of 255, from rounding on the way


@pytest.mark.parametrize("made", [in_mode("1"), of_numbers(np.uint16, 0, 1.5)])
def test_black_and_white_is_read_too(tmp_path, page, made):
    sharp = np.where(page > 127, 255, 0).astype(np.uint8)
    expected = as_read(tmp_path / "a.png", Image.fromarray(sharp))
    np.testing.assert_array_equal(as_read(tmp_path / "b.png", made(sharp)), expected)


@pytest.mark.parametrize("shade", [0, 60, 128, 200, 250, 255])
@pytest.mark.parametrize("mode", ["LA", "RGBA", "PA"])
def test_strokes_of_any_colour_on_transparent_paper_are_read(tmp_path, page, shade, mode):
    expected = as_read(tmp_path / "a.png", Image.fromarray(page))
    drawn = Image.merge("LA", [Image.new("L", page.shape[::-1], shade), Image.fromarray(page)])
    ending = ".tif" if mode == "PA" else ".png"
    found = as_read(tmp_path / f"b{ending}", drawn.convert("RGBA").convert(mode))
    np.testing.assert_array_equal(found, expected)


def test_what_is_transparent_beside_paper_is_paper(tmp_path, page):
    expected = as_read(tmp_path / "a.png", Image.fromarray(255 - page))
    opaque = np.full(page.shape, 255, np.uint8)
    opaque[:8, :8] = opaque[-8:, -8:] = 0  # round corners
    for paper in (page, 255 - page):
        picture = Image.merge("LA", [Image.fromarray(paper), Image.fromarray(opaque)])
        np.testing.assert_array_equal(as_read(tmp_path / "b.png", picture), expected)


def png_of(width, height) -> bytes:
    """A PNG that tells its size, and has no pixels."""
    size = width.to_bytes(4) + height.to_bytes(4)
    chunks = [b"IHDR" + size + bytes([8, 0, 0, 0, 0]), b"IDAT"]
    sized = [(len(c) - 4).to_bytes(4) + c + zlib.crc32(c).to_bytes(4) for c in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(sized)


@pytest.mark.parametrize("side", [8_000, 13_000, 60_000])
def test_a_picture_is_refused_for_its_size_before_it_is_unpacked(tmp_path, side):
    (tmp_path / "a.png").write_bytes(png_of(side, side))
    with pytest.raises(BadInput, match="more than 50 million pixels"):
        pictures.read(tmp_path / "a.png", (28, 28))


@pytest.mark.parametrize(
    "empty",
    [
        np.full((50, 50), 60_000, np.uint16),
        np.full((50, 50), 0.9, np.float32),
        np.linspace(0.9, 0.91, 2500, dtype=np.float32).reshape(50, 50),
        np.full((50, 50), np.nan, np.float32),
    ],
)
def test_an_empty_page_of_any_shades_is_refused(tmp_path, empty):
    with pytest.raises(BadInput, match=r"nothing drawn|not a picture"):
        as_read(tmp_path / "a.tif", Image.fromarray(empty))


@pytest.mark.parametrize(
    ("dtype", "ending"),
    [("u1", ".png"), ("u1", ".tif"), ("u2", ".tif"), ("i4", ".tif"), ("f4", ".tif")],
)
def test_a_photograph_that_was_taken_on_its_side_is_read_upright(tmp_path, dtype, ending):
    page = np.full((60, 70), 255, dtype)
    page[10:40, 20:25], page[35:40, 20:40] = 0, 0  # an L
    turned = Image.fromarray(np.rot90(page).copy())
    said = turned.getexif()
    said[0x0112] = 6  # turn it a quarter to the right
    turned.save(tmp_path / f"b{ending}", exif=said)
    found = pictures.read(tmp_path / f"b{ending}", (28, 28)).pixels
    np.testing.assert_array_equal(
        found, as_read(tmp_path / "a.png", Image.fromarray(np.uint8(page)))
    )


def test_pictures_are_read_from_the_command_line(kept, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _, test = digit_files.mnist()
    names = [f"{n}.png" for n in range(10)]
    for n, name in enumerate(names):
        photographed(test.pixels[n], True, 200).save(name)
    read = ["--load", kept, "--predict", *names, "--figure", "seen.svg"]
    done = command_line.run("readout.mnist", *read)
    header, *rows = csv.reader(done.stdout.splitlines())
    assert header == ["picture", "digit", "votes", "runner up", "margin", "doubt"]
    assert [row[0] for row in rows] == names
    right = [int(row[1]) == test.labels[n] for n, row in enumerate(rows)]
    assert sum(right) >= 8
    assert (tmp_path / "seen.svg").exists()


def test_all_weights_that_ever_were_vote_on_a_picture_too(tmp_path, few):
    how = {"data": few, "save": tmp_path / "kept.npz"}
    trained = mnist(all=True, algorithm="voted", epochs=2, **how)
    photographed(trained.test.pixels[0], True, 200).save(tmp_path / "a.png")
    found = mnist(load=tmp_path / "kept.npz", data=few, predict=tmp_path / "a.png")
    assert found.digit[0] == trained.vote.answers[0]
    assert 0 < found.margin[0] <= 1


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "not a picture"), (b"text", "not a picture"), (None, "No such file")],
)
def test_what_is_no_picture_is_refused(tmp_path, kept, few, content, said):
    if content is not None:
        (tmp_path / "a.png").write_bytes(content)
    with pytest.raises(BadInput, match=said):
        mnist(load=kept, data=few, predict=[tmp_path / "a.png"])


def test_an_empty_page_is_refused(tmp_path, kept, few):
    Image.new("L", (90, 90), 240).save(tmp_path / "a.png")
    with pytest.raises(BadInput, match="nothing drawn"):
        mnist(load=kept, data=few, predict=tmp_path / "a.png")


@pytest.mark.parametrize("what", [{"digits": (3, 5)}, {"all": True}])
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_training_taken_up_again_ends_with_the_same_bytes(tmp_path, few, what, algorithm):
    how = {**what, "algorithm": algorithm, "seed": 2, "data": few}
    mnist(**how, epochs=4, save=tmp_path / "whole.npz")
    for epochs in (1, 3, 4, 4):
        saved = tmp_path / "parts.npz"
        mnist(**how, epochs=epochs, save=saved, checkpoint=tmp_path / "c.npz")
    assert (tmp_path / "parts.npz").read_bytes() == (tmp_path / "whole.npz").read_bytes()


def test_a_training_that_was_killed_resumes(tmp_path, few):
    how = ["--all", "--epochs", "2000", "--checkpoint", "c.npz", "--data", few]
    call = [sys.executable, "-m", "readout.mnist", *how]
    process = subprocess.Popen(call, cwd=tmp_path, env=os.environ, stdout=subprocess.DEVNULL)
    while not (tmp_path / "c.npz").exists():
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    done = np.load(tmp_path / "c.npz")["errors"]
    assert 1 <= len(done) < 2000
    how = {"all": True, "epochs": len(done) + 1, "data": few}
    resumed = mnist(**how, checkpoint=tmp_path / "c.npz").readout
    fresh = mnist(**how).readout
    for one, other in zip(readout_file.pack(resumed), readout_file.pack(fresh), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_checkpoint_of_another_training_is_refused(tmp_path, few):
    path = tmp_path / "c.npz"
    how = {"epochs": 1, "checkpoint": path, "data": few}
    mnist(all=True, **how)
    for change in ({"seed": 1}, {"eta": 2}, {"algorithm": "pocket"}):
        with pytest.raises(BadInput, match="another training"):
            mnist(all=True, **how, **change)
    with pytest.raises(BadInput, match="another training"):
        mnist(digits=(3, 5), **how)
