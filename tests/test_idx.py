"""The idx reader gives back what was written, and refuses everything else in one line."""

import gzip
import tracemalloc

import numpy as np
import pytest
from digit_files import as_idx, first_images, write
from digit_files import mnist as whole_mnist
from hypothesis import given
from hypothesis import strategies as st

from readout.digits import dataset, idx
from readout.digits.dataset import Images
from readout.mnist import mnist
from synplast.bad_input import BadInput

PARTS = [("train", 40), ("t10k", 20)]


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
        (as_idx(images(2)) + b"\0", "too long: more than the 56 bytes its header promises"),
        (as_idx(images(2))[:-1], "cut short: 55 bytes where its header promises 56"),
        (b"\0\0\x08\3" + b"\0\0\1\0" * 3, "cut short"),
        (b"\0\0\x08\3" + b"\xff" * 12, "its header promises .* bytes, at most"),
        (as_idx(images(2))[:9], "cut short: 9 bytes are less than the header"),
        (gzip.compress(as_idx(images(2)), mtime=0) + b"more", "corrupt gzip"),
        (gzip.compress(as_idx(images(2)), mtime=0)[:-9], "gzip stream does not end"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path, content, reason):
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(BadInput, match=reason) as caught:
        idx.read(tmp_path / "file", 3)
    assert str(caught.value).startswith(f"data={tmp_path / 'file'}: ")
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


@pytest.mark.parametrize("bomb", [b"", as_idx(images(2))])
def test_what_unpacks_to_more_than_its_header_promises_takes_no_memory(tmp_path, bomb):
    (tmp_path / "file").write_bytes(gzip.compress(bomb + bytes(2**26)))
    tracemalloc.start()
    with pytest.raises(BadInput):
        idx.read(tmp_path / "file", 3)
    assert tracemalloc.get_traced_memory()[1] < 2**22
    tracemalloc.stop()


def renamed(folder, change):
    for file in list(folder.iterdir()):
        file.rename(folder / change(file.name))


@pytest.mark.parametrize(
    "change",
    [
        lambda name: name.replace("-idx", ".idx"),
        lambda name: name.replace("-ubyte", ".ubyte"),
        str.upper,
        lambda name: name.replace("-idx", ".idx").title(),
    ],
)
def test_the_names_that_other_tools_leave_are_known(folder, change):
    expected = dataset.load(folder)[0].pixels
    renamed(folder, change)
    np.testing.assert_array_equal(dataset.load(folder)[0].pixels, expected)
    for file in list(folder.iterdir()):
        file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))
        file.unlink()
    np.testing.assert_array_equal(dataset.load(folder)[0].pixels, expected)


@pytest.mark.parametrize("name", ["digits", "mnist"])
def test_emnist_s_images_are_transposed_back(folder, name):
    renamed(folder, lambda file: f"emnist-{name}-{file.replace('t10k', 'test')}")
    turned = np.ascontiguousarray(images(40).transpose(0, 2, 1))
    np.testing.assert_array_equal(dataset.load(folder)[0].pixels, turned)


def test_a_transposed_emnist_is_mnist(tmp_path):
    for part, found in zip(("train", "test"), whole_mnist(), strict=True):
        sideways = np.ascontiguousarray(found.pixels[:100].transpose(0, 2, 1))
        for kind, array in (("images-idx3", sideways), ("labels-idx1", found.labels[:100])):
            (tmp_path / f"emnist-digits-{part}-{kind}-ubyte").write_bytes(as_idx(array))
    for found, read in zip(whole_mnist(), dataset.load(tmp_path), strict=True):
        np.testing.assert_array_equal(read.pixels, found.pixels[:100])


@pytest.mark.parametrize("kind", ["letters", "balanced", "byclass", "bymerge"])
def test_letters_are_not_ten_digits(folder, kind):
    renamed(folder, lambda file: f"emnist-{kind}-{file.replace('t10k', 'test')}")
    with pytest.raises(BadInput, match=f"emnist-{kind}-train: not ten digits"):
        dataset.load(folder)


def copied(folder, change, content=lambda array: array):
    """A second data set in the folder."""
    for name, count in PARTS:
        for kind, array in (("images-idx3", images(count)), ("labels-idx1", labels(count))):
            (folder / change(f"{name}-{kind}-ubyte")).write_bytes(as_idx(content(array)))


def test_of_two_data_sets_in_a_folder_one_is_read_and_the_other_named(folder, capsys):
    copied(folder, lambda name: f"emnist-digits-{name.replace('t10k', 'test')}")
    np.testing.assert_array_equal(dataset.load(folder)[0].pixels, images(40))
    said = "read: train, t10k; not read: emnist-digits-test, emnist-digits-train\n"
    assert capsys.readouterr().err == said


def test_parts_of_two_data_sets_are_not_mixed(folder):
    for file in folder.glob("t10k*"):
        file.rename(folder / f"emnist-digits-{file.name.replace('t10k', 'test')}")
    with pytest.raises(BadInput, match="no file t10k-images-idx3-ubyte"):
        dataset.load(folder)


def test_two_files_for_the_same_are_read_if_they_hold_the_same_and_refused_if_not(folder):
    copied(folder, lambda name: name.replace("-idx", ".idx"))
    assert len(dataset.load(folder)[0].labels) == 40
    copied(folder, lambda name: name.replace("-idx", ".idx"), lambda array: array[::-1].copy())
    with pytest.raises(BadInput, match="differs from train-images-idx3-ubyte"):
        dataset.load(folder)


@pytest.mark.parametrize("largest", [1, 16, 100, 254])
def test_grey_values_are_scaled_by_the_largest_to_train_on(folder, largest, capsys):
    train, test = images(40) % (largest + 1), images(20) % (largest // 2 + 1)
    for name, array in (("train", train), ("t10k", test)):
        (folder / f"{name}-images-idx3-ubyte").write_bytes(as_idx(array))
    found = dataset.load(folder)
    for part, array in zip(found, (train, test), strict=True):
        assert np.abs(part.pixels - array * (255 / largest)).max() <= 0.5
    assert found[0].pixels.max() == 255
    assert f"end at {largest} and are scaled" in capsys.readouterr().err


def test_scaled_data_are_read_as_well_as_mnist(tmp_path):
    """Sixteen grey values: within three standard errors of the difference of two fractions."""
    parts = first_images(3000, 1000)
    for top in (255, 15):
        (tmp_path / str(top)).mkdir()
        table = np.rint(np.arange(256) * (top / 255)).astype(np.uint8)
        write(tmp_path / str(top), *(Images(table[part.pixels], part.labels) for part in parts))
    full, few = (mnist(all=True, data=tmp_path / top).test_accuracy[-1] for top in ("255", "15"))
    error = 100 * np.sqrt(2 * 0.1 * 0.9 / 1000)
    assert few == pytest.approx(full, abs=3 * error)


def test_ones_that_lie_on_their_side_are_noticed_and_standing_ones_are_not(capsys):
    train, _ = whole_mnist()
    ones = train.pixels[train.labels == 1]
    for few in np.array_split(ones, 1000):  # six or seven images each
        dataset.warn_of_lying(Images(few, np.ones(len(few))))
    assert capsys.readouterr().err == ""
    dataset.warn_of_lying(Images(ones.transpose(0, 2, 1), np.ones(len(ones))))
    assert "lie on their side" in capsys.readouterr().err


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
