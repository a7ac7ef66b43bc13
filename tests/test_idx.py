"""The idx reader gives back what was written, and refuses everything else in one line."""

import gzip

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.bad_input import BadInput
from readout import dataset, idx

PARTS = [("train", 40), ("t10k", 20)]


def as_idx(array) -> bytes:
    sizes = b"".join(size.to_bytes(4) for size in array.shape)
    return bytes([0, 0, 8, array.ndim]) + sizes + array.tobytes()


def images(count, size=(4, 5)):
    return np.arange(count * size[0] * size[1], dtype=np.uint8).reshape(count, *size)


def labels(count):
    return np.arange(count, dtype=np.uint8) % 10


@pytest.fixture
def folder(tmp_path):
    """A small data set in four files."""
    for name, count in PARTS:
        (tmp_path / f"{name}-images-idx3-ubyte").write_bytes(as_idx(images(count)))
        (tmp_path / f"{name}-labels-idx1-ubyte").write_bytes(as_idx(labels(count)))
    return tmp_path


@given(st.lists(st.integers(0, 6), min_size=1, max_size=3), st.booleans())
def test_what_was_written_is_read(tmp_path_factory, shape, gzipped):
    array = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    file = tmp_path_factory.mktemp("idx") / "file"
    file.write_bytes(gzip.compress(as_idx(array)) if gzipped else as_idx(array))
    np.testing.assert_array_equal(idx.read(file, len(shape)), array)


@pytest.mark.parametrize("gzipped", [False, True])
def test_a_file_cut_anywhere_is_refused(tmp_path, gzipped):
    whole = as_idx(images(3))
    whole = gzip.compress(whole) if gzipped else whole
    for length in range(len(whole)):
        (tmp_path / "file").write_bytes(whole[:length])
        with pytest.raises(BadInput, match="file: "):
            idx.read(tmp_path / "file", 3)


def test_any_flipped_byte_of_a_gzip_stream_is_noticed(tmp_path):
    whole = bytearray(gzip.compress(as_idx(images(3)), mtime=0))
    for place in range(len(whole)):
        if 3 <= place < 10:  # the flags, date and system, which say nothing of the content
            continue
        bad = bytearray(whole)
        bad[place] ^= 0xFF
        (tmp_path / "file").write_bytes(bad)
        with pytest.raises(BadInput):
            idx.read(tmp_path / "file", 3)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not an idx file"),
        (b"\x89PNG\r\n", "not an idx file"),
        (b"\0\0\x0d\3" + bytes(12), "type 13"),
        (as_idx(labels(5)), "1 dimensions where 3"),
        (as_idx(images(2)) + b"\0", "too long: 57 bytes where its header promises 56"),
        (as_idx(images(2))[:-1], "cut short: 55 bytes where its header promises 56"),
        (b"\0\0\x08\3" + b"\xff" * 12, "cut short"),
        (as_idx(images(2))[:9], "cut short: 9 bytes are less than the header"),
        (gzip.compress(as_idx(images(2))) + b"more", "corrupt gzip"),
        (gzip.compress(as_idx(images(2)))[:-9], "gzip stream does not end"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path, content, reason):
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(BadInput, match=reason) as caught:
        idx.read(tmp_path / "file", 3)
    assert str(caught.value).startswith(f"--data {tmp_path / 'file'}: ")
    assert "\n" not in str(caught.value)


def test_mnist_comes_with_the_package():
    train, test = dataset.load()
    assert train.pixels.shape == (60_000, 28, 28)
    assert test.pixels.shape == (10_000, 28, 28)
    # http://yann.lecun.com/exdb/mnist: the first training image is a 5.
    assert train.labels[:5].tolist() == [5, 0, 4, 1, 9]
    assert np.bincount(train.labels).tolist() == [
        *(5923, 6742, 5958, 6131, 5842),
        *(5421, 5918, 6265, 5851, 5949),
    ]


def test_a_folder_is_read_gzipped_or_not(folder):
    plain = dataset.load(folder)
    for file in folder.iterdir():
        file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))
        file.unlink()
    for part, again in zip(plain, dataset.load(folder), strict=True):
        np.testing.assert_array_equal(part.pixels, again.pixels)
        np.testing.assert_array_equal(part.labels, again.labels)


def test_emnist_digits_are_read_under_their_own_names(folder):
    for file in list(folder.iterdir()):
        file.rename(folder / f"emnist-digits-{file.name.replace('t10k', 'test')}")
    assert len(dataset.load(folder)[1].labels) == 20


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("t10k-labels-idx1-ubyte", as_idx(labels(19)), "19 labels for the 20 images"),
        ("train-labels-idx1-ubyte", as_idx(labels(40) + np.uint8(2)), "the label 11"),
        ("train-images-idx3-ubyte", as_idx(images(40, (5, 4))), "train on are 5 x 4, .*4 x 5"),
        ("train-images-idx3-ubyte", as_idx(images(40, (256, 256))), "more than 65535 pixels"),
        ("t10k-labels-idx1-ubyte", as_idx(np.zeros(20, np.uint8)), "no test image .* digit 1"),
        ("t10k-images-idx3-ubyte", None, "no file t10k-images-idx3-ubyte"),
    ],
)
def test_files_that_do_not_go_together_are_refused(folder, name, content, reason):
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(BadInput, match=reason):
        dataset.load(folder, range(10))


def test_a_data_set_without_images_is_refused(folder):
    (folder / "train-images-idx3-ubyte").write_bytes(as_idx(images(0)))
    (folder / "train-labels-idx1-ubyte").write_bytes(as_idx(labels(0)))
    with pytest.raises(BadInput, match="has no images"):
        dataset.load(folder)
