"""What is saved is what was learned: damaged and forged files are refused, in one line."""

import hashlib
import os
import tracemalloc
import zipfile

import digit_files
import numpy as np
import pytest

from readout import geometry
from readout.digits import array_file
from readout.digits.dataset import Images
from readout.mnist import mnist
from readout.perceptron.algorithms import ALGORITHMS
from synplast.bad_input import BadInput
from synplast.command import run

WHAT = {
    "pair": {"digits": (3, 5)},
    "all": {"all": True},
    "granule": {"all": True, "features": "granule", "cells": 20},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A data set of sixty noisy images, none of which can be learned by heart at once."""
    folder, rng = tmp_path_factory.mktemp("data"), np.random.default_rng(0)
    labels = np.repeat(np.arange(10, dtype=np.uint8), 6)
    train, test = rng.integers(0, 256, (2, 60, 9, 8), np.uint8)
    train[np.arange(60), labels // 2] = 255
    digit_files.write(folder, Images(train, labels), Images(test, labels))
    return folder


#: Of `WHAT` and algorithm; the margin's files are Rosenblatt's.
KINDS = [*(("pair", name) for name in ALGORITHMS if name != "margin")]
KINDS += [("all", "averaged"), ("granule", "voted")]
#: A pair's readout has the same arrays whatever it was learned by, but of the voted.
SAME = [("pair", "rosenblatt"), ("pair", "pocket")]


@pytest.fixture(scope="module", params=KINDS, ids="-".join)
def kept(request, folder, tmp_path_factory):
    """How it was trained; the checkpoint after two passes and the readout, by what reads them."""
    what, algorithm = request.param
    here = tmp_path_factory.mktemp("kept")
    how = {**WHAT[what], "algorithm": algorithm, "data": folder}
    mnist(**how, epochs=2, save=here / "readout.npz", checkpoint=here / "checkpoint.npz")
    files = {resume: here / "checkpoint.npz"}
    return how, files if request.param in SAME else files | {load: here / "readout.npz"}


def load(path, how):
    mnist(load=path, data=how["data"])


def resume(path, how):
    mnist(**how, epochs=3, checkpoint=path)


def refusal(use, path, how) -> str:
    with pytest.raises(BadInput) as caught:
        use(path, how)
    assert "\n" not in str(caught.value)
    return str(caught.value)


REFUSED = r"not a (whole readout|checkpoint)"
CAN_BE_NEGATIVE = {"weights", "first", "late", "pocket"}


def damages(name, array):
    """Ways to spoil an array, by their names."""
    if array.dtype.kind == "f":
        yield from ((str(bad), np.full_like(array, bad)) for bad in (np.nan, np.inf, -np.inf))
        one = array.copy()
        one.flat[-1:] = np.nan
        yield "one nan", one
        yield "as large as can be", np.full_like(array, np.finfo(array.dtype).max)
    if array.dtype.kind in "fi":
        yield "huge", np.full_like(array, 2**62)
    if array.dtype.kind in "fi" and name not in CAN_BE_NEGATIVE:
        yield "negative", np.full_like(array, -1)
    yield "text", array.astype("<U3")
    yield "objects, which only a pickle can hold", array.astype(object)
    yield (
        "other numbers",
        array.astype({"f": np.float16, "i": np.int32}.get(array.dtype.kind, "S1")),
    )
    if array.dtype.itemsize > 1:
        yield "the other way round", array.astype(array.dtype.newbyteorder())
    yield "one more axis", array[None]
    yield "flat", array.ravel() if array.ndim > 1 else array[..., None]
    if array.ndim:
        yield "cut short", array[:-1]
        yield "longer", np.concatenate([array, array[-1:]])
        yield "a single number", np.array(array.flat[0] if array.size else 0)
    if array.ndim > 1:
        yield "columns first", np.asfortranarray(array)


def spoiled(arrays):
    """Every way to spoil some arrays that changes them, as (what, arrays)."""
    arrays = dict(arrays)
    for name, array in arrays.items():
        yield f"no {name}", {n: a for n, a in arrays.items() if n != name}
        for what, bad in damages(name, array) if name != "settings" else ():
            if not as_it_was(bad, array):
                yield f"{name} {what}", arrays | {name: bad}
    yield "one more", arrays | {"more": np.zeros(3)}


def as_it_was(one, other) -> bool:
    return (one.dtype, one.shape, one.flags.c_contiguous, one.tolist()) == (
        other.dtype, other.shape, other.flags.c_contiguous, other.tolist()
    )  # fmt: skip


def test_an_array_that_learning_cannot_leave_is_refused_even_with_a_digest_of_its_own(
    kept, tmp_path
):
    how, files = kept
    bad = tmp_path / "bad.npz"
    for use, path in files.items():
        for what, arrays in spoiled(array_file.read(path)):
            np.savez(bad, **arrays)
            sign(bad)
            assert refusal(use, bad, how), what


@pytest.fixture(scope="module")
def one(folder, tmp_path_factory):
    """A readout, the checkpoint, and how they were made."""
    here = tmp_path_factory.mktemp("one")
    how = {"digits": (3, 5), "algorithm": "voted", "data": folder}
    mnist(**how, epochs=2, save=here / "readout.npz", checkpoint=here / "checkpoint.npz")
    return how, here / "readout.npz", here / "checkpoint.npz"


def test_any_flipped_bit_of_a_file_is_noticed(one, tmp_path):
    _, *paths = one
    for path in paths:
        whole, bad = path.read_bytes(), tmp_path / path.name
        for place in [*range(0, len(whole), 37), *range(len(whole) - 64, len(whole))]:
            flipped = whole[place] ^ 1 << place % 8
            bad.write_bytes(whole[:place] + bytes([flipped]) + whole[place + 1 :])
            with pytest.raises(ValueError, match="digest"):
                array_file.read(bad)


def test_an_array_that_was_changed_is_noticed(one, tmp_path):
    how, *paths = one
    for use, path in zip((load, resume), paths, strict=True):
        np.savez(tmp_path / "bad.npz", **np.load(path))
        with pytest.raises(BadInput, match=REFUSED):
            use(tmp_path / "bad.npz", how)


@pytest.mark.parametrize("length", [0, 1, 63, 64, 1000, -1])
def test_a_file_that_was_cut_short_is_refused(one, tmp_path, length):
    how, *paths = one
    for use, path in zip((load, resume), paths, strict=True):
        (tmp_path / "bad.npz").write_bytes(path.read_bytes()[:length])
        with pytest.raises(BadInput, match=REFUSED):
            use(tmp_path / "bad.npz", how)


def test_what_is_packed_is_refused_before_it_takes_memory(one, tmp_path):
    how, readout, _ = one
    bomb = tmp_path / "bomb.npz"
    with open(bomb, "w+b") as file:
        np.savez_compressed(file, **dict(np.load(readout)) | {"images": np.zeros(2**26, np.uint8)})
    sign(bomb)
    tracemalloc.start()
    with pytest.raises(BadInput, match="not a whole readout"):
        load(bomb, how)
    assert tracemalloc.get_traced_memory()[1] < 2**24
    tracemalloc.stop()


def sign(path):
    """Give an archive a digest, as a forger would."""
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = b"0" * array_file.DIGITS
    whole = path.read_bytes()[: -array_file.DIGITS]
    path.write_bytes(whole + hashlib.sha256(whole).hexdigest().encode())


@pytest.mark.parametrize("name", ["/dev/zero", "/dev/null"])
def test_what_is_no_file_is_refused(name, one):
    how, *_ = one
    assert "not a whole readout" in refusal(load, name, how)


def test_a_pipe_that_nobody_writes_to_is_refused(one, tmp_path):
    how, *_ = one
    os.mkfifo(tmp_path / "pipe.npz")
    assert "not a whole readout" in refusal(load, tmp_path / "pipe.npz", how)


def test_the_same_arrays_give_the_same_bytes_which_numpy_reads_too(tmp_path):
    arrays = {"a": np.arange(3.0), "b": np.array("text")}
    for name in ("one.npz", "other.npz"):
        array_file.write(tmp_path / name, **arrays)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "other.npz").read_bytes()
    assert np.load(tmp_path / "one.npz")["a"].tolist() == [0, 1, 2]


PICTURES = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}


@pytest.mark.parametrize(
    ("change", "pictures"), [(str.upper, [".png", ".pdf"]), (str.title, [".svg"])]
)
def test_every_spelling_of_an_ending_is_written(folder, tmp_path, change, pictures, capsys):
    files = {name: tmp_path / f"{name}{change('.npz')}" for name in ("save", "checkpoint")}
    files |= {name: tmp_path / f"{name}{change('.csv')}" for name in ("confusion", "output")}
    options = [word for name, path in files.items() for word in (f"--{name}", str(path))]
    where = ["--data", str(folder)]
    assert run(mnist, None, ["--all", "--epochs", "1", *where, *options]) == 0
    trained = capsys.readouterr().out
    assert run(mnist, None, ["--load", str(files["save"]), *where]) == 0
    assert capsys.readouterr().out == trained == files["output"].read_text()
    for ending in pictures:
        files[ending] = tmp_path / f"figure{change(ending)}"
        assert run(geometry.geometry, geometry.draw, ["--figure", str(files[ending])]) == 0
        assert files[ending].read_bytes().startswith(PICTURES[ending])
    assert {*tmp_path.iterdir()} == {*files.values()}
    assert all(path.stat().st_size > 100 for path in files.values())
